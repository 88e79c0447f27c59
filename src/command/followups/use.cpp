#include <fmt/format.h>

#include <array>

#include "command/talks/recording.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"

// `rapport use`: one's own product, used as a customer would. The loop `self`: never added to that
// of customers.
namespace rapport {
namespace {

struct UseOptions {
  InteractionOptions talk;
  std::vector<std::string> delights, frictions;
};

void declare_use(Args& args, UseOptions& options) {
  args.word(options.talk.words, "WORDS", "how long and when: 20, 1h yest, 9:00-9:40",
            Completes::length)
      .colon_opens_text(0)
      .option(options.delights, "--delight", "TEXT", "what you liked; repeatable")
      .option(options.frictions, "--friction", "TEXT", "what got in the way; repeatable")
      .option(options.talk.learned, "-l,--learned", "TEXT",
              "something else; repeatable; \"friction: … #theme\"")
      .option(options.talk.at, "--at", "WHEN", "when it began: \"2026-11-16 14:00\"",
              Completes::date);
  declare_note_options(args, options.talk);
  declare_host_options(args, options.talk);
  args.example("rapport use 20 friction: the import forgets the mapping +import",
               "twenty minutes, just now")
      .example(
          "rapport use 45m yest --delight \"undo works everywhere\" --friction \"slow search\"")
      .prose(
          "Use it as a customer would: with their data, without shortcuts. These minutes count "
          "only for targets of the loop `self`: `rapport target add own-use --loop self --metric "
          "hours --amount 1h`.");
}

void refuse_kind(const UseOptions& options, const Moment& now) {
  const LogLine line = parse_log_line(options.talk.words, now, Leaning::past, Loop::self);
  if (line.kind || line.purpose)
    throw Error(ErrorKind::usage,
                fmt::format("'{}' is said of talks",
                            line.kind ? name_of(*line.kind) : name_of(*line.purpose)),
                "say how long you used the product, and when: rapport use 20 yest");
}

Document run_use(const UseOptions& options, Session& session) {
  refuse_kind(options, session.now());
  InteractionDraft draft = read_past(options.talk, session, {.loop = Loop::self},
                                     [](const Interaction&) { return "say so once it is over"; });
  for (const std::string& text : options.delights) add_learning(draft, "delight: " + text);
  for (const std::string& text : options.frictions) add_learning(draft, "friction: " + text);
  return record(session, "use", draft, [](Recording& recording) { save(recording); });
}

constexpr std::array use_rows{
    Command{"use", "record that you used your own product",
            prepare<UseOptions, declare_use, run_use>},
};

}  // namespace

std::span<const Command> use_commands() { return use_rows; }

}  // namespace rapport
