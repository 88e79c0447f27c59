// Uses of fmt that need what fmt.cpp instantiates. See Dependencies.cmake.
#include <fmt/format.h>

#include <iterator>
#include <string>

int main(int argc, char**) {
  std::string text = fmt::format("{} {:.2f} {:>8} {:x} {}", argc, 1.5 * argc, "x", 255u, 1.5f);
  fmt::format_to(std::back_inserter(text), "{:05d} {:L}", argc, 10000 * argc);
  return text.empty() ? 1 : 0;
}
