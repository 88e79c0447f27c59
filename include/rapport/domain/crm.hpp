#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "rapport/domain/candidate.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

/// Rows of activities, as programs for customer relations export them, as candidates.
namespace rapport {

/// What a column may say.
enum class CrmField {
  date,  ///< with or without a time of day
  time,
  end,
  minutes,
  hours,
  seconds,
  milliseconds,
  length,  ///< with its unit: 1h30, 45m, 00:45; a number alone is minutes
  kind,
  status,
  customer,
  person,
  owner,
  subject,
  note,
  id,        ///< by which the row is known again
  end_time,  ///< beside an end that is a day
  all_day,
  cancelled,  ///< yes or no
  no_show,    ///< yes or no
  outcome,    ///< as `status`, and before it
  purpose,
  loop,
  cancelled_by,
  mood,
  is_private,
  offset  ///< of the start, in minutes ahead of UTC
};

/// The word for a field, and back; for `--map` and for what is remembered.
std::string_view name_of(CrmField field);
std::optional<CrmField> find_crm_field(std::string_view name);

/// In which order dates have their parts.
enum class DateOrder { iso, dmy, mdy };

/// What is said of the columns and words of one program: "Activity Date=date", "Webinar=event".
/// Both sides as typed; the left one is compared without regard to case and signs.
struct CrmMapping {
  std::set<std::string> columns;
  std::set<std::string> kinds;  ///< right: a kind, a purpose, or "skip"
  DateOrder order = DateOrder::iso;
  Minutes length{};        ///< of a talk whose row says none; 0 where that is a problem
  bool has_comma = false;  ///< numbers have a decimal comma: something else parts the cells
};

/// Throws Error(usage) unless each entry has a left side and a right one that is known.
void check(const CrmMapping& mapping);

/// What a row comes to: a talk, what is wrong with it, or why it is none (a task, say).
using CrmReading = std::variant<ImportCandidate, ImportProblem, Skipped>;

struct CrmState;

/// Reads the rows below one header.
class CrmReader {
 public:
  /// Throws Error(bad_data) for a header without a column for the date or the customer, whom the
  /// rows of a calendar, or of people with their addresses, need not name; Error(usage) for a
  /// mapping that names a column that is not there.
  CrmReader(const std::vector<std::string>& header, const CrmMapping& mapping);

  /// True for a row that names a column for the date and one for the customer: what stands above
  /// it is a title.
  static bool is_header(const std::vector<std::string>& cells, const CrmMapping& mapping);

  CrmReading read(const std::vector<std::string>& cells);

  /// The columns that are used, and what for: "Activity Date", "date".
  std::vector<std::pair<std::string, CrmField>> columns() const;

  /// The columns that are not.
  std::vector<std::string> unread() const;

  /// Names that several columns have, of which the first is read.
  std::set<std::string> repeated() const;

  /// True for a table that this program wrote itself.
  bool is_own() const { return is_own_; }

 private:
  struct KindWord {
    bool known = false;
    bool skip = false;
    Kind kind = Kind::call;
    Purpose purpose = Purpose::discovery;
  };
  const std::string& cell(CrmField field) const;
  std::string column(CrmField field) const;
  const KindWord& kind_of(const std::string& word);
  void part_range();
  void read_start(ImportCandidate& talk, const std::optional<Moment>& start) const;
  void read_length(ImportCandidate& talk) const;
  std::optional<Minutes> hours_and_minutes() const;
  void read_end(ImportCandidate& talk) const;
  void read_rest(ImportCandidate& talk) const;
  void read_states(ImportCandidate& talk) const;
  std::optional<CrmState> read_state() const;
  void identify(ImportCandidate& talk);
  void place_columns();
  bool is_beside_table(const std::vector<std::string>& cells) const;

  std::vector<std::string> header_;
  std::vector<std::string> plain_;  // the same, as plain words
  bool is_own_ = false;
  std::unordered_map<Uid, std::size_t, UidHash> alike_;  // rows without an id, by what they say
  std::vector<std::optional<std::size_t>> usual_;        // places without --map
  std::vector<std::optional<std::size_t>> places_;       // by field
  CrmMapping mapping_;
  Kind usual_kind_ = Kind::call;  ///< where no cell says
  std::unordered_map<std::string, KindWord> kinds_;
  std::vector<std::string> row_;  // by field, as plain text
  std::string usual_texts_;       // of the row, whatever --map says
};

/// A cell without the apostrophe that keeps a formula from being one.
std::string plain_cell(const std::string& cell);

}  // namespace rapport
