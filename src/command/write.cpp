#include "command/write.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

/// Refuses, on an empty book in memory, what `change` would refuse on a new one. True where it
/// would change anything: else no book has to be made, and `outcome` is what there is to say.
bool changes_empty_book(Session& session, const char* verb, const ChangeFunction& change,
                        Outcome& outcome) {
  Writing trial(session.store(), verb, session.world().clock, {});
  outcome = change(trial);
  return trial.has_changed();
}

Outcome outcome_of(Store& store, const CommandRecord& before, const char* verb,
                   std::string_view ent) {
  if (before.verb != verb)
    throw Error(ErrorKind::not_found, fmt::format("that --op-id belongs to `{}`", before.verb),
                "use a new UUID");
  const auto touched = store.touched_by(before.cmd);
  const auto found = std::find_if(touched.begin(), touched.end(),
                                  [&](const Touched& one) { return one.ent == ent; });
  if (found == touched.end() || (found->op != Op::remove && !store.is_live(found->uid, ent)))
    throw Error(ErrorKind::not_found, "that --op-id was used, and what it wrote removed since",
                "use a new UUID");
  return {.uid = found->uid, .notes = {}};
}

}  // namespace

Document write(Session& session, const char* verb, std::string_view ent,
               const ChangeFunction& change, const AnswerFunction& answer) {
  session.refuse_past(verb);
  Outcome outcome;
  bool has_changed = session.has_book() || changes_empty_book(session, verb, change, outcome);
  if (has_changed) {
    Writing writing = session.write(verb);
    if (const auto& before = writing.repeated()) {
      outcome = outcome_of(session.store(), *before, verb, ent);
    } else {
      outcome = change(writing);
      has_changed = writing.has_changed();
      if (has_changed) writing.commit();
    }
  }
  Document document = answer(outcome);
  if (has_changed) return document;
  document.saved.clear();
  document.blocks.emplace_back(Text{"nothing to change", Tone::quiet});
  return document;
}

}  // namespace rapport
