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
  args.flag(options.all, "--all", "every PM in the book")
      .example("rapport signals", "what your own talks say")
      .example("rapport signals --pm Priya", "the page that Priya sees too")
      .prose(
          "After a rough talk: how long until the next contact with that customer, and with "
          "anybody, compared with what is usual for this PM; plans called off by us; rough talks "
          "that were never followed up. Looks at 52 weeks. It says how many talks it is based on, "
          "and nothing where there are too few; a difference is named only when chance would "
          "produce it at most once in 20 times. Private moods are left out.");
}

Document run_signals(const SignalsOptions& options, Session& session) {
  Store& store = session.store();
  const Customers customers = load_customers(store);
  const auto asked = options.all ? store.all<Pm>() : std::vector{current_pm_or_new(session)};
  const DateRange days{session.today() - signals_look_back, session.today() + Days{1}};
  SignalsReport report;
  for (const Pm& pm : asked)
    add_signals(report, pm.name, signals_of(store.talks(pm.uid, days), customers, session.today()),
                customers, session.today());
  return document_of(report);
}

constexpr std::array signals_rows{
    Command{"signals", "what happens after rough talks",
            prepare_report<SignalsOptions, declare_signals, run_signals>},
};

}  // namespace

std::span<const Command> signals_commands() { return signals_rows; }

}  // namespace rapport
