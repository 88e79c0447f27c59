#include "rapport/report/trend.hpp"

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/pm_book.hpp"
#include "command/window.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

constexpr std::size_t usual_weeks = 52;
constexpr int most_weeks = 1040;

struct TrendOptions {
  WindowOptions window;
  std::optional<std::string> weeks;
};

void declare_trend(Args& args, TrendOptions& options) {
  args.word(options.weeks, "N", "as --weeks");
  declare_window(args, options.window, "-w,--weeks", "weeks up to the current one", usual_weeks);
  args.example("rapport trend",
               "a year on one screen: one mark per week, the streak, the four-week total")
      .example("rapport trend 13", "the quarter");
}

Document run_trend(const TrendOptions& options, Session& session) {
  WindowOptions window = options.window;
  if (!window.count) window.count = options.weeks;
  const std::size_t weeks = window_size(window, "weeks", usual_weeks, most_weeks);
  PmBook book = load_pm_book(session, current_pm_or_new(session));
  return document_of(build_trend(Cadence(book.facts, std::move(book.own)), weeks));
}

constexpr std::array trend_rows{
    Command{"trend", "your weeks on one screen",
            prepare_report<TrendOptions, declare_trend, run_trend>},
};

}  // namespace

std::span<const Command> trend_commands() { return trend_rows; }

}  // namespace rapport
