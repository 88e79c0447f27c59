#include "exchange/ics/ical_library.hpp"

#ifndef RAPPORT_LINKS_ICAL
#include <dlfcn.h>
#include <fmt/format.h>

#include "rapport/base/error.hpp"
#endif

namespace rapport {
namespace {

#ifdef RAPPORT_LINKS_ICAL

#define RAPPORT_ICAL_BIND(name) library.name = &::name;

#else

#define RAPPORT_ICAL_BIND(name) bind(library.name, #name);

/// Of the version that this program was compiled with: its types are that version's.
[[noreturn]] void lacks(const std::string& what) {
  throw Error(ErrorKind::unavailable, what,
              fmt::format("`apt-get install libical{}` installs it", ICAL_MAJOR_VERSION));
}

/// For as long as the program runs.
void* open_library() {
  const std::string file = fmt::format("libical.so.{}", ICAL_MAJOR_VERSION);
  if (void* handle = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) return handle;
  lacks("reading a calendar needs the library libical");
}

template <typename Function>
void bind(Function& function, const char* name) {
  static void* const handle = open_library();
  function = reinterpret_cast<Function>(::dlsym(handle, name));
  if (function == nullptr) lacks(fmt::format("the library libical lacks {}", name));
}

#endif

IcalLibrary load() {
  IcalLibrary library;
  RAPPORT_ICAL_FUNCTIONS(RAPPORT_ICAL_BIND)
  library.icalerror_set_errors_are_fatal(
      false);  // what cannot be read is ours to tell, not to die of
  return library;
}

}  // namespace

const IcalLibrary& ical_library() {
  static const IcalLibrary library = load();
  return library;
}

}  // namespace rapport
