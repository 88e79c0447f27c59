#pragma once

#include <string>
#include <string_view>

#include "rapport/domain/interaction.hpp"

namespace rapport {

/// What a candidate means for the book.
enum class ImportChange {
  same,  ///< it is here, and stays as it is
  added,
  adopted,  ///< typed in before: it only learns what it is known by
  held,     ///< a plan took place
  moved,    ///< in time or length
  cancelled,
  planned,  ///< it was off, and is to be again
  joined,   ///< its owner is one host more
};

struct Reconciled {
  Interaction talk;
  ImportChange change = ImportChange::same;
  bool keeps_ours = false;  ///< the file changed what people changed here, too
};

/// `ours` as it is in the book, changed by what the calendar changed since: start, length and
/// status, each only where nobody changed it by hand. `written` is what imports alone have written
/// of it, without hosts where it was typed in: then nothing changes. `theirs` is the event now. A
/// plan becomes held only when it stands as the calendar wrote it. `owner`, whose calendar it is,
/// becomes a host once.
Reconciled reconcile(const Interaction& ours, const Interaction& written, const Interaction& theirs,
                     const Uid& owner);

/// Which of several states of an event it is: its SEQUENCE, when it was last changed, and whether
/// that is said of the whole series. Empty where the calendar says neither.
std::string version_text(int sequence, std::string_view changed, bool is_of_series);
bool is_version_of_series(std::string_view version);

/// The SEQUENCE in a version; 0 where it is empty.
int sequence_in(std::string_view version);

/// True when `version` was overtaken by `other`: by the SEQUENCE, then by when it was changed. What
/// is said of a series and of one occurrence count apart: of those the day alone tells.
bool is_older(std::string_view version, std::string_view other);

/// True when the two overlap in time, or one is known by its day alone and it is the same day, and
/// they share a host and a customer.
bool is_same_talk(const Interaction& typed, const Interaction& imported);

}  // namespace rapport
