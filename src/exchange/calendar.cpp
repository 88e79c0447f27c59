#include "rapport/exchange/calendar.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "calendar_lines.hpp"
#include "ical_library.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr int minutes_a_day = 24 * 60;
constexpr int most_steps = 200'000;           // of one series
constexpr std::size_t most_events = 100'000;  // of one file

using Parsed = std::unique_ptr<icalcomponent, decltype(&::icalcomponent_free)>;
using Series = std::unique_ptr<icalrecur_iterator, decltype(&::icalrecur_iterator_free)>;

/// A moment as the file has it, and by what it is compared.
struct Time {
  icaltimetype raw{};
  Moment moment;
};

/// Minutes since the epoch: of UTC where the offset is known, else of the civil time.
std::int64_t absolute_minute(const Moment& moment) {
  return std::int64_t{moment.date.time_since_epoch().count()} * minutes_a_day +
         moment.minute.value_or(0) - moment.offset.value_or(0);
}

Moment moved(const Moment& moment, std::int64_t minutes) {
  Moment later = moment;
  const std::int64_t minute = moment.minute.value_or(0) + minutes;
  const std::int64_t days =
      minute >= 0 ? minute / minutes_a_day : -((minutes_a_day - 1 - minute) / minutes_a_day);
  later.date += Days{days};
  if (moment.minute) later.minute = static_cast<int>(minute - days * minutes_a_day);
  return later;
}

std::int64_t civil_minutes(const Moment& from, const Moment& until) {
  return std::int64_t{(until.date - from.date).count()} * minutes_a_day + until.minute.value_or(0) -
         from.minute.value_or(0);
}

/// The components and properties of one kind, as a loop.
template <typename Visit>
void each_property(const IcalLibrary& ical, icalcomponent* component, icalproperty_kind kind,
                   const Visit& visit) {
  for (icalproperty* property = ical.icalcomponent_get_first_property(component, kind);
       property != nullptr; property = ical.icalcomponent_get_next_property(component, kind))
    visit(property);
}

/// Reads the events of one file.
class Reader {
 public:
  Reader(const IcalLibrary& ical, const DateRange& days) : ical_(ical), days_(days) {}

  void read(icalcomponent* component);
  Calendar finish();

 private:
  void read_event(icalcomponent* component);
  std::optional<Time> time_of(const icaltimetype& raw) const;
  std::optional<Time> time_of(icalcomponent* component, icalproperty_kind kind) const;
  std::string text_of(icalcomponent* component, icalproperty_kind kind) const;
  std::string text_of(icalproperty* property) const;
  std::int64_t length_of(icalcomponent* component, const Time& start) const;
  Attendee attendee_of(icalproperty* property) const;
  std::vector<Time> occurrences_of(icalcomponent* component, const Time& start) const;
  void add_series(icalproperty* rule, const Time& start, std::vector<Time>& times) const;
  void add(std::vector<CalendarEvent>& place, CalendarEvent event) const;

  const IcalLibrary& ical_;
  DateRange days_;
  Calendar calendar_;
  std::vector<CalendarEvent> series_;  ///< occurrences; each has a `recurrence_id`
  std::set<std::pair<std::string, std::int64_t>>
      moved_;  ///< occurrences with an event of their own
};

std::optional<Time> Reader::time_of(const icaltimetype& raw) const {
  const auto date =
      make_date(raw.year, static_cast<unsigned>(raw.month), static_cast<unsigned>(raw.day));
  if (!date) return std::nullopt;
  Time time{.raw = raw, .moment = {.date = *date}};
  if (raw.is_date != 0) return time;
  if (raw.hour < 0 || raw.hour > 23 || raw.minute < 0 || raw.minute > 59) return std::nullopt;
  time.moment.minute = raw.hour * 60 + raw.minute;
  if (raw.zone != nullptr) {
    icaltimetype local = raw;
    int daylight = 0;
    time.moment.offset =
        ical_.icaltimezone_get_utc_offset(const_cast<icaltimezone*>(raw.zone), &local, &daylight) /
        60;
  }
  return time;
}

std::optional<Time> Reader::time_of(icalcomponent* component, icalproperty_kind kind) const {
  icalproperty* const property = ical_.icalcomponent_get_first_property(component, kind);
  if (property == nullptr) return std::nullopt;
  return time_of(ical_.icalproperty_get_datetime_with_component(property, component));
}

std::string Reader::text_of(icalproperty* property) const {
  icalvalue* const value = ical_.icalproperty_get_value(property);
  if (value == nullptr) return {};
  const char* const text = ical_.icalvalue_isa(value) == ICAL_TEXT_VALUE
                               ? ical_.icalvalue_get_text(value)
                               : ical_.icalproperty_get_value_as_string(property);
  return text == nullptr ? std::string{} : std::string(trim(text));
}

std::string Reader::text_of(icalcomponent* component, icalproperty_kind kind) const {
  icalproperty* const property = ical_.icalcomponent_get_first_property(component, kind);
  return property == nullptr ? std::string{} : text_of(property);
}

/// In minutes. An event without an end or a length is a day where its start is one, else nothing.
std::int64_t Reader::length_of(icalcomponent* component, const Time& start) const {
  if (const auto end = time_of(component, ICAL_DTEND_PROPERTY)) {
    const bool zones = start.moment.offset && end->moment.offset;
    const std::int64_t minutes = zones
                                     ? absolute_minute(end->moment) - absolute_minute(start.moment)
                                     : civil_minutes(start.moment, end->moment);
    if (minutes > 0) return minutes;
  }
  if (icalproperty* property =
          ical_.icalcomponent_get_first_property(component, ICAL_DURATION_PROPERTY)) {
    const int seconds = ical_.icaldurationtype_as_int(ical_.icalproperty_get_duration(property));
    if (seconds > 0) return seconds / 60;
  }
  return start.moment.minute ? 0 : minutes_a_day;
}

std::string address_of(std::string text) {
  constexpr std::string_view scheme = "mailto:";
  text = fold(text);
  return text.starts_with(scheme) ? text.substr(scheme.size()) : text;
}

Attendee Reader::attendee_of(icalproperty* property) const {
  Attendee attendee{.name = {}, .email = address_of(text_of(property))};
  if (icalparameter* name = ical_.icalproperty_get_first_parameter(property, ICAL_CN_PARAMETER)) {
    const char* const text = ical_.icalparameter_get_cn(name);
    attendee.name = text == nullptr ? "" : text;
  }
  icalparameter* const answer =
      ical_.icalproperty_get_first_parameter(property, ICAL_PARTSTAT_PARAMETER);
  if (answer == nullptr) return attendee;
  switch (ical_.icalparameter_get_partstat(answer)) {
    case ICAL_PARTSTAT_ACCEPTED:
      attendee.answer = Answer::accepted;
      break;
    case ICAL_PARTSTAT_TENTATIVE:
      attendee.answer = Answer::tentative;
      break;
    case ICAL_PARTSTAT_DECLINED:
      attendee.answer = Answer::declined;
      break;
    default:
      break;
  }
  return attendee;
}

/// The starts of a rule, up to the last day asked for.
void Reader::add_series(icalproperty* rule, const Time& start, std::vector<Time>& times) const {
  const icalrecurrencetype recurrence = ical_.icalproperty_get_rrule(rule);
  switch (recurrence.freq) {
    case ICAL_DAILY_RECURRENCE:
    case ICAL_WEEKLY_RECURRENCE:
    case ICAL_MONTHLY_RECURRENCE:
    case ICAL_YEARLY_RECURRENCE:
      break;
    default:
      return;
  }
  const Series series(ical_.icalrecur_iterator_new(recurrence, start.raw),
                      ical_.icalrecur_iterator_free);
  if (!series) return;
  for (int step = 0; step < most_steps; ++step) {
    const icaltimetype raw = ical_.icalrecur_iterator_next(series.get());
    const auto time = time_of(raw);
    if (!time || time->moment.date >= days_.until) return;
    times.push_back(*time);
  }
}

std::vector<Time> Reader::occurrences_of(icalcomponent* component, const Time& start) const {
  std::vector<Time> times{start};
  each_property(ical_, component, ICAL_RRULE_PROPERTY,
                [&](icalproperty* rule) { add_series(rule, start, times); });
  each_property(ical_, component, ICAL_RDATE_PROPERTY, [&](icalproperty* property) {
    const icaldatetimeperiodtype when = ical_.icalproperty_get_rdate(property);
    icaltimetype raw = when.time.year == 0 ? when.period.start : when.time;
    if (raw.zone == nullptr && raw.is_date == 0) raw.zone = start.raw.zone;
    if (const auto time = time_of(raw)) times.push_back(*time);
  });
  const auto key = [](const Time& time) { return absolute_minute(time.moment); };
  std::set<std::int64_t> out;
  each_property(ical_, component, ICAL_EXDATE_PROPERTY, [&](icalproperty* property) {
    if (const auto time =
            time_of(ical_.icalproperty_get_datetime_with_component(property, component)))
      out.insert(key(*time));
  });
  std::sort(times.begin(), times.end(),
            [&](const Time& a, const Time& b) { return key(a) < key(b); });
  times.erase(std::unique(times.begin(), times.end(),
                          [&](const Time& a, const Time& b) { return key(a) == key(b); }),
              times.end());
  std::erase_if(times, [&](const Time& time) { return out.contains(key(time)); });
  return times;
}

void Reader::add(std::vector<CalendarEvent>& place, CalendarEvent event) const {
  if (!days_.contains(event.start.date)) return;
  if (place.size() == most_events)
    throw Error(ErrorKind::bad_data, "the calendar has too many events", "export fewer days");
  place.push_back(std::move(event));
}

void Reader::read_event(icalcomponent* component) {
  const auto start = time_of(component, ICAL_DTSTART_PROPERTY);
  if (!start) {
    ++calendar_.unreadable;
    return;
  }
  CalendarEvent event{.uid = text_of(component, ICAL_UID_PROPERTY),
                      .summary = text_of(component, ICAL_SUMMARY_PROPERTY),
                      .location = text_of(component, ICAL_LOCATION_PROPERTY),
                      .description = text_of(component, ICAL_DESCRIPTION_PROPERTY),
                      .organizer = address_of(text_of(component, ICAL_ORGANIZER_PROPERTY)),
                      .start = start->moment,
                      .all_day = !start->moment.minute};
  each_property(ical_, component, ICAL_ATTENDEE_PROPERTY,
                [&](icalproperty* property) { event.attendees.push_back(attendee_of(property)); });
  each_property(ical_, component, ICAL_STATUS_PROPERTY, [&](icalproperty* property) {
    const auto status = ical_.icalproperty_get_status(property);
    if (status == ICAL_STATUS_CANCELLED) event.status = EventStatus::cancelled;
    if (status == ICAL_STATUS_TENTATIVE) event.status = EventStatus::tentative;
  });
  const std::int64_t length = length_of(component, *start);
  event.end = moved(event.start, length);
  const auto has = [&](icalproperty_kind kind) {
    return ical_.icalcomponent_get_first_property(component, kind) != nullptr;
  };
  if (const auto first = time_of(component, ICAL_RECURRENCEID_PROPERTY)) {
    moved_.emplace(event.uid, absolute_minute(first->moment));
    event.recurrence_id = first->moment;
    add(calendar_.events, std::move(event));
  } else if (!has(ICAL_RRULE_PROPERTY) && !has(ICAL_RDATE_PROPERTY)) {
    add(calendar_.events, std::move(event));
  } else {
    for (const Time& time : occurrences_of(component, *start)) {
      event.start = time.moment;
      event.end = moved(time.moment, length);
      event.recurrence_id = time.moment;
      add(series_, event);
    }
  }
}

void Reader::read(icalcomponent* component) {
  for (icalcomponent* inner =
           ical_.icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
       inner != nullptr;
       inner = ical_.icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
    const icalcomponent_kind kind = ical_.icalcomponent_isa(inner);
    if (kind == ICAL_VEVENT_COMPONENT) read_event(inner);
    if (kind == ICAL_VCALENDAR_COMPONENT) read(inner);
  }
}

/// Occurrences with an event of their own take the place of those of the series, wherever in the
/// file they stand.
Calendar Reader::finish() {
  for (CalendarEvent& event : series_)
    if (!moved_.contains({event.uid, absolute_minute(*event.recurrence_id)}))
      calendar_.events.push_back(std::move(event));
  std::stable_sort(calendar_.events.begin(), calendar_.events.end(),
                   [](const CalendarEvent& a, const CalendarEvent& b) {
                     return absolute_minute(a.start) < absolute_minute(b.start);
                   });
  return std::move(calendar_);
}

}  // namespace

Calendar read_calendar(std::string_view text, const DateRange& days) {
  const std::string lines = calendar_lines(text);
  const IcalLibrary& ical = ical_library();
  const Parsed parsed(ical.icalparser_parse_string(lines.c_str()), ical.icalcomponent_free);
  if (!parsed)
    throw Error(ErrorKind::bad_data, "this is no calendar", "export it once more as .ics");
  Reader reader(ical, days);
  reader.read(parsed.get());
  return reader.finish();
}

}  // namespace rapport
