#include "rapport/store/undisturbed.hpp"

#include <array>
#include <csignal>

#include "rapport/store/new_file.hpp"

namespace rapport {
namespace {

constexpr std::array ending{SIGINT, SIGTERM, SIGHUP};

void (*teller)() = nullptr;
std::array<volatile std::sig_atomic_t, ending.size()> passes{};  // each signal once

/// The usual action is back, and waits for the handler to end.
void end_cleanly(int signal) {
  for (std::size_t i = 0; i < ending.size(); ++i)
    if (ending[i] == signal && passes[i] != 0) {
      passes[i] = 0;
      return;
    }
  if (teller != nullptr) teller();
  remove_own_drafts();
  static_cast<void>(std::signal(signal, SIG_DFL));
  static_cast<void>(std::raise(signal));
}

/// What is ignored, or somebody else's, stays so.
void handle_signals() noexcept {
  for (const int signal : ending) {
    struct sigaction before {};
    if (::sigaction(signal, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    struct sigaction ours {};
    ours.sa_handler = end_cleanly;
    ours.sa_flags = SA_RESTART;
    ::sigaction(signal, &ours, nullptr);
  }
}

}  // namespace

void tell_interruption(void (*tell)()) noexcept {
  teller = tell;
  handle_signals();
}

void remove_drafts_at_signals() noexcept { handle_signals(); }

void finish_undisturbed() noexcept {
  teller = nullptr;
  for (auto& pass : passes) pass = 1;
  handle_signals();
}

}  // namespace rapport
