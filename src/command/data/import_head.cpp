#include "command/data/import_head.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/names.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/exchange/csv.hpp"

namespace rapport {
namespace {

constexpr std::size_t title_rows = 20;  // above the head of a table, at most

/// "visit day" of "Visit Day=date".
std::string theirs_of(const std::string& entry) {
  return fold(trim(std::string_view(entry).substr(0, entry.rfind('='))));
}

}  // namespace

DateOrder date_order(const ImportOptions& options) {
  const std::string order = fold(options.dates.value_or("iso"));
  if (order == "iso" || order == "ymd") return DateOrder::iso;
  if (order == "dmy") return DateOrder::dmy;
  if (order == "mdy") return DateOrder::mdy;
  throw Error(ErrorKind::usage, fmt::format("--dates does not know '{}'", printable(order)),
              "use iso (2026-09-24), dmy (24.09.2026, 24/09/2026) or mdy (09/24/2026)");
}

void lay_over(std::set<std::string>& entries, const std::vector<std::string>& said) {
  for (const std::string& entry : said) {
    check_text(entry, "mapping");
    std::erase_if(entries,
                  [&](const std::string& old) { return theirs_of(old) == theirs_of(entry); });
    entries.insert(entry);
  }
}

std::size_t rows_above_head(const std::string& text, const CrmMapping& mapping) {
  struct Enough {};  // thrown, so that the rest of the file is not read for it
  std::size_t rows = 0, head = 0;
  try {
    read_csv(text, [&](const CsvRow& row) {
      if (rows == title_rows) throw Enough{};
      if (CrmReader::is_header(row.cells, mapping)) {
        head = rows;
        throw Enough{};
      }
      ++rows;
    });
  } catch (const Enough&) {
  }
  return head;
}

void check_columns(const std::vector<std::string>& header, const ImportOptions& options) {
  for (const std::string& entry : options.maps)
    if (std::none_of(header.begin(), header.end(),
                     [&](const std::string& name) { return fold(trim(name)) == theirs_of(entry); }))
      throw Error(ErrorKind::usage,
                  fmt::format("--map: there is no column '{}'", printable(theirs_of(entry))),
                  shorten(printable("there are: " + joined(header)), 200));
}

}  // namespace rapport
