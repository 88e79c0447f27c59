#include "rapport/command/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

struct HelpOptions {
  std::vector<std::string> topic;
};

/// A name in a column of its own, what it means beside it, wrapped.
std::string row(const std::string& name, const std::string& says, std::size_t column,
                std::size_t width) {
  const std::size_t left = column + 4;
  const auto lines = wrap(says, std::max<std::size_t>(width, left + 20) - left);
  std::string text = "  " + name;
  const std::size_t used = display_width(name);
  text += used > column ? "\n" + std::string(left, ' ') : std::string(column - used + 2, ' ');
  for (std::size_t i = 0; i < lines.size(); ++i)
    text += (i == 0 ? "" : std::string(left, ' ')) + lines[i] + "\n";
  return text;
}

std::string label_of(const Args::Option& option) {
  std::string label = option.short_name.empty() ? "" : option.short_name + ", ";
  label += option.name;
  if (!option.value_name.empty()) label += " " + option.value_name;
  return label;
}

std::string options_text(const Args& args, bool globals, std::size_t width) {
  std::size_t column = 0;
  std::string text;
  constexpr std::size_t widest = 26;
  for (const auto& option : args.options())
    if (option.is_global == globals)
      column = std::max(column, std::min(display_width(label_of(option)), widest));
  for (const auto& option : args.options())
    if (option.is_global == globals) text += row(label_of(option), option.help, column, width);
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

/// The verbs of a noun, with their summaries.
Document explain_noun(const std::string& noun, std::size_t width) {
  std::string text = fmt::format("rapport {} VERB …\n\n", noun);
  constexpr std::size_t column = 20;
  for (const CommandRow& group : command_rows())
    for (const Command& command : group.commands())
      if (command.name == noun || command.name.starts_with(noun + " "))
        text += row(std::string(command.name), std::string(command.summary), column, width);
  text += fmt::format("\n`rapport {} VERB --help` explains one.\n", noun);
  return verbatim(text);
}

/// "customer" and "add"; a command without a noun is a verb alone and has no second part.
std::pair<std::string, std::string> noun_and_verb(const Command& command) {
  const auto blank = command.name.find(' ');
  if (blank == std::string_view::npos) return {std::string(command.name), ""};
  return {std::string(command.name.substr(0, blank)), std::string(command.name.substr(blank + 1))};
}

/// Calls `visit` with every command of a noun, in the order of the table.
template <typename Visit>
void each_of_noun(const std::string& noun, const Visit& visit) {
  for (const CommandRow& entry : command_rows())
    for (const Command& command : entry.commands())
      if (noun_and_verb(command).first == noun) visit(command);
}

/// "add, edit, list", from whichever files they come.
std::string verbs_of(const std::string& noun) {
  std::string verbs;
  each_of_noun(noun, [&](const Command& command) {
    verbs += (verbs.empty() ? "" : ", ") + noun_and_verb(command).second;
  });
  return verbs;
}

bool is_first_of(const std::string& noun, const Command& command) {
  const Command* first = nullptr;
  each_of_noun(noun, [&](const Command& other) {
    if (first == nullptr) first = &other;
  });
  return first == &command;
}

void declare_help(Args& args, HelpOptions& options) {
  args.word(options.topic, "COMMAND", "what to explain; without it, all commands are listed",
            Completes::command)
      .example("rapport help log", "the log line, its options and examples");
}

Document run_help(const HelpOptions& options, Session& session) {
  if (options.topic.empty()) return overview(session.width());
  const std::string& first = options.topic.front();
  const std::string second = options.topic.size() > 1 ? options.topic[1] : "";
  std::size_t used = 0;
  const Command* command = find_command(first, second, used);
  if (is_noun(first) && second.empty()) return explain_noun(first, session.width());
  if (command == nullptr)
    throw Error(ErrorKind::usage, fmt::format("there is no help on '{}'", printable(first)),
                "see `rapport help`");
  Args args;
  Globals ignored;
  command->prepare(args);
  declare_globals(args, ignored);
  return explain(*command, args, session.width());
}

constexpr std::array commands{
    Command{"help", "explain a command, or list all", prepare<HelpOptions, declare_help, run_help>},
};

}  // namespace

std::span<const Command> help_commands() { return commands; }

Document overview(std::size_t width) {
  std::string text =
      "rapport keeps track of talks with customers: log each in one line, see the week.\n\n"
      "  $ rapport log \"Acme Robotics\" 1h visit: they re-key every order by hand\n"
      "  $ rapport week\n";
  constexpr std::size_t column = 18;
  std::size_t used = 0;
  const Group* group = nullptr;
  for (const CommandRow& entry : command_rows()) {
    if (group == nullptr || *group != entry.group)
      text += fmt::format("\n{}\n", title_of(entry.group));
    group = &entry.group;
    for (const Command& command : entry.commands()) {
      if (is_hidden(command)) continue;
      const auto [noun, verb] = noun_and_verb(command);
      if (verb.empty())
        text += row(noun, std::string(command.summary), column, width);
      else if (find_command(noun, "", used) == nullptr && is_first_of(noun, command))
        text += row(noun, verbs_of(noun), column, width);
    }
  }
  text += "\n`rapport help COMMAND` explains one; options such as --json go with every command.\n";
  return verbatim(text);
}

Document explain(const Command& command, const Args& args, std::size_t width) {
  const std::string name(command.name);
  std::string text = usage_line(name, args) + "\n\n";
  std::string summary(command.summary);
  summary[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(summary[0])));
  text += paragraph(summary + ".", width);
  if (!args.examples().empty()) text += "\nExamples\n";
  for (const auto& example : args.examples()) {
    text += "  $ " + example.line + "\n";
    if (!example.says.empty())
      for (const std::string& line : wrap(example.says, width - 6)) text += "      " + line + "\n";
  }
  std::string words;
  for (const auto& word : args.words()) words += row(word.name, word.help, 10, width);
  if (!words.empty()) text += "\nWords\n" + words;
  const std::string own = options_text(args, false, width);
  if (!own.empty()) text += "\nOptions\n" + own;
  for (const std::string& prose : args.paragraphs()) text += "\n" + paragraph(prose, width);
  text += "\nOptions of every command\n" + options_text(args, true, width);
  return verbatim(text);
}

}  // namespace rapport
