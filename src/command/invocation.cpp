#include "rapport/command/invocation.hpp"

#include <fmt/format.h>

#include "command/about/topics.hpp"
#include "command/synonyms.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/command/session.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

[[noreturn]] void refuse_command(const std::string& first, const std::string& second) {
  const std::string typed = second.empty() ? first : first + " " + second;
  std::string hint = second.empty() ? "see `rapport help`" : fmt::format("rapport help {}", first);
  std::size_t used = 0;
  if (find_command(first, "show", used) != nullptr && used == 2)
    hint = fmt::format("rapport {} show {}\n{}", first, shell_word(second), hint);
  else if (first == "person")
    hint = fmt::format("rapport show {}\n{}", shell_word(second), hint);
  if (find_topic(first) != nullptr) {
    hint = fmt::format("`rapport help {}` explains that", first);
  } else {
    const auto near = closest(typed, command_names());
    if (!near.empty()) hint = fmt::format("did you mean `rapport {}`?", near.front());
  }
  throw Error(ErrorKind::usage, fmt::format("{} is not a rapport command", quoted(typed)), hint);
}

/// How many words at the beginning are global options and their values. Declaring what is not
/// asked for would be a twentieth of a short command.
std::size_t leading_options(const Words& words, const FormatNames& formats) {
  if (words.empty() || !words.front().starts_with('-')) return 0;
  Globals ignored;
  Args globals;
  declare_globals(globals, ignored, formats);
  return globals.leading_options(words);
}

}  // namespace

Invocation find_invocation(const Words& typed, const FormatNames& formats) {
  const auto options = static_cast<std::ptrdiff_t>(leading_options(typed, formats));
  Words words(typed.begin(), typed.begin() + options);
  const Words meant = with_synonyms({typed.begin() + options, typed.end()});
  words.insert(words.end(), meant.begin(), meant.end());

  const auto at = static_cast<std::ptrdiff_t>(leading_options(words, formats));  // "version"
  const Words named(words.begin() + at, words.end());
  const std::string first = named.empty() ? "status" : named[0];
  const std::string second = named.size() > 1 ? named[1] : "";
  std::size_t used = 0;
  if (const Command* command = find_command(first, second, used)) {
    Invocation found{command, std::string(command->name), {words.begin(), words.begin() + at}};
    if (!named.empty())
      found.rest.insert(found.rest.end(), named.begin() + static_cast<std::ptrdiff_t>(used),
                        named.end());
    return found;
  }
  if (!is_noun(first)) refuse_command(first, "");
  if (!second.empty() && second != "--help" && second != "-h") refuse_command(first, second);
  return {find_command("help", "", used), "help", {first}};
}

}  // namespace rapport
