#pragma once

#include <sys/types.h>
#include <termios.h>

#include <array>
#include <csignal>
#include <string>
#include <vector>

namespace rapport {

/// While it lives, the terminal is another program's, an editor or a pager: Ctrl-C and Ctrl-\ are
/// for that alone. Afterwards the terminal is ours again, as it was before.
class Foreground {
 public:
  Foreground();
  ~Foreground();
  Foreground(const Foreground&) = delete;
  Foreground& operator=(const Foreground&) = delete;

  /// Starts a program, found as a shell does, with the usual signals; with `input`, unless that is
  /// -1, as its standard input. 0 where it cannot be started.
  static pid_t start(std::vector<std::string> words, std::vector<std::string> environment,
                     int input);

  /// Waits for it; answers its status.
  static int wait(pid_t program);

 private:
  static constexpr std::array ignored{SIGINT, SIGQUIT, SIGPIPE};

  std::array<void (*)(int), ignored.size()> before_{};
  termios modes_{};
  bool has_terminal_ = false;
};

}  // namespace rapport
