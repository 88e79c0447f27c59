#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "command/about/man.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/topics.hpp"

namespace rapport {
namespace {

constexpr const char* day_of_pages = "November 22, 2026";

using Named = std::pair<std::string_view, std::string_view>;

constexpr std::array examples{
    Named{"rapport log \"Acme Robotics\" 1h visit: they re-key every order by hand",
          "A visit that has just ended, and what was learned."},
    Named{"rapport log jane 45m yest 14:00 demo",
          "By telephone yesterday; jane brings her company."},
    Named{"rapport week", "The verdict on this week, and what it rests on."},
    Named{"rapport week --json", "The same for a program."},
    Named{"rapport undo", "Take back the last command, whatever it was."},
};

/// Text for a line of its own or inside one: nothing in it is taken for a request of roff.
std::string escaped(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '`')
      out += "\\(ga";
    else
      out += c;
  }
  return out;
}

/// As `escaped`, with every dash as it is typed: for what people copy.
std::string literal(std::string_view text) {
  std::string out;
  for (const char c : escaped(text)) {
    if (c == '-')
      out += "\\-";
    else if (c == '~')
      out += "\\(ti";
    else if (c == '^')
      out += "\\(ha";
    else
      out += c;
  }
  return out;
}

/// One argument of a macro.
std::string argument(std::string_view text) {
  std::string out;
  for (const char c : literal(text)) out += c == '"' ? std::string("\\(dq") : std::string(1, c);
  return "\"" + out + "\"";
}

/// A paragraph, each sentence on a line of its own. Ends with a full stop.
std::string sentences(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    auto end = text.find(". ");
    while (end != std::string_view::npos && end + 2 < text.size() &&
           !(text[end + 2] >= 'A' && text[end + 2] <= 'Z'))
      end = text.find(". ", end + 1);
    const auto line = text.substr(0, end == std::string_view::npos ? end : end + 1);
    lines += escaped(line) + "\n";
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  if (lines.size() > 1 &&
      std::string_view(".:!?").find(lines[lines.size() - 2]) == std::string::npos)
    lines.insert(lines.size() - 1, ".");
  return lines;
}

std::string capital(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z')
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string head(std::string_view name, int section, std::string_view says) {
  std::string title(name);
  for (char& c : title)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return fmt::format(".Dd {}\n.Dt {} {}\n.Os\n.Sh NAME\n.Nm {}\n.Nd {}\n", day_of_pages, title,
                     section, name, escaped(says));
}

/// `.It` and what it says, for each row.
template <typename Rows>
std::string list(std::string_view macro, const Rows& rows) {
  std::string text = ".Bl -tag -width Ds\n";
  for (const auto& [name, says] : rows)
    text += fmt::format(".It {} {}\n{}", macro, argument(name), sentences(says));
  return text + ".El\n";
}

std::string option_list(const Args& args, bool globals) {
  std::string text;
  for (const Args::Option& option : args.options()) {
    if (option.is_global != globals) continue;
    text += ".It";
    if (!option.short_name.empty())
      text += fmt::format(" Fl {} ,", literal(option.short_name.substr(1)));
    text += fmt::format(" Fl {}", literal(option.name.substr(1)));
    if (!option.value_name.empty()) text += fmt::format(" Ar {}", argument(option.value_name));
    text += "\n" + sentences(option.help);
  }
  return text.empty() ? "" : ".Bl -tag -width Ds\n" + text + ".El\n";
}

std::string synopsis(std::string_view name, const Args& args) {
  std::string text = fmt::format(".Nm {}\n", argument(fmt::format("rapport {}", name)));
  for (const Args::Word& word : args.words()) {
    const std::string value = argument(word.name);
    if (std::holds_alternative<std::string*>(word.target))
      text += fmt::format(".Ar {}\n", value);
    else if (std::holds_alternative<std::optional<std::string>*>(word.target))
      text += fmt::format(".Op Ar {}\n", value);
    else
      text += fmt::format(".Op Ar {} ...\n", value);
  }
  if (args.takes_text()) text += ".Op : Ar LEARNED\n";
  return text + ".Op Ar options\n";
}

std::string description(const Command& command, const Args& args) {
  std::string text = sentences(capital(command.summary));
  for (const std::string& paragraph : args.paragraphs()) text += ".Pp\n" + sentences(paragraph);
  if (!args.words().empty()) {
    text += ".Pp\nThe words:\n.Bl -tag -width Ds\n";
    for (const Args::Word& word : args.words())
      text += fmt::format(".It Ar {}\n{}", argument(word.name), sentences(word.help));
    text += ".El\n";
  }
  const std::string options = option_list(args, false);
  return options.empty() ? text : text + ".Pp\nThe options:\n" + options;
}

std::string example(std::string_view line, std::string_view says) {
  std::string text = says.empty() ? "" : ".Pp\n" + sentences(capital(says));
  if (text.ends_with(".\n")) text.replace(text.size() - 2, 1, ":");
  return text + fmt::format(".Dl {}\n", argument(fmt::format("$ {}", line)));
}

/// `lines` may begin with the macro of a paragraph, which no section may begin with.
std::string examples_section(std::string_view lines) {
  if (lines.starts_with(".Pp\n")) lines.remove_prefix(4);
  return lines.empty() ? "" : fmt::format(".Sh EXAMPLES\n{}", lines);
}

std::string code_block(std::string_view code) {
  std::string text = ".Bd -literal -offset indent\n";
  for (const std::string_view line : split(code, '\n')) text += literal(line) + "\n";
  return text + ".Ed\n";
}

/// The pages on topics, and where to begin.
std::string see_also() {
  std::string text = ".Xr rapport-help 1 ,\n.Xr rapport-log 1";
  std::vector<const Topic*> sorted;  // by section, then by name, as is usual
  for (const Topic& topic : topics()) sorted.push_back(&topic);
  std::sort(sorted.begin(), sorted.end(), [](const Topic* a, const Topic* b) {
    return std::pair(a->section, a->page) < std::pair(b->section, b->page);
  });
  for (const Topic* topic : sorted)
    text += fmt::format(" ,\n.Xr {} {}", topic->page, topic->section);
  return text + "\n";
}

std::vector<const Command*> commands_of(std::string_view word) {
  std::vector<const Command*> found;
  for (const CommandRow& row : command_rows())
    for (const Command& command : row.commands())
      if (!is_hidden(command) && command.name.substr(0, command.name.find(' ')) == word)
        found.push_back(&command);
  return found;
}

/// The first words of all commands for people, each once, with the group of the first such command.
std::vector<std::pair<std::string, Group>> words_of_commands() {
  std::vector<std::pair<std::string, Group>> words;
  for (const CommandRow& row : command_rows())
    for (const Command& command : row.commands()) {
      const std::string word(command.name.substr(0, command.name.find(' ')));
      const bool is_new = std::none_of(words.begin(), words.end(),
                                       [&](const auto& known) { return known.first == word; });
      if (!is_hidden(command) && is_new) words.emplace_back(word, row.group);
    }
  return words;
}

std::string summary_of(const std::vector<const Command*>& commands) {
  if (commands.size() == 1) return std::string(commands.front()->summary);
  std::string verbs;
  for (const Command* command : commands) {
    const auto blank = command->name.find(' ');
    if (blank == std::string_view::npos) return std::string(command->summary);
    verbs += (verbs.empty() ? "" : ", ") + std::string(command->name.substr(blank + 1));
  }
  return verbs;
}

std::string command_list() {
  std::string text;
  const Group* group = nullptr;
  const auto words = words_of_commands();
  for (const auto& [word, its_group] : words) {
    if (group == nullptr || *group != its_group)
      text += fmt::format("{}.Ss {}\n.Bl -tag -width Ds\n", group == nullptr ? "" : ".El\n",
                          title_of(its_group));
    group = &its_group;
    text += fmt::format(".It Xr rapport-{} 1\n{}", word,
                        sentences(capital(summary_of(commands_of(word)))));
  }
  return text + ".El\n";
}

}  // namespace

std::vector<std::string> pages() {
  std::vector<std::string> words;
  for (const auto& [word, group] : words_of_commands()) words.push_back(word);
  return words;
}

ManPage main_page() {
  Args args;
  Globals globals;
  declare_globals(args, globals);
  std::string text = head("rapport", 1, "keep track of talks with customers");
  text +=
      ".Sh SYNOPSIS\n.Nm\n.Op Ar options\n.Ar command\n.Op Ar words ...\n.Sh DESCRIPTION\n.Nm\n";
  text += sentences(
      "records talks with customers, each in one line, and says at any moment how a "
      "product manager stands against the cadence that good coaches ask for: fifteen "
      "visits to get started, then three hours with customers every week. All data is "
      "in one file, the book, which never leaves the machine by itself. Every change is "
      "kept in its history and can be taken back.");
  text += command_list();
  text += ".Sh OPTIONS\nThese go with every command, in front of it or behind it:\n";
  text += option_list(args, true);
  text += ".Sh ENVIRONMENT\n" + list("Ev", environment_rows());
  text += ".Sh FILES\n";
  text += list("Pa", std::array{Named{"~/.local/share/rapport/rapport.db",
                                      "The book: a SQLite database that only its owner can read."},
                                Named{"~/.config/rapport/config.toml", "The settings file."}});
  text += ".Sh EXIT STATUS\n" + list("", exit_code_rows());
  std::string lines;
  for (const auto& [line, says] : examples) lines += example(line, says);
  text += examples_section(lines);
  text += ".Sh SEE ALSO\n" + see_also();
  return {"rapport", 1, text};
}

ManPage page_of(const Topic& topic) {
  std::string text = head(topic.page, topic.section, topic.summary) + ".Sh DESCRIPTION\n";
  for (const TopicPart& part : topic.parts()) {
    if (!part.title.empty()) text += fmt::format(".Ss {}\n", argument(part.title));
    bool is_first = true;
    for (std::string_view rest = part.text; !rest.empty(); is_first = false) {
      const auto end = rest.find("\n\n");
      text += (is_first ? "" : ".Pp\n") + sentences(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    }
    if (!part.code.empty()) text += code_block(part.code);
    if (!part.rows.empty()) text += list(topic.name == "environment" ? "Ev" : "Sy", part.rows);
  }
  return {std::string(topic.page), topic.section, text + ".Sh SEE ALSO\n.Xr rapport 1\n"};
}

ManPage page_of(std::string_view word) {
  const auto commands = commands_of(word);
  const std::string name = fmt::format("rapport-{}", word);
  std::string synopses;
  std::string descriptions;
  std::string lines;
  for (const Command* command : commands) {
    Args args;
    command->prepare(args);
    synopses += synopsis(command->name, args);
    if (commands.size() > 1) descriptions += fmt::format(".Ss rapport {}\n", command->name);
    descriptions += description(*command, args);
    for (const Args::Example& one : args.examples()) lines += example(one.line, one.says);
  }
  std::string text = head(name, 1, summary_of(commands));
  text += ".Sh SYNOPSIS\n" + synopses + ".Sh DESCRIPTION\n" + descriptions;
  text += commands.size() > 1 ? ".Ss Options of every command\n" : ".Pp\n";
  text +=
      "Options that go with every command, the environment and the exit status "
      "are\nexplained in\n"
      ".Xr rapport 1 .\n";
  return {name, 1, text + examples_section(lines) + ".Sh SEE ALSO\n.Xr rapport 1\n"};
}

}  // namespace rapport
