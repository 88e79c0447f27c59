#include "command/talks/talk_options.hpp"

#include <fmt/format.h>

#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/domain/dates.hpp"

namespace rapport {
namespace {

template <typename T>
void take_once(std::optional<T>& place, const std::optional<T>& value, std::string_view what) {
  if (!value) return;
  if (place && *place != *value)
    throw Error(ErrorKind::usage, fmt::format("the {} is given twice", what), "leave one out");
  place = value;
}

}  // namespace

void declare_talk_words(Args& args, TalkOptions& options) {
  args.word(options.words, "WORDS",
            "how long, when, how and why, in any order: 1h yest 14:00 visit demo",
            Completes::talk_word)
      .colon_opens_text();
}

void declare_learned_options(Args& args, TalkOptions& options) {
  args.option(options.learned, "-l,--learned", "TEXT",
              "something learned; repeatable; \"pain: … #theme\"", Completes::learning_type)
      .option(options.mood, "--mood", "MOOD", "good, neutral or rough", Completes::mood)
      .option(options.promises, "--promise", "TEXT", "what you said you would do; repeatable")
      .option(options.dues, "--due", "DATE", "when the promise before it is due",
              Completes::future_date);
}

void declare_note_options(Args& args, TalkOptions& options) {
  args.option(options.note, "-m,--note", "TEXT", "a note on the talk")
      .flag(options.edit, "-e,--edit", "write the note in your editor")
      .flag(options.is_private, "--private", "note and mood stay on this machine");
}

void declare_host_options(Args& args, TalkOptions& options) {
  args.option(options.with, "--with", "PM", "another PM who was there; repeatable", Completes::pm);
}

void declare_kind_options(Args& args, TalkOptions& options) {
  args.option(options.kind, "--kind", "KIND", "visit, video, call, board, event, email, chat",
              Completes::kind)
      .option(options.purpose, "--purpose", "PURPOSE",
              "discovery, demo, support, sales, training, escalation, check-in",
              Completes::purpose);
  for (std::size_t i = 0; i < kinds.size(); ++i)
    args.alias(options.kind_flags[i], "--" + std::string(kinds[i].name),
               "--kind " + std::string(kinds[i].name));
}

void declare_talk_options(Args& args, TalkOptions& options) {
  declare_talk_words(args, options);
  declare_learned_options(args, options);
  declare_note_options(args, options);
  declare_host_options(args, options);
  args.option(options.at, "--at", "WHEN", "when it began: \"2026-11-16 14:00\"", Completes::date);
  declare_kind_options(args, options);
}

LogLine read_talk_options(const TalkOptions& options, const Moment& now, Leaning leaning,
                          Loop loop) {
  LogLine line = parse_log_line(options.words, now, leaning, loop);
  if (options.at)
    take_once(line.when, std::optional{parse_when(*options.at, now, leaning)}, "date");
  take_once(line.kind, word_of<Kind>(options.kind, "kind"), "kind");
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (options.kind_flags[i]) take_once(line.kind, std::optional{kinds[i].value}, "kind");
  take_once(line.purpose, word_of<Purpose>(options.purpose, "purpose"), "purpose");
  return line;
}

}  // namespace rapport
