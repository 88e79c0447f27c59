#include "rapport/report/learnings.hpp"

#include <algorithm>
#include <map>

namespace rapport {
namespace {

std::string count_text(std::size_t count, const char* one, const char* several) {
  return std::to_string(count) + ' ' + (count == 1 ? one : several);
}

/// Distinct names: of class `customer` on the day, and the others.
struct Speakers {
  std::set<std::string> customers, others;
};

Speakers speakers_of(const std::vector<LearningLine>& lines) {
  Speakers speakers;
  for (const LearningLine& line : lines) {
    speakers.others.insert(line.customers.begin(), line.customers.end());
    speakers.customers.insert(line.of_class_customer.begin(), line.of_class_customer.end());
  }
  for (const std::string& name : speakers.customers) speakers.others.erase(name);
  return speakers;
}

std::size_t count_of_second_hand(const std::vector<LearningLine>& lines) {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [](const LearningLine& line) { return line.second_hand; }));
}

/// "heard from Sam", "second-hand"; nothing for what customers said themselves.
std::string hand_text(const LearningLine& line) {
  if (!line.second_hand) return "";
  return line.heard_from.empty() ? "second-hand" : line.heard_from;
}

KeyValues counts_facts(const std::vector<LearningLine>& lines) {
  const auto fact = [](const char* key, std::size_t value) {
    return KeyValue{
        .key = key, .cell = {static_cast<std::int64_t>(value)}, .audience = Audience::programs};
  };
  return {{fact("count", lines.size()), fact("customers", speakers_of(lines).customers.size()),
           fact("others", speakers_of(lines).others.size()),
           fact("second_hand", count_of_second_hand(lines))}};
}

/// How many there are of each type that there is.
std::vector<std::pair<std::string, std::size_t>> types_of(const std::vector<LearningLine>& lines) {
  std::map<LearningType, std::size_t> counts;
  for (const LearningLine& line : lines)
    if (line.type) ++counts[*line.type];
  std::vector<std::pair<std::string, std::size_t>> types;
  for (const auto& [type, count] : counts) types.emplace_back(name_of(type), count);
  std::stable_sort(types.begin(), types.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return types;
}

Table types_table(const std::vector<LearningLine>& lines) {
  Table table{
      .key = "types", .columns = {{"type", ""}, {"count", ""}}, .audience = Audience::programs};
  for (const auto& [type, count] : types_of(lines))
    table.rows.push_back({{type}, {static_cast<std::int64_t>(count)}});
  return table;
}

Table rows_of(const LearningReport& report, std::size_t limit) {
  Table table{.key = "learnings",
              .columns = {{"id", "", Audience::programs},
                          {"talk", "#"},
                          {"start", "", Audience::programs},
                          {"day", "When", Audience::people},
                          {"customers", "Customer"},
                          {"people", "", Audience::programs},
                          {"pms", "", Audience::programs},
                          {"type", "Type"},
                          {"text", "Learned"},
                          {"themes", "Themes"},
                          {"second_hand", "", Audience::programs},
                          {"hand", "Heard from", Audience::people},
                          {"heard_from", "", Audience::programs}},
              .empty = report.filtered
                           ? "No such learning."
                           : "Nothing learned yet. For example: rapport log \"Acme Robotics\" 1h "
                             ": pain: they re-key every order +orders"};
  for (const LearningLine& line : report.lines) {
    if (limit != 0 && table.rows.size() == limit) break;
    table.rows.push_back({{line.number},
                          {line.talk},
                          {line.start},
                          {line.start.date},
                          {line.customers},
                          {line.people},
                          {line.pms},
                          {line.type ? Value{std::string(name_of(*line.type))} : Value{}},
                          {line.text},
                          {line.themes},
                          {line.second_hand},
                          {hand_text(line)},
                          {line.heard_from.empty() ? Value{} : Value{line.heard_from}}});
  }
  return table;
}

}  // namespace

std::string counts_text(const std::vector<LearningLine>& lines) {
  std::string text = count_text(lines.size(), "learning", "learnings");
  const auto [customers, others] = speakers_of(lines);
  const char* from = " from ";
  if (!customers.empty()) {
    text += from + count_text(customers.size(), "customer", "customers");
    from = " and ";
  }
  if (!others.empty()) text += from + count_text(others.size(), "other", "others");
  const char* gap = ": ";
  for (const auto& [type, count] : types_of(lines)) {
    text += gap + std::to_string(count) + ' ' + type + (count == 1 ? "" : "s");
    gap = ", ";
  }
  if (const auto second = count_of_second_hand(lines); second > 0)
    text += " · " + std::to_string(second) + " second-hand";
  return text;
}

Table learnings_table(const LearningReport& report) { return rows_of(report, 0); }

Document document_of(const LearningReport& report) {
  Document document{.report = "learnings", .main_table = "learnings"};
  document.blocks.emplace_back(counts_facts(report.lines));
  Table table = rows_of(report, report.limit);
  if (!report.lines.empty()) table.title = counts_text(report.lines);
  const std::size_t shown = table.rows.size();
  document.blocks.emplace_back(std::move(table));
  document.blocks.emplace_back(types_table(report.lines));
  if (shown < report.lines.size())
    document.blocks.emplace_back(Text{"The newest " + std::to_string(shown) + " of " +
                                          std::to_string(report.lines.size()) +
                                          "; --all shows them all.",
                                      Tone::quiet});
  return document;
}

std::string theme_text(const Theme& theme, Date today) {
  std::string text =
      "#" + theme.name + " · " + count_text(theme.customers.size(), "customer", "customers");
  if (!theme.others.empty()) text += " · " + count_text(theme.others.size(), "other", "others");
  if (theme.second_hand > 0) text += " · " + std::to_string(theme.second_hand) + " second-hand";
  if (theme.ideas > 0)
    text += " · " + count_text(static_cast<std::size_t>(theme.ideas), "idea", "ideas");
  if (theme.last_heard) text += " · last heard " + day_text(*theme.last_heard, today);
  return text;
}

Document document_of(const std::vector<Theme>& themes) {
  Table table{.key = "themes",
              .columns = {{"theme", "Theme"},
                          {"weight", "Customers"},
                          {"others", "Others"},
                          {"second_hand", "Second-hand"},
                          {"learnings", "Learnings"},
                          {"ideas", "Ideas"},
                          {"last_heard", "Last heard"}},
              .empty =
                  "No theme yet. Tag what you learn: rapport log \"Acme Robotics\" 1h : "
                  "they re-key every order +orders"};
  const auto some = [](std::int64_t count) {
    return Cell{count, count == 0 ? Tone::quiet : Tone::plain};
  };
  for (const Theme& theme : themes)
    table.rows.push_back({{theme.name, Tone::strong},
                          some(theme.weight()),
                          some(static_cast<std::int64_t>(theme.others.size())),
                          some(theme.second_hand),
                          some(theme.learnings),
                          some(theme.ideas),
                          {theme.last_heard ? Value{*theme.last_heard} : Value{}}});
  Document document{.report = "themes"};
  document.blocks.emplace_back(std::move(table));
  if (!themes.empty())
    document.blocks.emplace_back(
        Text{"A theme weighs as many distinct customers as said it themselves; others are "
             "prospects, partners and our own people. `rapport themes " +
                 themes.front().name + "` shows the sources.",
             Tone::quiet});
  return document;
}

}  // namespace rapport
