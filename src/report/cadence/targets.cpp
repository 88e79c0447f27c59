#include "rapport/report/targets.hpp"

#include <algorithm>
#include <tuple>

#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/preset.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {
namespace {

/// What ended is past. That nothing is asked of everybody any more is told by the day on which the
/// version before ends; that of one PM hides a version for all and has its own line.
bool is_past(const TargetVersion& line, Date today) {
  return !line.days || line.days->until <= today || (line.target.removed && !line.target.pm);
}

/// The days of each, as the PM whom it is for, or everybody, knows them.
void add_days(std::vector<TargetVersion>& lines, std::span<const Target> versions,
              std::chrono::weekday first) {
  for (TargetVersion& line : lines)
    line.days =
        TargetHistory(versions, line.target.pm.value_or(Uid{}), first).in_force(line.target);
}

/// The name of the PM whom the target is for; nothing for everybody, and for an unknown one.
std::optional<std::string> owner_name(const Target& target, std::span<const Pm> pms) {
  for (const Pm& pm : pms)
    if (target.pm == pm.uid) return pm.name;
  return std::nullopt;
}

/// What has been so ever since begins in the first year, on the first day of a week.
Value date_or_nothing(std::optional<Date> date) {
  constexpr Days year{366};
  return date && *date > first_date + year ? Value(*date) : Value();
}

/// The first day on which it governs no more; nothing without an end.
std::optional<Date> end_of(const TargetVersion& line) {
  if (!line.days) return line.target.from;
  return line.days->until == last_date ? std::nullopt : std::optional{line.days->until};
}

template <typename E>
std::vector<std::string> word_names(const std::set<E>& values) {
  std::vector<std::string> names;
  for (const E value : values) names.emplace_back(name_of(value));
  return names;
}

std::string asked_text(const Target& target, Date today) {
  const std::string filters = filter_text(target.filter);
  return asks_text(target, today) + (filters.empty() ? "" : " · ") + filters;
}

/// The name and the part that it plays, unless the name says so.
std::string name_and_part(const TargetVersion& line) {
  const Target& target = line.target;
  if (target.removed) return target.name;
  if (target.main) return target.name + " · main";
  return target.name + (target.onboarding && target.name != "onboarding" ? " · onboarding" : "");
}

/// A column of a field of the target itself.
template <typename Get>
ColumnOf<TargetVersion> for_programs(const char* key, Get get) {
  return {key, "", [get](const TargetVersion& line) { return std::invoke(get, line.target); },
          Audience::programs};
}

Table versions_table(const std::vector<TargetVersion>& lines, Date today, Audience audience) {
  const auto asks = [today](const TargetVersion& line) {
    return line.target.removed ? Cell{std::string("nothing"), Tone::quiet}
                               : Cell{asked_text(line.target, today)};
  };
  const auto number = [](const TargetVersion& line) {
    return line.is_default ? Cell{std::string("default"), Tone::quiet} : Cell{line.target.number};
  };
  const auto filter = [](auto Filter::*field) {
    return [field](const Target& target) { return target.filter.*field; };
  };
  constexpr auto people = Audience::people;
  constexpr auto programs = Audience::programs;
  return table_of(
      {.key = "targets",
       .empty = "No target is in force. For example: rapport target add weekly --metric hours "
                "--amount 3 --every week --main",
       .audience = audience},
      lines,
      {{"id", "",
        [](const TargetVersion& l) { return l.is_default ? Value() : Value(l.target.number); },
        programs},
       {"number", "#", number, people},
       for_programs("name", &Target::name),
       {"name_text", "Target", name_and_part, people},
       {"pm", "", [](const TargetVersion& line) { return value_of(line.pm); }, programs},
       {"asks", "Asks", asks, people},
       for_programs("metric", named(&Target::metric)),
       for_programs("amount", &Target::amount),
       for_programs("unit",
                    [](const Target& t) { return std::string(name_of(row_of(t.metric).unit)); }),
       for_programs("period", [](const Target& target) { return to_string(target.every); }),
       for_programs("by", [](const Target& target) { return date_or_nothing(target.by); }),
       for_programs("loop", [](const Target& t) { return std::string(name_of(t.filter.loop)); }),
       for_programs("kinds", [](const Target& t) { return word_names(t.filter.kinds); }),
       for_programs("purposes", [](const Target& t) { return word_names(t.filter.purposes); }),
       for_programs("least", filter(&Filter::least)),
       for_programs("region", filter(&Filter::region)),
       for_programs("segment", filter(&Filter::segment)),
       for_programs("tag", filter(&Filter::tag)),
       {"for", "For",
        [](const TargetVersion& l) { return l.pm.empty() ? std::string("all") : l.pm; }, people},
       {"from", "From",
        [](const TargetVersion& line) {
          return date_or_nothing(line.days ? line.days->from : line.target.from);
        }},
       {"until", "", [](const TargetVersion& line) { return value_of(end_of(line)); }, programs},
       {"last", "To",
        [](const TargetVersion& line) {
          const auto end = end_of(line);
          return end ? Value(*end - Days(1)) : Value();
        },
        people},
       for_programs("main", &Target::main),
       for_programs("onboarding", &Target::onboarding),
       {"default", "", &TargetVersion::is_default, programs},
       for_programs("removed", &Target::removed)});
}

bool asks_again(const Target& target) { return target.every.unit != Every::Unit::once; }

/// The first day that the version governs: of a periodic one the first of a whole period.
Date first_day_of(const Target& target, std::chrono::weekday first) {
  if (!asks_again(target)) return target.from;
  const DateRange period = period_around(target.every, target.from, target.from, first);
  const bool whole = target.every.unit == Every::Unit::weeks || period.from == target.from;
  return whole ? period.from : period.until;
}

/// "from Mon 23 Nov to Sun 31 Jan 2027".
std::string in_force_text(const Target& target, Date today, std::chrono::weekday first) {
  std::string text;
  if (target.from > first_date) text = "from " + day_text(first_day_of(target, first), today);
  if (target.until)
    text += (text.empty() ? "to " : " to ") + day_text(*target.until - Days{1}, today);
  if (target.removed || asks_again(target)) return text;
  if (target.onboarding || target.from == first_date)
    return text + (text.empty() ? "" : ", ") + "every talk so far counts";
  return text;
}

}  // namespace

TargetsReport build_targets(std::span<const Target> versions, std::span<const Pm> pms, Date today,
                            Versions which, std::chrono::weekday first) {
  TargetsReport report{.today = today};
  for (Target& target : default_targets())
    report.lines.push_back({.target = std::move(target), .is_default = true});
  for (const Target& target : versions)
    if (const auto owner = owner_name(target, pms); owner || !target.pm)
      report.lines.push_back({.target = target, .pm = owner.value_or("")});
  std::sort(report.lines.begin(), report.lines.end(),
            [](const TargetVersion& a, const TargetVersion& b) {
              return std::tie(a.target.name, a.pm, a.target.pm, a.target.from, a.target.uid) <
                     std::tie(b.target.name, b.pm, b.target.pm, b.target.from, b.target.uid);
            });
  add_days(report.lines, versions, first);
  if (which == Versions::current)
    std::erase_if(report.lines, [&](const TargetVersion& line) { return is_past(line, today); });
  return report;
}

Document document_of(const TargetsReport& report) {
  return {.report = "target list",
          .title = "Targets",
          .blocks = {versions_table(report.lines, report.today, Audience::everyone)}};
}

Table targets_table(std::span<const Target> some, std::span<const Target> versions,
                    std::span<const Pm> pms, Date today, std::chrono::weekday first) {
  std::vector<TargetVersion> lines;
  for (const Target& target : some)
    lines.push_back({.target = target, .pm = owner_name(target, pms).value_or("")});
  add_days(lines, versions, first);
  return versions_table(lines, today, Audience::programs);
}

std::string version_text(const Target& target, std::span<const Pm> pms, Date today,
                         std::chrono::weekday first) {
  std::string text = target.name + " #" + std::to_string(target.number) + ": ";
  if (target.removed) {
    text += "not asked any more";
  } else {
    text += asked_text(target, today);
    if (target.main) text += " · main";
    if (target.onboarding) text += " · onboarding";
  }
  text += " · for " + (target.pm ? owner_name(target, pms).value_or("?") : "everybody");
  const std::string days = in_force_text(target, today, first);
  return printable(text + (days.empty() ? "" : " · ") + days);
}

Document presets_document() {
  const auto text = [](std::string_view Preset::*field) {
    return [field](const Preset& preset) { return std::string(preset.*field); };
  };
  const auto known = presets();
  return {
      .report = "target preset",
      .blocks = {table_of({.key = "presets"}, std::vector<Preset>(known.begin(), known.end()),
                          {{"name", "Preset", text(&Preset::name)},
                           {"summary", "Asks", text(&Preset::summary)},
                           {"source", "Source", text(&Preset::source)}}),
                 Text{"`rapport target preset NAME` adopts one from next week on", Tone::quiet}}};
}

}  // namespace rapport
