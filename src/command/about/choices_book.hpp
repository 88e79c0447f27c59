#pragma once

#include <optional>
#include <vector>

#include "command/about/completion.hpp"
#include "command/resolve.hpp"

namespace rapport {

using Choices = std::vector<Choice>;

/// What a choice is made from: the cursor, the clock, and the book where there is one.
struct Asked {
  const Cursor& cursor;
  const Session& session;
  std::optional<Store> book;
};

/// True where the choices come from the book.
bool reads_book(Completes what);

/// True where `book_choices` compares with what was typed, by any word of a name. All others are
/// still to be compared, by how they begin.
bool is_found_by_name(Completes what);

/// The choices that come from the book: none without one.
Choices book_choices(Asked& asked);

/// The names of these kinds that go on as the cursor has it; behind the last comma where `in_list`.
Choices name_choices(Asked& asked, const KindNames& among, bool in_list);

/// The files in the folder of backups; none where there are none.
Choices backup_choices(const Asked& asked);

}  // namespace rapport
