#include "rapport/report/targets.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "rapport/domain/counting.hpp"
#include "rapport/domain/target.hpp"

namespace rapport {
namespace {

using Line = TargetsReport::Line;

bool same_line(const Line& a, const Line& b) {
  return a.target.name == b.target.name && a.target.pm == b.target.pm;
}

/// Ends each version where the next one of the same name and for the same PM begins.
void end_versions(std::vector<Line>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    line.until = line.target.until;
    if (i + 1 == lines.size() || !same_line(line, lines[i + 1])) continue;
    const Date next = lines[i + 1].target.from;
    line.until = std::min(line.until.value_or(next), next);
  }
}

/// What ended is past. That nothing is asked of everybody any more is told by the day on which the
/// version before ends; that of one PM hides a version for all and has its own line.
bool is_past(const Line& line, Date today) {
  if (line.until && (*line.until <= today || *line.until <= line.target.from)) return true;
  return line.target.removed && !line.target.pm;
}

Value date_or_nothing(std::optional<Date> date) {
  return date && *date > first_date ? Value(*date) : Value();
}

template <typename E>
std::vector<std::string> names_of(const std::set<E>& values) {
  std::vector<std::string> names;
  for (const E value : values) names.emplace_back(name_of(value));
  return names;
}

std::string asks_of(const Line& line, Date today) {
  if (line.target.removed) return "nothing";
  const std::string filters = filter_text(line.target.filter);
  return asks_text(line.target, today) + (filters.empty() ? "" : " · ") + filters;
}

/// The name and the part that it plays, unless the name says so.
std::string name_of(const Target& target) {
  if (target.removed) return target.name;
  if (target.main) return target.name + " · main";
  return target.name + (target.onboarding && target.name != "onboarding" ? " · onboarding" : "");
}

Value id_text(const Line& line) {
  return line.is_default ? Value(std::string("default")) : Value(line.target.number);
}

std::vector<Cell> row_of_line(const Line& line, Date today) {
  const Target& target = line.target;
  const Unit unit = row_of(target.metric).unit;
  return {{line.is_default ? Value() : Value(target.number)},
          {id_text(line), line.is_default ? Tone::quiet : Tone::plain},
          {target.name},
          {name_of(target)},
          {line.pm.empty() ? Value() : Value(line.pm)},
          {asks_of(line, today), target.removed ? Tone::quiet : Tone::plain},
          {std::string(name_of(target.metric))},
          {target.amount},
          {std::string(name_of(unit))},
          {to_string(target.every)},
          {date_or_nothing(target.by)},
          {std::string(name_of(target.filter.loop))},
          {names_of(target.filter.kinds)},
          {names_of(target.filter.purposes)},
          {target.filter.least},
          {target.filter.region},
          {target.filter.segment},
          {target.filter.tag},
          {line.pm.empty() ? std::string("all") : line.pm},
          {date_or_nothing(target.from)},
          {date_or_nothing(line.until)},
          {line.until ? Value(*line.until - Days(1)) : Value()},
          {target.main},
          {target.onboarding},
          {line.is_default},
          {target.removed}};
}

Column for_programs(const char* key) {
  return {.key = key, .title = "", .audience = Audience::programs};
}

std::map<Uid, std::string> names_of(std::span<const Pm> pms) {
  std::map<Uid, std::string> names;
  for (const Pm& pm : pms) names.emplace(pm.uid, pm.name);
  return names;
}

Table table_of(const std::vector<Line>& lines, Date today) {
  Table table{.key = "targets",
              .columns = {for_programs("id"),
                          {.key = "number", .title = "#", .audience = Audience::people},
                          for_programs("name"),
                          {.key = "name_text", .title = "Target", .audience = Audience::people},
                          for_programs("pm"),
                          {.key = "asks", .title = "Asks", .audience = Audience::people},
                          for_programs("metric"),
                          for_programs("amount"),
                          for_programs("unit"),
                          for_programs("period"),
                          for_programs("by"),
                          for_programs("loop"),
                          for_programs("kinds"),
                          for_programs("purposes"),
                          for_programs("least"),
                          for_programs("region"),
                          for_programs("segment"),
                          for_programs("tag"),
                          {.key = "for", .title = "For", .audience = Audience::people},
                          {.key = "from", .title = "From"},
                          for_programs("until"),
                          {.key = "last", .title = "To", .audience = Audience::people},
                          for_programs("main"),
                          for_programs("onboarding"),
                          for_programs("default"),
                          for_programs("removed")},
              .empty =
                  "Nothing is asked. For example: rapport target add weekly --metric hours "
                  "--amount 3 --every week --main"};
  for (const Line& line : lines) table.rows.push_back(row_of_line(line, today));
  return table;
}

}  // namespace

TargetsReport build_targets(std::span<const Target> versions, std::span<const Pm> pms, Date today,
                            Versions which) {
  auto names = names_of(pms);
  TargetsReport report{.today = today};
  for (Target& target : default_targets())
    report.lines.push_back({.target = std::move(target), .is_default = true});
  for (const Target& target : versions)
    if (!target.pm || names.contains(*target.pm))
      report.lines.push_back({.target = target, .pm = target.pm ? names[*target.pm] : ""});
  std::sort(report.lines.begin(), report.lines.end(), [](const Line& a, const Line& b) {
    return std::tie(a.target.name, a.pm, a.target.pm, a.target.from, a.target.uid) <
           std::tie(b.target.name, b.pm, b.target.pm, b.target.from, b.target.uid);
  });
  end_versions(report.lines);
  if (which == Versions::current)
    std::erase_if(report.lines, [&](const Line& line) { return is_past(line, today); });
  return report;
}

Document document_of(const TargetsReport& report) {
  return {.report = "target list",
          .title = "Targets",
          .blocks = {table_of(report.lines, report.today)}};
}

Table targets_table(std::span<const Target> versions, std::span<const Pm> pms, Date today) {
  const auto names = names_of(pms);
  std::vector<Line> lines;
  for (const Target& target : versions) {
    const auto name = target.pm ? names.find(*target.pm) : names.end();
    lines.push_back(
        {.target = target, .pm = name == names.end() ? "" : name->second, .until = target.until});
  }
  Table table = table_of(lines, today);
  table.audience = Audience::programs;
  return table;
}

}  // namespace rapport
