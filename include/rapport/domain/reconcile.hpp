#pragma once

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
  joined,  ///< its owner is one host more
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

/// True when the two overlap in time, or one is known by its day alone and it is the same day, and
/// they share a host and a customer.
bool is_same_talk(const Interaction& typed, const Interaction& imported);

}  // namespace rapport
