#include "rapport/domain/instant.hpp"

namespace rapport {
namespace {

constexpr int minutes_a_day = 24 * 60;

std::int64_t civil_minute(const Moment& moment) {
  return std::int64_t{moment.date.time_since_epoch().count()} * minutes_a_day +
         moment.minute.value_or(0);
}

}  // namespace

Instant instant_of(const Moment& moment) {
  return civil_minute(moment) - moment.offset.value_or(0);
}

Moment in_zone(Instant at, const ZoneOffset& zone) {
  const int offset = zone(at);
  Moment moment = later_by({.date = Date{}, .minute = 0}, at + offset);
  moment.offset = offset;
  return moment;
}

Moment placed(const Moment& civil, const ZoneOffset& zone) {
  const std::int64_t minute = civil_minute(civil);
  const int before = zone(minute - minutes_a_day);
  const int after = zone(minute + minutes_a_day);
  Moment moment = civil;
  for (const int offset : {before, after}) {  // the earlier of two has the offset from before
    moment.offset = offset;
    if (zone(minute - offset) == offset) return moment;
  }
  return in_zone(minute - before, zone);
}

Moment later_by(const Moment& moment, std::int64_t minutes) {
  Moment later = moment;
  const std::int64_t minute = moment.minute.value_or(0) + minutes;
  const std::int64_t days =
      minute >= 0 ? minute / minutes_a_day : -((minutes_a_day - 1 - minute) / minutes_a_day);
  later.date += Days{days};
  if (moment.minute) later.minute = static_cast<int>(minute - days * minutes_a_day);
  return later;
}

std::int64_t minutes_between(const Moment& from, const Moment& until) {
  return civil_minute(until) - civil_minute(from);
}

}  // namespace rapport
