#include "rapport/command/invocation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "command/about/topics.hpp"
#include "command/synonyms.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

/// What may be meant by `customer acme`: the verbs with which that would go on.
std::string lines_of_noun(const TypedWords& named) {
  const std::string& noun = named[0];
  std::string lines;
  std::size_t used = 0;
  const auto has = [&](std::string_view verb) {
    return find_command(noun, verb, used) != nullptr && used == 2;
  };
  const std::string word = shell_word(named[1]);
  const std::string next = named.size() > 2 ? shell_word(named[2]) : "";
  std::string all;
  for (const std::string& typed : std::span(named).subspan(1)) all += ' ' + shell_word(typed);
  if (noun == "config")
    return next.empty() ? "rapport config get " + word
                        : fmt::format("rapport config set {} {}", word, next);
  if (noun == "promise" && named[1].ends_with(':'))
    return fmt::format("rapport promise add{} --for {}", all.substr(word.size() + 1),
                       shell_word(named[1].substr(0, named[1].size() - 1)));
  if (noun == "promise" && !next.empty() && !next.starts_with('-'))
    return fmt::format("rapport promise add {} --for {}", next, word);
  if (noun == "person") lines = fmt::format("rapport show {}\n", word);
  if (has("show")) lines += fmt::format("rapport {} show {}\n", noun, word);
  for (const char* verb : {"add", "open"})
    if (has(verb)) lines += fmt::format("rapport {} {}{}\n", noun, verb, all);
  return lines + "rapport help " + noun;
}

[[noreturn]] void refuse_command(const TypedWords& named) {
  const std::string& first = named[0];
  const bool has_noun = is_noun(first);
  const std::string typed = has_noun ? first + " " + named[1] : first;
  std::string hint = has_noun ? lines_of_noun(named) : "see `rapport help`";
  if (find_topic(first) != nullptr) {
    hint = fmt::format("`rapport help {}` explains that", first);
  } else if (const auto near = closest(typed, command_names()); !near.empty()) {
    hint = fmt::format("did you mean `rapport {}`?", near.front());
  } else if (!has_noun && std::any_of(named.begin() + 1, named.end(), [](const std::string& word) {
               return match_length(word).has_value();
             })) {
    hint = "rapport log";
    for (const std::string& word : named) hint += ' ' + shell_word(word);
  }
  throw Error(ErrorKind::usage, fmt::format("{} is not a rapport command", quoted(typed)), hint);
}

/// How many words at the beginning are global options and their values. Declaring what is not
/// asked for would be a twentieth of a short command.
std::size_t leading_options(const TypedWords& words, const FormatNames& formats) {
  if (words.empty() || !words.front().starts_with('-')) return 0;
  Globals ignored;
  Args globals;
  declare_globals(globals, ignored, formats);
  return globals.leading_options(words);
}

}  // namespace

Invocation find_invocation(const TypedWords& typed, const FormatNames& formats) {
  const auto options = static_cast<std::ptrdiff_t>(leading_options(typed, formats));
  TypedWords words(typed.begin(), typed.begin() + options);
  const TypedWords meant = with_synonyms({typed.begin() + options, typed.end()});
  words.insert(words.end(), meant.begin(), meant.end());

  const auto at = static_cast<std::ptrdiff_t>(leading_options(words, formats));  // "version"
  const TypedWords named(words.begin() + at, words.end());
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
  if (!is_noun(first) || (!second.empty() && second != "--help" && second != "-h"))
    refuse_command(named);
  return {find_command("help", "", used), "help", {first}};
}

}  // namespace rapport
