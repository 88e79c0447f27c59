#include "rapport/report/team.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

using Line = TeamReport::Line;

constexpr std::size_t name_width = 20;  // columns, so that each PM takes one line of 80

/// Where a word from the coach is worth most goes first.
int rank_of(State state) {
  static constexpr std::array order{State::out_of_reach, State::behind,     State::missed,
                                    State::partial,      State::onboarding, State::on_pace,
                                    State::met,          State::paused,     State::not_a_member};
  return static_cast<int>(std::find(order.begin(), order.end(), state) - order.begin());
}

/// Shares of the weeks met, compared without dividing; nobody judged yet comes last.
bool met_more(const Streak& a, const Streak& b) {
  if (a.judged == 0 || b.judged == 0) return a.judged > b.judged;
  return a.met * b.judged > b.met * a.judged;
}

constexpr std::array order_rows{
    TeamOrder{"name", "by name", [](const Line&, const Line&) { return false; }},
    TeamOrder{
        "state", "by state, where a word helps most first",
        [](const Line& a, const Line& b) { return rank_of(a.week.state) < rank_of(b.week.state); }},
    TeamOrder{"hours", "most time with customers first",
              [](const Line& a, const Line& b) {
                return a.week.session_minutes > b.week.session_minutes;
              }},
    TeamOrder{"sessions", "most sessions first",
              [](const Line& a, const Line& b) { return a.week.sessions > b.week.sessions; }},
    TeamOrder{"customers", "most customers first",
              [](const Line& a, const Line& b) { return a.week.customers > b.week.customers; }},
    TeamOrder{"streak", "longest streak first",
              [](const Line& a, const Line& b) { return a.streak.streak > b.streak.streak; }},
    TeamOrder{"met", "most weeks met first",
              [](const Line& a, const Line& b) { return met_more(a.streak, b.streak); }},
};

/// "2h/3h", or how far the onboarding is.
std::string done_text(const TeamReport::Line& line) {
  if (line.week.state == State::onboarding && !line.onboarding.empty()) {
    const TargetLine& first = line.onboarding.front();
    return std::to_string(first.done) + '/' + amount_text(first.expected, first.metric);
  }
  if (!line.week.main) return {};
  const Metric metric = line.week.main->metric;
  if (row_of(metric).unit == Unit::minutes)
    return length_text(Minutes(line.week.done())) + '/' +
           length_text(Minutes(line.week.expected()));
  return std::to_string(line.week.done()) + '/' + amount_text(line.week.expected(), metric);
}

StripCell marks_of(const std::vector<WeekLine>& weeks) {
  StripCell marks;
  for (const auto& week : weeks) marks.marks.push_back(strip_mark(week));
  return marks;
}

Table pms_table(const std::vector<TeamReport::Line>& lines) {
  Table table{.key = "pms",
              .columns = {{.key = "pm", .title = "PM", .audience = Audience::programs},
                          {.key = "name", .title = "PM", .audience = Audience::people},
                          {.key = "state", .title = "State", .audience = Audience::programs},
                          {.key = "state_text", .title = "State", .audience = Audience::people},
                          {.key = "share", .title = "Done", .audience = Audience::people},
                          {.key = "done", .audience = Audience::programs},
                          {.key = "expected", .audience = Audience::programs},
                          {.key = "unit", .audience = Audience::programs},
                          {.key = "sessions", .audience = Audience::programs},
                          {.key = "one_hour_sessions", .title = "1h+"},
                          {.key = "customers", .audience = Audience::programs},
                          {.key = "streak", .title = "Streak"},
                          {.key = "met", .audience = Audience::programs},
                          {.key = "judged", .audience = Audience::programs},
                          {.key = "hit_rate", .title = "Met", .audience = Audience::people},
                          {.key = "marks", .title = "Weeks"}},
              .empty = "Nobody is a member in this week. For example: rapport pm add Priya"};
  const auto number = [](std::int64_t value) { return Cell{Value(value)}; };
  for (const auto& line : lines) {
    const WeekLine& week = line.week;
    table.rows.push_back(
        {{line.pm},
         {shorten(printable(line.pm), name_width)},
         {std::string(name_of(week.state))},
         {state_text(week.state), tone_of(week.state)},
         {done_text(line)},
         number(week.done()),
         number(week.expected()),
         {std::string(name_of(week.unit()))},
         number(week.sessions),
         number(week.one_hour_sessions),
         number(week.customers),
         number(line.streak.streak),
         number(line.streak.met),
         number(line.streak.judged),
         {std::to_string(line.streak.met) + '/' + std::to_string(line.streak.judged)},
         {marks_of(line.weeks)}});
  }
  return table;
}

std::string sum_text(int sessions, Minutes length) {
  return length_text(length) + " in " + amount_text(sessions, Metric::sessions);
}

std::string together_text(const TeamReport& report) {
  std::string text = "Together " + sum_text(report.sessions, report.length);
  if (report.distinct_sessions != report.sessions)
    text += "; each talk once: " + sum_text(report.distinct_sessions, report.distinct_length);
  return text;
}

KeyValues team_facts(const TeamReport& report) {
  const auto fact = [](const char* key, Value value) {
    return KeyValue{.key = key, .cell = {std::move(value)}, .audience = Audience::programs};
  };
  const auto number = [](std::int64_t value) { return Value(value); };
  return {{fact("label", report.label), fact("from", report.days.from),
           fact("until", report.days.until), fact("sessions", number(report.sessions)),
           fact("minutes", report.length),
           fact("distinct_sessions", number(report.distinct_sessions)),
           fact("distinct_minutes", report.distinct_length)}};
}

}  // namespace

TeamReport begin_team(const BookFacts& book, Date day) {
  TeamReport report{.today = book.now.date, .days = week_of(day, book.rules.week_start)};
  report.label = week_label(report.days);
  return report;
}

void add_pm(TeamReport& report, const Cadence& cadence) {
  const Date last = report.days.from;
  const auto weeks = cadence.weeks(last - Days(7 * (team_weeks - 1)), last);
  if (weeks.back().state == State::not_a_member) return;
  TeamReport::Line line{.pm = cadence.pm().name,
                        .week = week_line(cadence, weeks.back()),
                        .streak = cadence.streak(last)};
  for (const auto& week : weeks) line.weeks.push_back(week_line(cadence, week));
  for (const auto& judgement : cadence.judge_all(cadence.reference_day(report.days)))
    if (judgement.target->onboarding && judgement.missing() > 0)
      line.onboarding.push_back(target_line(cadence, judgement));
  report.lines.push_back(std::move(line));

  report.sessions += weeks.back().sessions;
  report.length += Minutes(weeks.back().session_minutes);
  for (const auto& entry : cadence.sessions(report.days)) {
    if (!report.seen.insert(entry->talk->number).second) continue;
    ++report.distinct_sessions;
    report.distinct_length += entry->talk->length;
  }
}

std::span<const TeamOrder> team_orders() { return order_rows; }

const TeamOrder* find_team_order(std::string_view name) {
  const auto found = std::find_if(order_rows.begin(), order_rows.end(),
                                  [&](const TeamOrder& order) { return order.name == name; });
  return found == order_rows.end() ? nullptr : &*found;
}

Document document_of(const TeamReport& report, const TeamOrder& order) {
  auto lines = report.lines;
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.pm < b.pm; });
  std::stable_sort(lines.begin(), lines.end(), order.before);
  Document document{.report = "team", .main_table = "pms"};
  document.blocks.emplace_back(Heading{"Team · " + report.label + " · " +
                                       day_text(report.days.from, report.days.from) + " to " +
                                       day_text(report.days.until - Days(1), first_date)});
  document.blocks.emplace_back(team_facts(report));
  Table table = pms_table(lines);
  if (!lines.empty()) table.title = together_text(report);
  document.blocks.emplace_back(std::move(table));
  return document;
}

}  // namespace rapport
