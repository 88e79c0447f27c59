#include <array>
#include <map>
#include <tuple>

#include "rapport/document/table.hpp"
#include "rapport/report/imports.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_names = 20;  // of new customers, for people

using ChangeText = std::pair<ImportChange, const char*>;
constexpr std::array change_texts{ChangeText{ImportChange::same, ""},
                                  ChangeText{ImportChange::added, "new"},
                                  ChangeText{ImportChange::adopted, "already logged"},
                                  ChangeText{ImportChange::held, "now held"},
                                  ChangeText{ImportChange::moved, "moved"},
                                  ChangeText{ImportChange::cancelled, "cancelled"},
                                  ChangeText{ImportChange::planned, "on again"},
                                  ChangeText{ImportChange::joined, "host added"}};

std::string change_text(ImportChange change) {
  for (const auto& [value, text] : change_texts)
    if (value == change) return text;
  return "?";
}

std::vector<std::string> emails_of(const std::vector<Attendee>& attendees) {
  std::vector<std::string> emails;
  for (const Attendee& one : attendees) emails.push_back(one.email);
  return emails;
}

Value number_value(std::int64_t number) { return number == 0 ? Value{} : Value{number}; }

Value count_value(std::size_t count) { return static_cast<std::int64_t>(count); }

}  // namespace

Table planned_table(const std::vector<PlannedLine>& lines) {
  using Line = PlannedLine;
  const auto of = [](auto show) {
    return [show](const Line& line) { return show(line.planned->talk); };
  };
  return table_of(
      {.key = "interactions"}, lines,
      {{"id", "#", of([](const Interaction& talk) { return number_value(talk.number); })},
       {"start", "When", of([](const Interaction& talk) { return talk.start; })},
       {"customers", "Customer", &Line::customers},
       {"kind", "Kind",
        of([](const Interaction& talk) { return std::string(name_of(talk.kind)); })},
       {"minutes", "Length", of([](const Interaction& talk) { return talk.length; })},
       {"status", "Status",
        of([](const Interaction& talk) { return std::string(name_of(talk.status)); })},
       {"change", "Import", [](const Line& line) { return change_text(line.planned->change); }},
       {"title", "", [](const Line& line) { return Value{line.planned->title}; },
        Audience::programs}});
}

namespace {

Table gone_lines(const std::vector<GoneLine>& lines, const char* title) {
  return table_of({.key = "vanished", .title = title}, lines,
                  {{"id", "#", [](const GoneLine& line) { return line.talk->number; }},
                   {"start", "When", [](const GoneLine& line) { return line.talk->start; }},
                   {"customers", "Customer", &GoneLine::customers}});
}

}  // namespace

Table gone_table(const std::vector<GoneLine>& lines) {
  return gone_lines(
      lines, "Planned, but no longer in this file: type `rapport held` or `cancel` and its #");
}

Table gone_rows_table(const std::vector<GoneLine>& lines) {
  return gone_lines(lines,
                    "Logged, but no longer in this file: `rapport remove` and its # removes one");
}

Table skipped_table(const ImportTally& tally, const std::string& what) {
  struct Row {
    std::string reason;
    const SkippedGroup* group;
  };
  std::vector<Row> rows;
  for (const auto& [key, group] : tally.skipped) {
    const auto& [reason, detail] = key;
    rows.push_back({detail.empty()                  ? std::string(skip_text(reason))
                    : reason == SkipReason::no_talk ? detail + ", no talk"
                                                    : detail,
                    &group});
  }
  return table_of({.key = "left_out", .title = "Left out"}, rows,
                  {{"count", what, [](const Row& row) { return count_value(row.group->count); }},
                   {"reason", "Why", &Row::reason},
                   {"titles", "Such as", [](const Row& row) { return row.group->titles; }}});
}

Table unknown_table(const std::vector<UnknownParties>& unknown) {
  struct Row {
    const UnknownParties* first;
    std::int64_t times;
  };
  std::vector<Row> rows;
  std::map<std::tuple<std::string, std::vector<std::string>, bool>, std::size_t> series;
  for (const UnknownParties& one : unknown) {
    if (!one.series.empty()) {
      const auto [place, is_new] =
          series.emplace(std::tuple(one.series, emails_of(one.who), one.came_in), rows.size());
      if (!is_new) {
        ++rows[place->second].times;
        continue;
      }
    }
    rows.push_back({&one, 1});
  }
  return table_of({.key = "unmatched", .title = "No customer is known for"}, rows,
                  {{"start", "When", [](const Row& row) { return row.first->start; }},
                   {"times", "Times", &Row::times},
                   {"title", "Event", [](const Row& row) { return Value{row.first->title}; }},
                   {"who", "Who", [](const Row& row) { return emails_of(row.first->who); }},
                   {"came_in", "Came in", [](const Row& row) { return row.first->came_in; }}});
}

Table problems_table(const ImportTally& tally) {
  return table_of(
      {.key = "problems", .title = "Rows that cannot be read"}, tally.problems,
      {{"line", "Line", [](const ProblemAt& at) { return count_value(at.line); }},
       {"column", "Column", [](const ProblemAt& at) { return Value{at.problem.column}; }},
       {"reason", "Why", [](const ProblemAt& at) { return Value{at.problem.reason}; }}});
}

Table columns_table(const std::vector<std::pair<std::string, std::string>>& columns) {
  using Row = std::pair<std::string, std::string>;
  return table_of({.key = "columns", .title = "Read"}, columns,
                  {{"column", "Column", &Row::first}, {"field", "As", &Row::second}});
}

Table first_talks_table(const std::vector<FirstTalk>& talks) {
  using Row = FirstTalk;
  return table_of(
      {.key = "first", .title = "The first talks in it"}, talks,
      {{"start", "When", [](const Row& row) { return row.talk.start; }},
       {"minutes", "Length", [](const Row& row) { return row.talk.length; }},
       {"kind", "Kind", [](const Row& row) { return std::string(name_of(row.talk.kind)); }},
       {"customer", "Customer", &Row::customer},
       {"pm", "PM", &Row::pm},
       {"status", "Status", [](const Row& row) { return std::string(name_of(row.talk.status)); }}});
}

Table new_customers_table(const std::vector<std::string>& names) {
  return table_of({.key = "customers",
                   .audience = names.size() > most_names ? Audience::programs : Audience::everyone},
                  names, {{"name", "New customer", [](const std::string& name) { return name; }}});
}

Table near_names_table(const std::vector<NearNames>& near) {
  return table_of({.key = "near", .title = "Perhaps the same (`rapport customer merge`)"}, near,
                  {{"customer", "New", &NearNames::first}, {"near", "Known", &NearNames::second}});
}

}  // namespace rapport
