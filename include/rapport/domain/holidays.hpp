#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/calendar.hpp"
#include "rapport/domain/interaction.hpp"

/// Which events of a calendar are days on which nobody works.
namespace rapport {

/// What becomes of an event.
enum class HolidayFate {
  new_off,
  known,  ///< off already
  timed,  ///< not of whole days
  cancelled,
  observance,  ///< people work on it: a commemoration, a change of the clocks
  regional,    ///< a holiday in a part of the country
  not_asked,   ///< other days were named, or it was named as one to leave out
};

/// "an observance", for people; empty for those that come in.
std::string_view reason_left_out(HolidayFate fate);

struct Holiday {
  HolidayFate fate = HolidayFate::new_off;
  Off off;
  std::string said;  ///< what the calendar says of it in a few words, "Public holiday"; else empty
};

/// By what days are chosen. Words are parts of titles, without regard to case and accents.
struct HolidayChoice {
  std::optional<Uid> pm = {};     ///< whose they are; everybody's where it is nothing
  std::vector<std::string> only;  ///< where there are any: these, observances and regional ones too
  std::vector<std::string> except;
};

/// All events by start. Days that are off in `there` already, for the same, are known; `zone` is
/// that of the owner.
std::vector<Holiday> holidays_of(const Calendar& calendar, const HolidayChoice& choice,
                                 const std::vector<Off>& there, const ZoneOffset& zone);

}  // namespace rapport
