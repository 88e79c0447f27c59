#pragma once

#include <functional>
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
};

using ChangeFunction = std::function<Outcome(Writing&)>;
using AnswerFunction = std::function<Document(const Outcome&)>;

/// Takes the write lock, lets `change` write, commits, and answers.
///
/// - In the history the command is called `verb`.
/// - Where there is no book yet, `change` is first tried on an empty one in memory: what it refuses
///   leaves no file behind, nor does what changes nothing. So it may run twice; what it captures it
///   assigns, and never adds to.
/// - A retry with the same `--op-id` writes nothing and answers as the first time did: of the
/// entity
///   of the kind `ent` that the first one wrote, as it is now. Throws Error(not_found) where that
///   was another command, or what it wrote was removed since.
/// - A change that alters nothing is not committed: the answer ends in "nothing to change", and
///   nothing was saved.
/// - `answer` runs without the lock, on the book as it is after the commit.
Document write(Session& session, const char* verb, std::string_view ent,
               const ChangeFunction& change, const AnswerFunction& answer);

template <typename T>
Document write(Session& session, const char* verb, const ChangeFunction& change,
               const AnswerFunction& answer) {
  return write(session, verb, EntityTraits<T>::name, change, answer);
}

}  // namespace rapport
