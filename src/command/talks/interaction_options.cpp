#include "command/talks/interaction_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

template <typename T>
void set_once(std::optional<T>& place, const std::optional<T>& value, std::string_view what) {
  if (!value) return;
  if (place && *place != *value)
    throw Error(ErrorKind::usage, fmt::format("the {} is given twice", what), "leave one out");
  place = value;
}

/// After a colon at the end of the line; nothing where nothing was learned yet.
std::optional<std::string> ask_for_learned(Session& session) {
  if (!session.can_ask())
    throw Error(ErrorKind::usage, "nothing comes after the colon",
                "write what you learned after it, or leave it out");
  auto learned = session.ask("What did you learn? [nothing yet]");
  if (!learned || learned->empty()) return std::nullopt;
  return learned;
}

/// Few talks take more than half a day: somebody at the terminal is asked.
void ask_about_length(Minutes length, Session& session) {
  constexpr Minutes half_a_day{12 * 60};
  if (length <= half_a_day || !session.can_ask()) return;
  if (!session.confirm(fmt::format("{}: did it take that long?", length_text(length))))
    throw Error(ErrorKind::usage, "nothing was saved", "say how long it was: 45m, 1h30");
}

/// A command line as it would be typed.
std::string line_of(const std::vector<std::string>& args) {
  std::string line = "rapport";
  for (const std::string& word : args) line += ' ' + shell_word(word);
  return line;
}

/// A sentence in quotes among the words: most likely the colon before it was forgotten.
std::string sentence_learned(const std::string& sentence, Session& session) {
  const std::string shown = printable(sentence);
  if (session.can_ask() && session.confirm(fmt::format("'{}': is that what you learned?", shown)))
    return sentence;
  std::vector<std::string> args = session.world().args;
  std::erase(args, sentence);
  args.insert(args.end(), {":", sentence});
  throw Error(ErrorKind::usage, fmt::format("I don't understand '{}' here", shown),
              "did you mean to put a colon before it?\n" + line_of(args));
}

std::string read_input(Session& session) {
  std::string text;
  std::array<char, 4096> some{};
  while (const std::size_t count = std::fread(some.data(), 1, some.size(), session.world().in))
    text.append(some.data(), count);
  return std::string(trim(text));
}

/// The lines to type that would be understood, for `count` words of `args` from `at` on that are
/// not: with the name before them, in its place, or as what was learned.
std::string lines_with(const UnknownWords& unknown, const InteractionOptions& options,
                       std::vector<std::string> args, std::size_t at) {
  constexpr std::size_t most_of_a_name = 2;
  const auto begin = args.begin() + static_cast<std::ptrdiff_t>(at);
  const auto end = begin + static_cast<std::ptrdiff_t>(unknown.words.size());
  const std::vector<std::string> words(begin, end);
  const bool is_behind_name = unknown.is_first && at > 0 && args[at - 1] == options.name;
  args.erase(begin, end);
  std::string* const name = is_behind_name ? &args[at - 1] : nullptr;
  if (name != nullptr && is_log_word(*name)) {  // "45m acme", "with acme"
    std::vector<std::string> turned = args;
    turned[at - 1] = joined(words, " ");
    if (*name != "with") turned.insert(turned.begin() + static_cast<std::ptrdiff_t>(at), *name);
    return line_of(turned);
  }
  std::string lines;
  if (name != nullptr && words.size() > 1 && (words[0] == "and" || words[0] == "+")) {
    std::vector<std::string> both = args;
    both[at - 1] += ',' + joined(std::span(words).subspan(1), " ");
    return line_of(both);
  }
  if (name != nullptr && words.size() <= most_of_a_name && !name->ends_with(':')) {
    std::vector<std::string> longer = args;
    longer[at - 1] += ' ' + joined(words, " ");
    lines = line_of(longer);
  }
  if (!options.may_learn || find_colon(options.words) || (name != nullptr && name->ends_with(',')))
    return lines;
  if (name != nullptr && name->ends_with(':')) name->pop_back();
  args.emplace_back(":");
  args.insert(args.end(), words.begin(), words.end());
  return lines + (lines.empty() ? "" : "\n") + line_of(args);
}

[[noreturn]] void fail_with_lines(const UnknownWords& unknown, const InteractionOptions& options,
                                  const std::vector<std::string>& args) {
  const auto place =
      std::search(args.begin(), args.end(), unknown.words.begin(), unknown.words.end());
  const std::string lines =
      place == args.end()
          ? ""
          : lines_with(unknown, options, args, static_cast<std::size_t>(place - args.begin()));
  throw Error(unknown.kind(), unknown.what(), lines.empty() ? unknown.hint() : lines);
}

LogLine read_typed(const InteractionOptions& options, Session& session, Leaning leaning, Loop loop,
                   const std::optional<Moment>& own) {
  try {
    return parse_log_line(options.words, session.now(), leaning, loop, own);
  } catch (const UnknownWords& unknown) {
    fail_with_lines(unknown, options, session.world().args);
  }
}

}  // namespace

InteractionOptions with_input(InteractionOptions options, Session& session) {
  constexpr std::string_view input = "-";
  if (options.note == input) options.note = read_input(session);
  const auto place = std::find(options.learned.begin(), options.learned.end(), input);
  if (place == options.learned.end()) return options;
  const std::string text = read_input(session);
  std::vector<std::string> lines;
  for (const std::string_view line : split(text, '\n'))
    if (!trim(line).empty()) lines.emplace_back(trim(line));
  options.learned.insert(options.learned.erase(place), lines.begin(), lines.end());
  return options;
}

void declare_learned_options(Args& args, InteractionOptions& options) {
  args.option(options.learned, "-l,--learned", "TEXT",
              "something learned; repeatable; \"pain: … #theme\"; - reads a line each from "
              "standard input",
              Completes::learning_type)
      .option(options.mood, "--mood", "MOOD", "good, neutral or rough", Completes::mood)
      .option(options.promises, "--promise", "TEXT", "what you said you would do; repeatable")
      .option(options.dues, "--due", "DATE", "when the promise before it is due",
              Completes::future_date);
}

void declare_note_options(Args& args, InteractionOptions& options) {
  args.option(options.note, "-m,--note", "TEXT",
              "a note on the talk; - reads it from standard input")
      .flag(options.edit, "-e,--edit", "write the note in your editor")
      .flag(options.is_private, "--private", "note and mood stay on this machine");
}

void declare_host_options(Args& args, InteractionOptions& options) {
  args.option(options.with, "--with", "PM", "another PM or a person who was there; repeatable",
              Completes::pm);
}

void declare_kind_options(Args& args, InteractionOptions& options) {
  args.option(options.kind, "--kind", "KIND", "visit, video, call, board, event, email, chat",
              Completes::kind)
      .option(options.purpose, "--purpose", "PURPOSE",
              "discovery, demo, support, sales, training, escalation, check-in",
              Completes::purpose);
  for (const auto& kind : kinds)
    args.alias(fmt::format("--{}", kind.name), fmt::format("--kind {}", kind.name));
}

void declare_interaction_options(Args& args, InteractionOptions& options) {
  args.word(options.words, "WORDS",
            "how long, when, how and why, in any order: 1h yest 14:00 visit demo",
            Completes::talk_word)
      .no_option("--date --when --time --day --start", "just say it: yesterday, tue 14:00, 3 mar")
      .no_option("--length --duration --minutes --hours", "just say it: 45m, 1h30, 14:00-15:10")
      .no_option("--text --insight --learn", "write it after a colon, or with -l TEXT")
      .no_option("--type", "just say it: visit, video, call, board, event, email, chat")
      .no_option("--theme --themes", "write it in what you learned: +orders")
      .no_option("--who --customer --company --person --name --for",
                 "whom you talked with comes first: rapport log acme 45m")
      .colon_opens_text();
  declare_learned_options(args, options);
  declare_note_options(args, options);
  declare_host_options(args, options);
  args.option(options.at, "--at", "WHEN", "when it began: \"2026-11-16 14:00\"", Completes::date);
  declare_kind_options(args, options);
}

std::string line_with_length(const Session& session) {
  std::vector<std::string> args = session.world().args;
  if (args.size() == 2 && match_length(args[1])) return "rapport log acme " + args[1];
  const auto colon = std::find_if(args.begin(), args.end(), [&](const std::string& word) {
    return word == ":" || (word.ends_with(':') && &word > &args[1]);
  });
  args.insert(colon, "45m");
  return line_of(args);
}

LogLine read_line(const InteractionOptions& options, Session& session, Leaning leaning, Loop loop,
                  const std::optional<Moment>& own) {
  const Moment& now = session.now();
  LogLine line = read_typed(options, session, leaning, loop, own);
  if (line.length) ask_about_length(*line.length, session);
  if (line.asks_learned) line.learned = ask_for_learned(session);
  if (!line.sentence.empty()) line.learned = sentence_learned(line.sentence, session);
  if (options.at)
    set_once(line.when, std::optional{parse_when(*options.at, now, leaning, own)}, "date");
  set_once(line.kind, word_of<Kind>(options.kind, "kind"), "kind");
  set_once(line.purpose, word_of<Purpose>(options.purpose, "purpose"), "purpose");
  return line;
}

void declare_new_customer_options(Args& args, NewCustomerOptions& options) {
  args.flag(options.is_new, "--new", "WHO is a new customer, even if the name is close to another")
      .option(options.cls, "--class", "CLASS",
              "for a new customer: customer, prospect, partner, internal", Completes::cls)
      .option(options.region, "--region", "NAME", "for a new customer", Completes::region)
      .option(options.segment, "--segment", "NAME", "for a new customer", Completes::segment)
      .option(options.tags, "--tag", "NAME", "for a new customer; repeatable", Completes::tag);
}

}  // namespace rapport
