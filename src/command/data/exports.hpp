#pragma once

#include <set>
#include <string>
#include <utility>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/record.hpp"

/// The pieces of `rapport export`: one file each.
namespace rapport {

/// The table that `--table` names, of all entities of a kind with every field; talks where none is
/// named. Throws Error(usage) that lists the tables.
Document export_table(Session& session);

/// Talks planned from today on, those called off of late and open promises as a calendar file; of
/// one PM where it is known whose book it is, or `--pm` says. With `is_own` without what came from
/// a calendar.
Document export_calendar(Session& session, bool is_own);

/// Everything about one customer or person, as `resolve_party` finds them: themselves, who is
/// there, talks with them and what came of these, and what names them or once did.
class Subject {
 public:
  Subject(Session& session, const std::string& name);

  /// True for what is about them.
  bool has(const std::string& space, const Uid& uid) const;

  /// The same to be read: what a talk says of others is left out.
  Document page(Session& session) const;

 private:
  Uid uid_;
  std::set<std::pair<std::string, Uid>> about_;
};

}  // namespace rapport
