#include "rapport/report/audit.hpp"

#include <algorithm>

namespace rapport {
namespace {

std::string count_text(std::int64_t count, const char* one, const char* several) {
  return std::to_string(count) + ' ' + (count == 1 ? one : several);
}

std::vector<std::string> names_of(const std::vector<const Theme*>& themes) {
  std::vector<std::string> names;
  for (const Theme* theme : themes) names.push_back(theme->name);
  return names;
}

/// The customers behind an item: distinct over its themes.
std::int64_t weight_of(const AuditReport::Line& line) {
  std::set<Uid> customers;
  for (const Theme* theme : line.themes)
    customers.insert(theme->customers.begin(), theme->customers.end());
  return static_cast<std::int64_t>(customers.size());
}

std::string remark_of(const AuditReport::Line& line) {
  if (!line.themes.empty()) return "";
  if (line.unheard.empty()) return "serves none";
  std::string text = "nobody spoke of";
  for (const std::string& theme : line.unheard) text += " #" + theme;
  return text;
}

Table items_table(const AuditReport& report) {
  Table table{.key = "items",
              .columns = {{"line", "Line"},
                          {"title", "Planned"},
                          {"serves", "", Audience::programs},
                          {"themes", "Serves"},
                          {"weight", "Customers"},
                          {"unheard", "", Audience::programs},
                          {"remark", "", Audience::people}},
              .empty =
                  "Nothing is planned in it. Items are list entries, rows of tables, and "
                  "headings with nothing but text beneath them."};
  table.columns.back().title = "Remark";
  for (const auto& line : report.lines)
    table.rows.push_back({{std::int64_t{line.item.line}},
                          {line.item.title},
                          {!line.themes.empty()},
                          {names_of(line.themes)},
                          {weight_of(line)},
                          {line.unheard},
                          {remark_of(line), Tone::warn}});
  return table;
}

Table not_served_table(const AuditReport& report) {
  Table table{
      .key = "not_served",
      .title = report.not_served.empty() ? "" : "Weighty, and served by nothing planned",
      .columns = {{"theme", "Theme"}, {"weight", "Customers"}, {"last_heard", "Last heard"}}};
  for (const Theme* theme : report.not_served)
    table.rows.push_back({{theme->name, Tone::warn},
                          {std::int64_t{theme->weight()}},
                          {theme->last_heard ? Value{*theme->last_heard} : Value{}}});
  return table;
}

std::string verdict_of(const AuditReport& report) {
  const auto all = static_cast<std::int64_t>(report.lines.size());
  const int none = report.serving_none();
  if (all == 0) return "Nothing is planned";
  if (none == 0)
    return all == 1 ? "The one item serves a theme"
                    : "Each of the " + std::to_string(all) + " items serves a theme";
  return count_text(none, "item", "items") + " of " + std::to_string(all) +
         (none == 1 ? " serves" : " serve") + " no theme that anybody spoke of";
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
  Document document{
      .report = "themes audit", .title = "Themes on the roadmap", .main_table = "items"};
  const auto fact = [](const char* key, Value value) {
    return KeyValue{.key = key, .cell = {std::move(value)}, .audience = Audience::programs};
  };
  document.blocks.emplace_back(KeyValues{
      {fact("file", report.file), fact("count", static_cast<std::int64_t>(report.lines.size())),
       fact("serving_none", std::int64_t{report.serving_none()}),
       fact("least_weight", std::int64_t{report.least_weight})}});
  document.answer = report.serving_none() == 0;
  document.blocks.emplace_back(Text{verdict_of(report), document.answer ? Tone::good : Tone::warn});
  document.blocks.emplace_back(items_table(report));
  document.blocks.emplace_back(not_served_table(report));
  return document;
}

}  // namespace rapport
