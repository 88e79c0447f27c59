#include "rapport/report/team.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

constexpr std::size_t name_width = 20;  // columns, so that each PM takes one line of 80

/// Where a word from the coach is worth most goes first.
int rank_of(State state) {
  static constexpr std::array order{
      State::out_of_reach, State::behind,  State::missed, State::stalled, State::partial,
      State::onboarding,   State::on_pace, State::met,    State::paused,  State::not_a_member};
  return static_cast<int>(std::find(order.begin(), order.end(), state) - order.begin());
}

/// Shares of the weeks met, compared without dividing; nobody judged yet comes last.
bool met_more(const Streak& a, const Streak& b) {
  if (a.judged == 0 || b.judged == 0) return a.judged > b.judged;
  return a.met * b.judged > b.met * a.judged;
}

constexpr std::array order_rows{
    TeamOrder{"name", "by name", [](const TeamLine&, const TeamLine&) { return false; }},
    TeamOrder{"state", "by state, those who need help first",
              [](const TeamLine& a, const TeamLine& b) {
                return rank_of(a.week.state) < rank_of(b.week.state);
              }},
    TeamOrder{"hours", "most time with customers first",
              [](const TeamLine& a, const TeamLine& b) {
                return a.week.session_minutes > b.week.session_minutes;
              }},
    TeamOrder{
        "sessions", "most sessions first",
        [](const TeamLine& a, const TeamLine& b) { return a.week.sessions > b.week.sessions; }},
    TeamOrder{
        "customers", "most customers first",
        [](const TeamLine& a, const TeamLine& b) { return a.week.customers > b.week.customers; }},
    TeamOrder{
        "streak", "longest streak first",
        [](const TeamLine& a, const TeamLine& b) { return a.streak.streak > b.streak.streak; }},
    TeamOrder{"met", "most weeks met first",
              [](const TeamLine& a, const TeamLine& b) { return met_more(a.streak, b.streak); }},
};

/// "2h/3h", or how far the onboarding is; nothing where nothing is asked for.
Value done_bar(const TeamLine& line) {
  const TargetLine* shown = line.week.main ? &*line.week.main : nullptr;
  const bool is_open = line.week.state == State::onboarding || line.week.state == State::stalled;
  if (is_open && !line.onboarding.empty()) shown = &line.onboarding.front();
  if (shown == nullptr || shown->expected == 0) return {};
  return Bar{.done = static_cast<double>(shown->done),
             .expected = static_cast<double>(shown->expected),
             .caption = short_share_text(shown->done, shown->expected, shown->metric),
             .tone = tone_of(line.week.state)};
}

/// "3 late of 5", "5", or nothing.
Cell follow_ups_cell(const TeamLine& line) {
  if (line.follow_ups.empty()) return {};
  const std::int64_t overdue = overdue_count(line.follow_ups);
  const std::string all = std::to_string(line.follow_ups.size());
  if (overdue == 0) return {all};
  return {std::to_string(overdue) + " overdue", Tone::warn};
}

/// "2 of 4 met, 1 behind, 5 follow-ups overdue".
std::string team_sentence(const std::vector<TeamLine>& lines) {
  const auto in_state = [&](State state) {
    return std::count_if(lines.begin(), lines.end(), [&](const TeamLine& line) {
      return line.week.state == state && !line.week.unheard;
    });
  };
  std::vector<std::string> parts{std::to_string(in_state(State::met)) + " of " +
                                 std::to_string(lines.size()) + " met"};
  for (const State state : {State::on_pace, State::behind, State::out_of_reach, State::missed,
                            State::stalled, State::onboarding})
    if (const auto count = in_state(state); count > 0)
      parts.push_back(std::to_string(count) + ' ' + state_text(state));
  const auto unheard = std::count_if(lines.begin(), lines.end(),
                                     [](const TeamLine& line) { return line.week.unheard; });
  if (unheard > 0) parts.push_back(std::to_string(unheard) + " not known yet");
  std::int64_t overdue = 0;
  for (const TeamLine& line : lines) overdue += overdue_count(line.follow_ups);
  if (overdue > 0) parts.push_back(count_text(overdue, "follow-up") + " overdue");
  return joined(parts);
}

/// Rough talks and the like that their PM did not follow up.
std::int64_t hard_count(const TeamLine& line) {
  return std::count_if(line.follow_ups.begin(), line.follow_ups.end(), [](const FollowUp& one) {
    return one.kind == FollowUpKind::at_risk || one.kind == FollowUpKind::rough_talk;
  });
}

Cell hard_cell(const TeamLine& line) {
  const std::int64_t count = hard_count(line);
  return count == 0 ? Cell{} : Cell{count, Tone::warn};
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

/// "Fri 20 Nov 17:02".
Value heard_value(const TeamLine& line, Date today) {
  if (!line.heard) return {};
  return day_text(line.heard->date, today) + ' ' + clock_text(line.heard->minute.value_or(0));
}

/// Takes what is not known yet out of what is said of a PM.
void mark_unheard(TeamLine& line, const Cadence& cadence) {
  if (!line.heard) return;
  const auto mark = [&](WeekLine& week) {
    week.unheard = week.state == State::missed && line.heard->date < week.days.until;
  };
  mark(line.week);
  for (WeekLine& week : line.weeks) mark(week);
  const auto first = std::find_if(line.weeks.begin(), line.weeks.end(),
                                  [](const WeekLine& week) { return week.unheard; });
  if (first != line.weeks.end()) line.streak = cadence.streak(first->days.from - Days(7));
}

Table pms_table(const TeamReport& report, const std::vector<TeamLine>& lines) {
  const Date today = report.today;
  const auto last_ago = [today](const TeamLine& line) -> std::string {
    if (!line.last_review) return "";
    const auto days = (today - *line.last_review).count();
    return days == 0 ? "today" : std::to_string(days) + "d ago";
  };
  const auto week = [](auto get) {
    return [get](const TeamLine& line) { return std::invoke(get, line.week); };
  };
  const auto streak = [](int Streak::*field) {
    return [field](const TeamLine& line) { return line.streak.*field; };
  };
  const bool is_shared = std::any_of(lines.begin(), lines.end(),
                                     [](const TeamLine& line) { return line.heard.has_value(); });
  constexpr auto people = Audience::people;
  constexpr auto programs = Audience::programs;
  return table_of(
      {.key = "pms",
       .title = report.sessions == 0 ? "" : together_text(report),
       .empty = report.to_come.empty()
                    ? "Nobody is a member this week. For example: rapport pm add Priya"
                    : "Nobody has started yet: " + joined(report.to_come)},
      lines,
      {{"pm", "PM", &TeamLine::pm, programs},
       {"name", "PM", [](const TeamLine& l) { return shorten(printable(l.pm), name_width); },
        people},
       {"state", "State", week(named(&WeekLine::state)), programs},
       {"state_text", "State", week([](const WeekLine& w) {
          return w.unheard ? Cell{state_text(w), tone_of(w)}
                           : Cell{state_text(w.state), tone_of(w.state)};
        }),
        people},
       {"heard_text", is_shared ? "Heard" : "",
        [today](const TeamLine& line) { return heard_value(line, today); }, people},
       {"share", "Done", done_bar, people},
       {"done", "", week(&WeekLine::done), programs},
       {"expected", "", week(&WeekLine::expected), programs},
       {"unit", "", week([](const WeekLine& w) { return std::string(name_of(w.unit())); }),
        programs},
       {"sessions", "", week(&WeekLine::sessions), programs},
       {"one_hour_sessions", "", week(&WeekLine::one_hour_sessions), programs},
       {"customers", "", week(&WeekLine::customers), programs},
       {"follow_ups", "Follow-ups", follow_ups_cell, people},
       {"follow_ups_due", "",
        [](const TeamLine& line) { return static_cast<std::int64_t>(line.follow_ups.size()); },
        programs},
       {"follow_ups_overdue", "",
        [](const TeamLine& line) { return overdue_count(line.follow_ups); }, programs},
       {"rough", "", hard_count, programs},
       {"rough_open", "Rough", hard_cell, people},
       {"last_review", "", &TeamLine::last_review, programs},
       {"last_ago", "1:1", last_ago, people},
       {"streak", "Streak", streak(&Streak::streak), programs},
       {"met", "", streak(&Streak::met), programs},
       {"judged", "", streak(&Streak::judged), programs},
       {"hit_rate", "Met",
        [](const TeamLine& line) {
          return line.streak.judged == 0
                     ? std::string()  // "0/0" says nothing
                     : std::to_string(line.streak.met) + '/' + std::to_string(line.streak.judged);
        },
        people},
       {"marks", "Weeks", [](const TeamLine& line) { return StripCell{strip_marks(line.weeks)}; }},
       {"known", "", week([](const WeekLine& w) { return !w.unheard; }), programs},
       {"heard", "", &TeamLine::heard, programs}});
}

std::string team_legend(const std::vector<TeamLine>& lines) {
  std::vector<WeekLine> weeks;
  for (const TeamLine& line : lines)
    weeks.insert(weeks.end(), line.weeks.begin(), line.weeks.end());
  return strip_legend(weeks);
}

KeyValues team_values(const TeamReport& report) {
  return {{value_for_programs("label", report.label), value_for_programs("from", report.days.from),
           value_for_programs("until", report.days.until),
           value_for_programs("not_shared", report.not_shared),
           value_for_programs("sessions", report.sessions),
           value_for_programs("minutes", report.length),
           value_for_programs("distinct_sessions", report.distinct_sessions),
           value_for_programs("distinct_minutes", report.distinct_length)}};
}

}  // namespace

TeamReport begin_team(const BookFacts& book, Date day) {
  TeamReport report{.today = book.now.date, .days = week_of(day, book.rules.week_start)};
  report.label = week_label(report.days);
  return report;
}

void add_pm(TeamReport& report, const Cadence& cadence, TeamMember member) {
  const Date last = report.days.from;
  const auto weeks = cadence.weeks(last - Days(7 * (team_weeks - 1)), last);
  if (weeks.back().state == State::not_a_member) {
    const auto start = start_to_come(cadence, report.days.until - Days{1});
    if (start)
      report.to_come.push_back(cadence.pm().name + " on " + day_text(*start, report.today));
    return;
  }
  TeamLine line{.pm = cadence.pm().name,
                .week = week_line(cadence, weeks.back()),
                .streak = cadence.streak(last),
                .weeks = week_lines(cadence, weeks),
                .follow_ups = std::move(member.follow_ups),
                .last_review = member.last_review};
  for (const auto& judgement : cadence.judge_all(cadence.reference_day(report.days)))
    if (judgement.target->onboarding && judgement.missing() > 0)
      line.onboarding.push_back(target_line(cadence, judgement, report.days.until - Days(1)));
  line.heard = member.heard;
  mark_unheard(line, cadence);
  report.lines.push_back(std::move(line));

  report.sessions += weeks.back().sessions;
  report.length += Minutes(weeks.back().session_minutes);
  for (const auto& entry : cadence.sessions(report.days)) {
    const auto source = member.sources.find(entry->talk->number);
    const std::string meeting =
        source == member.sources.end() ? "#" + std::to_string(entry->talk->number) : source->second;
    if (!report.seen.insert(meeting).second) continue;
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
  std::sort(lines.begin(), lines.end(),
            [](const TeamLine& a, const TeamLine& b) { return a.pm < b.pm; });
  std::stable_sort(lines.begin(), lines.end(), order.before);
  Document document{.report = "team",
                    .blocks = page_top("Team · " + report.label + " · " +
                                           day_text(report.days.from, report.days.from) + " to " +
                                           day_text(report.days.until - Days(1), first_date),
                                       report.showstoppers),
                    .main_table = "pms"};
  if (lines.size() > 1) document.blocks.emplace_back(Text{team_sentence(lines), Tone::strong});
  document.blocks.emplace_back(team_values(report));
  document.blocks.emplace_back(pms_table(report, lines));
  if (const std::string legend = team_legend(lines); !legend.empty())
    document.blocks.emplace_back(Text{"Weeks: " + legend, Tone::quiet});
  if (report.not_shared > 0)
    document.blocks.emplace_back(
        Text{count_text(report.not_shared, "other is", "others are") + " not shared with you"});
  document.blocks.emplace_back(
      showstoppers_table(report.showstoppers, {.audience = Audience::programs}));
  return document;
}

}  // namespace rapport
