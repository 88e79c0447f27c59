// For the file that is linked statically. SQLite could load extensions, which rapport never asks
// for; with these in the place of the C library's, nothing in the file can load anything.
extern "C" {
void* dlopen(const char*, int) { return nullptr; }
void* dlsym(void*, const char*) { return nullptr; }
int dlclose(void*) { return 0; }
char* dlerror() {
  static char says[] = "nothing is loaded";
  return says;
}
}
