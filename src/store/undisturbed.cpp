#include "rapport/store/undisturbed.hpp"

#include <array>
#include <csignal>

namespace rapport {
namespace {

constexpr std::array ending{SIGINT, SIGTERM, SIGHUP};

void let_pass(int) {}

}  // namespace

void finish_undisturbed() noexcept {
  for (const int signal : ending) {
    struct sigaction before {};
    if (::sigaction(signal, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    struct sigaction once {};
    once.sa_handler = let_pass;
    once.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    ::sigaction(signal, &once, nullptr);
  }
}

}  // namespace rapport
