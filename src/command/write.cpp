#include "command/write.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

/// Refuses, on an empty book in memory, what `change` would refuse on a new one.
void try_without_book(Session& session, const char* verb, const ChangeFunction& change) {
  Writing trial(session.store(), verb, session.world().clock, {});
  change(trial);
}

void check_verb(const CommandRecord& before, const char* verb) {
  if (before.verb != verb)
    throw Error(ErrorKind::not_found, fmt::format("that --op-id belongs to `{}`", before.verb),
                "use a new UUID");
}

Outcome outcome_of(Store& store, const CommandRecord& before, const char* verb,
                   std::string_view ent) {
  check_verb(before, verb);
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
  if (!session.has_book()) try_without_book(session, verb, change);
  Outcome outcome;
  bool has_changed = true;
  {
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

bool is_retry(Session& session, const char* verb) {
  const auto before = session.repeated();
  if (before) check_verb(*before, verb);
  return before.has_value();
}

Document write_many(Session& session, const char* verb, const std::function<void(Writing&)>& change,
                    const std::function<Document()>& answer) {
  {
    Writing writing = session.write(verb);
    if (const auto& before = writing.repeated()) {
      check_verb(*before, verb);
    } else {
      change(writing);
      if (writing.has_changed()) writing.commit();
    }
  }
  return answer();
}

}  // namespace rapport
