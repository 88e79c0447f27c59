#include "rapport/exchange/calendar.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "exchange/ics/calendar_lines.hpp"
#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/domain/calendar_match.hpp"
#include "rapport/domain/holidays.hpp"

// Unfolded lines stay as they are when they are unfolded again, and events begin on the days asked
// for, in order; days off are at least one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const rapport::DateRange days{rapport::make_date(2026, 1, 1).value(),
                                rapport::make_date(2027, 1, 1).value()};
  try {
    const std::string lines = rapport::calendar_lines(text);
    insist(lines.empty() || lines.ends_with("\r\n"));
    insist(rapport::calendar_lines(lines) == lines);
    const auto calendar = rapport::read_calendar(text, days);
    for (const auto& event : calendar.events) {
      insist(days.contains(event.start.date));
      insist(!rapport::source_of(event).empty());
      rapport::kind_of(event);
    }
    const auto utc = [](rapport::Instant) { return 0; };
    for (const auto& holiday : rapport::holidays_of(calendar, {}, {}, utc))
      insist(holiday.fate == rapport::HolidayFate::timed ||
             holiday.off.days.from < holiday.off.days.until);
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::bad_data);
  }
  return 0;
}
