#include <fmt/format.h>

#include "command/current_pm.hpp"
#include "command/data/exports.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/exchange/calendar_writer.hpp"

namespace rapport {
namespace {

template <typename T>
std::string listed_names(Store& store, const std::set<Uid>& uids) {
  std::vector<std::string> names;
  for (const Uid& uid : uids)
    if (const auto one = store.find<T>(uid)) names.push_back(one->name);
  return joined(names);
}

CalendarEntry calendar_entry(Store& store, const Interaction& plan) {
  std::string summary(name_of(plan.kind));
  summary.front() = static_cast<char>(summary.front() - 'a' + 'A');
  const std::string customers = listed_names<Customer>(store, plan.customers);
  const std::string people = listed_names<Person>(store, plan.people);
  if (!customers.empty() || !people.empty())
    summary += ": " + (people.empty()      ? customers
                       : customers.empty() ? people
                                           : fmt::format("{} ({})", customers, people));
  return {.uid = plan.uid,
          .summary = summary,
          .description = plan.is_private ? "" : plan.note,
          .start = plan.start,
          .length = plan.length};
}

CalendarEntry calendar_entry(Store& store, const Promise& promise) {
  const std::string customers = listed_names<Customer>(store, promise.customers);
  return {.uid = promise.uid,
          .summary = fmt::format("Promised{}{}: {}", customers.empty() ? "" : " to ", customers,
                                 promise.text),
          .description = {},
          .start = {*promise.due, {}, {}},
          .takes_time = false};
}

}  // namespace

// Promises are events of a whole day, not to-dos: few calendars on phones show a to-do.
Document export_calendar(Session& session) {
  Store& store = session.store();
  const auto pm = find_current_pm(session);
  std::vector<CalendarEntry> entries;
  InteractionQuery query{.days = {session.today(), last_date + Days{1}}};
  if (pm) query.pm = pm->uid;
  for (const Interaction& talk : store.interactions(query))
    if (talk.status == Status::planned) entries.push_back(calendar_entry(store, talk));
  std::int64_t undated = 0;
  for (const Promise& promise : store.all<Promise>()) {
    if (promise.kept || (pm && promise.pm != pm->uid)) continue;
    if (promise.due)
      entries.push_back(calendar_entry(store, promise));
    else
      ++undated;
  }
  Document document{.report = "export",
                    .file = write_calendar(entries, session.world().clock.local)};
  if (undated > 0)
    document.notices.push_back(count_text(undated, "open promise") + " without a day left out");
  return document;
}

}  // namespace rapport
