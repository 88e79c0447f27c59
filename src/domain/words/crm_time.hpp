#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rapport/domain/crm.hpp"

/// Dates, times and lengths as tables have them: in one stated form, never guessed.
namespace rapport {

/// What a cell says of a day, or why it says none.
struct TableDate {
  std::optional<Moment> moment;
  std::string trouble = {};  ///< what of it is not understood: "the time '25:00'"
};

/// A date in `order`, or with the name of its month ("3 Nov 2026", "Tue, Nov 3, 2026"), or the
/// number that spreadsheets have for a day; with or without a time of day, and what that is ahead
/// of UTC ("Z", "UTC", "+01", "GMT+01:00") behind it.
TableDate read_table_date(std::string_view text, DateOrder order);

/// "14:30", "14:30:00", "2:30 PM", and the part of a day that spreadsheets have: minutes of the
/// day.
std::optional<int> parse_table_time(std::string_view text);

/// "90", "90.5", with `has_comma` "90,5" too: a number of `unit`s in whole minutes; nothing for all
/// else and for what is negative.
std::optional<Minutes> parse_table_number(std::string_view text, double minutes_a_unit,
                                          bool has_comma = false);

/// "1h30", "45 min", "00:45", "1:30:00", "PT45M" or "90".
std::optional<Minutes> parse_table_length(std::string_view text, bool has_comma = false);

/// `text` with each blank that is none of ASCII as one that is, and without what nobody sees.
std::string plain_blanks(std::string_view text);

}  // namespace rapport
