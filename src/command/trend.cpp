#include "rapport/report/trend.hpp"

#include <algorithm>
#include <array>

#include "rapport/command/command.hpp"
#include "rapport/command/facts.hpp"
#include "rapport/command/numbers.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

constexpr int usual_weeks = 52;
constexpr int most_weeks = 1040;

struct Options {
  std::optional<std::string> weeks;
};

void declare(Args& args, Options& options) {
  args.option(options.weeks, "-w,--weeks", "N", "how many weeks, ending with the running one (52)")
      .example("rapport trend",
               "a year on one screen: a mark a week, the hit rate, four-week total")
      .example("rapport trend --weeks 13 --json", "the quarter, for a program");
}

Document run(const Options& options, Session& session) {
  const int weeks = options.weeks ? parse_count(*options.weeks, "weeks", most_weeks) : usual_weeks;
  PmBook book = load_weeks(session, session.pm_or_new(),
                           weeks_up_to(session, session.today(), std::max(weeks - 1, 3)));
  return document_of(build_trend(Cadence(book.facts, std::move(book.own)), weeks));
}

constexpr std::array commands{
    Command{"trend", "the weeks up to now on one screen", prepare_report<Options, declare, run>},
};

}  // namespace

std::span<const Command> trend_commands() { return commands; }

}  // namespace rapport
