#include "rapport/report/imports.hpp"

#include <fmt/format.h>

#include <iterator>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

std::string import_summary(const ImportReport& report) {
  const bool is_said_to_come = report.is_rehearsal || (report.added > 0 && !report.is_written);
  std::string text = fmt::format(
      "{}{} {}{}", report.whose, count_text(static_cast<std::int64_t>(report.added), report.what),
      is_said_to_come ? "would be imported" : "came in", report.added_as);
  for (const auto& [key, count, words, several] : report.counts)
    if (count > 0 && !words.empty())
      text += " · " + count_text(static_cast<std::int64_t>(count), words, several);
  return text;
}

template <typename T>
void move_blocks(std::vector<T>& from, std::vector<Block>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

void add_talk_counts(ImportReport& report, const ImportTally& tally) {
  report.added = tally.added();
  if (report.added > 0)
    report.added_as = fmt::format(": {} held, {} planned", tally.held, tally.planned);
  if (tally.called_off > 0) report.added_as += fmt::format(", {} called off", tally.called_off);
  report.counts.push_back({"held", tally.held});
  report.counts.push_back({"planned", tally.planned});
}

Document import_document(ImportReport report) {
  KeyValues values;
  if (!report.pm.empty()) values.values.push_back(value_for_programs("pm", report.pm));
  values.values.push_back(value_for_programs("dry_run", report.is_rehearsal));
  for (const ImportCount& one : report.counts)
    values.values.push_back(value_for_programs(one.key, static_cast<std::int64_t>(one.count)));
  Document document{.report = "import", .blocks = {std::move(values)}};
  move_blocks(report.found, document.blocks);
  document.blocks.emplace_back(Text{import_summary(report), Tone::strong});
  move_blocks(report.remarks, document.blocks);
  move_blocks(report.standing, document.blocks);
  document.notices = std::move(report.notices);
  if (report.is_written) document.saved = "saved";
  return document;
}

Table differences_table(const std::vector<DifferingField>& differences) {
  const auto side = [](auto DifferingField::*member) {
    return [member](const DifferingField& one) {
      return (one.*member).empty() ? Value{} : Value{one.*member};
    };
  };
  const auto words = [](auto DifferingField::*member) {
    return [member](const DifferingField& one) {
      return Value{(one.*member).empty() ? std::string("nothing") : one.*member};
    };
  };
  return table_of({.key = "differences", .title = "The book says something else"}, differences,
                  {{"what", "What", &DifferingField::what},
                   {"field", "Field", &DifferingField::field},
                   {"here", "", side(&DifferingField::here), Audience::programs},
                   {"there", "", side(&DifferingField::there), Audience::programs},
                   {"here_text", "Here", words(&DifferingField::here), Audience::people},
                   {"there_text", "In the file", words(&DifferingField::there), Audience::people}});
}

Table records_table(const std::vector<RecordCounts>& counts, bool is_for_people) {
  const auto some = [](auto RecordCounts::*member) {
    return [member](const RecordCounts& row) {
      return row.*member == 0 ? Value{} : Value{row.*member};
    };
  };
  return table_of(
      {.key = "imported", .audience = is_for_people ? Audience::everyone : Audience::programs},
      counts,
      {{"kind", "", &RecordCounts::kind},
       {"added", "New", some(&RecordCounts::added)},
       {"different", "Different", some(&RecordCounts::different)},
       {"same", "As it was", some(&RecordCounts::same)},
       {"forgotten", "Forgotten", some(&RecordCounts::forgotten)}});
}

}  // namespace rapport
