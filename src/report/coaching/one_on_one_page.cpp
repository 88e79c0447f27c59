#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/report/one_on_one.hpp"
#include "rapport/report/talks.hpp"
#include "report/coaching/one_on_one_parts.hpp"

// The page of a 1:1, from top to bottom as two people go through it. A part that has nothing to say
// is left out, but for those whose emptiness says something.
namespace rapport {
namespace {

using Blocks = std::vector<Block>;

/// "Since Wed 18 Nov: 1 of 2 weeks met, 11 talks, last week missed".
std::string since_text(const OneOnOneReport& report) {
  const SinceThen& since = report.since_then;
  std::vector<std::string> parts;
  if (since.counted > 0)
    parts.push_back(std::to_string(since.met) + " of " + count_text(since.counted, "week") +
                    " met");
  parts.push_back(since.talks == 0 ? "no talks" : count_text(since.talks, "talk"));
  if (since.counted > 0 && since.weeks.size() > 1)
    parts.push_back("last week " + state_text(since.weeks[since.weeks.size() - 2]));
  return "Since " + day_text(report.since.day, report.today) + ": " + joined(parts);
}

/// One week in five may be missed, as where a grace week is given.
Tone since_tone(const SinceThen& since) {
  if (since.counted == 0) return Tone::plain;
  return (since.counted - since.met) * 5 <= since.counted ? Tone::good : Tone::warn;
}

/// Where it stands in JSON what the page says on top.
KeyValues since_values(const OneOnOneReport& report) {
  const SinceThen& since = report.since_then;
  const auto& review = report.since.review;
  return {{value_for_programs("since", report.since.day),
           value_for_programs("last_review", review ? Value{review->number} : Value{}),
           value_for_programs("weeks_met", since.met),
           value_for_programs("weeks_counted", since.counted),
           value_for_programs("talks", since.talks),
           value_for_programs("talks_with_learnings", since.learned),
           value_for_programs("new_customers", since.new_customers),
           value_for_programs("days_to_log", value_of(since.days_to_log))}};
}

void add_top(Blocks& blocks, const OneOnOneReport& report) {
  blocks.emplace_back(Text{since_text(report), since_tone(report.since_then)});
  const bool is_stalled = report.week.state == State::stalled;
  blocks.emplace_back(Text{verdict_of(report), is_stalled ? Tone::warn : Tone::quiet});
  if (const std::string text = in_short(report); !text.empty())
    blocks.emplace_back(Text{text, Tone::quiet});
  if (!report.since.review && !report.since.was_asked && !report.since.is_saved)
    blocks.emplace_back(Text{"No 1:1 is recorded yet; --save records this one", Tone::quiet});
  blocks.emplace_back(week_values(report));
  blocks.emplace_back(since_values(report));
}

/// All that is overdue, and the most urgent of the others; `next` has the rest.
void add_follow_ups(Blocks& blocks, const OneOnOneReport& report) {
  constexpr std::size_t fewest = 4;
  const auto overdue = static_cast<std::size_t>(overdue_count(report.follow_ups));
  std::vector<FollowUp> shown = report.follow_ups;
  std::stable_sort(shown.begin(), shown.end(), [](const FollowUp& a, const FollowUp& b) {
    return a.is_overdue() > b.is_overdue();
  });
  shown.resize(std::min(shown.size(), std::max(fewest, overdue)));
  add_list(blocks, "Follow-ups",
           follow_ups_table(shown, report.today, {.audience = Audience::people}),
           overdue > 0 ? Tone::warn : Tone::plain);
  if (const auto more = report.follow_ups.size() - shown.size(); more > 0)
    blocks.emplace_back(Text{
        fmt::format("and {} more: `rapport next --pm {}` lists them", more, shell_word(report.pm)),
        Tone::quiet});
  blocks.emplace_back(
      follow_ups_table(report.follow_ups, report.today, {.audience = Audience::programs}));
}

void add_agreed(Blocks& blocks, const OneOnOneReport& report) {
  const auto& review = report.since.review;
  const bool has_note = review && !review->note.empty();
  if (has_note || !report.actions.empty()) blocks.emplace_back(Heading{"Last time we agreed", 2});
  if (has_note) blocks.emplace_back(Text{review->note});
  blocks.emplace_back(actions_table(report));
}

Chart weeks_chart(const OneOnOneReport& report) {
  const auto& main = report.week.main;
  Chart chart{.kind = ChartKind::columns,
              .title = "13 weeks against the target",
              .metric = main ? main->metric : Metric::hours,
              .points = {},
              .legend = strip_legend(report.weeks)};
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

/// Weeks since the last 1:1; those before are left to the chart.
Table weeks_since_table(const OneOnOneReport& report) {
  const std::vector<WeekLine>& weeks = report.since_then.weeks;
  constexpr auto people = Audience::people;
  constexpr auto programs = Audience::programs;
  return table_of(
      {.key = "weeks"}, weeks,
      {{"label", "Week", &WeekLine::label},
       {"from", "", [](const WeekLine& week) { return week.days.from; }, programs},
       {"until", "", [](const WeekLine& week) { return week.days.until; }, programs},
       {"state", "", named(&WeekLine::state), programs},
       {"done", "", &WeekLine::done, programs},
       {"expected", "", &WeekLine::expected, programs},
       {"unit", "", [](const WeekLine& w) { return std::string(name_of(w.unit())); }, programs},
       {"said", "State",
        [](const WeekLine& w) {
          return Cell{state_text(w), tone_of(w)};
        },
        people},
       {"share", "Done", [](const WeekLine& week) { return share_text(week); }, people},
       {"one_hour_sessions", "One hour", &WeekLine::one_hour_sessions},
       {"sessions", "Sessions", &WeekLine::sessions},
       {"customers", "Customers", &WeekLine::customers}});
}

void add_cadence(Blocks& blocks, const OneOnOneReport& report) {
  blocks.emplace_back(Heading{"Cadence", 2});
  blocks.emplace_back(bars_of(report.targets, report.today));
  blocks.emplace_back(
      KeyValues{{value_for_people("Streak", streak_text(report.streak, report.week.main))}});
  blocks.emplace_back(weeks_chart(report));
  if (report.onboarding.size() > 1)  // one visit is no way yet
    blocks.emplace_back(Chart{.kind = ChartKind::line,
                              .title = "On the way to onboarding",
                              .metric = Metric::visits,
                              .points = report.onboarding,
                              .legend = ""});
  blocks.emplace_back(weeks_since_table(report));
}

Table changed_table(const OneOnOneReport& report) {
  return table_of({.key = "changed"}, report.changed,
                  {{"what", "Entry", [](const std::string& entry) { return entry; }}});
}

std::string learned_text(const MetTalk& met) {
  std::vector<std::string> texts;
  for (const HeardLearning& heard : met.heard) {
    std::string text = heard.type ? std::string(name_of(*heard.type)) + ": " : std::string();
    text += heard.text;
    for (const std::string& theme : heard.themes) text += " #" + theme;
    texts.push_back(std::move(text));
  }
  return joined(texts, " · ");
}

Cell met_remarks(const MetTalk& met) {
  std::vector<std::string> remarks;
  if (met.mood == Mood::rough) remarks.emplace_back("rough");
  if (met.talk.reason) remarks.push_back(*met.talk.reason);
  for (std::string& mark : honesty_marks(met.talk)) remarks.push_back(std::move(mark));
  if (!met.talk.reason && met.heard.empty()) remarks.emplace_back("no learning");
  return {joined(remarks), met.mood == Mood::rough ? Tone::warn : Tone::quiet};
}

ColumnOf<MetTalk> talk_id_column(const OneOnOneReport& report) {
  return {"id", "#", [&report](const MetTalk& one) {
            return report.numbering.cell("interaction", one.talk.id);
          }};
}

Table met_table(const OneOnOneReport& report) {
  const auto whom = [](const MetTalk& one) {
    return joined(one.talk.customers) + (one.people.empty() ? "" : ": ") + joined(one.people);
  };
  const auto how = [](const MetTalk& one) {
    return std::string(name_of(one.talk.kind)) + ' ' + length_text(one.talk.length);
  };
  return table_of({.key = "met",
                   .empty = std::string("Nobody since then. For example: ") + log_example,
                   .audience = Audience::people},
                  report.met,
                  {talk_id_column(report),
                   {"when", "When", [](const MetTalk& one) { return one.talk.start.date; }},
                   {"customers", "Customers", whom},
                   {"how", "How", how},
                   {"learned", "Learned", learned_text},
                   {"marks", "Marks", met_remarks}});
}

Table met_talks_table(const std::vector<MetTalk>& met) {
  std::vector<TalkLine> talks;
  for (const MetTalk& one : met) talks.push_back(one.talk);
  return talks_table(talks, TalkColumns::with_status, "", Audience::programs);
}

Table heard_table(const OneOnOneReport& report) {
  struct Row {
    std::int64_t talk;
    Loop loop;
    HeardLearning heard;
  };
  std::vector<Row> rows;
  for (const auto* talks : {&report.met, &report.listened, &report.used})
    for (const MetTalk& met : *talks)
      for (const HeardLearning& heard : met.heard)
        rows.push_back({met.talk.id, met.talk.loop, heard});
  const auto of_heard = [](auto HeardLearning::*field) {
    return [field](const Row& row) { return row.heard.*field; };
  };
  const auto type = [](const Row& row) {
    return row.heard.type ? Value{std::string(name_of(*row.heard.type))} : Value{};
  };
  return table_of({.key = "learnings", .audience = Audience::programs}, rows,
                  {{"interaction", "", &Row::talk},
                   {"loop", "", named(&Row::loop)},
                   {"type", "", type},
                   {"text", "", of_heard(&HeardLearning::text)},
                   {"themes", "", of_heard(&HeardLearning::themes)},
                   {"second_hand", "", of_heard(&HeardLearning::second_hand)}});
}

std::string balance_text(const LearningBalance& balance) {
  return count_text(balance.needs, "need or pain", "needs and pains") + ", " +
         count_text(balance.requests, "request");
}

void add_balance(Blocks& blocks, const OneOnOneReport& report) {
  KeyValues values{{value_for_programs("needs", report.recent.needs),
                    value_for_programs("requests", report.recent.requests)}};
  if (report.quarter.needs + report.quarter.requests > 0)
    values.values.push_back(
        value_for_people("Needs and requests", balance_text(report.recent) + " since then; " +
                                                   balance_text(report.quarter) + " in 13 weeks"));
  blocks.emplace_back(std::move(values));
}

void add_loop(Blocks& blocks, const OneOnOneReport& report, const std::vector<MetTalk>& talks,
              const char* title, const char* key) {
  Minutes length{};
  for (const MetTalk& one : talks) length += one.talk.length;
  const bool has_people =
      std::any_of(talks.begin(), talks.end(), [](const auto& one) { return !one.people.empty(); });
  blocks.emplace_back(KeyValues{{value_for_programs(key, length)}});
  add_list(blocks, title,
           table_of({.key = std::string(key) + "_talks", .audience = Audience::people}, talks,
                    {talk_id_column(report),
                     {"when", "When", [](const MetTalk& one) { return one.talk.start.date; }},
                     {"people", "Who", [](const MetTalk& one) { return joined(one.people); },
                      has_people ? Audience::everyone : Audience::programs},
                     {"length", "Length", [](const MetTalk& one) { return one.talk.length; }},
                     {"learned", "Learned", learned_text}}));
}

/// People read those of the next two weeks.
void add_planned(Blocks& blocks, const OneOnOneReport& report) {
  constexpr Days soon{14};
  std::vector<TalkLine> plans = report.planned;
  std::erase_if(plans,
                [&](const TalkLine& talk) { return talk.start.date >= report.today + soon; });
  Table shown = plans_table(report, plans, "planned_soon");
  shown.audience = Audience::people;
  add_list(blocks, "Planned talks of the next two weeks", std::move(shown));
  Table all = plans_table(report, report.planned, "planned");
  all.audience = Audience::programs;
  blocks.emplace_back(std::move(all));
}

}  // namespace

Document document_of(const OneOnOneReport& report) {
  Document document{
      .report = "1on1",
      .blocks = page_top("1:1 with " + report.pm + " · " + day_text(report.today, first_date),
                         report.showstoppers),
      .main_table = "interactions"};
  Blocks& blocks = document.blocks;
  const auto append = [&](std::vector<Block> more) {
    for (Block& block : more) blocks.push_back(std::move(block));
  };
  add_top(blocks, report);
  add_follow_ups(blocks, report);
  add_questions(blocks, report);
  add_agreed(blocks, report);
  add_cadence(blocks, report);
  add_list(blocks, "Late entries and edits", changed_table(report));
  append({Heading{"Who was met, and what was learned", 2}, met_table(report),
          met_talks_table(report.met)});
  add_balance(blocks, report);
  add_list(blocks, "Also met by others on the team", team_table(report));
  add_list(blocks, "Rough talks", rough_table(report));
  blocks.emplace_back(heard_table(report));
  add_list(blocks, "Stories", stories_table(report));
  add_list(blocks, "Promises", promises_table(report));
  if (report.closed_ever.settled > 0) blocks.emplace_back(Heading{"Customers to tell", 2});
  append({to_tell_table(report), closure_values(report)});
  add_list(blocks, "Planned talks that are over: did they happen?",
           plans_table(report, report.to_confirm, "to_confirm"));
  add_planned(blocks, report);
  append(blocks_of(report.breadth));
  add_loop(blocks, report, report.listened, "Colleagues listened to", "listened_minutes");
  add_loop(blocks, report, report.used, "Using our own product", "used_minutes");
  append(blocks_of(report.signals));
  blocks.emplace_back(showstoppers_table(report.showstoppers, {.audience = Audience::programs}));
  return document;
}

}  // namespace rapport
