#include <algorithm>
#include <array>
#include <set>

#include "command/current_pm.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "command/window.hpp"
#include "command/words.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/talks.hpp"

namespace rapport {
namespace {

constexpr std::size_t usual_talks = 20;

struct ListOptions {
  std::optional<std::string> since, until, customer, kind, loop;
  WindowOptions window;
  bool all = false;
};

void declare_list(Args& args, ListOptions& options) {
  args.option(options.since, "--since", "DATE", "from that day on", Completes::date)
      .option(options.until, "--until", "DATE", "up to and with that day", Completes::date)
      .option(options.customer, "--customer", "NAME", "with this customer", Completes::customer)
      .option(options.kind, "--kind", "KIND", "of this kind", Completes::kind)
      .option(options.loop, "--loop", "LOOP", "customer, colleague or self", Completes::loop)
      .flag(options.all, "-a,--all", "all of every PM, not just your newest 20");
  declare_window(args, options.window, "-n,--limit", "talks", usual_talks);
  args.example("rapport list", "your newest talks")
      .example("rapport list --since 2026-10-01 --customer acme --csv", "for a spreadsheet");
}

DateRange listed_days(const ListOptions& options, const Moment& now) {
  DateRange days{first_date, last_date + Days{1}};
  if (options.since) days.from = parse_day_or_week(*options.since, now, Leaning::past);
  if (options.until) days.until = parse_date(*options.until, now, Leaning::past) + Days{1};
  return days;
}

bool has_filter(const ListOptions& options) {
  return options.since || options.until || options.customer || options.kind || options.loop;
}

/// Whose talks: the PM asked for; all with `--all` or for a customer; else me.
std::vector<Pm> pms_of(const ListOptions& options, Session& session) {
  if (session.globals().pm || !(options.all || options.customer))
    return {current_pm_or_new(session)};
  return session.store().all<Pm>();
}

void keep_matching(ListReport& report, const ListOptions& options, Session& session) {
  const auto kind = word_of<Kind>(options.kind, "kind");
  const auto loop = word_of<Loop>(options.loop, "loop");
  std::set<std::int64_t> with_customer;
  if (options.customer) {
    const Customer customer = resolve_customer(session.store(), *options.customer, Need::any_part);
    const std::set<Uid> who = with_duplicates(session.store(), customer);
    for (const Interaction& talk : interactions_with(session.store(), who))
      with_customer.insert(talk.number);
  }
  std::erase_if(report.talks, [&](const auto& item) {
    return (kind && item.second.kind != *kind) || (loop && item.second.loop != *loop) ||
           (options.customer && !with_customer.contains(item.first));
  });
}

Document run_list(const ListOptions& options, Session& session) {
  const DateRange days = listed_days(options, session.now());
  ListReport report;
  const auto pms = pms_of(options, session);
  report.several_pms = pms.size() > 1;
  for (const Pm& pm : pms) {
    const PmBook book = session.store().pm_talks(pm, session.now(), days);
    add_talks(report, Cadence(book.facts, book.own), days);
  }
  keep_matching(report, options, session);
  const bool has_asked = options.all || has_filter(options);
  return document_of(report, window_size(options.window, "talks", has_asked ? 0 : usual_talks));
}

constexpr std::array list_rows{
    Command{"list", "talks, newest last", prepare_report<ListOptions, declare_list, run_list>},
};

}  // namespace

std::span<const Command> list_commands() { return list_rows; }

}  // namespace rapport
