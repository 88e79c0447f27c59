#pragma once

#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/store/journal.hpp"

/// Everything outside the program, as values and streams: `main` fills it in, tests make their own.
namespace rapport {

/// What the clocks of a zone show at a civil time.
struct LocalTime {
  enum class Kind { once, never, twice } kind = Kind::once;
  int offset = 0;  ///< minutes east of UTC; of the earlier one where it comes twice
};

/// The zone of the machine: a civil day and minute → what its clocks show.
using Zone = std::function<LocalTime(Date, int)>;

/// An output format, by what the commands may know of it.
struct FormatName {
  std::string_view name;
  std::string_view summary;
  bool is_for_programs = false;
};
using FormatNames = std::vector<FormatName>;

struct Terminal {
  bool in = false;   ///< a person types
  bool out = false;  ///< a person reads
  bool err = false;
  std::size_t width = 80;
  std::size_t height = 0;  ///< lines; 0 when there is no terminal or it does not say
};

struct World {
  std::vector<std::string> args;  ///< without the name of the program
  std::map<std::string, std::string> env;
  Stamp clock;
  Zone zone;
  std::FILE* in = nullptr;
  std::FILE* out = nullptr;
  std::FILE* err = nullptr;
  Terminal terminal;
  std::string login;    ///< name of the user
  std::string home;     ///< home folder of the user, empty when there is none
  std::string program;  ///< path of the running binary
  FormatNames formats;  ///< filled in by `run`

  /// A variable of the environment; empty where it is not set.
  std::string variable(const std::string& name) const {
    const auto place = env.find(name);
    return place == env.end() ? std::string{} : place->second;
  }
};

/// True for the command that shells ask at every press of TAB: where anything is wrong it says
/// nothing and exits with 0.
bool answers_quietly(const World& world);

/// True for `rapport --version`, which needs neither clock, zone nor environment.
bool asks_version(const World& world);

/// Runs the command that `world.args` names; answers the exit code. Never throws.
int run(World& world);

}  // namespace rapport
