#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/domain/candidate.hpp"
#include "rapport/domain/directory.hpp"

/// Whose book it becomes where the first command of somebody is an import.
namespace rapport {

/// The PM who begins a book without any: whom `--pm "Name <mail>"` names, else who somebody at the
/// terminal says that they are, `guess` at hand. Nothing where the book has PMs. Throws
/// Error(not_found) with the line to type where nobody can be asked.
std::optional<Pm> find_newcomer(Session& session, const std::string& file, const Attendee& guess);

/// Adds them as "me"; colleagues are those of their e-mail domain, where that is not everybody's.
/// Answers their uid.
Uid add_newcomer(Writing& writing, Store& store, const Pm& newcomer);

/// What a calendar of that name tells of its owner: the name itself, where that is an address, else
/// who is in most of its events.
Attendee most_frequent_attendee(const std::string& calendar_name,
                                const std::vector<ImportCandidate>& events);

/// A book with nobody but them.
Directory directory_with(const Pm& newcomer);

/// The domain of those who are colleagues of a newcomer; empty where nobody knows it.
std::string own_domain_of(const Pm& newcomer);

/// "this book is yours now, Priya", for the answer.
std::string newcomer_text(const Pm& newcomer);

}  // namespace rapport
