#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// The one way in which a command writes.
namespace rapport {

/// What a command wrote, for its answer.
struct Outcome {
  Uid uid;                         ///< the entity of which the answer speaks
  std::vector<std::string> notes;  ///< what else it did, in sentences; empty on a retry
  std::set<Uid> created = {};      ///< what else it created, where the answer names that
  std::int64_t cmd = 0;            ///< filled in by `write`, 0 where nothing changed: see
                                   ///< `Store::touched_by`
  bool has_changed = true;         ///< whether anything was saved; filled in by `write`
};

/// For a command that answers from the journal (`Outcome::cmd`), whatever it wrote.
inline constexpr std::string_view any_entity{};

/// What a command does where weeks that are over stand otherwise after it: says so, or, where it
/// overturns one that was judged, asks before.
struct Flips {
  bool asks = false;
  bool yes = false;  ///< `--yes`: it is not asked
};

using ChangeFunction = std::function<Outcome(Writing&)>;
using AnswerFunction = std::function<Document(const Outcome&)>;

/// Takes the write lock, lets `change` write, commits, and answers.
///
/// - In the history the command is called `verb`.
/// - Where there is no book yet, `change` is first tried on an empty one in memory: what it refuses
///   leaves no file behind, nor does what changes nothing. Where a name in it is unclear, somebody
///   at the terminal is asked, without the lock. So it may run twice; what it captures it assigns,
///   and never adds to.
/// - A retry with the same `--op-id` writes nothing and answers as the first time did: of the
///   entity of the kind `ent` that the first one wrote, as it is now. Throws Error(not_found) where
///   that was another command, or what it wrote was removed since.
/// - A change that alters nothing is not committed: nothing was saved, and the answer ends in
///   "nothing to change" unless the notes of the outcome, which are then for the answer, say why.
/// - Weeks that are over and stand otherwise afterwards are listed, whatever the command: before
///   the commit, without the lock, where `flips` asks. The document's answer is "no" where the
///   person at the terminal said no; throws Error(usage) where nobody can be asked.
/// - `answer` reads the book as it is after the commit, all of it at one moment. It waits for
///   nobody.
Document write(Session& session, const char* verb, std::string_view ent,
               const ChangeFunction& change, const AnswerFunction& answer, Flips flips = {});

/// For a command that writes entities of several kinds. `Outcome::uid` is nil on a retry: such an
/// answer is made from what the journal says of `Outcome::cmd`, on the first run too.
Document write(Session& session, const char* verb, const ChangeFunction& change,
               const AnswerFunction& answer);

template <typename T>
Document write(Session& session, const char* verb, const ChangeFunction& change,
               const AnswerFunction& answer, Flips flips = {}) {
  return write(session, verb, EntityTraits<T>::name, change, answer, flips);
}

/// What `outcome` says besides, below the answer.
void add_notes(Document& document, const Outcome& outcome);

/// As above, where the answer is about the entity alone, whichever command wrote it.
using EntityAnswer = Document (*)(Session&, const char* verb, const Uid& uid);

template <typename T>
Document write(Session& session, const char* verb, const ChangeFunction& change,
               EntityAnswer answer) {
  return write<T>(session, verb, change, [&, answer](const Outcome& outcome) {
    Document document = answer(session, verb, outcome.uid);
    add_notes(document, outcome);
    return document;
  });
}

/// What was written of the kind T, as it is now; without what was removed since.
template <typename T>
std::vector<T> written(Store& store, const Outcome& outcome) {
  std::vector<T> all;
  for (const Touched& touched : store.touched_by(outcome.cmd))
    if (touched.ent == EntityTraits<T>::name)
      if (auto found = store.find<T>(touched.uid)) all.push_back(std::move(*found));
  return all;
}

/// As `write`, for a command that writes many entities and has refused beforehand what it could (an
/// import): `change` runs once, nothing is said where it changes nothing, and a retry answers
/// without it, on the book as it is.
Document write_many(Session& session, const char* verb, const std::function<void(Writing&)>& change,
                    const std::function<Document()>& answer);

/// True for a retry of `verb` with the same `--op-id`. Throws Error(not_found) where that belongs
/// to another command.
bool is_retry(Session& session, const char* verb);

}  // namespace rapport
