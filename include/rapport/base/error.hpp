#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace rapport {

/// What went wrong, as far as a script needs to know. The value is the exit code, as documented in
/// rapport(1); those from 65 on are the ones of sysexits.h.
enum class ErrorKind {
  usage = 2,           ///< bad option, date, duration or text; a question without a terminal
  not_found = 3,       ///< nothing, several, already there, or changed since
  bad_data = 65,       ///< damaged database, malformed import
  no_input = 66,       ///< a named file is missing or empty
  unavailable = 69,    ///< editor, pager, module or hub not available
  internal = 70,       ///< a bug of ours, out of memory
  cannot_create = 73,  ///< a file or folder cannot be created
  io = 74,             ///< disk full, I/O error, output not writable
  busy = 75,           ///< the database stayed locked
  unknown = 76,        ///< the outcome is not known
  permission = 77,     ///< permission or unsafe owner
  config = 78,         ///< bad settings, newer or foreign database
};

constexpr int exit_code(ErrorKind kind) { return static_cast<int>(kind); }

/// The one exception of the program: thrown where the trouble is understood, caught in app.cpp.
/// `message` is lower case and says what and which; `hint` says what to do next and may be empty.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message, std::string hint = {})
      : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}

  ErrorKind kind() const { return kind_; }
  const std::string& hint() const { return hint_; }

 private:
  ErrorKind kind_;
  std::string hint_;
};

}  // namespace rapport
