#pragma once

#include <optional>
#include <string_view>

#include "rapport/domain/crm.hpp"

/// Dates, times and lengths as tables have them: in one stated form, never guessed.
namespace rapport {

/// A date in `order`, with or without a time of day and an offset behind it. Nothing for all else.
std::optional<Moment> parse_table_date(std::string_view text, DateOrder order);

/// "14:30", "14:30:00", "2:30 PM": minutes of the day.
std::optional<int> parse_table_time(std::string_view text);

/// "90", "90.5": a number of `unit`s in whole minutes; nothing for all else and for what is
/// negative.
std::optional<Minutes> parse_table_number(std::string_view text, double minutes_a_unit);

/// "1h30", "45 min", "00:45", "1:30:00" or "90".
std::optional<Minutes> parse_table_length(std::string_view text);

}  // namespace rapport
