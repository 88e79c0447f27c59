#include "rapport/command/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/about/catalogue.hpp"
#include "command/about/schemas.hpp"
#include "command/synonyms.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

struct HelpOptions {
  std::vector<std::string> topic;
};

/// As wide as the terminal, but no wider than is good to read.
std::size_t reading_width(std::size_t width) { return std::min<std::size_t>(width, 100); }

/// Lines of `text` that begin with `first` blanks, and with `next` from the second on.
std::vector<std::string> set_in(const std::string& text, std::size_t first, std::size_t next,
                                std::size_t width) {
  auto lines = wrap(text, std::max<std::size_t>(width, next + 10) - next);
  for (std::size_t i = 0; i < lines.size(); ++i)
    lines[i] = std::string(i == 0 ? first : next, ' ') + lines[i];
  return lines;
}

/// A command line to copy, which a backslash takes on to the next line where it is too long.
std::string command_lines(std::string_view line, std::size_t width) {
  std::string text = "  $ ";
  std::size_t used = text.size();
  bool is_first = true;
  while (!line.empty()) {
    char quote = 0;
    std::size_t end = 0;
    for (; end < line.size() && (quote != 0 || line[end] != ' '); ++end)
      if (line[end] == quote)
        quote = 0;
      else if (quote == 0 && (line[end] == '"' || line[end] == '\''))
        quote = line[end];
    const std::string word(line.substr(0, end));
    line.remove_prefix(std::min(line.size(), end + 1));
    const std::size_t room = line.empty() ? 0 : 2;  // for a backslash behind it
    if (!is_first && used + 1 + display_width(word) + room > width) {
      text += " \\\n       ";
      used = 7;
    }
    text += (is_first ? "" : " ") + word;
    used += (is_first ? 0 : 1) + display_width(word);
    is_first = false;
  }
  return text + "\n";
}

/// A name in a column of its own, what it means beside it, wrapped; below it where that would be
/// too narrow to read.
std::string row(const std::string& name, const std::string& says, std::size_t column,
                std::size_t width) {
  constexpr std::size_t narrowest = 26;
  const bool is_below = width < column + 4 + narrowest;
  const std::size_t left = is_below ? 6 : column + 4;
  const auto lines = wrap(says, std::max<std::size_t>(width, left + 10) - left);
  std::string text = is_below ? joined(set_in(name, 2, 4, width), "\n") : "  " + name;
  const std::size_t used = display_width(name);
  text += is_below || used > column ? "\n" + std::string(left, ' ')
                                    : std::string(column - used + 2, ' ');
  for (std::size_t i = 0; i < lines.size(); ++i)
    text += (i == 0 ? "" : std::string(left, ' ')) + lines[i] + "\n";
  return text;
}

/// Rows with a column for the names as wide as they are, within reason.
std::string rows_text(const std::vector<TopicRow>& rows, std::size_t width) {
  constexpr std::size_t widest = 26;
  std::size_t column = 0;
  for (const TopicRow& each : rows)
    if (display_width(each.name) <= widest) column = std::max(column, display_width(each.name));
  std::string text;
  for (const TopicRow& each : rows) text += row(each.name, each.says, column, width);
  return text;
}

std::string paragraph(const std::string& text, std::size_t width) {
  std::string lines;
  for (const std::string& line : wrap(text, width)) lines += line + "\n";
  return lines;
}

Document verbatim(std::string text) {
  return {.report = "help", .blocks = {Verbatim{"help", std::move(text)}}};
}

/// The verbs of a noun, with their summaries; empty where there is none.
std::string verb_rows(std::string_view noun, std::size_t width) {
  std::vector<TopicRow> rows;
  if (const auto entry = find_entry(noun))
    for (const Command* command : entry->commands)
      if (!verb_of(*command).empty())
        rows.push_back({std::string(command->name), std::string(command->summary)});
  return rows_text(rows, width);
}

Document explain_noun(const std::string& noun, std::size_t width) {
  return verbatim(
      fmt::format("rapport {} VERB …\n\n{}\n{}", noun, verb_rows(noun, width),
                  paragraph(fmt::format("`rapport {} VERB --help` explains one.", noun), width)));
}

/// Paragraphs, lines to copy and rows, with a blank line between them.
std::string part_text(const TopicPart& part, std::size_t width) {
  std::vector<std::string> pieces;
  for (const std::string& text : part.paragraphs) pieces.push_back(paragraph(text, width));
  std::string code;
  if (!part.code.empty())
    for (const std::string_view line : split(part.code, '\n')) code += fmt::format("  {}\n", line);
  if (!code.empty()) pieces.push_back(std::move(code));
  if (!part.rows.empty()) pieces.push_back(rows_text(part.rows, width));
  return (part.title.empty() ? "" : part.title + "\n") + joined(pieces, "\n");
}

/// Lines to copy name this program as it is installed: cron looks into few folders.
std::string with_program(std::string code, const std::string& program) {
  constexpr std::string_view usual = "/usr/local/bin/rapport";
  if (program.empty()) return code;
  for (auto at = code.find(usual); at != code.npos; at = code.find(usual, at + program.size()))
    code.replace(at, usual.size(), program);
  return code;
}

Document explain_topic(const Topic& topic, std::size_t width, const World& world) {
  std::string text = capitalised(topic.summary) + ".\n";
  for (TopicPart& part : parts_of(topic, world.formats)) {
    part.code = with_program(std::move(part.code), world.program);
    text += "\n" + part_text(part, width);
  }
  return verbatim(text + fmt::format("\nAlso: man {} {}\n", topic.section, topic.page));
}

/// What `report` prints as JSON; the text itself, whatever the format.
Document print_schema(const std::string& report) {
  std::string schema = schema_of(report);
  if (!schema.empty()) return {.report = "help", .file = std::move(schema)};
  const auto near = closest(report, schema_names());
  throw Error(ErrorKind::usage, "there is no schema for " + quoted(report),
              near.empty() ? "`rapport help schemas` lists them"
                           : fmt::format("did you mean `rapport help schemas {}`?", near.front()));
}

[[noreturn]] void fail_unexplained(const std::string& noun, const std::string& typed) {
  auto known = command_names();
  for (const Topic& topic : topics()) known.push_back(topic.name);
  const auto near = closest(typed, known);
  throw Error(ErrorKind::usage, "there is no help on " + quoted(typed),
              near.empty() ? fmt::format("see `rapport help{}`", is_noun(noun) ? " " + noun : "")
                           : fmt::format("did you mean `rapport help {}`?", near.front()));
}

void declare_help(Args& args, HelpOptions& options) {
  args.word(options.topic, "COMMAND", "a command or a topic; without it, all are listed",
            Completes::topic)
      .example("rapport help log", "the log line, its options and examples")
      .example("rapport help dates", "a topic: how days, times and lengths are written");
}

Document run_help(const HelpOptions& options, Session& session) {
  const std::size_t width = reading_width(session.width());
  if (options.topic.empty()) return overview(width);
  if (options.topic.size() > 1 && options.topic.front() == "schemas")
    return print_schema(joined(std::span(options.topic).subspan(1), " "));
  const auto words =
      find_topic(options.topic.front()) ? options.topic : with_synonyms(options.topic);
  const std::string& first = words.front();
  const std::string second = words.size() > 1 ? words[1] : "";
  std::size_t used = 0;
  const Command* command = find_command(first, second, used);
  if (command == nullptr && is_noun(first) && second.empty()) return explain_noun(first, width);
  if (const Topic* topic = find_topic(first)) return explain_topic(*topic, width, session.world());
  if (command == nullptr || is_hidden(*command))
    fail_unexplained(first, is_noun(first) ? first + " " + second : first);
  Args args;
  Globals ignored;
  command->prepare(args);
  declare_globals(args, ignored, session.world().formats);
  return explain(*command, args, width);
}

/// The page of the repository that this program was built from; nothing where that is not known.
std::string where_more_is(std::size_t width) {
  constexpr char page[] = RAPPORT_HOMEPAGE;
  if (sizeof page == 1) return {};
  return paragraph(fmt::format("Documents: {0}. Bugs: {0}/issues.", page), width);
}

constexpr std::array help_rows{
    Command{"help", "explain a command or a topic, or list them all",
            prepare<HelpOptions, declare_help, run_help>},
};

}  // namespace

std::span<const Command> help_commands() { return help_rows; }

Document overview(std::size_t columns) {
  const std::size_t width = reading_width(columns);
  std::string text =
      paragraph("rapport keeps track of talks with customers: log each in one line, see the week.",
                width) +
      "\n" +
      command_lines("rapport log \"Acme Robotics\" 1h visit: they re-key every order by hand",
                    width) +
      "  $ rapport week\n";
  constexpr std::size_t column = 18;
  std::optional<Group> group;
  for (const CatalogueEntry& entry : catalogue()) {
    if (group != entry.group) text += fmt::format("\n{}\n", title_of(entry.group));
    group = entry.group;
    text += row(std::string(entry.word), entry.summary(), column, width);
  }
  std::vector<std::string_view> names;
  for (const Topic& topic : topics()) names.push_back(topic.name);
  text += "\nTopics\n";
  for (const std::string& line : wrap(joined(names), width - 2)) text += "  " + line + "\n";
  return verbatim(text + "\n" +
                  paragraph("`rapport help COMMAND` (or TOPIC) explains one; options such as "
                            "--json go with every command.",
                            width) +
                  where_more_is(width));
}

Document explain(const Command& command, const Args& args, std::size_t columns) {
  const std::size_t width = reading_width(columns);
  const std::string name(command.name);
  std::string text = joined(set_in(usage_line(name, args), 0, 4, width), "\n") + "\n\n";
  text +=
      paragraph(capitalised(command.summary) + (command.summary.ends_with('?') ? "" : "."), width);
  if (!args.examples().empty()) text += "\nExamples\n";
  for (const auto& example : args.examples()) {
    text += command_lines(example.line, width);
    if (!example.says.empty())
      for (const std::string& line : wrap(example.says, width - 6)) text += "      " + line + "\n";
  }
  for (const TopicPart& part : parameter_parts(args)) text += "\n" + part_text(part, width);
  for (const std::string& prose : args.paragraphs()) text += "\n" + paragraph(prose, width);
  if (is_noun(name)) text += "\nIts verbs\n" + verb_rows(name, width);
  return verbatim(text + "\n" +
                  paragraph("Options of every command, such as --pm, --as-of and --json: `rapport "
                            "help options`.",
                            width));
}

}  // namespace rapport
