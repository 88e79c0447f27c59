#include "rapport/command/foreground.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace rapport {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Foreground::Foreground() : has_terminal_(::tcgetattr(STDIN_FILENO, &modes_) == 0) {
  for (std::size_t i = 0; i < ignored.size(); ++i) before_[i] = std::signal(ignored[i], SIG_IGN);
}

Foreground::~Foreground() {
  if (has_terminal_) {
    // A shell may have made itself the foreground, and who is not may only ask unheard.
    const auto stopping = std::signal(SIGTTOU, SIG_IGN);
    ::tcsetpgrp(STDIN_FILENO, ::getpgrp());
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &modes_);
    std::signal(SIGTTOU, stopping);
  }
  for (std::size_t i = 0; i < ignored.size(); ++i) std::signal(ignored[i], before_[i]);
}

pid_t Foreground::start(std::vector<std::string> words, std::vector<std::string> environment,
                        int input) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  sigset_t defaults;
  ::sigemptyset(&defaults);
  for (const int signal : ignored) ::sigaddset(&defaults, signal);
  ::posix_spawn_file_actions_init(&files);
  if (input >= 0) ::posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int failed =
      ::posix_spawnp(&child, words.front().c_str(), &files, &attributes, pointers_to(words).data(),
                     environment.empty() ? environ : pointers_to(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? child : 0;
}

int Foreground::wait(pid_t program) {
  int status = 0;
  while (::waitpid(program, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace rapport
