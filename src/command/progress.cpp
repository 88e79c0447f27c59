#include "rapport/command/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <string_view>

#include "rapport/store/undisturbed.hpp"
#include "rapport/store/watch.hpp"

namespace rapport {
namespace {

constexpr std::chrono::milliseconds first_after{1000};
constexpr std::chrono::milliseconds then_every{100};
constexpr std::size_t widest_bar = 40;

using Clock = std::chrono::steady_clock;

std::atomic<std::size_t> line_width = 0;  // of the terminal, while a line is shown; read by signals
bool errors_are_seen = false;             // by somebody at a terminal

void erase_line(std::FILE* out, std::size_t width) {
  std::fprintf(out, "\r%*s\r", static_cast<int>(width - 1), "");
  std::fflush(out);
  line_width = 0;
}

/// A handler of signals: writes as it may, from memory that is there.
void say_interrupted() {
  constexpr std::string_view says = "rapport: interrupted; nothing was saved\n";
  constexpr std::string_view blank = "                ";
  const auto put = [](std::string_view text) {
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
  };
  if (std::size_t left = line_width; left > 0) {
    put("\r");
    for (--left; left > 0; left -= std::min(left, blank.size()))
      put(blank.substr(0, std::min(left, blank.size())));
    put("\r");
  } else if (errors_are_seen) {
    put("\n");  // behind the ^C, or a question
  }
  put(says);
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
  line_width = waiting.width;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - waiting.since);
  std::fprintf(waiting.out, "\r%s: working, %lld s", waiting.what.c_str(),
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
  line_width = width_;
  const std::size_t part = std::min(done, total_);
  const std::string says = fmt::format(" {:3}% {} of {}", part * 100 / total_, done, total_);
  const std::size_t beside = what_.size() + says.size() + 5;
  const std::size_t bar = width_ > beside ? std::min(width_ - beside, widest_bar) : 0;
  const std::size_t full = bar * part / total_;
  std::fprintf(out_, "\r%s [%s%s]%s", what_.c_str(), std::string(full, '#').c_str(),
               std::string(bar - full, '.').c_str(), says.c_str());
  std::fflush(out_);
}

void say_when_interrupted(const World& world) {
  errors_are_seen = world.terminal.err;
  tell_interruption(say_interrupted);
}

}  // namespace rapport
