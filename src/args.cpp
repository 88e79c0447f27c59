#include "rapport/command/args.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/log_line.hpp"

namespace rapport {
namespace {

bool starts_option(const std::string& word) {
  // "-" and "-3d" are words: a date or a length may begin with a minus sign.
  return word.size() > 1 && word[0] == '-' && !(word[1] >= '0' && word[1] <= '9');
}

/// "--kind=visit" or "-lpain" taken apart.
struct Spelling {
  std::string name;
  std::optional<std::string> value;  ///< where it is attached to the name
};

Spelling spelling_of(const std::string& word) {
  if (!word.starts_with("--"))
    return {word.substr(0, 2), word.size() > 2 ? std::optional{word.substr(2)} : std::nullopt};
  const auto equals = word.find('=');
  if (equals == std::string::npos) return {word, std::nullopt};
  return {word.substr(0, equals), word.substr(equals + 1)};
}

/// Cleans whatever a target holds; what is all blank stays, and is refused by whoever wants a name.
struct Cleaner {
  void operator()(bool*) const {}
  void operator()(std::string* text) const {
    if (std::string seen = clean(*text); !seen.empty()) *text = std::move(seen);
  }
  void operator()(std::optional<std::string>* text) const {
    if (*text) (*this)(&**text);
  }
  void operator()(std::vector<std::string>* texts) const {
    for (std::string& text : *texts) (*this)(&text);
  }
};

/// True for what is taken as it is typed: paths, prose and values of settings.
bool is_verbatim(Completes completes, std::string_view value_name) {
  return completes == Completes::file || value_name == "FILE" || value_name == "TEXT" ||
         value_name == "VALUE";
}

/// "12" or "#12".
bool is_number(std::string_view word) {
  if (word.starts_with('#')) word.remove_prefix(1);
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string Args::Option::label() const {
  return (short_name.empty() ? "" : short_name + ", ") + name +
         (value_name.empty() ? "" : " " + value_name);
}

struct Args::Split {
  std::vector<std::string> options;  // "--name", or "--name" and its value
  std::vector<std::string> words;
};

void Args::add(Option option, std::string_view names) {
  const auto comma = names.find(',');
  if (comma != std::string_view::npos) option.short_name = names.substr(0, comma);
  option.name = comma == std::string_view::npos ? names : names.substr(comma + 1);
  options_.push_back(std::move(option));
}

Args& Args::flag(bool& target, std::string_view names, std::string help) {
  add({"", "", "", std::move(help), Completes::nothing, in_globals_, "", &target}, names);
  return *this;
}

Args& Args::alias(std::string_view name, std::string same_as) {
  std::string help = "the same as " + same_as;
  add({"", "", "", std::move(help), Completes::nothing, in_globals_, std::move(same_as), {}}, name);
  return *this;
}

Args& Args::no_option(std::string_view names, const std::string& hint) {
  for (const std::string_view name : rapport::split(names, ' '))
    no_options_.emplace_back(name, hint);
  return *this;
}

Args& Args::example(std::string line, std::string says) {
  examples_.push_back({std::move(line), std::move(says)});
  return *this;
}

Args& Args::prose(std::string paragraph) {
  paragraphs_.push_back(std::move(paragraph));
  return *this;
}

Args& Args::colon_opens_text(std::size_t words_before) {
  colon_ = true;
  words_before_colon_ = words_before;
  return *this;
}

Args& Args::globals() {
  in_globals_ = true;
  return *this;
}

const Args::Option* Args::find(std::string_view name) const {
  for (const Option& option : options_)
    if (!name.empty() && (option.name == name || option.short_name == name)) return &option;
  return nullptr;
}

void Args::refuse_option(const std::string& command, const std::string& word) const {
  const std::string name = word.starts_with("--") ? spelling_of(word).name : '-' + word;
  const std::string typed = word.starts_with("--") ? name : word;  // "-visit" means --visit
  std::vector<std::string_view> known;
  for (const Option& each : options_) known.push_back(each.name);
  std::string hint = fmt::format(
      "see `rapport {} --help`; a word that begins with a dash goes after `--`", command);
  if (const auto near = closest(name, known); !near.empty())
    hint = fmt::format("did you mean {}?", near.front());
  for (const auto& [other, says] : no_options_)
    if (other == name) hint = says;
  throw Error(ErrorKind::usage, fmt::format("`{}` has no option {}", command, printable(typed)),
              hint);
}

/// Moves the option at `words[at]`, with its value, to `out` in the form "--name" "value". False
/// when it is none.
bool Args::take_option(const std::string& command, const std::vector<std::string>& words,
                       std::size_t& at, std::vector<std::string>& out) const {
  const std::string& word = words[at];
  if (!starts_option(word)) return false;
  const auto [name, value] = spelling_of(word);
  const Option* option = find(name);
  if (option == nullptr) refuse_option(command, word);
  const bool takes_value = !option->value_name.empty();
  const bool is_alias = !option->same_as.empty();  // "--md=slack" is "--format slack"
  if (value && !takes_value && !is_alias)
    throw Error(ErrorKind::usage, fmt::format("{} takes no value", name),
                word.starts_with("--") ? "write it alone" : "give each flag on its own");
  const std::size_t space = option->same_as.find(' ');
  out.push_back(option->same_as.empty() ? option->name : option->same_as.substr(0, space));
  if (is_alias) {
    out.push_back(value.value_or(option->same_as.substr(space + 1)));
  } else if (value) {
    out.push_back(*value);
  } else if (takes_value) {
    if (at + 1 >= words.size())
      throw Error(ErrorKind::usage, fmt::format("{} needs a value", option->name),
                  fmt::format("write {} {}", option->name, option->value_name));
    out.push_back(words[++at]);
  }
  ++at;
  return true;
}

bool Args::opens_text(const std::string& word, std::size_t words_before) const {
  if (!colon_ || !word.ends_with(':')) return false;
  return words_before >= words_before_colon_ || is_number(word.substr(0, word.size() - 1));
}

void Args::refuse_options_in_text(const std::vector<std::string>& words, std::size_t from) const {
  for (std::size_t i = from; i < words.size(); ++i) {
    const std::string name = words[i].substr(0, words[i].find('='));
    if (starts_option(words[i]) && find(name) != nullptr)
      throw Error(ErrorKind::usage,
                  fmt::format("{} comes after the colon, where everything is text",
                              rapport::quoted(words[i])),
                  "put flags before the colon");
  }
}

Args::Split Args::split(const std::string& command, const std::vector<std::string>& words) const {
  Split parts;
  bool only_words = false;
  for (std::size_t at = 0; at < words.size();) {
    const std::string& word = words[at];
    if (colon_ && word == ":" && parts.words.size() < words_before_colon_)
      throw Error(ErrorKind::usage,
                  fmt::format("`{}` needs {} before the colon", command, words_.front().name),
                  "for example: " + examples_.front().line);
    if (opens_text(word, parts.words.size())) {
      refuse_options_in_text(words, at + 1);
      if (parts.words.size() < words_before_colon_) {
        parts.words.push_back(word.substr(0, word.size() - 1));
        parts.words.emplace_back(":");
        ++at;
      }
      parts.words.insert(parts.words.end(), words.begin() + static_cast<std::ptrdiff_t>(at),
                         words.end());
      break;
    }
    if (!only_words && word == "--") {
      only_words = true;
      ++at;
    } else if (only_words || !take_option(command, words, at, parts.options)) {
      parts.words.push_back(word);
      ++at;
    }
  }
  return parts;
}

std::size_t Args::leading_options(const std::vector<std::string>& words) const {
  std::size_t at = 0;
  while (at < words.size() && words[at].size() > 1 && words[at][0] == '-') {
    const auto [name, value] = spelling_of(words[at++]);
    const Option* option = find(name);
    if (option != nullptr && !option->value_name.empty() && !value) ++at;
  }
  return std::min(at, words.size());
}

Cursor Args::cursor(const std::vector<std::string>& words) const {
  Cursor at;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& word = words[i];
    if (opens_text(word, at.words.size())) return cursor_in_text(words.back());
    if (!at.only_words && word == "--") {
      at.only_words = true;
    } else if (at.only_words || !starts_option(word)) {
      at.words.push_back(word);
    } else {
      const auto [name, value] = spelling_of(word);
      const Option* option = find(name);
      if (option == nullptr) return {};
      at.options[option->name] = value.value_or("");
      if (option->value_name.empty() || value) continue;
      if (i + 2 == words.size()) {
        at.needs_value = true;
        at.completes = option->completes;
        at.typed = words.back();
        return at;
      }
      at.options[option->name] = words[++i];
    }
  }
  return cursor_in_last(std::move(at), words.back());
}

/// Behind the colon only a theme is more than text: "+orders".
Cursor Args::cursor_in_text(const std::string& last) {
  if (!last.starts_with('+')) return {};
  Cursor at{.completes = Completes::theme, .before = "+", .typed = last.substr(1)};
  at.only_words = true;
  return at;
}

Cursor Args::cursor_in_last(Cursor at, const std::string& last) const {
  at.typed = last;
  if (!at.only_words && (starts_option(last) || last == "-")) {
    const auto [name, value] = spelling_of(last);
    const Option* option = find(name);
    at.in_option_name = !value;
    if (!value || option == nullptr || option->value_name.empty()) return at;
    at.completes = option->completes;
    at.typed = *value;
    at.before = last.substr(0, last.size() - value->size());
  } else if (!words_.empty() && !opens_text(last, at.words.size())) {
    const std::size_t index = std::min(at.words.size(), words_.size() - 1);
    const bool takes_all = std::holds_alternative<std::vector<std::string>*>(words_[index].target);
    if (index == at.words.size() || takes_all) at.completes = words_[index].completes;
  }
  return at;
}

void Args::fill_words(const std::string& command, const std::vector<std::string>& words) const {
  std::size_t next = 0;
  for (const Word& word : words_) {
    if (auto* const* all = std::get_if<std::vector<std::string>*>(&word.target)) {
      (*all)->assign(words.begin() + static_cast<std::ptrdiff_t>(std::min(next, words.size())),
                     words.end());
      return;
    }
    if (next < words.size()) {
      if (auto* const* text = std::get_if<std::string*>(&word.target))
        **text = words[next++];
      else
        *std::get<std::optional<std::string>*>(word.target) = words[next++];
    } else if (std::holds_alternative<std::string*>(word.target)) {
      throw Error(ErrorKind::usage, fmt::format("`{}` needs {}: {}", command, word.name, word.help),
                  examples_.empty() ? "usage: " + usage(command)
                                    : "for example: " + examples_.front().line);
    }
  }
  if (next >= words.size()) return;
  throw Error(
      ErrorKind::usage,
      fmt::format("`{}` does not know what to do with {}", command, rapport::quoted(words[next])),
      hint_for(command, words[next]));
}

/// What to type for a word that is one too many.
std::string Args::hint_for(const std::string& command, const std::string& word) const {
  if (const Option* option = find("--" + word))
    return fmt::format("did you mean {}?", option->name);
  if (!words_.empty()) return "usage: " + usage(command);
  for (const Option& option : options_)
    if (option.completes == Completes::customer)
      return fmt::format("did you mean {} {}?", option.name, rapport::quoted(word));
  return fmt::format("it takes options alone: see `rapport {} --help`", command);
}

/// `given` as `take_option` writes it. A global option may be one of an alias of the shell, which
/// the line overrides; two formats contradict each other all the same.
void Args::refuse_contradictions(const std::vector<std::string>& given) const {
  std::map<std::string, const std::string*> said;
  for (std::size_t i = 0; i + 1 < given.size(); ++i) {
    const Option* option = find(given[i]);
    if (option == nullptr || std::holds_alternative<bool*>(option->target)) continue;
    const std::string& value = given[++i];
    if (!std::holds_alternative<std::optional<std::string>*>(option->target)) continue;
    if (option->is_global && option->name != "--format") continue;
    const auto [place, is_new] = said.emplace(option->name, &value);
    if (!is_new && *place->second != value)
      throw Error(ErrorKind::usage,
                  fmt::format("{} is given twice: {} and {}", option->name,
                              printable(*place->second), printable(value)),
                  "leave one out");
  }
}

/// Only what was given is declared: a library that is told of forty options takes a fifth of the
/// time of a short command.
void Args::fill_options(const std::string& command, const std::vector<std::string>& given) const {
  if (given.empty()) return;
  refuse_contradictions(given);
  CLI::App app;
  app.set_help_flag();
  for (const Option& option : options_) {
    if (std::find(given.begin(), given.end(), option.name) == given.end()) continue;
    if (auto* const* flag = std::get_if<bool*>(&option.target)) {
      app.add_flag(option.name, **flag);
    } else if (auto* const* text = std::get_if<std::optional<std::string>*>(&option.target)) {
      app.add_option_function<std::string>(
             option.name, [target = *text](const std::string& value) { *target = value; })
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    } else {
      app.add_option(option.name, *std::get<std::vector<std::string>*>(option.target))
          ->allow_extra_args(false);
    }
  }
  try {
    app.parse(std::vector<std::string>(given.rbegin(), given.rend()));
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorKind::usage, error.what(), "usage: " + usage(command));
  }
}

void Args::clean_names() const {
  for (const Option& option : options_)
    if (!is_verbatim(option.completes, option.value_name)) std::visit(Cleaner{}, option.target);
  for (const Word& word : words_) {
    const bool is_text = colon_ && std::holds_alternative<std::vector<std::string>*>(word.target);
    if (!is_text && !is_verbatim(word.completes, word.name)) std::visit(Cleaner{}, word.target);
  }
}

void Args::parse(const std::string& command, const std::vector<std::string>& words) {
  const Split parts = split(command, words);
  fill_options(command, parts.options);
  for (const std::string& word : words)
    if (!is_valid_text(word))
      throw Error(ErrorKind::usage, fmt::format("{} is not valid UTF-8", rapport::quoted(word)),
                  "use a UTF-8 terminal");
  const bool asks_help = std::any_of(options_.begin(), options_.end(), [](const Option& option) {
    return option.name == "--help" && *std::get<bool*>(option.target);
  });
  if (!asks_help) fill_words(command, parts.words);
  clean_names();
}

std::string Args::usage(const std::string& command) const {
  std::string line = "rapport " + command;
  for (const Word& word : words_) {
    const bool is_needed = std::holds_alternative<std::string*>(word.target);
    line += is_needed ? " " + word.name : " [" + word.name + "]";
    if (std::holds_alternative<std::vector<std::string>*>(word.target)) line += "…";
  }
  if (colon_) line += " [: LEARNED]";
  return line;
}

std::string usage_line(const std::string& command, const Args& args) { return args.usage(command); }

}  // namespace rapport
