// The floor under every start: a dynamic C++ program that does nothing.
int main() {}
