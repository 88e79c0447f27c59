#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "command/data/calendar_answers.hpp"
#include "command/data/calendar_plan.hpp"
#include "command/data/import.hpp"
#include "command/interactions.hpp"
#include "command/pm_book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/calendar_owner.hpp"
#include "rapport/exchange/calendar.hpp"

// `rapport import FILE.ics`: a calendar's meetings with customers become talks, those to come
// plans.
namespace rapport {
namespace {

constexpr Days ahead{8 * 7};  // how far series are told

/// The first day from which events of `pm` matter. A join that the first talk made moves back.
Date first_day(const Pm& pm) {
  return pm.implicit_join || pm.joined.empty() ? first_date : *pm.joined.begin();
}

DateRange days_to_read(const std::vector<Pm>& pms, Date today) {
  Date from = today;
  for (const Pm& pm : pms) from = std::min(from, first_day(pm));
  if (from > first_date) from -= Days{1};  // it may be a day earlier where the meeting is
  return {from, last_date};
}

CalendarOwner owner_for(const Calendar& calendar, const ImportOptions& options, Session& session,
                        std::vector<std::string>& notices) {
  const CalendarOwnerGuess guess =
      guess_owner(calendar, session.store().all<Pm>(), session.store().rules().own_domains);
  CalendarOwner owner{.pm = guess.pm && !session.globals().pm ? *guess.pm : session.pm(),
                      .address = guess.address,
                      .zone = {},
                      .days = {first_date, session.today() + ahead + Days{1}}};
  owner.days.from = first_day(owner.pm);
  if (auto zone = zone_of(options))
    owner.zone = std::move(*zone);
  else if (auto of_calendar = find_zone(calendar.zone))
    owner.zone = std::move(*of_calendar);
  else
    owner.zone = [&session](Instant at) { return session.zone_offset(at); };
  if (!options.zone && !calendar.zone.empty() && !find_zone(calendar.zone))
    notices.push_back(
        fmt::format("the calendar's time zone '{}' is not known: times are read as on this "
                    "machine; --zone says where",
                    calendar.zone));
  return owner;
}

std::string change_text(const PlannedTalk& planned) {
  if (planned.is_new) return "new";
  if (planned.is_adopted) return "already logged";
  switch (planned.change) {
    case EventChange::held:
      return "now held";
    case EventChange::moved:
      return "moved";
    case EventChange::cancelled:
      return "cancelled";
    case EventChange::joined:
      return "host added";
    case EventChange::none:
      break;
  }
  return "";
}

Table talks_table(Session& session, const CalendarPlan& plan) {
  Table table{.key = "interactions",
              .title = "",
              .columns = {{"id", "#"},
                          {"start", "When"},
                          {"customers", "Customer"},
                          {"kind", "Kind"},
                          {"minutes", "Length"},
                          {"status", "Status"},
                          {"change", "Import"},
                          {"title", "", Audience::programs}},
              .rows = {},
              .empty = ""};
  for (const PlannedTalk& planned : plan.talks) {
    if (change_text(planned).empty()) continue;
    const Interaction& talk = planned.talk;
    table.rows.push_back({{talk.number == 0 ? Value{} : Value{talk.number}},
                          {talk.start},
                          {customer_names(session.store(), talk.customers)},
                          {std::string(name_of(talk.kind))},
                          {talk.length},
                          {std::string(name_of(talk.status))},
                          {change_text(planned)},
                          {planned.title}});
  }
  return table;
}

/// Why events stayed out, how many, and which: a few of their titles, each once.
struct Reason {
  std::string text;
  std::vector<std::string> titles;
};

std::vector<Reason> reasons_of(const CalendarPlan& plan, const Calendar& calendar) {
  std::vector<Reason> reasons;
  for (const auto& [reason, events] : plan.left_out) {
    Reason told{std::string(text_of(reason)), {}};
    for (const LeftOutEvent& event : events) told.titles.push_back(event.title);
    reasons.push_back(std::move(told));
  }
  if (!plan.before_join.empty() || !calendar.earlier.empty()) {
    Reason told{"before the first day as a member", {}};
    for (const LeftOutEvent& event : plan.before_join) told.titles.push_back(event.title);
    told.titles.insert(told.titles.end(), calendar.earlier.begin(), calendar.earlier.end());
    reasons.push_back(std::move(told));
  }
  for (const SkippedSeries& series : calendar.skipped)
    reasons.push_back({series.reason, {series.summary}});
  if (calendar.unreadable > 0)
    reasons.push_back({"no start that can be read", std::vector<std::string>(calendar.unreadable)});
  return reasons;
}

Table left_out_table(const std::vector<Reason>& reasons) {
  constexpr std::size_t most_titles = 3;
  Table table{.key = "left_out",
              .title = "Left out",
              .columns = {{"count", "Events"}, {"reason", "Why"}, {"titles", "Such as"}},
              .rows = {},
              .empty = ""};
  for (const Reason& reason : reasons) {
    std::vector<std::string> titles;
    for (const std::string& title : reason.titles)
      if (titles.size() < most_titles && !title.empty() &&
          std::find(titles.begin(), titles.end(), title) == titles.end())
        titles.push_back(title);
    table.rows.push_back(
        {{static_cast<std::int64_t>(reason.titles.size())}, {reason.text}, {std::move(titles)}});
  }
  return table;
}

/// Whom nobody knows: those events that stayed out for it first. A series is one line, with its
/// first start.
Table unknown_table(const CalendarPlan& plan) {
  constexpr std::size_t times = 1;
  Table table{.key = "unmatched",
              .title = "No customer is known for",
              .columns = {{"start", "When"},
                          {"times", "Times"},
                          {"title", "Event"},
                          {"who", "Who"},
                          {"came_in", "Came in"}},
              .rows = {},
              .empty = ""};
  std::map<std::string, std::size_t> rows;  // of a series and whom it has
  const auto add = [&](const LeftOutEvent& event, bool came_in) {
    std::vector<std::string> who;
    for (const Attendee& attendee : event.unknown) who.push_back(attendee.email);
    if (!event.series.empty()) {
      const auto [place, is_new] = rows.emplace(
          fmt::format("{}\n{}\n{}", event.series, fmt::join(who, " "), came_in), table.rows.size());
      if (!is_new) {
        ++std::get<std::int64_t>(table.rows[place->second][times].value);
        return;
      }
    }
    table.rows.push_back({{event.start}, {std::int64_t{1}}, {event.title}, {who}, {came_in}});
  };
  const auto unmatched = plan.left_out.find(LeftOut::unmatched);
  if (unmatched != plan.left_out.end())
    for (const LeftOutEvent& event : unmatched->second) add(event, false);
  for (const LeftOutEvent& event : plan.partly) add(event, true);
  return table;
}

/// Plans that the calendar has no more, for people to settle.
Table vanished_table(Session& session, const CalendarPlan& plan) {
  Table table{
      .key = "vanished",
      .title = "Planned, but no longer in this file: `rapport held`, or `cancel`, and its #",
      .columns = {{"id", "#"}, {"start", "When"}, {"customers", "Customer"}},
      .rows = {},
      .empty = ""};
  for (const Interaction& talk : plan.vanished)
    table.rows.push_back(
        {{talk.number}, {talk.start}, {customer_names(session.store(), talk.customers)}});
  return table;
}

struct Counts {
  std::size_t held = 0, planned = 0, adopted = 0, changed = 0, same = 0, left_out = 0;
};

Counts counts_of(const CalendarPlan& plan, const std::vector<Reason>& reasons) {
  Counts counts;
  for (const PlannedTalk& planned : plan.talks) {
    if (planned.is_new)
      ++(planned.talk.status == Status::held ? counts.held : counts.planned);
    else if (planned.is_adopted)
      ++counts.adopted;
    else
      ++(planned.change == EventChange::none ? counts.same : counts.changed);
  }
  for (const Reason& reason : reasons) counts.left_out += reason.titles.size();
  return counts;
}

std::string summary_text(const Counts& counts, bool dry_run) {
  const std::size_t added = counts.held + counts.planned;
  std::string text = fmt::format("{} {}", count_text(added, "talk", "talks"),
                                 dry_run ? "would come in" : "came in");
  if (added > 0) text += fmt::format(": {} held, {} planned", counts.held, counts.planned);
  if (counts.changed > 0) text += fmt::format(" · {} changed", counts.changed);
  if (counts.adopted > 0) text += fmt::format(" · {} already logged", counts.adopted);
  if (counts.same > 0) text += fmt::format(" · {} as before", counts.same);
  if (counts.left_out > 0) text += fmt::format(" · {} left out", counts.left_out);
  return text;
}

KeyValues facts_of(const Counts& counts, const Pm& pm, bool dry_run) {
  const auto fact = [](const char* key, Value value) {
    return KeyValue{key, "", {std::move(value)}, Audience::programs};
  };
  const auto number = [&](const char* key, std::size_t count) {
    return fact(key, static_cast<std::int64_t>(count));
  };
  return {{fact("pm", pm.name), fact("dry_run", dry_run), number("held", counts.held),
           number("planned", counts.planned), number("changed", counts.changed),
           number("adopted", counts.adopted), number("same", counts.same),
           number("left_out_events", counts.left_out)}};
}

/// What lets more of a calendar in, when it comes in for the first time.
void add_hints(Document& document, const CalendarPlan& plan, const Calendar& calendar,
               const CalendarOwner& owner) {
  if (plan.left_out.contains(LeftOut::unmatched))
    document.blocks.emplace_back(
        Text{"`rapport customer add NAME --domain DOMAIN` says whose they are", Tone::quiet});
  if (!plan.before_join.empty() || !calendar.earlier.empty())
    document.blocks.emplace_back(
        Text{fmt::format("{} joined on {}; earlier talks: `rapport pm edit {} --joined DATE`",
                         printable(owner.pm.name), to_string(owner.days.from), owner.pm.handle),
             Tone::quiet});
}

Document answer(Session& session, const CalendarPlan& plan, const Calendar& calendar,
                const CalendarOwner& owner, bool dry_run) {
  const std::vector<Reason> reasons = reasons_of(plan, calendar);
  const Counts counts = counts_of(plan, reasons);
  Document document{.report = "import"};
  if (!dry_run && plan.changes()) document.saved = "saved";
  document.blocks.emplace_back(facts_of(counts, owner.pm, dry_run));
  document.blocks.emplace_back(talks_table(session, plan));
  document.blocks.emplace_back(left_out_table(reasons));
  document.blocks.emplace_back(unknown_table(plan));
  document.blocks.emplace_back(vanished_table(session, plan));
  const auto me = session.store().me();
  const std::string whose =
      me && *me != owner.pm.uid ? printable(owner.pm.name) + "'s calendar: " : "";
  document.blocks.emplace_back(Text{whose + summary_text(counts, dry_run), Tone::strong});
  if (counts.same + counts.changed + counts.adopted == 0)
    add_hints(document, plan, calendar, owner);
  for (const auto& [zone, count] : plan.zones)
    document.notices.push_back(fmt::format("{} {} the unknown time zone '{}': read as the PM's own",
                                           count_text(count, "event", "events"),
                                           count == 1 ? "names" : "name", zone));
  return document;
}

/// The day of the earliest new talk that was held.
Date earliest_of(const CalendarPlan& plan) {
  Date earliest = last_date;
  for (const PlannedTalk& planned : plan.talks)
    if (planned.is_new && planned.talk.status == Status::held)
      earliest = std::min(earliest, planned.talk.start.date);
  return earliest;
}

}  // namespace

Document import_calendar(ImportFile& file, Session& session) {
  const ImportOptions& options = file.options;
  std::vector<std::string> notices, says;
  zone_of(options);
  const Calendar calendar =
      read_calendar(file.text, days_to_read(session.store().all<Pm>(), session.today()),
                    session.today() + ahead + Days{2});
  const CalendarOwner owner = owner_for(calendar, options, session, notices);

  CalendarPlan plan = plan_of(session.store(), calendar, owner, session.now());
  const CalendarAnswers answers =
      options.dry_run ? CalendarAnswers{} : ask_for_customers(session, plan);
  if (!options.dry_run && (plan.changes() || !answers.empty())) {
    Writing writing = session.write(import_verb);
    write_answers(writing, session.store(), answers);
    plan = plan_of(session.store(), calendar, owner, session.now());
    move_implicit_join(writing, owner.pm, earliest_of(plan), says);
    write_plan(writing, session.store(), owner, plan);
    writing.commit();
  }
  Document document = answer(session, plan, calendar, owner, options.dry_run);
  document.notices.insert(document.notices.begin(), notices.begin(), notices.end());
  for (const std::string& sentence : says) document.blocks.emplace_back(Text{sentence});
  if (!options.dry_run)
    for (Block& block : standing_blocks(session, *session.store().find<Pm>(owner.pm.uid)))
      document.blocks.push_back(std::move(block));
  return document;
}

}  // namespace rapport
