#include "command/talks/several.hpp"

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

bool is_shown_list(const Block& block) {
  const auto* table = std::get_if<Table>(&block);
  return table != nullptr && table->audience != Audience::programs && !table->rows.empty();
}

/// Adds what `more` says, above what is listed, and what it lists; single values stay those of the
/// first one.
void append_answer(Document& document, const Document& more) {
  for (const Block& block : more.blocks) {
    if (std::holds_alternative<Text>(block)) {
      const auto list = std::find_if(document.blocks.begin(), document.blocks.end(), is_shown_list);
      document.blocks.insert(list, block);
      continue;
    }
    const auto* table = std::get_if<Table>(&block);
    if (std::holds_alternative<KeyValues>(block)) continue;
    const auto same =
        std::find_if(document.blocks.begin(), document.blocks.end(), [&](const Block& other) {
          const auto* known = std::get_if<Table>(&other);
          return table != nullptr && known != nullptr && known->key == table->key;
        });
    if (same == document.blocks.end())
      document.blocks.push_back(block);
    else
      for (const auto& row : table->rows) std::get<Table>(*same).rows.push_back(row);
  }
  document.notices.insert(document.notices.end(), more.notices.begin(), more.notices.end());
}

}  // namespace

std::vector<std::string> numbers_in(std::string_view typed) {
  std::vector<std::string> numbers;
  for (const std::string_view part : split(typed, ','))
    if (!trim(part).empty()) numbers.emplace_back(trim(part));
  return numbers;
}

Document several(Session& session, std::size_t count,
                 const std::function<Document(std::size_t)>& run) {
  if (count > 1 && session.globals().op_id)
    throw Error(ErrorKind::usage, "--op-id is for one command", "give each a line of its own");
  Document document = run(0);
  for (std::size_t i = 1; i < count; ++i) append_answer(document, run(i));
  return document;
}

}  // namespace rapport
