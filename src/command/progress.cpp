#include "rapport/command/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/store/watch.hpp"

namespace rapport {
namespace {

constexpr std::chrono::milliseconds first_after{1000};
constexpr std::chrono::milliseconds then_every{100};
constexpr std::size_t widest_bar = 40;

using Clock = std::chrono::steady_clock;

void erase_line(std::FILE* out, std::size_t width) {
  std::fprintf(out, "\r%*s\r", static_cast<int>(width - 1), "");
  std::fflush(out);
}

/// The line of `WaitingLine`. The database calls back without saying for whom.
struct Waiting {
  std::FILE* out = nullptr;  // null where nobody looks
  std::string what;
  std::size_t width = 0;
  std::size_t bars = 0;  // of `ProgressLine`, which tell more
  bool shown = false;
  Clock::time_point since, next;
};

Waiting waiting;

void show_waiting() {
  const auto now = Clock::now();
  if (waiting.out == nullptr || waiting.bars > 0 || now < waiting.next) return;
  waiting.next = now + then_every;
  waiting.shown = true;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - waiting.since);
  std::fprintf(waiting.out, "\r%s: at work for %lld s", waiting.what.c_str(),
               static_cast<long long>(seconds.count()));
  std::fflush(waiting.out);
}

}  // namespace

WaitingLine::WaitingLine(const World& world, std::string what) {
  if (!world.terminal.err) return;
  waiting.out = world.err;
  waiting.what = std::move(what);
  waiting.width = world.terminal.width;
  hush();
  watch_work(show_waiting);
}

WaitingLine::~WaitingLine() {
  hush();
  waiting.out = nullptr;
}

void WaitingLine::hush() {
  if (waiting.shown) erase_line(waiting.out, waiting.width);
  waiting.shown = false;
  waiting.since = Clock::now();
  waiting.next = waiting.since + first_after;
}

ProgressLine::ProgressLine(const Session& session, std::string what, std::size_t total)
    : out_(session.world().terminal.err ? session.world().err : nullptr),
      what_(std::move(what)),
      total_(std::max<std::size_t>(total, 1)),
      width_(session.width()),
      next_(Clock::now() + first_after) {
  WaitingLine::hush();
  ++waiting.bars;
}

ProgressLine::~ProgressLine() {
  --waiting.bars;
  if (shown_) erase_line(out_, width_);
}

void ProgressLine::show(std::size_t done) {
  const auto now = Clock::now();
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
