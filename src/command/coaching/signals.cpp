#include "rapport/report/signals.hpp"

#include <array>

#include "command/current_pm.hpp"
#include "command/followups/loops.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

struct SignalsOptions {
  bool all = false;
};

void declare_signals(Args& args, SignalsOptions& options) {
  args.flag(options.all, "--all", "every PM of the book")
      .example("rapport signals", "what your own talks say")
      .example("rapport signals --pm Priya", "the page that Priya sees too")
      .prose(
          "After a rough talk: how long until the next contact with that customer, and with "
          "anybody, against the PM's own usual; plans called off by us; rough talks not followed "
          "by another one. Looks at 52 weeks. Says how many talks it rests on and nothing where "
          "these are too few; a difference is named when chance makes one like it once in 20 at "
          "most. Private moods are not looked at.");
}

Document run_signals(const SignalsOptions& options, Session& session) {
  Store& store = session.store();
  const Customers customers = load_customers(store);
  const auto asked = options.all ? store.all<Pm>() : std::vector{current_pm_or_new(session)};
  const DateRange days{session.today() - signals_look_back, session.today() + Days{1}};
  SignalsReport report;
  for (const Pm& pm : asked)
    add_signals(
        report, pm.name,
        signals_of(store.interactions({.pm = pm.uid, .days = days}), customers, session.today()),
        customers, session.today());
  return document_of(report);
}

constexpr std::array signals_rows{
    Command{"signals", "what follows rough talks, in facts",
            prepare_report<SignalsOptions, declare_signals, run_signals>},
};

}  // namespace

std::span<const Command> signals_commands() { return signals_rows; }

}  // namespace rapport
