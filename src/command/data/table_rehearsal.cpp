#include <fmt/format.h>

#include <optional>

#include "command/data/table_plan.hpp"
#include "rapport/base/text.hpp"
#include "rapport/exchange/csv.hpp"

// `rapport import FILE.csv --dry-run`: how the table was understood, for people to compare.
namespace rapport {
namespace {

constexpr std::size_t most_shown = 5;     // talks
constexpr std::size_t longest_list = 60;  // columns of the terminal, of names that were not read

Table columns_table(const CrmReader& reader) {
  Table table{.key = "columns",
              .title = "Read",
              .columns = {{"column", "Column"}, {"field", "As"}},
              .rows = {},
              .empty = ""};
  for (const auto& [column, field] : reader.columns())
    table.rows.push_back({{column}, {std::string(name_of(field))}});
  return table;
}

Table talks_table() {
  return {.key = "first",
          .title = "The first talks in it",
          .columns = {{"start", "When"},
                      {"minutes", "Length"},
                      {"kind", "Kind"},
                      {"customer", "Customer"},
                      {"pm", "PM"},
                      {"status", "Status"}},
          .rows = {},
          .empty = ""};
}

void add_row(Table& table, const TableTalk& row) {
  table.rows.push_back({{row.talk.start},
                        {row.talk.length},
                        {std::string(name_of(row.talk.kind))},
                        {row.said.customer},
                        {row.pm->name},
                        {std::string(name_of(row.talk.status))}});
}

}  // namespace

void add_rehearsal(Document& document, const std::string& text, const CrmMapping& words,
                   TableJudge& judge) {
  std::optional<CrmReader> reader;
  Table talks = talks_table();
  read_csv(text, [&](const CsvRow& row) {
    if (!reader) {
      reader.emplace(row.cells, words);
      return;
    }
    if (talks.rows.size() == most_shown) return;
    auto reading = reader->read(row.cells);
    if (auto* said = std::get_if<CrmTalk>(&reading)) {
      const auto judged = judge.judge(std::move(*said));
      if (const auto* talk = std::get_if<TableTalk>(&judged)) add_row(talks, *talk);
    }
  });
  if (!reader) return;
  document.blocks.emplace_back(columns_table(*reader));
  const std::string unread = fmt::format("{}", fmt::join(reader->unread(), ", "));
  if (!unread.empty())
    document.blocks.emplace_back(
        Text{"not read: " + shorten(printable(unread), longest_list), Tone::quiet});
  document.blocks.emplace_back(std::move(talks));
}

}  // namespace rapport
