#include <algorithm>

#include "rapport/document/table.hpp"
#include "rapport/report/customers.hpp"
#include "report/customers/named.hpp"

namespace rapport {
namespace {

/// "pain: exports fail silently #orders": as it was typed.
std::string learning_text(const Learning& learning) {
  std::string text = learning.type ? std::string(name_of(*learning.type)) + ": " : "";
  text += learning.text;
  for (const std::string& theme : learning.themes)
    if (learning.text.find("#" + theme) == std::string::npos) text += " #" + theme;
  if (learning.second_hand) text += " (heard from " + learning.heard_from + ")";
  return text;
}

std::vector<std::string> learned_texts(const TimelineLine& line) {
  std::vector<std::string> texts;
  for (const Learning& learning : line.learnings) texts.push_back(learning_text(learning));
  return texts;
}

template <typename T>
auto field(T Interaction::*member) {
  return [member](const TimelineLine& line) { return line.interaction.*member; };
}

template <typename Word>
auto word(Word Interaction::*member) {
  return
      [member](const TimelineLine& line) { return std::string(name_of(line.interaction.*member)); };
}

Table interactions_table(const Timeline& timeline) {
  return table_of({.key = "interactions", .audience = Audience::programs}, timeline.lines,
                  {{"id", "", field(&Interaction::number)},
                   {"start", "", field(&Interaction::start)},
                   {"minutes", "", field(&Interaction::length)},
                   {"kind", "", word(&Interaction::kind)},
                   {"purpose", "", word(&Interaction::purpose)},
                   {"status", "", word(&Interaction::status)},
                   {"pms", "", &TimelineLine::pms},
                   {"customers", "", &TimelineLine::customers},
                   {"people", "", &TimelineLine::people},
                   {"private", "", field(&Interaction::is_private)},
                   {"learned", "", learned_texts}});
}

/// A learning beside its talk; of those of one talk, only the first row says which talk.
struct TimelineRow {
  const TimelineLine* line = nullptr;
  std::string learned;
};

/// The PMs are named only where they differ.
Table timeline_table(const Timeline& timeline) {
  const auto& lines = timeline.lines;
  const bool several = std::any_of(lines.begin(), lines.end(), [&](const TimelineLine& line) {
    return line.pms != lines.front().pms;
  });
  std::vector<TimelineRow> rows;
  for (const TimelineLine& line : lines) {
    rows.push_back({.line = &line});
    for (const Learning& learning : line.learnings) {
      if (!rows.back().learned.empty()) rows.push_back({});
      rows.back().learned = learning_text(learning);
    }
  }
  const auto of_line = [](auto show) {
    return [show](const TimelineRow& row) {
      return row.line == nullptr ? Value{} : Value{std::invoke(show, *row.line)};
    };
  };
  const auto pms = [several](const TimelineLine& line) {
    return several ? Value{line.pms} : Value{};
  };
  return table_of({.key = "timeline", .empty = "No talk yet.", .audience = Audience::people}, rows,
                  {{"id", "#", of_line(field(&Interaction::number))},
                   {"start", "When", of_line(field(&Interaction::start))},
                   {"minutes", "Length", of_line(field(&Interaction::length))},
                   {"kind", "Kind", of_line(word(&Interaction::kind))},
                   {"remark", "Remark", of_line(&TimelineLine::remark)},
                   {"people", "With", of_line(&TimelineLine::people)},
                   {"pms", "PM", of_line(pms)},
                   {"learned", "Learned", &TimelineRow::learned}});
}

}  // namespace

void add_timeline(std::vector<Block>& blocks, const Timeline& timeline) {
  blocks.emplace_back(interactions_table(timeline));
  blocks.emplace_back(timeline_table(timeline));
  blocks.emplace_back(promises_table(timeline.promises, timeline.today));
}

}  // namespace rapport
