#include "exchange/ics/ical_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

#ifdef __APPLE__
constexpr const char* package = "`brew install libical` installs it";
#else
constexpr const char* package = "`apt-get install libical3` installs it";
#endif

/// The file of the version that this program was compiled with: its types are that version's.
std::string file_of_library() {
#ifdef __APPLE__
  return fmt::format("libical.{}.dylib", ICAL_MAJOR_VERSION);
#else
  return fmt::format("libical.so.{}", ICAL_MAJOR_VERSION);
#endif
}

void* open_library() {
  if (void* handle = ::dlopen(file_of_library().c_str(), RTLD_NOW | RTLD_LOCAL)) return handle;
  throw Error(ErrorKind::unavailable, "reading a calendar needs the library libical", package);
}

template <typename Function>
void bind(void* handle, Function& function, const char* name) {
  function = reinterpret_cast<Function>(::dlsym(handle, name));
  if (function == nullptr)
    throw Error(ErrorKind::unavailable, fmt::format("the library libical lacks {}", name), package);
}

IcalLibrary load() {
  void* const handle = open_library();  // for as long as the program runs
  IcalLibrary library;
#define RAPPORT_ICAL_BIND(name) bind(handle, library.name, #name);
  RAPPORT_ICAL_FUNCTIONS(RAPPORT_ICAL_BIND)
#undef RAPPORT_ICAL_BIND
  library.icalerror_set_errors_are_fatal(0);  // what cannot be read is ours to tell, not to die of
  return library;
}

}  // namespace

const IcalLibrary& ical_library() {
  static const IcalLibrary library = load();
  return library;
}

}  // namespace rapport
