#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/words/crm_time.hpp"
#include "insist.hpp"

// Dates, times and lengths of tables: within their bounds, and the same in the form in which
// rapport writes them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  for (const auto order :
       {rapport::DateOrder::iso, rapport::DateOrder::dmy, rapport::DateOrder::mdy}) {
    const auto moment = rapport::read_table_date(text, order).moment;
    if (!moment) continue;
    insist(moment->date >= rapport::first_date && moment->date <= rapport::last_date);
    insist(!moment->minute || (*moment->minute >= 0 && *moment->minute < 24 * 60));
    insist(!moment->offset || (*moment->offset > -19 * 60 && *moment->offset < 19 * 60));
    rapport::Moment without = *moment;
    without.offset.reset();
    insist(rapport::read_table_date(rapport::to_string(*moment), rapport::DateOrder::iso).moment ==
           without);
  }
  if (const auto minute = rapport::parse_table_time(text)) {
    insist(*minute >= 0 && *minute < 24 * 60);
    insist(rapport::parse_table_time(rapport::clock_text(*minute)) == minute);
  }
  for (const double unit : {60.0, 1.0, 1.0 / 60, 1.0 / 60'000})
    for (const bool has_comma : {false, true})
      if (const auto length = rapport::parse_table_number(text, unit, has_comma))
        insist(length->count() >= 0);
  if (const auto length = rapport::parse_table_length(text)) {
    insist(length->count() >= 0);
    insist(rapport::parse_table_length(std::to_string(length->count())) == length);
  }
  return 0;
}
