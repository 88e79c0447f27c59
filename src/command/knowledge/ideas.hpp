#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/report/ideas.hpp"

/// What several commands do with ideas and votes.
namespace rapport {

/// All ideas of the book, with who asked for them.
IdeaReport load_ideas_report(Session& session);

/// "#2 CSV download (2 asking) becomes one with #1 Bulk export (3 asking): 4 asking".
std::string merged_votes_text(Session& session, const Idea& duplicate, const Idea& into);

/// The vote of a customer for an idea, and whether it was cast just now.
struct CastVote {
  Vote vote;
  bool is_new = true;
};

/// Casts the vote of `customer`, unless there is one. Without `proof` the latest held talk with
/// them proves it: throws Error(not_found) where there is none.
CastVote cast_vote(Writing& writing, Store& store, const Idea& idea, const Customer& customer,
                   const std::optional<Interaction>& proof, Date today);

/// The talk `#12` as a proof of what `customer` asks for; nothing where none is named. Throws
/// Error(usage) for a talk with customers without this one, and for one not held.
std::optional<Interaction> resolve_proof(Store& store, const std::optional<std::string>& id,
                                         const Customer& customer);

/// "Acme Robotics asks for #3 Bulk export (talk #12)".
std::string vote_text(Store& store, const CastVote& cast);

/// The customers of `talk` ask for each of `ideas`, a number or a name, and the talk proves it; a
/// name that no idea has makes a new one. Answers what was done, in sentences. Throws
/// Error(not_found) for a name that several have or that is near to one.
std::vector<std::string> add_votes(const std::vector<std::string>& ideas, Store& store,
                                   Writing& writing, const Interaction& talk);

/// A theme as typed, with or without `#` or `+`. Throws Error(usage) for what can be no tag.
std::string read_theme(const std::string& typed);
std::set<std::string> read_themes(const std::vector<std::string>& typed);

/// What a command that wrote an idea answers: values for programs and one line.
Document idea_answer(Session& session, const char* report, const Uid& uid);

}  // namespace rapport
