#include "rapport/report/told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/followups/closing.hpp"
#include "command/followups/loops.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"

// `rapport told`: closing loops. What shipped, was declined, kept or resolved waits here until
// whoever asked for it has heard.
namespace rapport {
namespace {

struct ToldOptions {
  std::optional<std::string> who, on;
  std::vector<std::string> what;
};

void declare_told(Args& args, ToldOptions& options) {
  args.word(options.who, "WHO", "the customer or colleague you told; without it, who is waiting",
            Completes::who)
      .word(options.what, "WHAT",
            "only these: the beginning of a name, or 'idea 3', 'promise 2', 'showstopper 1'; by "
            "default all")
      .option(options.on, "--on", "DATE", "when; by default today", Completes::date)
      .example("rapport told", "who is waiting to hear about what")
      .example("rapport told acme", "after the call: Acme has been told everything")
      .example("rapport told acme \"bulk exp\" --on yest", "about this one, and it was yesterday")
      .prose(
          "There is something to tell when an idea ships or is declined, to each customer who "
          "asked for it; when a promise is done; and when a showstopper is resolved. `rapport "
          "undo` takes it back.");
}

Document load_waiting(Session& session) {
  const LoopFacts facts = load_loop_facts(session);
  std::vector<AwaitedOutcome> all = loops_of(facts);
  if (session.globals().pm) {
    const Uid pm = current_pm(session).uid;
    std::erase_if(all, [&](const AwaitedOutcome& loop) { return !loop.pms.contains(pm); });
  }
  std::vector<AwaitedOutcome> open = all;
  std::erase_if(open, [](const AwaitedOutcome& loop) { return loop.closed_on.has_value(); });
  return loops_waiting(build_told(open, all, facts.customers, session.today()));
}

/// "idea 3" and "idea #3" for the idea of that number.
bool is_numbered_so(const AwaitedOutcome& loop, const std::string& typed) {
  return typed == fmt::format("{} {}", name_of(loop.kind), loop.number) ||
         typed == fmt::format("{} #{}", name_of(loop.kind), loop.number) ||
         typed == fmt::format("#{}", loop.number) || typed == fmt::format("{}", loop.number);
}

[[noreturn]] void fail_no_loop(const std::string& typed, const std::vector<AwaitedOutcome>& among,
                               bool several) {
  std::vector<std::string> names;
  for (const AwaitedOutcome& loop : among)
    names.push_back(fmt::format("{} {} {}", name_of(loop.kind), loop.number, printable(loop.name)));
  throw Error(ErrorKind::not_found,
              quoted(typed) + (several ? " may mean several things" : " is not waiting to be told"),
              names.empty() ? "nothing does" : "there is: " + joined(names));
}

/// What `typed` means among what waits: a number, a whole name or the beginning of a word in it.
AwaitedOutcome find_loop(const std::vector<AwaitedOutcome>& among, const std::string& typed) {
  const std::string folded = fold(typed);
  std::vector<AwaitedOutcome> found;
  const auto keep = [&](const auto& is_meant) {
    if (found.empty())
      std::copy_if(among.begin(), among.end(), std::back_inserter(found), is_meant);
  };
  keep([&](const AwaitedOutcome& loop) { return fold(loop.name) == folded; });
  keep([&](const AwaitedOutcome& loop) { return is_numbered_so(loop, folded); });
  keep([&](const AwaitedOutcome& loop) { return begins_word(fold(loop.name), folded); });
  if (found.size() == 1) return found.front();
  fail_no_loop(typed, found.empty() ? among : found, !found.empty());
}

/// "idea", "3" typed as two words is one thing.
std::vector<std::string> things_in(const std::vector<std::string>& words) {
  constexpr std::array kinds{LoopKind::idea, LoopKind::promise, LoopKind::showstopper};
  std::vector<std::string> things;
  bool joins = false;
  for (const std::string& word : words) {
    if (joins)
      things.back() += " " + word;
    else
      things.push_back(word);
    joins = !joins && std::any_of(kinds.begin(), kinds.end(),
                                  [&](LoopKind kind) { return fold(word) == name_of(kind); });
  }
  return things;
}

Document run_told(const ToldOptions& options, Session& session) {
  if (!options.who) return load_waiting(session);
  const std::string& who = *options.who;
  return close_loops(session, "told", options.on,
                     fmt::format("there is nothing to tell {}", printable(who)),
                     [&](Store& store, const std::vector<AwaitedOutcome>& all) {
                       std::vector<AwaitedOutcome> theirs = loops_with(store, all, who);
                       if (options.what.empty()) return theirs;
                       std::vector<AwaitedOutcome> chosen;
                       for (const std::string& typed : things_in(options.what))
                         chosen.push_back(find_loop(theirs, typed));
                       return chosen;
                     });
}

constexpr std::array told_rows{
    Command{"told", "who has been told the outcome", prepare<ToldOptions, declare_told, run_told>},
};

}  // namespace

std::span<const Command> told_commands() { return told_rows; }

}  // namespace rapport
