#include "command/synonyms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "command/synonym_rows.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/words.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

bool has_word(std::string_view words, std::string_view word) {
  const auto all = split(words, ' ');
  return std::find(all.begin(), all.end(), word) != all.end();
}

/// True for what stands for a word that only the person knows: NAME, N, WHO.
bool is_blank(std::string_view word) {
  return !word.empty() && word != "PM" &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// The lines with the words that were typed in their places.
std::string filled(std::string_view lines, std::span<const std::string> words) {
  std::string text;
  for (const std::string_view line : split(lines, '\n')) {
    std::size_t next = 0;
    text += text.empty() ? "" : "\n";
    for (const std::string_view word : split(line, ' ')) {
      const bool is_given = is_blank(word) && next < words.size();
      text += text.empty() || text.ends_with('\n') ? "" : " ";
      text += is_given ? shell_word(words[next++]) : std::string(word);
    }
  }
  return text;
}

[[noreturn]] void name_lines(const std::string& typed, std::string_view lines,
                             std::span<const std::string> words) {
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a rapport command", printable(typed)),
              filled(lines, words));
}

/// "call acme 30m" as the line to type, and "vacation next week".
[[noreturn]] void name_whole_line(const std::string& typed, std::string_view lines,
                                  std::span<const std::string> words) {
  std::string line;
  const std::string verb = fold(typed);
  const auto add = [&](const std::string& word) { line += ' ' + shell_word(word); };
  if (lines.starts_with("rapport off ")) {
    line = "rapport off";
    for (const std::string& word : words) add(word);
    if (verb != "out" && verb != "away" && verb != "leave") add(verb);
  } else {
    line = "rapport log";
    for (const std::string& word : words)
      if (line != "rapport log" || (fold(word) != "with" && fold(word) != "to")) add(word);
    const bool has_colon = std::any_of(words.begin(), words.end(),
                                       [](const std::string& word) { return word.ends_with(':'); });
    const bool has_length = std::any_of(words.begin(), words.end(), [](const std::string& word) {
      return match_length(word).has_value();
    });
    const auto kind = find_meant<Kind>(verb);
    if (!has_length && !has_colon && (!kind || is_live(*kind))) add("45m");
    if (kind && !has_colon) add(verb);
    if (verb == "visited" && !has_colon) add("visit");
  }
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a rapport command", printable(typed)),
              line);
}

/// The row of another tool's verb, or of ours.
const reflex::Lines* find_verb(std::string_view typed) {
  const auto row =
      std::find_if(reflex::verbs.begin(), reflex::verbs.end(), [&](const reflex::Lines& verb) {
        return has_word(verb.typed, typed) || has_word(verb.lines, typed);
      });
  return row == reflex::verbs.end() ? nullptr : &*row;
}

/// What the noun has for the verb; empty where it has nothing.
std::string_view verb_for(std::string_view noun, std::string_view typed) {
  std::size_t used = 0;
  const auto has = [&](std::string_view verb) {
    return find_command(noun, verb, used) != nullptr && used == 2;
  };
  if (has(typed)) return typed;
  if (const reflex::Lines* row = find_verb(typed))
    for (const std::string_view ours : split(row->lines, ' '))
      if (has(ours)) return ours;
  return "";
}

/// `customer ls` as `customer list`. Nothing where the second word is no verb to the noun.
std::optional<TypedWords> with_verb(std::string noun, const std::string& second,
                                    std::span<const std::string> rest) {
  const std::string typed = fold(second);
  if (typed == "help" && rest.empty()) return TypedWords{"help", noun};
  if (const std::string_view ours = verb_for(noun, typed); !ours.empty()) {
    TypedWords words{std::move(noun), std::string(ours)};
    words.insert(words.end(), rest.begin(), rest.end());
    return words;
  }
  const reflex::Lines* row = find_verb(typed);
  const std::string_view called = row == nullptr ? typed : split(row->lines, ' ').front();
  for (const reflex::Lines& other : reflex::elsewhere)
    if (other.typed == fmt::format("{} {}", noun, called))
      name_lines(noun + " " + second, other.lines, rest);
  return std::nullopt;
}

const reflex::Meaning* find_meaning(const std::string& typed) {
  const auto found =
      std::find_if(reflex::meanings.begin(), reflex::meanings.end(),
                   [&](const reflex::Meaning& meaning) { return meaning.typed == typed; });
  return found == reflex::meanings.end() ? nullptr : &*found;
}

TypedWords words_from(std::string_view text) {
  TypedWords words;
  for (const std::string_view word : split(text, ' ')) words.emplace_back(word);
  return words;
}

bool is_showing(std::string_view verb) {
  const reflex::Lines* row = find_verb(verb);
  return row != nullptr && (has_word(row->lines, "list") || has_word(row->lines, "show"));
}

/// True for "promise list" and "list visit".
bool lists(const reflex::Meaning& meaning) { return has_word(meaning.words, "list"); }

/// "promise" for itself and for "promises"; empty for what is no noun.
std::string noun_in(const std::string& word) {
  const std::string typed = fold(word);
  const reflex::Meaning* meaning = find_meaning(typed);
  const auto meant = split(meaning == nullptr ? typed : meaning->words, ' ');
  const bool is_all = meant.size() == 1 || (meant.size() == 2 && meant[1] == "list");
  return is_all && is_noun(meant[0]) ? std::string(meant[0]) : "";
}

}  // namespace

TypedWords with_synonyms(const TypedWords& words) {
  std::size_t used = 0;
  if (words.empty()) return words;
  const std::string typed = fold(words.front());
  const auto behind = std::span(words).subspan(std::min<std::size_t>(words.size(), 2));
  if (words.size() > 1 && typed != "help" && typed != "man") {
    const std::string& second = words[1];
    if (const std::string noun = noun_in(words.front()); !noun.empty())  // "promises add"
      if (auto meant = with_verb(noun, second, behind)) return *meant;
    if (behind.empty() && is_showing(typed))  // "show promises"
      if (const reflex::Meaning* list = find_meaning(fold(second)); list != nullptr && lists(*list))
        return words_from(list->words);
    if (const std::string noun = noun_in(second);
        !noun.empty() && !is_noun(typed))  // "add promise"
      if (auto meant = with_verb(noun, typed, behind)) return *meant;
    if (fold(second) == "help" && behind.empty() && typed != "search")
      return {"help", words.front()};
  }
  if (words.size() > 1)
    if (const reflex::Meaning* phrase = find_meaning(typed + " " + fold(words[1]));
        phrase != nullptr) {
      TypedWords meant = words_from(phrase->words);
      meant.insert(meant.end(), words.begin() + 2, words.end());
      return meant;
    }
  if (find_command(words.front(), "", used) || is_noun(words.front())) return words;
  if (!typed.empty() && typed.find_first_not_of("0123456789") == typed.npos)
    return {"show", typed};  // "12"
  if (const reflex::Meaning* meaning = find_meaning(typed)) {
    TypedWords meant = words_from(meaning->words);
    meant.insert(meant.end(), words.begin() + 1, words.end());
    return meant;
  }
  const auto rest = std::span(words).subspan(1);
  for (const reflex::Lines& choice : reflex::choices) {
    if (!has_word(choice.typed, typed)) continue;
    const bool is_line = choice.lines.starts_with("rapport log WHO 45m visit") ||
                         choice.lines.starts_with("rapport off ");
    if (is_line && !rest.empty()) name_whole_line(words.front(), choice.lines, rest);
    name_lines(words.front(), choice.lines, rest);
  }
  return words;
}

}  // namespace rapport
