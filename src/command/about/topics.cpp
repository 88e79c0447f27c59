#include "command/about/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/about/catalogue.hpp"
#include "command/about/schemas.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/preset.hpp"

namespace rapport {

/// topics.txt by paragraphs, as CMake compiles it in (src/cmake/Texts.cmake).
std::span<const std::string_view> topics_script();

namespace {

void add_targets(std::vector<TopicPart>& parts, const FormatNames&) {
  TopicPart counted{.title = "What is counted (--metric)"};
  for (const MetricRow& row : metrics())
    counted.rows.push_back({std::string(row.name), capitalised(row.summary) + "."});
  TopicPart ready{.title = "Presets",
                  .paragraphs = {"`rapport target preset NAME` adopts a cadence as its author gave "
                                 "it. `rapport target list` shows what is in force."}};
  for (const Preset& preset : presets())
    ready.rows.push_back({std::string(preset.name),
                          fmt::format("{} ({}).", capitalised(preset.summary), preset.source)});
  parts.push_back(std::move(counted));
  parts.push_back(std::move(ready));
}

void add_options(std::vector<TopicPart>& parts, const FormatNames& formats) {
  parts.front().rows = global_option_rows(formats);
}

/// " RAPPORT_PAGER wins over it. PAGER comes after it."
std::string variables_text(const Setting& setting) {
  const auto text = [](std::span<const SettingVariable> variables, const char* one,
                       const char* several) -> std::string {
    if (variables.empty()) return "";
    std::vector<std::string_view> names;
    for (const SettingVariable& variable : variables) names.push_back(variable.name);
    return fmt::format(" {} {} it.", joined(names, " and "), names.size() > 1 ? several : one);
  };
  return text(setting.before, "wins over", "win over") +
         text(setting.behind, "comes after", "come after");
}

/// The second part is for those of the file, the third for those of the book.
void add_settings(std::vector<TopicPart>& parts, const FormatNames&) {
  for (const Setting& setting : settings()) {
    std::string says = fmt::format("{}. Takes {}.", capitalised(setting.summary), setting.takes);
    if (!setting.fallback.empty()) says += fmt::format(" Default: {}.", setting.fallback);
    parts[setting.home == SettingHome::file ? 1 : 2].rows.push_back(
        {std::string(setting.name), says + variables_text(setting)});
  }
}

void add_schemas(std::vector<TopicPart>& parts, const FormatNames&) {
  parts.push_back({.title = "Reports", .paragraphs = {joined(schema_names()) + '.'}});
}

constexpr std::array topic_table{
    Topic{"dates", "how days, times and lengths are written", "rapport-dates"},
    Topic{"targets", "what is asked for, and when it is met", "rapport-targets", 7, RowKind::term,
          add_targets},
    Topic{"formats", "what a report can be printed as", "rapport-formats"},
    Topic{"schemas", "what a program finds in a report", "rapport-schemas", 7, RowKind::term,
          add_schemas},
    Topic{"options", "the options of every command", "rapport-options", 7, RowKind::term,
          add_options},
    Topic{"settings", "what can be set, and where that is kept", "rapport-config", 5, RowKind::term,
          add_settings},
    Topic{"environment", "the variables that rapport reads", "rapport-environment", 7,
          RowKind::variable},
    Topic{"exit-codes", "what scripts may rely on", "rapport-exit-codes"},
    Topic{"sharing", "how a team's books exchange what is new", "rapport-sharing"},
    Topic{"privacy", "what is kept, where, and who sees it", "rapport-privacy"},
    Topic{"recipes", "prompts, reminders, gates, pages", "rapport-recipes"},
};

void append(std::string& text, std::string_view more, const char* between) {
  if (!text.empty()) text += between;
  text += more;
}

/// Reads the lines of one topic.
class TopicReader {
 public:
  void read(std::string_view line) {
    if (line.starts_with("## ")) {
      parts_.push_back({.title = std::string(line.substr(3))});
    } else if (line.starts_with("* ")) {
      const auto bar = std::min(line.find(" | "), line.size() - 3);
      part().rows.push_back(
          {std::string(line.substr(2, bar - 2)), std::string(line.substr(bar + 3))});
    } else if (line.starts_with("    ")) {
      append(part().code, line.substr(4), "\n");
    } else if (line.starts_with("  ") && !part().rows.empty()) {
      append(part().rows.back().says, line.substr(2), " ");
    } else if (!line.empty()) {
      auto& paragraphs = part().paragraphs;
      if (paragraphs.empty() || is_new_paragraph_) paragraphs.emplace_back();
      append(paragraphs.back(), line, " ");
    }
    is_new_paragraph_ = line.empty();
  }

  std::vector<TopicPart> parts() && { return std::move(parts_); }

 private:
  TopicPart& part() { return parts_.empty() ? parts_.emplace_back() : parts_.back(); }

  std::vector<TopicPart> parts_;
  bool is_new_paragraph_ = false;
};

}  // namespace

std::vector<TopicPart> parse_topic(std::string_view text, std::string_view name) {
  TopicReader reader;
  bool is_inside = false;
  for (const std::string_view line : split(text, '\n'))
    if (line.starts_with("# "))
      is_inside = line.substr(2) == name;
    else if (is_inside)
      reader.read(line);
  return std::move(reader).parts();
}

std::span<const Topic> topics() { return topic_table; }

const Topic* find_topic(std::string_view name) {
  const auto found = std::find_if(topic_table.begin(), topic_table.end(),
                                  [&](const Topic& topic) { return topic.name == name; });
  return found == topic_table.end() ? nullptr : &*found;
}

std::vector<TopicPart> parts_of(const Topic& topic, const FormatNames& formats) {
  auto parts = parse_topic(joined(topics_script(), ""), topic.name);
  if (topic.complete != nullptr) topic.complete(parts, formats);
  for (TopicPart& part : parts) part.kind = topic.kind;
  return parts;
}

}  // namespace rapport
