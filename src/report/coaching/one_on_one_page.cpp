#include <algorithm>

#include "rapport/report/one_on_one.hpp"
#include "rapport/report/talks.hpp"
#include "report/coaching/one_on_one_parts.hpp"

// The page of a 1:1, from top to bottom as two people go through it. A part that has nothing to say
// is left out, but for those whose emptiness says something.
namespace rapport {
namespace {

std::string joined(const std::vector<std::string>& texts, const char* between) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : between) + text;
  return all;
}

void add_top(Blocks& blocks, const Report& report) {
  const std::string since = day_text(report.since.day, report.today);
  blocks.emplace_back(
      Heading{"1:1 with " + report.pm + " · " + day_text(report.today, first_date)});
  blocks.emplace_back(
      Text{verdict_of(report.weeks.back(), report.targets, report.judged_from, report.today),
           tone_of(report.weeks.back().state)});
  const char* why = report.since.review      ? ", the last 1:1"
                    : report.since.was_asked ? ""
                                             : "; no 1:1 is recorded yet";
  blocks.emplace_back(Text{"Since " + since + why, Tone::quiet});
  blocks.emplace_back(Text{in_short(report)});
  blocks.emplace_back(week_facts(report.pm, report.weeks.back(), report.streak));
  blocks.emplace_back(KeyValues{
      {for_programs("since", report.since.day),
       for_programs("last_review",
                    report.since.review ? Value{report.since.review->number} : Value{})}});
}

Chart weeks_chart(const Report& report) {
  const auto& main = report.weeks.back().main;
  Chart chart{.kind = ChartKind::columns,
              .title = "13 weeks against the target",
              .metric = main ? main->metric : Metric::hours,
              .points = {},
              .legend = marks_legend(report.weeks)};
  for (const WeekLine& week : report.weeks) {
    const StripMark mark = strip_mark(week);
    chart.points.push_back({.label = week.label,
                            .value = week.done(),
                            .expected = week.expected(),
                            .mark = mark.mark,
                            .tone = mark.tone,
                            .title = mark.title,
                            .off = mark.off});
  }
  return chart;
}

/// Weeks since the last 1:1, those before left to the chart.
Table weeks_table(const Report& report) {
  Table table{.key = "weeks",
              .title = "",
              .columns = {{"label", "Week"},
                          {"from", "", Audience::programs},
                          {"until", "", Audience::programs},
                          {"state", "", Audience::programs},
                          {"done", "", Audience::programs},
                          {"expected", "", Audience::programs},
                          {"unit", "", Audience::programs},
                          {"said", "State", Audience::people},
                          {"share", "Done", Audience::people},
                          {"one_hour_sessions", "One hour"},
                          {"sessions", "Sessions"},
                          {"customers", "Customers"}},
              .rows = {},
              .empty = "",
              .audience = Audience::everyone};
  for (const WeekLine& week : report.weeks) {
    if (week.days.until <= report.since.day) continue;
    table.rows.push_back(
        {{week.label},
         {week.days.from},
         {week.days.until},
         {std::string(name_of(week.state))},
         {week.done()},
         {week.expected()},
         {std::string(name_of(week.unit()))},
         {state_text(week.state) + (week.forgiven ? ", forgiven" : ""), tone_of(week.state)},
         {week.main ? share_text(week.done(), week.expected(), week.main->metric) : std::string()},
         {static_cast<std::int64_t>(week.one_hour_sessions)},
         {static_cast<std::int64_t>(week.sessions)},
         {static_cast<std::int64_t>(week.customers)}});
  }
  return table;
}

void add_cadence(Blocks& blocks, const Report& report) {
  blocks.emplace_back(Heading{"Cadence", 2});
  blocks.emplace_back(bars_of(report.targets, report.today));
  blocks.emplace_back(KeyValues{
      {{"", "Streak", {streak_text(report.streak, report.weeks.back().main)}, Audience::people}}});
  blocks.emplace_back(weeks_chart(report));
  if (report.onboarding.size() > 1)  // one visit is no way yet
    blocks.emplace_back(Chart{.kind = ChartKind::line,
                              .title = "On the way to onboarding",
                              .metric = Metric::visits,
                              .points = report.onboarding,
                              .legend = ""});
  blocks.emplace_back(weeks_table(report));
}

void add_changed(Blocks& blocks, const Report& report) {
  if (!report.changed.empty())
    blocks.emplace_back(Heading{"Entered or edited about the time before", 2});
  Table table{.key = "changed",
              .title = "",
              .columns = {{"what", "Entry"}},
              .rows = {},
              .empty = "",
              .audience = Audience::everyone};
  for (const std::string& line : report.changed) table.rows.push_back({{line}});
  blocks.emplace_back(std::move(table));
}

std::string heard_text(const Report::Heard& heard) {
  std::string text = heard.type ? std::string(name_of(*heard.type)) + ": " : std::string();
  text += heard.text;
  for (const std::string& theme : heard.themes) text += " #" + theme;
  return text;
}

std::string how_text(const Report::Met& met) {
  return std::string(name_of(met.talk.kind)) + ' ' + length_text(met.talk.length);
}

Cell marks_cell(const Report::Met& met) {
  std::vector<std::string> marks;
  if (met.mood == Mood::rough) marks.emplace_back("rough");
  if (met.talk.reason) marks.push_back(*met.talk.reason);
  if (met.talk.late) marks.emplace_back("late");
  if (met.talk.edited) marks.emplace_back("edited");
  const bool quiet = !met.talk.reason && met.heard.empty();
  if (quiet) marks.emplace_back("no learning");
  return {joined(marks, ", "), met.mood == Mood::rough ? Tone::warn : Tone::quiet};
}

void add_met(Blocks& blocks, const Report& report) {
  blocks.emplace_back(Heading{"Who was met, and what was learned", 2});
  Table table{.key = "met",
              .title = "",
              .columns = {{"id", "#"},
                          {"when", "When"},
                          {"customers", "Customers"},
                          {"how", "How"},
                          {"learned", "Learned"},
                          {"marks", "Marks"}},
              .rows = {},
              .empty = std::string("Nobody since then. For example: ") + log_example,
              .audience = Audience::people};
  std::vector<TalkLine> talks;
  for (const auto& met : report.met) {
    std::vector<std::string> heard;
    for (const auto& one : met.heard) heard.push_back(heard_text(one));
    std::string whom = joined(met.talk.customers, ", ");
    if (!met.people.empty()) whom += ": " + joined(met.people, ", ");
    table.rows.push_back({{met.talk.id},
                          {met.talk.start.date},
                          {whom},
                          {how_text(met)},
                          {joined(heard, " · ")},
                          marks_cell(met)});
    talks.push_back(met.talk);
  }
  blocks.emplace_back(std::move(table));
  Table all = talks_table(talks, TalkColumns::with_status, "");
  all.audience = Audience::programs;
  blocks.emplace_back(std::move(all));
}

Table learnings_table(const Report& report) {
  Table table{.key = "learnings",
              .title = "",
              .columns = {{.key = "interaction"},
                          {.key = "loop"},
                          {.key = "type"},
                          {.key = "text"},
                          {.key = "themes"},
                          {.key = "second_hand"}},
              .rows = {},
              .empty = "",
              .audience = Audience::programs};
  const auto add = [&](const std::vector<Report::Met>& all, Loop loop) {
    for (const auto& met : all)
      for (const auto& heard : met.heard)
        table.rows.push_back({{heard.talk},
                              {std::string(name_of(loop))},
                              {heard.type ? Value{std::string(name_of(*heard.type))} : Value{}},
                              {heard.text},
                              {heard.themes},
                              {heard.second_hand}});
  };
  add(report.met, Loop::customer);
  add(report.listened, Loop::colleague);
  add(report.used, Loop::self);
  return table;
}

std::string balance_text(const Report::Balance& balance) {
  return std::to_string(balance.needs) + (balance.needs == 1 ? " need, " : " needs, ") +
         std::to_string(balance.requests) + (balance.requests == 1 ? " request" : " requests");
}

void add_balance(Blocks& blocks, const Report& report) {
  blocks.emplace_back(KeyValues{{for_programs("needs", std::int64_t{report.recent.needs}),
                                 for_programs("requests", std::int64_t{report.recent.requests})}});
  if (report.quarter.needs + report.quarter.requests == 0) return;
  blocks.emplace_back(KeyValues{{{"",
                                  "Needs and requests",
                                  {balance_text(report.recent) + " since then; " +
                                   balance_text(report.quarter) + " in 13 weeks"},
                                  Audience::people}}});
}

void add_loop(Blocks& blocks, const std::vector<Report::Met>& all, const char* title,
              const char* key) {
  Minutes length{};
  for (const auto& met : all) length += met.talk.length;
  blocks.emplace_back(KeyValues{{for_programs(key, length)}});
  if (all.empty()) return;
  blocks.emplace_back(Heading{title, 2});
  Table table{.key = std::string(key) + "_talks",
              .title = "",
              .columns = {{"id", "#"},
                          {"when", "When"},
                          {"people", "Who"},
                          {"length", "Length"},
                          {"learned", "Learned"}},
              .rows = {},
              .empty = "",
              .audience = Audience::people};
  const bool has_people =
      std::any_of(all.begin(), all.end(), [](const auto& met) { return !met.people.empty(); });
  if (!has_people) table.columns[2].audience = Audience::programs;
  for (const auto& met : all) {
    std::vector<std::string> heard;
    for (const auto& one : met.heard) heard.push_back(heard_text(one));
    table.rows.push_back({{met.talk.id},
                          {met.talk.start.date},
                          {joined(met.people, ", ")},
                          {met.talk.length},
                          {joined(heard, " · ")}});
  }
  blocks.emplace_back(std::move(table));
}

}  // namespace

Document document_of(const OneOnOneReport& report) {
  Document document{.report = "1on1", .main_table = "interactions"};
  Blocks& blocks = document.blocks;
  add_top(blocks, report);
  add_actions(blocks, report);
  add_cadence(blocks, report);
  add_changed(blocks, report);
  add_met(blocks, report);
  add_balance(blocks, report);
  add_rough(blocks, report);
  blocks.emplace_back(learnings_table(report));
  add_stories(blocks, report);
  add_promises(blocks, report);
  add_to_tell(blocks, report);
  add_plans(blocks, report.to_confirm, "to_confirm", "Planned and past: what became of them?");
  add_plans(blocks, report.planned, "planned", "Planned");
  for (Block& block : blocks_of(report.breadth)) blocks.push_back(std::move(block));
  add_loop(blocks, report.listened, "Colleagues listened to", "listened_minutes");
  add_loop(blocks, report.used, "Own use of the product", "used_minutes");
  for (Block& block : blocks_of(report.signals)) blocks.push_back(std::move(block));
  add_questions(blocks, report);
  return document;
}

}  // namespace rapport
