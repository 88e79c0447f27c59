#include <cstddef>
#include <cstdint>
#include <string_view>

#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/domain/dates.hpp"

// What is read as a day is one of the years 1 to 9999, reads the same once it is written out, and
// is refused only as something badly typed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const rapport::Moment now = rapport::parse_iso_moment("2026-11-18T11:20").value();
  for (const auto leaning : {rapport::Leaning::past, rapport::Leaning::future}) {
    try {
      const rapport::Moment when = rapport::parse_when(text, now, leaning);
      insist(when.date >= rapport::first_date && when.date <= rapport::last_date);
      insist(!when.minute || (*when.minute >= 0 && *when.minute < 24 * 60));
      const rapport::Moment again = rapport::parse_when(rapport::to_string(when), now, leaning);
      insist(again.date == when.date && again.minute == when.minute);
    } catch (const rapport::Error& error) {
      insist(error.kind() == rapport::ErrorKind::usage);
    }
    try {
      const rapport::DateRange days = rapport::parse_days(text, now, leaning);
      insist(days.from < days.until);
    } catch (const rapport::Error& error) {
      insist(error.kind() == rapport::ErrorKind::usage);
    }
  }
  return 0;
}
