#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/import_plan.hpp"

/// What `rapport import` answers, whatever kind of file was read.
namespace rapport {

/// How many candidates came to one thing: a key for programs and, where it has words, a part of the
/// sentence for people.
struct ImportCount {
  const char* key;
  std::size_t count = 0;
  std::string_view words = {};    ///< "changed", "bad row"; empty where programs alone are told
  std::string_view several = {};  ///< where that is not the same word with an s
};

struct ImportReport {
  bool is_rehearsal = false;  ///< `--dry-run`
  bool is_written = false;
  std::string pm = {};        ///< whose file it is; empty where that is not one PM's
  std::string whose = {};     ///< "Jonas's calendar: "
  std::string what = "talk";  ///< of which it adds some
  std::size_t added = 0;
  std::string added_as = {};  ///< ": 5 held, 0 planned"
  std::vector<ImportCount> counts = {};
  std::vector<Block> found = {};  ///< what is in it, as tables
  std::vector<Text> remarks = {};
  std::vector<Block> standing = {};
  std::vector<std::string> notices = {};
};

Document import_document(ImportReport report);

/// What came in of `tally` as `ImportReport` says it.
void add_talk_counts(ImportReport& report, const ImportTally& tally);

/// An interaction of a plan with the names of its customers.
struct PlannedLine {
  const PlannedTalk* planned = nullptr;
  std::vector<std::string> customers;
};
Table planned_table(const std::vector<PlannedLine>& lines);

/// Plans that the file has no more.
struct GoneLine {
  const Interaction* talk = nullptr;
  std::vector<std::string> customers;
};
Table gone_table(const std::vector<GoneLine>& lines);

/// Interactions whose row of a table is gone.
Table gone_rows_table(const std::vector<GoneLine>& lines);

/// Why candidates stayed out; `what` is what the file calls them: "Events".
Table skipped_table(const ImportTally& tally, const std::string& what);

/// Whom nobody knows. A series is one line, with its first start.
Table unknown_table(const std::vector<UnknownParties>& unknown);

Table problems_table(const ImportTally& tally);

/// Which column of a table was taken for which field.
Table columns_table(const std::vector<std::pair<std::string, std::string>>& columns);

/// An interaction as it was understood, for people to compare.
struct FirstTalk {
  Interaction talk;
  std::string customer, pm;
};
Table first_talks_table(const std::vector<FirstTalk>& talks);

Table new_customers_table(const std::vector<std::string>& names);

/// A new customer and those that are there whose names are near.
using NearNames = std::pair<std::string, std::vector<std::string>>;
Table near_names_table(const std::vector<NearNames>& near);

/// A field in which a record of an export differs from the book; empty where it has none.
struct DifferingField {
  std::string what, field, here, there;
};
Table differences_table(const std::vector<DifferingField>& differences);

/// What the records of an export came to, by kind.
struct RecordCounts {
  std::string kind;
  std::int64_t added = 0, different = 0, same = 0, forgotten = 0;
};
Table records_table(const std::vector<RecordCounts>& counts, bool is_for_people);

}  // namespace rapport
