#include "rapport/command/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rapport {
namespace {

constexpr std::chrono::milliseconds first_after{1000};
constexpr std::chrono::milliseconds then_every{100};
constexpr std::size_t widest_bar = 40;

}  // namespace

ProgressLine::ProgressLine(const Session& session, std::string what, std::size_t total)
    : out_(session.world().terminal.err ? session.world().err : nullptr),
      what_(std::move(what)),
      total_(std::max<std::size_t>(total, 1)),
      width_(session.width()),
      next_(std::chrono::steady_clock::now() + first_after) {}

ProgressLine::~ProgressLine() {
  if (!shown_) return;
  std::fprintf(out_, "\r%*s\r", static_cast<int>(width_ - 1), "");
  std::fflush(out_);
}

void ProgressLine::show(std::size_t done) {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + then_every;
  shown_ = true;
  const std::size_t part = std::min(done, total_);
  const std::string says = fmt::format(" {:3}% {} of {}", part * 100 / total_, done, total_);
  const std::size_t beside = what_.size() + says.size() + 5;
  const std::size_t bar = width_ > beside ? std::min(width_ - beside, widest_bar) : 0;
  const std::size_t full = bar * part / total_;
  std::fprintf(out_, "\r%s [%s%s]%s", what_.c_str(), std::string(full, '#').c_str(),
               std::string(bar - full, '.').c_str(), says.c_str());
  std::fflush(out_);
}

}  // namespace rapport
