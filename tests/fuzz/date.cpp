#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "insist.hpp"
#include "rapport/domain/dates.hpp"

// What is read as a day or a week is one of the years 1 to 9999, reads the same once it is written
// out, and is refused only as something badly typed.
namespace {

bool is_possible(rapport::Date day) {
  return day >= rapport::first_date && day <= rapport::last_date;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const rapport::Moment now = rapport::parse_iso_moment("2026-11-18T11:20").value();
  for (const auto leaning : {rapport::Leaning::past, rapport::Leaning::future}) {
    badly_typed_or([&] {
      const rapport::Moment when = rapport::parse_when(text, now, leaning);
      insist(is_possible(when.date));
      insist(!when.minute || (*when.minute >= 0 && *when.minute < 24 * 60));
      const rapport::Moment again = rapport::parse_when(rapport::to_string(when), now, leaning);
      insist(again.date == when.date && again.minute == when.minute);
    });
    badly_typed_or([&] {
      const rapport::DateRange days = rapport::parse_days(text, now, leaning);
      insist(days.from < days.until);
    });
    badly_typed_or([&] { insist(is_possible(rapport::parse_day_or_week(text, now, leaning))); });
  }
  badly_typed_or([&] {
    const rapport::Date day = rapport::parse_week(text, now);
    insist(is_possible(day));
    const std::string label = rapport::week_label(rapport::week_of(day, std::chrono::Monday));
    const rapport::Date again = rapport::parse_week(label, now);
    insist(rapport::week_of(again, std::chrono::Monday).contains(day));
  });
  return 0;
}
