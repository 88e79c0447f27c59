#include "command/write.hpp"

#include <fmt/format.h>

#include "command/unclear.hpp"
#include "rapport/base/error.hpp"
#include "rapport/store/read_lock.hpp"

namespace rapport {
namespace {

/// Refuses, on an empty book in memory, what `change` would refuse on a new one. True where it
/// would change anything: else no book has to be made, and `outcome` is what there is to say.
bool changes_empty_book(Session& session, const char* verb, const ChangeFunction& change,
                        Outcome& outcome) {
  Writing trial(session.store(), verb, session.world().clock, {});
  outcome = change(trial);
  outcome.has_changed = trial.has_changed();
  return outcome.has_changed;
}

void check_verb(Session& session, const CommandRecord& before, const char* verb) {
  session.check_retry(before);
  if (before.verb != verb)
    throw Error(ErrorKind::not_found, fmt::format("that --op-id belongs to `{}`", before.verb),
                "use a new UUID");
}

Outcome outcome_of(Session& session, const CommandRecord& before, const char* verb,
                   std::string_view ent) {
  check_verb(session, before, verb);
  Store& store = session.store();
  Outcome outcome{.uid = {}, .notes = {}, .cmd = before.cmd};
  const Touched* found = nullptr;
  const auto touched = store.touched_by(before.cmd);
  for (const Touched& one : touched) {
    if (found == nullptr && one.ent == ent) found = &one;
    if (one.created) outcome.created.insert(one.uid);
  }
  if (ent == any_entity) return outcome;
  if (found == nullptr || (found->op != Op::remove && !store.is_live(found->uid, ent)))
    throw Error(ErrorKind::not_found, "that --op-id was used, and what it wrote removed since",
                "use a new UUID");
  outcome.uid = found->uid;
  return outcome;
}

/// Runs `change` under the write lock and commits what it changed.
Outcome committed(Session& session, const char* verb, std::string_view ent,
                  const ChangeFunction& change) {
  Writing writing = session.write(verb);
  if (const auto& before = writing.repeated()) return outcome_of(session, *before, verb, ent);
  Outcome outcome = change(writing);
  outcome.has_changed = writing.has_changed();
  outcome.cmd = outcome.has_changed ? writing.cmd() : 0;
  if (outcome.has_changed) writing.commit();
  return outcome;
}

}  // namespace

Document write(Session& session, const char* verb, std::string_view ent,
               const ChangeFunction& change, const AnswerFunction& answer) {
  session.refuse_past(verb);
  Outcome outcome;
  if (!session.begins_book() || changes_empty_book(session, verb, change, outcome))
    outcome = settling(session, [&] { return committed(session, verb, ent, change); });
  const ReadLock lock(session.store().db());
  Document document = answer(outcome);
  if (outcome.has_changed) return document;
  document.saved.clear();
  if (outcome.notes.empty()) document.blocks.emplace_back(Text{"nothing to change", Tone::quiet});
  return document;
}

Document write(Session& session, const char* verb, const ChangeFunction& change,
               const AnswerFunction& answer) {
  return write(session, verb, any_entity, change, answer);
}

bool is_retry(Session& session, const char* verb) {
  const auto before = session.repeated();
  if (before) check_verb(session, *before, verb);
  return before.has_value();
}

Document write_many(Session& session, const char* verb, const std::function<void(Writing&)>& change,
                    const std::function<Document()>& answer) {
  {
    Writing writing = session.write(verb);
    if (const auto& before = writing.repeated()) {
      check_verb(session, *before, verb);
    } else {
      change(writing);
      if (writing.has_changed()) writing.commit();
    }
  }
  return answer();
}

}  // namespace rapport
