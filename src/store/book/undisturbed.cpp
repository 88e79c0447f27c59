#include "rapport/store/undisturbed.hpp"

#include <array>
#include <csignal>

namespace rapport {
namespace {

constexpr std::array ending{SIGINT, SIGTERM, SIGHUP};

void (*teller)() = nullptr;

void let_pass(int) {}

/// The usual action is back, and waits for the handler to end.
void tell_and_end(int signal) {
  teller();
  static_cast<void>(std::raise(signal));
}

/// The first of each signal goes to `handler`, unless somebody else has it.
void handle_once(void (*handler)(int)) {
  for (const int signal : ending) {
    struct sigaction before {};
    if (::sigaction(signal, nullptr, &before) != 0) continue;
    if (before.sa_handler != SIG_DFL && before.sa_handler != tell_and_end) continue;
    struct sigaction once {};
    once.sa_handler = handler;
    once.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    ::sigaction(signal, &once, nullptr);
  }
}

}  // namespace

void tell_interruption(void (*tell)()) noexcept {
  teller = tell;
  handle_once(tell_and_end);
}

void finish_undisturbed() noexcept { handle_once(let_pass); }

}  // namespace rapport
