#pragma once

#include <optional>
#include <span>
#include <vector>

#include "command/about/completion.hpp"
#include "command/resolve.hpp"

namespace rapport {

using Choices = std::vector<Choice>;

/// What choices are made from: the cursor, the clock, and the book where it is needed and there.
struct ChoiceQuery {
  const Cursor& cursor;
  const Session& session;
  std::optional<Store> book;
};

/// Where the choices for one kind of argument come from. Those that say `is_matched` are compared
/// with what was typed already, by any word of a name; all others still are, by how they begin.
struct ChoiceSource {
  Completes completes;
  Choices (*choices)(ChoiceQuery& query);
  bool is_matched = false;
};

/// Those that read the book, and are only asked where there is one.
std::span<const ChoiceSource> book_sources();

/// The names of these kinds that go on as the cursor has it; behind the last comma where `in_list`.
Choices name_choices(ChoiceQuery& query, const KindNames& among, bool in_list);

/// The book that the line being typed names with `--db`.
std::optional<std::string> typed_book(const Cursor& cursor);

/// The names of default targets and those of the book, where there is one.
Choices target_choices(ChoiceQuery& query);

/// The files in the folder of backups; none where there are none.
Choices backup_choices(ChoiceQuery& query);

}  // namespace rapport
