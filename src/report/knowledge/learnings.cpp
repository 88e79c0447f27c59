#include "rapport/report/learnings.hpp"

#include <algorithm>
#include <map>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/document/window.hpp"

namespace rapport {
namespace {

LearningCounts counts_of(const std::vector<LearningLine>& lines) {
  LearningCounts counts;
  for (const LearningLine& line : lines) counts.add(line);
  return counts;
}

template <typename Range>
std::int64_t length_of(const Range& range) {
  return static_cast<std::int64_t>(range.size());
}

/// "heard from Sam", "second-hand"; nothing for what customers said themselves.
std::string hand_text(const LearningLine& line) {
  if (!line.second_hand) return "";
  return line.heard_from.empty() ? "second-hand" : line.heard_from;
}

std::vector<ColumnOf<LearningLine>> learning_columns() {
  const auto type = [](const LearningLine& line) {
    return line.type ? Value{std::string(name_of(*line.type))} : Value{};
  };
  return {
      {"id", "", &LearningLine::number, Audience::programs},
      {"talk", "#", &LearningLine::talk},
      {"start", "", &LearningLine::start, Audience::programs},
      {"day", "When", [](const LearningLine& line) { return line.start.date; }, Audience::people},
      {"customers", "Customer", &LearningLine::customers},
      {"people", "", &LearningLine::people, Audience::programs},
      {"pms", "", &LearningLine::pms, Audience::programs},
      {"type", "Type", type},
      {"text", "Learned", &LearningLine::text},
      {"themes", "Themes", &LearningLine::themes},
      {"second_hand", "", &LearningLine::second_hand, Audience::programs},
      {"hand", "Heard from", hand_text, Audience::people},
      {"heard_from", "", [](const LearningLine& line) { return value_of(line.heard_from); },
       Audience::programs}};
}

using TypeCount = std::pair<std::string, std::int64_t>;

/// Those there are, the most frequent first.
std::vector<TypeCount> ranked_types(const LearningCounts& counts) {
  std::vector<TypeCount> types;
  for (const auto& [type, count] : counts.types) types.emplace_back(name_of(type), count);
  std::stable_sort(types.begin(), types.end(),
                   [](const TypeCount& a, const TypeCount& b) { return a.second > b.second; });
  return types;
}

std::int64_t count_of_others(const LearningCounts& counts) {
  return length_of(counts.all) - length_of(counts.customers);
}

std::string counts_text(const LearningCounts& counts) {
  std::vector<std::string> from, types;
  if (!counts.customers.empty())
    from.push_back(count_text(length_of(counts.customers), "customer"));
  if (const auto others = count_of_others(counts); others > 0)
    from.push_back(count_text(others, "other"));
  for (const auto& [type, count] : ranked_types(counts)) types.push_back(count_text(count, type));
  std::string text = count_text(counts.learnings, "learning");
  if (!from.empty()) text += " from " + joined(from, " and ");
  if (!types.empty()) text += ": " + joined(types);
  if (counts.second_hand > 0) text += " · " + std::to_string(counts.second_hand) + " second-hand";
  return text;
}

Document learnings_document(const LearningCounts& counts, Table table) {
  return {
      .report = "learnings",
      .blocks = {KeyValues{{value_for_programs("count", counts.learnings),
                            value_for_programs("customers", length_of(counts.customers)),
                            value_for_programs("others", count_of_others(counts)),
                            value_for_programs("second_hand", counts.second_hand)}},
                 std::move(table),
                 table_of({.key = "types", .audience = Audience::programs}, ranked_types(counts),
                          {{"type", "", &TypeCount::first}, {"count", "", &TypeCount::second}})},
      .main_table = "learnings"};
}

}  // namespace

void LearningCounts::add(const LearningLine& line) {
  ++learnings;
  if (line.second_hand) ++second_hand;
  if (line.type) ++types[*line.type];
  customers.insert(line.of_class_customer.begin(), line.of_class_customer.end());
  all.insert(line.customers.begin(), line.customers.end());
}

std::string counts_text(const std::vector<LearningLine>& lines) {
  return counts_text(counts_of(lines));
}

Table learnings_table(const LearningReport& report) {
  std::vector<LearningLine> lines = report.lines;
  if (report.limit != 0) lines.resize(std::min(lines.size(), report.limit));
  return table_of(
      {.key = "learnings",
       .empty = report.filtered ? "No such learning."
                                : "Nothing learned yet. For example: rapport log \"Acme Robotics\" "
                                  "1h : pain: they re-key every order +orders"},
      lines, learning_columns());
}

Document document_of(const LearningReport& report) {
  const auto& lines = report.lines;
  const LearningCounts counts = counts_of(lines);
  Table table = learnings_table(report);
  if (!lines.empty())
    table.title = (report.total > lines.size() ? "The newest " : "") + counts_text(counts);
  const std::size_t shown = table.rows.size();
  Document document = learnings_document(counts, std::move(table));
  add_window(document, {.shown = shown, .total = report.total, .what = "learning"});
  return document;
}

Document document_of(std::function<void(const std::function<void(const LearningLine&)>&)> each,
                     const std::optional<LearningCounts>& counts) {
  Table table = table_of({.key = "learnings"}, std::move(each), learning_columns());
  if (!counts) return {.report = "learnings", .blocks = {std::move(table)}};
  const auto total = static_cast<std::size_t>(counts->learnings);
  Document document = learnings_document(*counts, std::move(table));
  add_window(document, {.shown = total, .total = total, .what = "learning"});
  return document;
}

}  // namespace rapport
