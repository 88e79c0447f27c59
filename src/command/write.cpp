#include "command/write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "command/standing_watch.hpp"
#include "command/standings.hpp"
#include "command/unclear.hpp"
#include "rapport/base/error.hpp"
#include "rapport/store/bulk.hpp"
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
    throw Error(ErrorKind::not_found,
                "that --op-id was used, and what it saved has been removed since",
                "use a new UUID");
  outcome.uid = found->uid;
  return outcome;
}

bool overturn(const std::vector<StandingChange>& flips) {
  return std::any_of(flips.begin(), flips.end(),
                     [](const StandingChange& flip) { return flip.overturns(); });
}

/// Commits what `change` writes, unless that overturns weeks and must not yet; answers the weeks
/// that are over and stand otherwise then.
std::vector<StandingChange> change_book(Session& session, const char* verb, std::string_view ent,
                                        const ChangeFunction& change, bool may_overturn,
                                        Outcome& outcome) {
  Writing writing = session.write(verb);
  if (const auto& before = writing.repeated()) {
    outcome = outcome_of(session, *before, verb, ent);
    return {};
  }
  StandingWatch watch(session, writing);
  outcome = change(writing);
  outcome.has_changed = writing.has_changed();
  outcome.cmd = outcome.has_changed ? writing.cmd() : 0;
  if (!outcome.has_changed) return {};
  auto flips = watch.changes();
  if (may_overturn || !overturn(flips)) writing.commit();
  return flips;
}

/// Weeks in another state go to stderr, where a person has not seen them already; other sums are
/// part of the answer.
void add_flips(Document& document, const std::vector<StandingChange>& changes, bool were_shown) {
  std::vector<StandingChange> sums, flips;
  std::partition_copy(changes.begin(), changes.end(), std::back_inserter(flips),
                      std::back_inserter(sums),
                      [](const StandingChange& change) { return change.changes_state(); });
  bool has_table = false, has_effects = false;
  for (const Block& block : document.blocks)
    if (const auto* table = std::get_if<Table>(&block)) {
      has_table = true;
      has_effects |= table->key == effects_key;
    }
  if (!has_table) document.main_table = "none";  // what is printed as CSV stays as it is
  document.blocks.emplace_back(flips_table(flips));
  if (were_shown || has_effects) return;
  for (std::string& line : standing_lines(sums))
    document.blocks.emplace_back(Text{std::move(line)});
  for (std::string& line : flip_notices(flips)) document.notices.push_back(std::move(line));
}

}  // namespace

void add_notes(Document& document, const Outcome& outcome) {
  for (const std::string& note : outcome.notes) document.blocks.emplace_back(Text{note});
}

Document write(Session& session, const char* verb, std::string_view ent,
               const ChangeFunction& change, const AnswerFunction& answer, Flips policy) {
  session.refuse_past(verb);
  Outcome outcome;
  std::vector<StandingChange> flips;
  bool is_agreed = false;
  if (session.has_book() || changes_empty_book(session, verb, change, outcome)) {
    const bool may_overturn = !policy.asks || policy.yes;
    const auto run = [&](bool may) {
      return asking_which(session,
                          [&] { return change_book(session, verb, ent, change, may, outcome); });
    };
    flips = run(may_overturn);
    if (!may_overturn && overturn(flips)) {
      if (!confirm_flips(session, flips, false))
        return {.report = verb, .blocks = {Text{"nothing was changed"}}, .answer = false};
      flips = run(true);
      is_agreed = true;
    }
  }
  const ReadLock lock(session.store().db());
  Document document = answer(outcome);
  add_flips(document, flips, is_agreed);
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
  std::vector<StandingChange> flips;
  {
    Writing writing = session.write(verb);
    if (const auto& before = writing.repeated()) {
      check_verb(session, *before, verb);
    } else {
      StandingWatch watch(session, writing);
      change(writing);
      if (writing.has_changed()) {
        writing.commit();
        expect_few_records(session.store().db());  // what follows may read a life of talks
        flips = watch.changes();
      }
    }
  }
  Document document = answer();
  add_flips(document, flips, false);
  return document;
}

}  // namespace rapport
