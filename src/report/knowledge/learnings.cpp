#include "rapport/report/learnings.hpp"

#include <algorithm>
#include <map>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/document/window.hpp"

namespace rapport {
namespace {

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

std::int64_t count_of_second_hand(const std::vector<LearningLine>& lines) {
  return std::count_if(lines.begin(), lines.end(),
                       [](const LearningLine& line) { return line.second_hand; });
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

/// How many there are of each type that there is.
std::vector<TypeCount> counts_by_type(const std::vector<LearningLine>& lines) {
  std::map<LearningType, std::int64_t> counts;
  for (const LearningLine& line : lines)
    if (line.type) ++counts[*line.type];
  std::vector<TypeCount> types;
  for (const auto& [type, count] : counts) types.emplace_back(name_of(type), count);
  std::stable_sort(types.begin(), types.end(),
                   [](const TypeCount& a, const TypeCount& b) { return a.second > b.second; });
  return types;
}

}  // namespace

std::string counts_text(const std::vector<LearningLine>& lines) {
  const auto [customers, others] = speakers_of(lines);
  std::vector<std::string> from, types;
  if (!customers.empty()) from.push_back(count_text(length_of(customers), "customer"));
  if (!others.empty()) from.push_back(count_text(length_of(others), "other"));
  for (const auto& [type, count] : counts_by_type(lines)) types.push_back(count_text(count, type));
  std::string text = count_text(length_of(lines), "learning");
  if (!from.empty()) text += " from " + joined(from, " and ");
  if (!types.empty()) text += ": " + joined(types);
  if (const auto second = count_of_second_hand(lines); second > 0)
    text += " · " + std::to_string(second) + " second-hand";
  return text;
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
  const Speakers speakers = speakers_of(lines);
  Table table = learnings_table(report);
  if (!lines.empty())
    table.title = (report.total > lines.size() ? "The newest " : "") + counts_text(lines);
  const std::size_t shown = table.rows.size();
  Document document{
      .report = "learnings",
      .blocks = {KeyValues{{value_for_programs("count", length_of(lines)),
                            value_for_programs("customers", length_of(speakers.customers)),
                            value_for_programs("others", length_of(speakers.others)),
                            value_for_programs("second_hand", count_of_second_hand(lines))}},
                 std::move(table),
                 table_of({.key = "types", .audience = Audience::programs}, counts_by_type(lines),
                          {{"type", "", &TypeCount::first}, {"count", "", &TypeCount::second}})},
      .main_table = "learnings"};
  add_window(document, {.shown = shown, .total = report.total, .what = "learning"});
  return document;
}

Document document_of(std::function<void(const std::function<void(const LearningLine&)>&)> each) {
  return {.report = "learnings",
          .blocks = {table_of({.key = "learnings"}, std::move(each), learning_columns())}};
}

}  // namespace rapport
