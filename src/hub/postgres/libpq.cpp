#include "hub/postgres/libpq.hpp"

#include <dlfcn.h>

#include <string>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

#ifdef __APPLE__
constexpr const char* libpq_files[] = {"libpq.5.dylib", "/opt/homebrew/opt/libpq/lib/libpq.5.dylib",
                                       "/usr/local/opt/libpq/lib/libpq.5.dylib"};
#else
constexpr const char* libpq_files[] = {"libpq.so.5"};
#endif

[[noreturn]] void lacks_libpq() {
#ifdef RAPPORT_LOADS_NOTHING
  throw Error(ErrorKind::unavailable, "this build, one static file, reaches no PostgreSQL hub",
              "a hub in a folder works; for PostgreSQL install the package, or build it here");
#else
  throw Error(ErrorKind::unavailable, "a hub in PostgreSQL needs the library libpq",
              "`apt-get install libpq5` installs it");
#endif
}

/// For as long as the program runs.
void* open_libpq() {
  for (const char* file : libpq_files)
    if (void* handle = ::dlopen(file, RTLD_NOW | RTLD_LOCAL)) return handle;
  lacks_libpq();
}

template <typename Function>
void bind_libpq(void* handle, Function& function, const char* name) {
  function = reinterpret_cast<Function>(::dlsym(handle, name));
  if (function == nullptr) lacks_libpq();
}

Libpq load_libpq() {
  void* const handle = open_libpq();
  Libpq library;
#define RAPPORT_LIBPQ_BIND(name, ...) bind_libpq(handle, library.name, #name);
  RAPPORT_LIBPQ_FUNCTIONS(RAPPORT_LIBPQ_BIND)
#undef RAPPORT_LIBPQ_BIND
  return library;
}

}  // namespace

const Libpq& libpq() {
  static const Libpq library = load_libpq();
  return library;
}

}  // namespace rapport
