#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "command/about/man.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

constexpr const char* day_of_pages = "November 22, 2026";

using Named = std::pair<std::string_view, std::string_view>;

constexpr std::array examples{
    Named{"rapport log \"Acme Robotics\" 1h visit: they re-key every order by hand",
          "A visit that has just ended, and what was learned."},
    Named{"rapport log jane 45m yest 14:00 demo",
          "By phone yesterday; with Jane comes her company."},
    Named{"rapport week", "How this week stands, and why."},
    Named{"rapport week --json", "The same for a program."},
    Named{"rapport undo", "Take back the last command, whatever it was."},
};

/// What a character is written as, where roff would take it for something else.
std::string_view escape_of(char c, bool is_typed) {
  switch (c) {
    case '\\':
      return "\\e";
    case '`':
      return "\\(ga";
    case '-':
      return is_typed ? "\\-" : "";
    case '~':
      return is_typed ? "\\(ti" : "";
    case '^':
      return is_typed ? "\\(ha" : "";
    default:
      return "";
  }
}

std::string roff_text(std::string_view text, bool is_typed) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  for (const char c : text) {
    const std::string_view escape = escape_of(c, is_typed);
    out += escape.empty() ? std::string_view(&c, 1) : escape;
  }
  return out;
}

/// Text for a line of its own or inside one: nothing in it is taken for a request of roff.
std::string escaped(std::string_view text) { return roff_text(text, false); }

/// As `escaped`, with every dash as it is typed: for what people copy.
std::string literal(std::string_view text) { return roff_text(text, true); }

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

std::string head(std::string_view name, int section, std::string_view says) {
  std::string title(name);
  for (char& c : title)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return fmt::format(".Dd {}\n.Dt {} {}\n.Os\n.Sh NAME\n.Nm {}\n.Nd {}\n", day_of_pages, title,
                     section, name, escaped(says));
}

/// What `.It` says of an option "-l, --learned TEXT": "Fl l , Fl \-learned Ar TEXT".
std::string option_item(std::string_view label) {
  std::string item;
  for (std::string_view word : split(label, ' ')) {
    const bool is_followed = word.ends_with(',');
    if (is_followed) word.remove_suffix(1);
    item += item.empty() ? "" : " ";
    item += word.starts_with('-') ? "Fl " + literal(word.substr(1)) : "Ar " + argument(word);
    if (is_followed) item += " ,";
  }
  return item;
}

std::string row_item(RowKind kind, std::string_view name) {
  switch (kind) {
    case RowKind::option:
      return option_item(name);
    case RowKind::word:
      return "Ar " + argument(name);
    case RowKind::variable:
      return "Ev " + argument(name);
    case RowKind::path:
      return "Pa " + argument(name);
    case RowKind::plain:
      return " " + argument(name);
    case RowKind::term:
      break;
  }
  return "Sy " + argument(name);
}

std::string list(RowKind kind, const std::vector<TopicRow>& rows) {
  std::string text = ".Bl -tag -width Ds\n";
  for (const auto& [name, says] : rows)
    text += fmt::format(".It {}\n{}", row_item(kind, name), sentences(says));
  return text + ".El\n";
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
  std::string text = sentences(capitalised(command.summary));
  for (const std::string& paragraph : args.paragraphs()) text += ".Pp\n" + sentences(paragraph);
  for (const TopicPart& part : parameter_parts(args))
    text += fmt::format(".Pp\nThe {}:\n{}", fold(part.title), list(part.kind, part.rows));
  return text;
}

std::string example(std::string_view line, std::string_view says) {
  std::string text = says.empty() ? "" : ".Pp\n" + sentences(capitalised(says));
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

std::string command_list() {
  std::string text;
  std::optional<Group> group;
  for (const CatalogueEntry& entry : catalogue()) {
    if (group != entry.group)
      text += fmt::format("{}.Ss {}\n.Bl -tag -width Ds\n", group ? ".El\n" : "",
                          title_of(entry.group));
    group = entry.group;
    text +=
        fmt::format(".It Xr rapport-{} 1\n{}", entry.word, sentences(capitalised(entry.summary())));
  }
  return text + ".El\n";
}

/// The rows of a topic that rapport(1) shows too.
std::vector<TopicRow> rows_of_topic(std::string_view name) {
  return parts_of(*find_topic(name), {}).front().rows;
}

}  // namespace

ManPage main_page(const FormatNames& formats) {
  std::string text = head("rapport", 1, "keep track of talks with customers");
  text +=
      ".Sh SYNOPSIS\n.Nm\n.Op Ar options\n.Ar command\n.Op Ar words ...\n.Sh DESCRIPTION\n.Nm\n";
  text += sentences(
      "records talks with customers, each in one line, and says at any moment how a "
      "product manager stands against the cadence that good coaches ask for: fifteen "
      "visits to get started, then three hours with customers every week. All data is in one file, "
      "the book, which never leaves your machine by itself. Every change is "
      "kept in its history and can be taken back.");
  text += command_list();
  text += ".Sh OPTIONS\nThese go with every command, before or after it:\n";
  text += list(RowKind::option, global_option_rows(formats));
  text += ".Sh ENVIRONMENT\n" + list(RowKind::variable, rows_of_topic("environment"));
  text += ".Sh FILES\n";
  text += list(RowKind::path, {{"~/.local/share/rapport/rapport.db",
                                "The book: a SQLite database that only its owner can read."},
                               {"~/.config/rapport/config.toml", "The settings file."}});
  text += ".Sh EXIT STATUS\n" + list(RowKind::plain, rows_of_topic("exit-codes"));
  std::string lines;
  for (const auto& [line, says] : examples) lines += example(line, says);
  text += examples_section(lines);
  text += ".Sh SEE ALSO\n" + see_also();
  return {"rapport", 1, text};
}

ManPage manual_page(const Topic& topic, const FormatNames& formats) {
  std::string text = head(topic.page, topic.section, topic.summary) + ".Sh DESCRIPTION\n";
  for (const TopicPart& part : parts_of(topic, formats)) {
    if (!part.title.empty()) text += fmt::format(".Ss {}\n", argument(part.title));
    for (const std::string& paragraph : part.paragraphs)
      text += (&paragraph == &part.paragraphs.front() ? "" : ".Pp\n") + sentences(paragraph);
    if (!part.code.empty()) text += code_block(part.code);
    if (!part.rows.empty()) text += list(part.kind, part.rows);
  }
  return {std::string(topic.page), topic.section, text + ".Sh SEE ALSO\n.Xr rapport 1\n"};
}

ManPage manual_page(const CatalogueEntry& entry) {
  const std::string name = fmt::format("rapport-{}", entry.word);
  std::string synopses;
  std::string descriptions;
  std::string lines;
  for (const Command* command : entry.commands) {
    Args args;
    command->prepare(args);
    synopses += synopsis(command->name, args);
    if (entry.commands.size() > 1) descriptions += fmt::format(".Ss rapport {}\n", command->name);
    descriptions += description(*command, args);
    for (const Args::Example& one : args.examples()) lines += example(one.line, one.says);
  }
  std::string text = head(name, 1, entry.summary());
  text += ".Sh SYNOPSIS\n" + synopses + ".Sh DESCRIPTION\n" + descriptions;
  text += entry.commands.size() > 1 ? ".Ss Options of every command\n" : ".Pp\n";
  text +=
      "Options that go with every command, the environment and the exit status "
      "are\nexplained in\n"
      ".Xr rapport 1 .\n";
  return {name, 1, text + examples_section(lines) + ".Sh SEE ALSO\n.Xr rapport 1\n"};
}

}  // namespace rapport
