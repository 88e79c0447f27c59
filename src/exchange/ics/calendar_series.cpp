#include "exchange/ics/calendar_series.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "exchange/ics/calendar_event.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_occurrences = 1'000;         // of one series
constexpr int most_steps = 20'000;                      // of one rule: daily for 54 years
constexpr std::clock_t most_work = CLOCKS_PER_SEC / 2;  // of CPU time, for one file
constexpr int earliest_year = 1900;                     // stepping from before takes long

constexpr auto unreadable_rule = "repeats by a rule that cannot be read";

using Steps = std::unique_ptr<icalrecur_iterator, decltype(&::icalrecur_iterator_free)>;

Instant key_of(const CalendarTime& time) { return instant_of(time.moment); }

std::string trouble_of(const IcalRule& rule) {
  switch (rule ? rule->freq : ICAL_NO_RECURRENCE) {
    case ICAL_SECONDLY_RECURRENCE:
      return "repeats every second";
    case ICAL_MINUTELY_RECURRENCE:
      return "repeats every minute";
    case ICAL_HOURLY_RECURRENCE:
      return "repeats every hour";
    case ICAL_NO_RECURRENCE:
      return unreadable_rule;
    default:
      break;
  }
  return has_several_times_a_day(*rule) ? "repeats several times a day" : "";
}

icaltimetype raw_day(Date date) {
  const std::chrono::year_month_day day(date);
  icaltimetype raw{};
  raw.year = static_cast<int>(day.year());
  raw.month = static_cast<int>(static_cast<unsigned>(day.month()));
  raw.day = static_cast<int>(static_cast<unsigned>(day.day()));
  raw.is_date = 1;
  return raw;
}

/// A day before and after what is asked for: rules count in the zone of their series.
Date day_before(Date date) { return date == first_date ? date : date - Days{1}; }
Date day_after(Date date) { return date == last_date ? date : date + Days{1}; }

}  // namespace

/// What the library takes out for its form, it leaves a note of.
bool SeriesReader::has_lost_rule(icalcomponent* component) const {
  bool is_lost = false;
  each_property(ical_, component, ICAL_XLICERROR_PROPERTY, [&](icalproperty* property) {
    is_lost = is_lost || read_text(ical_, property).find(" RRULE ") != std::string::npos;
  });
  return is_lost;
}

std::string SeriesReader::trouble(icalcomponent* component, const CalendarTime& start) const {
  std::string trouble = has_lost_rule(component) ? unreadable_rule : "";
  for (const auto kind : {ICAL_RRULE_PROPERTY, ICAL_EXRULE_PROPERTY})
    each_property(ical_, component, kind, [&](icalproperty* property) {
      if (trouble.empty()) trouble = trouble_of(read_rule(ical_, property));
      if (trouble.empty() && start.raw.year < earliest_year) trouble = "begins before 1900";
      if (trouble.empty() && spent_ > most_work) trouble = "takes too long to work out";
    });
  return trouble;
}

/// The starts of a rule around the days asked for. The rule is cut off before the first step: a
/// rule that contradicts itself would look for its next start until the end of time. It counts
/// without a zone: in one, what follows a time that the clocks skip would be moved on too.
void SeriesReader::expand(icalproperty* property, const CalendarTime& start,
                          std::vector<CalendarTime>& times) {
  const std::clock_t begin = std::clock();
  const icaltimetype end = raw_day(day_after(days_.until));
  const auto is_later = [&](const icaltimetype& a) {
    return std::tie(a.year, a.month, a.day) > std::tie(end.year, end.month, end.day);
  };
  const IcalRule rule = read_rule(ical_, property);
  if (!rule) return;
  rule->until =
      rule->until.year == 0 || is_later(rule->until) ? end : zones_.civil(rule->until, start);
  icaltimetype begin_at = start.raw;
  begin_at.zone = nullptr;
  const Steps steps(start_rule(ical_, *rule, begin_at), ical_.icalrecur_iterator_free);
  const Date from = day_before(days_.from);
  if (steps && rule->count == 0 && from > start.moment.date) {
    icaltimetype first = raw_day(from);
    first.is_date = start.raw.is_date;
    ical_.icalrecur_iterator_set_start(steps.get(), first);
  }
  for (int step = 0; steps && step < most_steps; ++step) {
    icaltimetype raw = ical_.icalrecur_iterator_next(steps.get());
    raw.zone = start.raw.zone;
    const auto time = zones_.time(raw);
    if (!time || time->moment.date > day_after(days_.until)) break;
    if (time->moment.date >= from) times.push_back(*time);
  }
  spent_ += std::clock() - begin;
}

std::vector<CalendarTime> SeriesReader::removed(icalcomponent* component,
                                                const CalendarTime& start) {
  std::vector<CalendarTime> times;
  each_property(ical_, component, ICAL_EXDATE_PROPERTY, [&](icalproperty* property) {
    if (const auto time = zones_.time_of(property, component))
      times.push_back(zones_.in_series(*time, start));
  });
  return times;
}

/// A period has a length of its own.
std::optional<CalendarTime> SeriesReader::added(icalproperty* property, const CalendarTime& start) {
  const icaldatetimeperiodtype when = ical_.icalproperty_get_rdate(property);
  const bool is_period = when.time.year == 0;
  const auto read = [&](icaltimetype raw) {
    if (raw.zone == nullptr && raw.is_date == 0) raw.zone = zones_.zone_named_by(property);
    if (raw.zone == nullptr && raw.is_date == 0) raw.zone = start.raw.zone;
    return zones_.time(raw);
  };
  auto time = read(is_period ? when.period.start : when.time);
  if (!time || !is_period) return time ? zones_.in_series(*time, start) : time;
  const auto end = when.period.end.year == 0 ? std::nullopt : read(when.period.end);
  time->length = end ? instant_of(end->moment) - instant_of(time->moment)
                     : seconds_of(ical_, when.period.duration) / 60;
  return time;
}

std::vector<CalendarTime> SeriesReader::occurrences(icalcomponent* component,
                                                    const CalendarTime& start) {
  std::vector<CalendarTime> times{start};
  std::vector<CalendarTime> out = removed(component, start);
  each_property(ical_, component, ICAL_RRULE_PROPERTY,
                [&](icalproperty* property) { expand(property, start, times); });
  each_property(ical_, component, ICAL_EXRULE_PROPERTY,
                [&](icalproperty* property) { expand(property, start, out); });
  each_property(ical_, component, ICAL_RDATE_PROPERTY, [&](icalproperty* property) {
    if (const auto time = added(property, start)) times.push_back(*time);
  });
  std::set<Instant> gone;
  for (const CalendarTime& time : out) gone.insert(key_of(time));
  std::erase_if(times, [&](const CalendarTime& time) {
    return !days_.contains(time.moment.date) || gone.contains(key_of(time));
  });
  const auto less = [](const CalendarTime& a, const CalendarTime& b) {
    return key_of(a) < key_of(b);
  };
  std::sort(times.begin(), times.end(), less);
  times.erase(std::unique(times.begin(), times.end(),
                          [&](const CalendarTime& a, const CalendarTime& b) {
                            return key_of(a) == key_of(b);
                          }),
              times.end());
  if (times.size() > most_occurrences)
    times.erase(times.begin(), times.end() - static_cast<std::ptrdiff_t>(most_occurrences));
  return times;
}

}  // namespace rapport
