#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "command/about/completion.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"

// `rapport __complete -- WORDS…`: what could stand at the end of the last of WORDS, for the scripts
// of the shells. A line is a value, a tab, and what it is. In a value, a backslash is doubled and
// what would break a line or a terminal is an octal escape, as `printf %b` reads it. A line without
// a value says "files": there the shell completes file names.
namespace rapport {
namespace {

constexpr std::string_view files_line = "\tfiles\n";

/// What is offered where nothing is typed yet: a menu that fits a screen of 24 lines, a line for
/// each. The others come with their first letter.
constexpr std::array first_offered{"log",       "start",  "stop", "status",  "week",     "list",
                                   "show",      "amend",  "undo", "plan",    "held",     "next",
                                   "trend",     "1on1",   "team", "promise", "customer", "person",
                                   "learnings", "search", "help"};

bool is_first_offered(const Choice& choice) {
  return std::find(first_offered.begin(), first_offered.end(), choice.value) != first_offered.end();
}

struct CompleteOptions {
  std::vector<std::string> words;
};

void declare_complete(Args& args, CompleteOptions& options) {
  args.word(options.words, "WORDS", "the words after `rapport`, up to the cursor");
}

void append_octal(std::string& out, std::string_view bytes) {
  for (const char byte : bytes) out += fmt::format("\\0{:03o}", static_cast<unsigned char>(byte));
}

std::size_t code_point_bytes(std::string_view text) {
  std::size_t bytes = 1;
  while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) ++bytes;
  return bytes;
}

std::string shell_escaped(std::string_view value) {
  std::string out;
  while (!value.empty()) {
    const std::string_view letter = value.substr(0, code_point_bytes(value));
    value.remove_prefix(letter.size());
    if (letter == "\\")
      out += "\\\\";
    else if (letter != " " && printable(letter) != letter)
      append_octal(out, letter);
    else
      out += letter;
  }
  return out;
}

/// The lines for `choices`, each value once.
std::string lines_of(const std::vector<Choice>& choices, const std::string& before) {
  std::string lines;
  std::set<std::string> seen;
  for (const Choice& choice : choices)
    if (seen.insert(choice.value).second)
      lines += shell_escaped(before + choice.value) + "\t" + printable(choice.says) + "\n";
  return lines;
}

/// Options that begin as typed; those given already only where they may be given again.
std::vector<Choice> option_choices(const Args& args, const Cursor& cursor) {
  std::vector<Choice> choices;
  for (const Args::Option& option : args.options()) {
    const bool repeats = std::holds_alternative<std::vector<std::string>*>(option.target);
    if (cursor.options.contains(option.name) && !repeats) continue;
    if (option.name.starts_with(cursor.typed)) choices.push_back({option.name, option.help});
    if (!option.short_name.empty() && option.short_name == cursor.typed)
      choices.push_back({option.short_name, option.help});
  }
  return choices;
}

std::string lines_for(const Args& args, const Cursor& cursor, const Session& session) {
  if (cursor.completes == Completes::file) return std::string(files_line);
  const auto choices =
      cursor.in_option_name ? option_choices(args, cursor) : choices_for(cursor, session);
  if (cursor.completes == Completes::backup && choices.empty()) return std::string(files_line);
  return lines_of(choices, cursor.before);
}

std::string commands_beginning(const std::vector<std::string>& words, const std::string& typed) {
  auto choices = command_choices(words);
  const bool is_first_menu = words.empty() && typed.empty();
  std::erase_if(choices, [&](const Choice& choice) {
    return is_first_menu ? !is_first_offered(choice) : !choice.value.starts_with(typed);
  });
  return lines_of(choices, "");
}

/// What may stand behind the name of `command`; `words` are without that name.
std::string complete_command(const Command& command, const std::vector<std::string>& words,
                             const Session& session) {
  if (is_hidden(command)) return "";
  Args args;
  Globals globals;
  command.prepare(args);
  declare_globals(args, globals, session.world().formats);
  return lines_for(args, args.cursor(words), session);
}

std::string complete(const std::vector<std::string>& words, const Session& session) {
  Globals globals;
  Args before;
  declare_globals(before, globals, session.world().formats);
  const std::size_t last = words.size() - 1;
  const std::vector<std::string> typed(words.begin(), words.end() - 1);
  const std::size_t at = before.leading_options(typed);
  if (at == last) {
    const Cursor cursor = before.cursor(words);
    const bool in_option = cursor.in_option_name || !cursor.before.empty() || cursor.needs_value;
    return in_option ? lines_for(before, cursor, session) : commands_beginning({}, words[last]);
  }
  const std::string second = at + 1 < last ? words[at + 1] : "";
  std::string lines;
  if (at + 1 == last && is_noun(words[at])) lines = commands_beginning({words[at]}, words[last]);
  std::size_t used = 0;
  const Command* command = find_command(words[at], second, used);
  if (command == nullptr) return lines;
  std::vector<std::string> rest(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at));
  rest.insert(rest.end(), words.begin() + static_cast<std::ptrdiff_t>(at + used), words.end());
  return lines + complete_command(*command, rest, session);
}

Document run_complete(const CompleteOptions& options, Session& session) {
  auto words = options.words;
  if (words.empty()) words.emplace_back();
  return {.report = "complete", .blocks = {Verbatim{"lines", complete(words, session)}}};
}

constexpr std::array complete_rows{
    Command{"__complete", "what could be typed next",
            prepare<CompleteOptions, declare_complete, run_complete>},
};

}  // namespace

std::span<const Command> complete_commands() { return complete_rows; }

}  // namespace rapport
