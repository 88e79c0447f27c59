#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>

#include "rapport/command/session.hpp"

namespace rapport {

/// That a command is still at work, on a line of the terminal's stderr: shown once the book has
/// kept it for a second, and gone when it ends. One at a time; silent while a `ProgressLine` tells
/// more.
class WaitingLine {
 public:
  WaitingLine(const World& world, std::string what);
  ~WaitingLine();
  WaitingLine(const WaitingLine&) = delete;
  WaitingLine& operator=(const WaitingLine&) = delete;

  /// Takes the line away, before something else is written to the terminal.
  static void hush();
};

/// How far a long piece of work is, on a line of the terminal's stderr: shown once it has taken a
/// second, and gone when it ends. Where stderr is no terminal: nothing.
class ProgressLine {
 public:
  ProgressLine(const Session& session, std::string what, std::size_t total);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Cheap enough to be called for every row.
  void at(std::size_t done) {
    if (out_ != nullptr && (done & 0xff) == 0) show(done);
  }

 private:
  void show(std::size_t done);

  std::FILE* out_;  // null where nobody looks
  std::string what_;
  std::size_t total_;
  std::size_t width_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

/// From here on, until something is saved, SIGINT, SIGTERM and SIGHUP take such a line away and say
/// that nothing was saved, before they end the process: for a command that saves all or nothing.
void say_when_interrupted(const World& world);

}  // namespace rapport
