#include "rapport/exchange/calendar.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>

#include "exchange/ics/calendar_lines.hpp"
#include "exchange/ics/calendar_series.hpp"
#include "exchange/ics/ical_library.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr int minutes_a_day = 24 * 60;
constexpr std::size_t most_events = 100'000;  // of one file

/// Properties beside the standard's own that hold the address of a conference.
constexpr std::array<std::string_view, 4> conference_properties{
    "x-google-conference", "x-microsoft-skypeteamsmeetingurl", "x-microsoft-onlinemeetingconflink",
    "x-zoom-meeting-url"};

using Parsed = std::unique_ptr<icalcomponent, decltype(&::icalcomponent_free)>;

std::optional<CalendarTime> read_time(const IcalLibrary& ical, icalcomponent* component,
                                      icalproperty_kind kind) {
  icalproperty* const property = ical.icalcomponent_get_first_property(component, kind);
  if (property == nullptr) return std::nullopt;
  return calendar_time(ical, ical.icalproperty_get_datetime_with_component(property, component));
}

std::string read_text(const IcalLibrary& ical, icalproperty* property) {
  icalvalue* const value = property == nullptr ? nullptr : ical.icalproperty_get_value(property);
  if (value == nullptr) return {};
  const char* const text = ical.icalvalue_isa(value) == ICAL_TEXT_VALUE
                               ? ical.icalvalue_get_text(value)
                               : ical.icalproperty_get_value_as_string(property);
  return text == nullptr ? std::string{} : std::string(trim(text));
}

std::string read_text(const IcalLibrary& ical, icalcomponent* component, icalproperty_kind kind) {
  return read_text(ical, ical.icalcomponent_get_first_property(component, kind));
}

/// "x-wr-calname"
std::string extension_name(const IcalLibrary& ical, icalproperty* property) {
  const char* const name = ical.icalproperty_get_x_name(property);
  return name == nullptr ? std::string{} : fold(name);
}

/// In minutes. An event without an end or a length is a day where its start is one, else nothing.
std::int64_t read_length(const IcalLibrary& ical, icalcomponent* component,
                         const CalendarTime& start) {
  if (const auto end = read_time(ical, component, ICAL_DTEND_PROPERTY)) {
    const bool zones = start.moment.offset && end->moment.offset;
    const std::int64_t minutes = zones ? instant_of(end->moment) - instant_of(start.moment)
                                       : minutes_between(start.moment, end->moment);
    if (minutes > 0) return minutes;
  }
  if (icalproperty* property =
          ical.icalcomponent_get_first_property(component, ICAL_DURATION_PROPERTY)) {
    const int seconds = ical.icaldurationtype_as_int(ical.icalproperty_get_duration(property));
    if (seconds > 0) return seconds / 60;
  }
  return start.moment.minute ? 0 : minutes_a_day;
}

std::string address_of(std::string text) {
  constexpr std::string_view scheme = "mailto:";
  text = fold(text);
  return text.starts_with(scheme) ? text.substr(scheme.size()) : text;
}

/// False for a room or a projector, which are invited too.
bool is_somebody(const IcalLibrary& ical, icalproperty* property) {
  icalparameter* const type =
      ical.icalproperty_get_first_parameter(property, ICAL_CUTYPE_PARAMETER);
  if (type == nullptr) return true;
  const auto kind = ical.icalparameter_get_cutype(type);
  return kind != ICAL_CUTYPE_RESOURCE && kind != ICAL_CUTYPE_ROOM;
}

Answer read_answer(const IcalLibrary& ical, icalproperty* property) {
  icalparameter* const answer =
      ical.icalproperty_get_first_parameter(property, ICAL_PARTSTAT_PARAMETER);
  if (answer == nullptr) return Answer::none;
  const auto said = ical.icalparameter_get_partstat(answer);
  return said == ICAL_PARTSTAT_ACCEPTED    ? Answer::accepted
         : said == ICAL_PARTSTAT_TENTATIVE ? Answer::tentative
         : said == ICAL_PARTSTAT_DECLINED  ? Answer::declined
                                           : Answer::none;
}

Attendee read_attendee(const IcalLibrary& ical, icalproperty* property) {
  Attendee attendee{.name = {},
                    .email = address_of(read_text(ical, property)),
                    .answer = read_answer(ical, property)};
  if (icalparameter* name = ical.icalproperty_get_first_parameter(property, ICAL_CN_PARAMETER)) {
    const char* const text = ical.icalparameter_get_cn(name);
    attendee.name = text == nullptr ? "" : text;
  }
  return attendee;
}

/// Reads the events of one file.
class CalendarReader {
 public:
  CalendarReader(const IcalLibrary& ical, const DateRange& days, Date series_until)
      : ical_(ical),
        days_(days),
        series_reader_(ical, {days.from, std::min(days.until, series_until)}) {}

  void read(icalcomponent* component);
  Calendar finish();

 private:
  void read_name(icalcomponent* component);
  void read_event(icalcomponent* component);
  void add_occurrences(icalcomponent* component, const CalendarTime& start, CalendarEvent event,
                       std::int64_t length);
  CalendarEvent event_of(icalcomponent* component, const CalendarTime& start) const;
  void add(std::vector<CalendarEvent>& place, CalendarEvent event);
  void note_earlier(const CalendarEvent& event);

  const IcalLibrary& ical_;
  DateRange days_;
  SeriesReader series_reader_;
  Calendar calendar_;
  std::vector<CalendarEvent> series_;                ///< occurrences; each has a `recurrence_id`
  std::set<std::pair<std::string, Instant>> moved_;  ///< occurrences with an event of their own
};

void CalendarReader::note_earlier(const CalendarEvent& event) {
  if (event.start.date < days_.from && !event.all_day && !event.attendees.empty() &&
      calendar_.earlier.size() < most_events)
    calendar_.earlier.push_back(event.summary);
}

void CalendarReader::add(std::vector<CalendarEvent>& place, CalendarEvent event) {
  note_earlier(event);
  if (!days_.contains(event.start.date)) return;
  if (place.size() == most_events)
    throw Error(ErrorKind::bad_data, "the calendar has too many events", "export fewer days");
  place.push_back(std::move(event));
}

CalendarEvent CalendarReader::event_of(icalcomponent* component, const CalendarTime& start) const {
  CalendarEvent event{.uid = read_text(ical_, component, ICAL_UID_PROPERTY),
                      .recurrence_id = {},
                      .summary = read_text(ical_, component, ICAL_SUMMARY_PROPERTY),
                      .location = read_text(ical_, component, ICAL_LOCATION_PROPERTY),
                      .description = read_text(ical_, component, ICAL_DESCRIPTION_PROPERTY),
                      .organizer = {},
                      .attendees = {},
                      .links = {},
                      .start = start.moment,
                      .end = {},
                      .all_day = !start.moment.minute,
                      .unknown_zone = {}};
  const auto each = [&](icalproperty_kind kind, const auto& visit) {
    each_property(ical_, component, kind, visit);
  };
  each(ICAL_ORGANIZER_PROPERTY,
       [&](icalproperty* one) { event.organizer = read_attendee(ical_, one); });
  each(ICAL_ATTENDEE_PROPERTY, [&](icalproperty* one) {
    if (is_somebody(ical_, one)) event.attendees.push_back(read_attendee(ical_, one));
  });
  for (const auto kind : {ICAL_URL_PROPERTY, ICAL_CONFERENCE_PROPERTY})
    each(kind, [&](icalproperty* one) { event.links.push_back(read_text(ical_, one)); });
  each(ICAL_X_PROPERTY, [&](icalproperty* one) {
    const std::string name = extension_name(ical_, one);
    if (std::find(conference_properties.begin(), conference_properties.end(), name) !=
        conference_properties.end())
      event.links.push_back(read_text(ical_, one));
  });
  each(ICAL_STATUS_PROPERTY, [&](icalproperty* one) {
    const auto status = ical_.icalproperty_get_status(one);
    if (status == ICAL_STATUS_CANCELLED) event.status = EventStatus::cancelled;
    if (status == ICAL_STATUS_TENTATIVE) event.status = EventStatus::tentative;
  });
  each(ICAL_CLASS_PROPERTY, [&](icalproperty* one) {
    const auto who = ical_.icalproperty_get_class(one);
    event.is_private = who == ICAL_CLASS_PRIVATE || who == ICAL_CLASS_CONFIDENTIAL;
  });
  each(ICAL_DTSTART_PROPERTY, [&](icalproperty* one) {
    icalparameter* zone = ical_.icalproperty_get_first_parameter(one, ICAL_TZID_PARAMETER);
    const char* name = zone == nullptr ? nullptr : ical_.icalparameter_get_tzid(zone);
    if (name != nullptr && event.start.minute && !event.start.offset) event.unknown_zone = name;
  });
  return event;
}

void CalendarReader::add_occurrences(icalcomponent* component, const CalendarTime& start,
                                     CalendarEvent event, std::int64_t length) {
  const std::string trouble = series_reader_.trouble(component, start);
  if (!trouble.empty()) {
    calendar_.skipped.push_back({event.summary, event.start, trouble});
    return;
  }
  calendar_.series.insert(event.uid);
  for (const CalendarTime& time : series_reader_.removed(component))
    calendar_.removed.push_back({event.uid, time.moment});
  const auto occurrences = series_reader_.occurrences(component, start);
  if (occurrences.empty()) note_earlier(event);
  for (const CalendarTime& time : occurrences) {
    event.start = time.moment;
    event.end = later_by(time.moment, length);
    event.recurrence_id = time.moment;
    add(series_, event);
  }
}

void CalendarReader::read_event(icalcomponent* component) {
  const auto start = read_time(ical_, component, ICAL_DTSTART_PROPERTY);
  if (!start) {
    ++calendar_.unreadable;
    return;
  }
  CalendarEvent event = event_of(component, *start);
  const std::int64_t length = read_length(ical_, component, *start);
  event.end = later_by(event.start, length);
  const auto has = [&](icalproperty_kind kind) {
    return ical_.icalcomponent_get_first_property(component, kind) != nullptr;
  };
  if (const auto first = read_time(ical_, component, ICAL_RECURRENCEID_PROPERTY)) {
    moved_.emplace(event.uid, instant_of(first->moment));
    event.recurrence_id = first->moment;
    add(calendar_.events, std::move(event));
  } else if (!has(ICAL_RRULE_PROPERTY) && !has(ICAL_RDATE_PROPERTY)) {
    add(calendar_.events, std::move(event));
  } else {
    add_occurrences(component, *start, std::move(event), length);
  }
}

/// What programs write in front of the events: whose calendar it is, and where.
void CalendarReader::read_name(icalcomponent* component) {
  each_property(ical_, component, ICAL_X_PROPERTY, [&](icalproperty* property) {
    const std::string name = extension_name(ical_, property);
    if (name == "x-wr-calname") calendar_.name = read_text(ical_, property);
    if (name == "x-wr-timezone") calendar_.zone = read_text(ical_, property);
  });
}

void CalendarReader::read(icalcomponent* component) {
  if (ical_.icalcomponent_isa(component) == ICAL_VCALENDAR_COMPONENT) read_name(component);
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
Calendar CalendarReader::finish() {
  for (CalendarEvent& event : series_)
    if (!moved_.contains({event.uid, instant_of(*event.recurrence_id)}))
      calendar_.events.push_back(std::move(event));
  std::stable_sort(calendar_.events.begin(), calendar_.events.end(),
                   [](const CalendarEvent& a, const CalendarEvent& b) {
                     return instant_of(a.start) < instant_of(b.start);
                   });
  return std::move(calendar_);
}

}  // namespace

Calendar read_calendar(std::string_view text, const DateRange& days, Date series_until) {
  const std::string lines = calendar_lines(text);
  const IcalLibrary& ical = ical_library();
  const Parsed parsed(ical.icalparser_parse_string(lines.c_str()), ical.icalcomponent_free);
  if (!parsed)
    throw Error(ErrorKind::bad_data, "this is not a calendar", "export it once more as .ics");
  CalendarReader reader(ical, days, series_until);
  reader.read(parsed.get());
  return reader.finish();
}

std::optional<ZoneOffset> find_zone(const std::string& name) {
  const IcalLibrary& ical = ical_library();
  const bool is_safe = !name.empty() && name.front() != '/' && name.size() <= 255 &&
                       name.find("..") == std::string::npos;
  icaltimezone* const zone =
      is_safe ? ical.icaltimezone_get_builtin_timezone(name.c_str()) : nullptr;
  if (zone == nullptr) return std::nullopt;
  return [&ical, zone](Instant at) {
    const Moment utc = later_by({.date = Date{}, .minute = 0}, at);
    const std::chrono::year_month_day day(utc.date);
    icaltimetype raw{};
    raw.year = static_cast<int>(day.year());
    raw.month = static_cast<int>(static_cast<unsigned>(day.month()));
    raw.day = static_cast<int>(static_cast<unsigned>(day.day()));
    raw.hour = utc.minute.value_or(0) / 60;
    raw.minute = utc.minute.value_or(0) % 60;
    int daylight = 0;
    return ical.icaltimezone_get_utc_offset_of_utc_time(zone, &raw, &daylight) / 60;
  };
}

}  // namespace rapport
