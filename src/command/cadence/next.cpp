#include "rapport/report/next.hpp"

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/followups/follow_ups.hpp"
#include "command/followups/loops.hpp"
#include "command/pm_book.hpp"
#include "command/window.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

constexpr std::size_t usual_suggestions = 5;

struct NextOptions {
  WindowOptions window;
};

void declare_next(Args& args, NextOptions& options) {
  declare_window(args, options.window, "-n,--count", "customers", usual_suggestions);
  args.example("rapport next", "whom to talk to, and why")
      .example("rapport next -n 20 --csv", "a longer list, for a spreadsheet")
      .prose(
          "Follow-ups come first, then customers who help an unmet target, then those without "
          "contact for longest. There is always one difficult relationship among them. Customers "
          "that are archived or not to be contacted are left out.");
}

/// The last contact of anybody with each customer, those with its duplicates included.
std::unordered_map<Uid, Date, UidHash> last_contacts(Store& store, const Customers& customers) {
  std::unordered_map<Uid, Date, UidHash> latest;
  for (const auto& [uid, customer] : customers) {
    const auto day = store.last_contact(uid);
    const Customer* const met = day ? find_customer(customers, uid) : nullptr;
    if (met == nullptr) continue;
    Date& last = latest.try_emplace(met->uid, *day).first->second;
    last = std::max(last, *day);
  }
  return latest;
}

Document run_next(const NextOptions& options, Session& session) {
  const std::size_t count = window_size(options.window, "customers", usual_suggestions);
  Store& store = session.store();
  const Pm pm = current_pm_or_new(session);
  PmBook book = load_pm_book(session, pm);
  book.facts.customers = load_customers(store);
  NextFacts facts{.promises = store.open_with<Promise>(pm.uid),
                  .heard = last_contacts(store, book.facts.customers)};
  const Cadence cadence(book.facts, std::move(book.own));
  NextReport report = build_next(cadence, facts, count);
  report.follow_ups = FollowUpBook(session).of(cadence, load_open_showstoppers(session, pm.uid));
  return document_of(report);
}

constexpr std::array next_rows{
    Command{"next", "whom to talk to next, and why",
            prepare_report<NextOptions, declare_next, run_next>},
};

}  // namespace

std::span<const Command> next_commands() { return next_rows; }

}  // namespace rapport
