#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/command/world.hpp"

/// What cannot be said of one command alone. Each topic is one text, which `rapport help TOPIC` and
/// its manual page both show.
namespace rapport {

/// What the names of rows are, which the manual sets in type of their own.
enum class RowKind { term, word, option, variable, path, plain };

struct TopicRow {
  std::string name;  ///< as it is typed: "last tue", "NO_COLOR", "-l, --learned TEXT"
  std::string says;
};

/// A part of a text; what is empty is not shown.
struct TopicPart {
  std::string title;
  std::vector<std::string> paragraphs;
  std::string code;  ///< lines to copy
  std::vector<TopicRow> rows;
  RowKind kind = RowKind::term;
};

struct Topic {
  std::string_view name;         ///< what people type behind `help`
  std::string_view summary;      ///< one line, lower case, no full stop
  std::string_view page;         ///< the manual page, "rapport-dates"
  int section = 7;               ///< of the manual: 5 for files
  RowKind kind = RowKind::term;  ///< of its rows
  /// Adds what stands in tables of the program; null where all is in topics.txt.
  void (*complete)(std::vector<TopicPart>& parts, const FormatNames& formats) = nullptr;
};

/// All topics in the order of help.
std::span<const Topic> topics();

/// The topic of exactly that name, or nullptr.
const Topic* find_topic(std::string_view name);

/// The parts of a topic: those of topics.txt, and what the program's tables add.
std::vector<TopicPart> parts_of(const Topic& topic, const FormatNames& formats);

/// The parts of the topic `name` in a text such as topics.txt. `# name` begins a topic, `## title`
/// a part with a title, `* name | what it means` a row; lines set in by two blanks go on with the
/// row before, and those set in by four are to copy.
std::vector<TopicPart> parse_topic(std::string_view text, std::string_view name);

}  // namespace rapport
