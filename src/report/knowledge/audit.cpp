#include "rapport/report/audit.hpp"

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

std::vector<std::string> served_themes(const AuditReport::Line& line) {
  std::vector<std::string> names;
  for (const Theme* theme : line.themes) names.push_back(theme->name);
  return names;
}

/// The customers behind an item: distinct over its themes.
std::int64_t weight_of_item(const AuditReport::Line& line) {
  std::set<Uid> customers;
  for (const Theme* theme : line.themes)
    customers.insert(theme->customers.begin(), theme->customers.end());
  return static_cast<std::int64_t>(customers.size());
}

std::string audit_remark(const AuditReport::Line& line) {
  if (!line.themes.empty()) return "";
  if (line.unheard.empty()) return "serves none";
  return "nobody brought up #" + joined(line.unheard, " #");
}

Table items_table(const AuditReport& report) {
  using Line = AuditReport::Line;
  return table_of(
      {.key = "items",
       .empty = "Nothing is planned in it. Items are list entries, table rows, and headings with "
                "only text beneath them."},
      report.lines,
      {{"line", "Line", [](const Line& line) { return std::int64_t{line.item.line}; }},
       {"title", "Planned", [](const Line& line) { return line.item.title; }},
       {"serves", "", [](const Line& line) { return !line.themes.empty(); }, Audience::programs},
       {"themes", "Serves", served_themes},
       {"weight", "Customers", weight_of_item},
       {"unheard", "", &Line::unheard, Audience::programs},
       {"remark", "Remark",
        [](const Line& line) {
          return Cell{audit_remark(line), Tone::warn};
        },
        Audience::people}});
}

Table not_served_table(const AuditReport& report) {
  using Row = const Theme*;
  return table_of(
      {.key = "not_served",
       .title = report.not_served.empty() ? "" : "Weighty, but nothing planned serves it"},
      report.not_served,
      {{"theme", "Theme",
        [](const Row& theme) {
          return Cell{theme->name, Tone::warn};
        }},
       {"weight", "Customers", [](const Row& theme) { return std::int64_t{theme->weight()}; }},
       {"last_heard", "Last heard", &Theme::last_heard}});
}

std::string audit_verdict(const AuditReport& report) {
  const auto all = static_cast<std::int64_t>(report.lines.size());
  const int none = report.serving_none();
  if (all == 0) return "Nothing is planned";
  if (none == 0)
    return all == 1 ? "The one item serves a theme"
                    : "Each of the " + std::to_string(all) + " items serves a theme";
  return count_text(none, "item") + " of " + std::to_string(all) +
         (none == 1 ? " serves" : " serve") + " no theme that anybody brought up";
}

}  // namespace

int AuditReport::serving_none() const {
  return static_cast<int>(std::count_if(lines.begin(), lines.end(),
                                        [](const Line& line) { return line.themes.empty(); }));
}

AuditReport build_audit(std::vector<RoadmapItem> items, const std::vector<Theme>& themes,
                        int least_weight) {
  AuditReport report{.least_weight = least_weight};
  std::set<std::string> served, heard;
  for (const Theme& theme : themes) heard.insert(theme.name);
  for (RoadmapItem& item : items) {
    AuditReport::Line line{.item = std::move(item)};
    const Serving serves(line.item);
    for (const Theme& theme : themes) {
      if (!serves(theme.name)) continue;
      line.themes.push_back(&theme);
      served.insert(theme.name);
    }
    std::set_difference(line.item.tags.begin(), line.item.tags.end(), heard.begin(), heard.end(),
                        std::back_inserter(line.unheard));
    report.lines.push_back(std::move(line));
  }
  for (const Theme& theme : themes)
    if (theme.weight() >= least_weight && !served.contains(theme.name))
      report.not_served.push_back(&theme);
  return report;
}

Document document_of(const AuditReport& report) {
  const bool all_serve = report.serving_none() == 0;
  return {
      .report = "themes audit",
      .title = "Themes on the roadmap",
      .blocks = {KeyValues{
                     {value_for_programs("file", report.file),
                      value_for_programs("count", static_cast<std::int64_t>(report.lines.size())),
                      value_for_programs("serving_none", std::int64_t{report.serving_none()}),
                      value_for_programs("least_weight", std::int64_t{report.least_weight})}},
                 Text{audit_verdict(report), all_serve ? Tone::good : Tone::warn},
                 items_table(report), not_served_table(report)},
      .main_table = "items",
      .answer = all_serve};
}

}  // namespace rapport
