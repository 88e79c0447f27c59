#include "command/cadence/flips.hpp"

#include <fmt/format.h>

#include "command/pm_book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

/// The verdict on one week that is over.
struct Verdict {
  DateRange week;
  State state = State::paused;
  bool final = true;  ///< false while the period of the main target runs on: a month, say
};

std::vector<Verdict> verdicts_of(const BookFacts& facts, const PmFacts& own) {
  std::vector<Verdict> verdicts;
  const Cadence cadence(facts, own);
  const auto first = cadence.availability().first_day();
  const DateRange running = week_of(cadence.today(), facts.rules.week_start);
  if (!first) return verdicts;
  for (Date day = week_start(*first, facts.rules.week_start); day < running.from; day += Days{7}) {
    const Week week = cadence.week(day);
    verdicts.push_back({week.days, week.state, !week.main || week.main->closed});
  }
  return verdicts;
}

void add_flips(std::vector<Flip>& flips, Session& session, const Pm& pm,
               const FactsChange& change) {
  PmBook book = load_pm_book(session, pm);
  const auto before = verdicts_of(book.facts, book.own);
  change(book.facts);
  const auto after = verdicts_of(book.facts, book.own);
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i].state != after[i].state && (before[i].final || after[i].final))
      flips.push_back({pm.name, before[i].week, before[i].state, after[i].state});
}

bool continues(const Flip& a, const Flip& b) {
  return a.pm == b.pm && a.week.until == b.week.from && a.before == b.before && a.after == b.after;
}

std::string count_text(const std::vector<Flip>& flips) {
  return flips.size() == 1 ? "the verdict on a past week"
                           : fmt::format("the verdicts on {} past weeks", flips.size());
}

}  // namespace

std::vector<Flip> flips_of(Session& session, const std::optional<Uid>& pm,
                           const FactsChange& change) {
  std::vector<Flip> flips;
  for (const Pm& one : session.store().all<Pm>())
    if (!pm || *pm == one.uid) add_flips(flips, session, one, change);
  return flips;
}

std::vector<std::string> flip_lines(const std::vector<Flip>& flips) {
  std::vector<std::string> lines;
  for (std::size_t first = 0; first < flips.size();) {
    std::size_t last = first;
    while (last + 1 < flips.size() && continues(flips[last], flips[last + 1])) ++last;
    std::string weeks = week_label(flips[first].week);
    if (last > first) weeks += " to " + week_label(flips[last].week);
    lines.push_back(fmt::format("{} {}: {} → {}", printable(flips[first].pm), weeks,
                                state_text(flips[first].before), state_text(flips[first].after)));
    first = last + 1;
  }
  return lines;
}

Table flips_table(const std::vector<Flip>& flips) {
  Table table{.key = "flips",
              .title = "",
              .columns = {{"pm", "PM"},
                          {"label", "Week"},
                          {"from", "From"},
                          {"before", "Before"},
                          {"after", "After"}},
              .rows = {},
              .empty = "",
              .audience = Audience::programs};
  for (const Flip& flip : flips)
    table.rows.push_back({{flip.pm},
                          {week_label(flip.week)},
                          {flip.week.from},
                          {std::string(name_of(flip.before))},
                          {std::string(name_of(flip.after))}});
  return table;
}

bool confirm_flips(Session& session, const std::vector<Flip>& flips, bool yes) {
  if (flips.empty() || yes) return true;
  const std::string list = fmt::format("{}", fmt::join(flip_lines(flips), "\n  "));
  if (!session.can_ask())
    throw Error(ErrorKind::usage, "this changes " + count_text(flips),
                list + "\n  nothing was written; say --yes to go ahead");
  return session.confirm(fmt::format("This changes {}:\n  {}\nGo ahead?", count_text(flips), list));
}

std::vector<std::string> flip_notices(const std::vector<Flip>& flips) {
  if (flips.empty()) return {};
  std::vector<std::string> notices{"this changes " + count_text(flips) + ":"};
  for (const std::string& line : flip_lines(flips)) notices.push_back("  " + line);
  return notices;
}

}  // namespace rapport
