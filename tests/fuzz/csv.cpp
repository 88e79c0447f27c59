#include "rapport/exchange/csv.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "domain/matching/crm_cells.hpp"
#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/domain/crm.hpp"

// What is read, written in quotes and read again is the same; a row as an activity is a talk of
// bearable length, a problem with a reason, or none.
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows read(std::string_view text) {
  Rows rows;
  std::size_t last = 0;
  rapport::read_csv(text, [&](const rapport::CsvRow& row) {
    insist(row.line > last);
    last = row.line;
    rows.push_back(row.cells);
  });
  return rows;
}

std::string quoted(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += i == 0 ? "\"" : ",\"";
      for (const char c : row[i]) text += c == '"' ? "\"\"" : std::string(1, c);
      text += '"';
    }
    text += '\n';
  }
  return text;
}

/// Several cells in one line: then nothing but the commas between them can be the separator.
bool is_plain_head(const std::vector<std::string>& row) {
  return row.size() > 1 && std::none_of(row.begin(), row.end(), [](const std::string& cell) {
           return cell.find_first_of("\r\n") != std::string::npos;
         });
}

void read_talks(const Rows& rows) {
  const std::vector<std::string> of_crm{"Date",   "End",     "Duration", "Hours", "Type",
                                        "Status", "Account", "Contact",  "Notes"};
  const std::vector<std::string> of_calendar{"Betreff",  "Beginnt am", "Beginnt um", "Endet am",
                                             "Endet um", "Ganztägig",  "Teilnehmer", "Kunde"};
  for (const auto order : {rapport::DateOrder::iso, rapport::DateOrder::dmy}) {
    rapport::CrmReader reader(order == rapport::DateOrder::iso ? of_crm : of_calendar,
                              {.columns = {}, .kinds = {}, .order = order});
    for (const auto& row : rows) {
      const auto reading = reader.read(row);
      if (const auto* talk = std::get_if<rapport::ImportCandidate>(&reading))
        insist(talk->length.count() >= 0 && talk->length.count() <= 24 * 60 &&
               !talk->source.empty());
      if (const auto* problem = std::get_if<rapport::ImportProblem>(&reading))
        insist(!problem->reason.empty());
    }
  }
}

/// Whatever parts of a cell there are, in quotes they are the same.
void read_parts(const Rows& rows) {
  for (const auto& row : rows)
    for (const std::string& cell : row) {
      const auto parts = rapport::listed_in(cell);
      std::string again;
      for (const std::string& part : parts) {
        insist(!part.empty());
        again += (again.empty() ? "" : "; ") + quoted({{part}});
        again.pop_back();
      }
      insist(rapport::listed_in(again) == parts);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Rows rows;
  try {
    rows = read({reinterpret_cast<const char*>(data), size});
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::bad_data);
    return 0;
  }
  if (!rows.empty() && is_plain_head(rows.front())) insist(read(quoted(rows)) == rows);
  read_talks(rows);
  read_parts(rows);
  return 0;
}
