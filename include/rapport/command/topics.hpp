#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What cannot be said of one command alone. Each topic is one text, which `rapport help TOPIC` and
/// its manual page both show.
namespace rapport {

struct TopicRow {
  std::string name;  ///< as it is typed: "last tue", "NO_COLOR"
  std::string says;
};

/// A part of a topic; what is empty is not shown.
struct TopicPart {
  std::string title;
  std::string text;  ///< paragraphs, with a blank line between them
  std::string code;  ///< lines to copy
  std::vector<TopicRow> rows;
};

struct Topic {
  std::string_view name;     ///< what people type behind `help`
  std::string_view summary;  ///< one line, lower case, no full stop
  std::string_view page;     ///< the manual page, "rapport-dates"
  int section;               ///< of the manual: 5 for files, else 7
  std::vector<TopicPart> (*parts)();
};

/// All topics in the order of help.
std::span<const Topic> topics();

/// The topic of exactly that name, or nullptr.
const Topic* find_topic(std::string_view name);

/// The rows of "environment" and "exit-codes", which rapport(1) shows too.
std::vector<TopicRow> environment_rows();
std::vector<TopicRow> exit_code_rows();

}  // namespace rapport
