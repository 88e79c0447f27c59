#include <fmt/format.h>

#include <algorithm>

#include "command/current_pm.hpp"
#include "command/data/exports.hpp"
#include "command/data/import.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/domain/calendar_match.hpp"
#include "rapport/domain/reconcile.hpp"
#include "rapport/exchange/calendar_writer.hpp"

namespace rapport {
namespace {

constexpr Days told_for{60};  // that a plan was called off

/// What the journal says of something that a calendar shows.
struct Past {
  std::optional<Moment> changed;        ///< last
  int times = 0;                        ///< changed after it was written down
  int times_by_people = 0;              ///< and not by an import
  bool was_planned = false;             ///< once
  std::optional<Date> called_off = {};  ///< last
};

Past past_of(Store& store, std::string_view kind, const Uid& uid) {
  Past past;
  bool is_first = true;
  for (const Change& change : store.changes(uid)) {
    if (change.ent != kind) continue;
    const auto command = store.command_named(change.cmd);
    past.changed = parse_recorded(change.at);
    past.times += !is_first;
    past.times_by_people += !is_first && (!command || command->verb != import_verb);
    is_first = false;
    const std::string status = text_in(fields_in(change), "status");
    past.was_planned = past.was_planned || status == name_of(Status::planned);
    if (status == name_of(Status::cancelled) && past.changed) past.called_off = past.changed->date;
  }
  return past;
}

template <typename T>
std::string listed_names(Store& store, const std::set<Uid>& uids) {
  std::vector<std::string> names;
  for (const Uid& uid : uids)
    if (const auto one = store.find<T>(uid)) names.push_back(one->name);
  return joined(names);
}

CalendarEntry calendar_entry(Store& store, const Interaction& plan, const Past& past) {
  std::string summary(name_of(plan.kind));
  summary.front() = static_cast<char>(summary.front() - 'a' + 'A');
  const std::string customers = listed_names<Customer>(store, plan.customers);
  const std::string people = listed_names<Person>(store, plan.people);
  if (!customers.empty() || !people.empty())
    summary += ": " + (people.empty()      ? customers
                       : customers.empty() ? people
                                           : fmt::format("{} ({})", customers, people));
  CalendarEntry entry{.uid = plan.uid,
                      .summary = summary,
                      .description = plan.is_private ? "" : plan.note,
                      .start = plan.start,
                      .length = plan.length,
                      .changed = past.changed,
                      .sequence = past.times,
                      .is_cancelled = plan.status == Status::cancelled};
  for (const std::string& source : plan.sources)
    if (const auto origin = origin_of(source)) {
      entry.known_as = origin->uid;
      entry.recurrence = origin->recurrence;
      entry.sequence = sequence_in(plan.version) + past.times_by_people;
    }
  return entry;
}

CalendarEntry calendar_entry(Store& store, const Promise& promise) {
  const std::string customers = listed_names<Customer>(store, promise.customers);
  const Past past = past_of(store, EntityTraits<Promise>::name, promise.uid);
  return {.uid = promise.uid,
          .summary = fmt::format("Promised{}{}: {}", customers.empty() ? "" : " to ", customers,
                                 promise.text),
          .description = {},
          .start = {*promise.due, {}, {}},
          .takes_time = false,
          .changed = past.changed,
          .sequence = past.times};
}

bool is_of_calendar(const Interaction& talk) {
  return std::any_of(talk.sources.begin(), talk.sources.end(),
                     [](const std::string& source) { return origin_of(source).has_value(); });
}

}  // namespace

// Promises are events of a whole day, not to-dos: few calendars on phones show a to-do.
Document export_calendar(Session& session, bool is_own) {
  Store& store = session.store();
  const auto pm = find_current_pm(session);
  std::vector<CalendarEntry> entries;
  const Date since = std::max(session.today(), first_date + told_for) - told_for;
  InteractionQuery query{.days = {since, last_date + Days{1}}};
  if (pm) query.pm = pm->uid;
  for (const Interaction& talk : store.interactions(query)) {
    const bool is_plan = talk.status == Status::planned && talk.start.date >= session.today();
    if ((!is_plan && talk.status != Status::cancelled) || (is_own && is_of_calendar(talk)))
      continue;
    const Past past = past_of(store, EntityTraits<Interaction>::name, talk.uid);
    if (is_plan || (past.was_planned && past.called_off >= since))
      entries.push_back(calendar_entry(store, talk, past));
  }
  std::int64_t undated = 0;
  for (const Promise& promise : store.all<Promise>()) {
    if (promise.kept || promise.is_private || (pm && promise.pm != pm->uid)) continue;
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
