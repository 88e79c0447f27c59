#include "rapport/exchange/calendar.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "exchange/ics/calendar_event.hpp"
#include "exchange/ics/calendar_lines.hpp"
#include "exchange/ics/calendar_series.hpp"
#include "exchange/ics/calendar_zones.hpp"
#include "exchange/ics/ical_library.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/reconcile.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_events = 100'000;  // of one file

using Parsed = std::unique_ptr<icalcomponent, decltype(&::icalcomponent_free)>;

/// An event as it stands in the file, one of perhaps several versions.
struct Version {
  icalcomponent* component = nullptr;
  icalproperty_method method = ICAL_METHOD_NONE;
  int sequence = 0;
  std::string stamp;  ///< when it was last changed: as text, which sorts by time

  std::string text(bool is_of_series) const { return version_text(sequence, stamp, is_of_series); }
};

/// An occurrence with an event of its own, or from which on a series is another.
struct Override {
  CalendarEvent event;
  CalendarTime start, named;
  bool is_from_then_on = false;
};

/// An occurrence of a series.
struct Occurrence {
  CalendarEvent event;
  CalendarTime time;
};

/// Reads the events of one file.
class CalendarReader {
 public:
  CalendarReader(const IcalLibrary& ical, const DateRange& days, Date series_until)
      : ical_(ical),
        zones_(ical),
        days_(days),
        series_reader_(ical, zones_, {days.from, std::min(days.until, series_until)}) {}

  Calendar read(icalcomponent* file);

 private:
  void collect(icalcomponent* component);
  void add_version(icalcomponent* component, icalproperty_method method);
  void read_version(const Version& version);
  bool is_from_then_on(icalcomponent* component) const;
  bool is_all_called_off(const Version& version) const;
  void add_override(const Version& version, const CalendarTime& start, const CalendarTime& named,
                    CalendarEvent event);
  void add_occurrences(const Version& version, const CalendarTime& start, CalendarEvent event);
  void settle_series();
  void change_from_then_on(Occurrence& occurrence, const Override& change);
  void add(CalendarEvent event);
  void note_earlier(const CalendarEvent& event);

  const IcalLibrary& ical_;
  CalendarZones zones_;
  DateRange days_;
  SeriesReader series_reader_;
  Calendar calendar_;
  std::set<std::string> names_, clocks_;  ///< of all the calendars in the file
  std::vector<Version> versions_;
  std::map<std::string, std::size_t> latest_;   ///< by UID and occurrence
  std::map<std::string, CalendarTime> series_;  ///< their starts, by UID
  std::vector<Occurrence> occurrences_;
  std::map<std::string, std::vector<Override>> overrides_;  ///< by UID
};

void CalendarReader::note_earlier(const CalendarEvent& event) {
  if (event.start.date < days_.from && !event.all_day && !event.attendees.empty() &&
      calendar_.earlier.size() < most_events)
    calendar_.earlier.push_back(event.summary);
}

[[noreturn]] void refuse_number() {
  throw Error(ErrorKind::bad_data, "the calendar has too many events", "export fewer days");
}

void CalendarReader::add(CalendarEvent event) {
  note_earlier(event);
  if (!days_.contains(event.start.date)) return;
  if (calendar_.events.size() == most_events) refuse_number();
  calendar_.events.push_back(std::move(event));
}

void CalendarReader::add_occurrences(const Version& version, const CalendarTime& start,
                                     CalendarEvent event) {
  icalcomponent* const component = version.component;
  const std::string trouble = series_reader_.trouble(component, start);
  if (!trouble.empty()) {
    calendar_.skipped.push_back({event.summary, event.start, trouble});
    return;
  }
  event.version = version.text(true);
  calendar_.series.emplace(event.uid, event.version);
  series_.emplace(event.uid, start);
  for (const CalendarTime& time : series_reader_.removed(component, start))
    calendar_.removed.push_back({event.uid, time.moment, event.version});
  const std::int64_t length = minutes_between(event.start, event.end);
  const auto times = series_reader_.occurrences(component, start);
  if (times.empty()) note_earlier(event);
  if (occurrences_.size() + times.size() > most_events) refuse_number();
  for (const CalendarTime& time : times) {
    event.start = time.moment;
    event.end = later_by(time.moment, time.length.value_or(length));
    event.recurrence_id = time.moment;
    occurrences_.push_back({event, time});
  }
}

/// True for an occurrence that speaks of all that follow it, too.
bool CalendarReader::is_from_then_on(icalcomponent* component) const {
  bool is_said = false;
  each_property(ical_, component, ICAL_RECURRENCEID_PROPERTY, [&](icalproperty* one) {
    icalparameter* range = ical_.icalproperty_get_first_parameter(one, ICAL_RANGE_PARAMETER);
    is_said = range != nullptr && ical_.icalparameter_get_range(range) == ICAL_RANGE_THISANDFUTURE;
  });
  return is_said;
}

void CalendarReader::add_override(const Version& version, const CalendarTime& start,
                                  const CalendarTime& named, CalendarEvent event) {
  auto& overrides = overrides_[event.uid];
  overrides.push_back({std::move(event), start, named, is_from_then_on(version.component)});
}

/// True for a message that a meeting, and all of its series, will not be: it need not repeat when
/// that was to be (RFC 5546 3.2.5).
bool CalendarReader::is_all_called_off(const Version& version) const {
  const auto has = [&](icalproperty_kind kind) {
    return ical_.icalcomponent_get_first_property(version.component, kind) != nullptr;
  };
  return version.method == ICAL_METHOD_CANCEL && has(ICAL_UID_PROPERTY) &&
         !has(ICAL_RECURRENCEID_PROPERTY) && !has(ICAL_RRULE_PROPERTY);
}

void CalendarReader::read_version(const Version& version) {
  const auto start = read_time(ical_, zones_, version.component, ICAL_DTSTART_PROPERTY);
  if (is_all_called_off(version)) {
    const std::string uid = read_text(ical_, version.component, ICAL_UID_PROPERTY);
    calendar_.series.emplace(uid, version.text(true));
    if (!start) calendar_.removed.push_back({uid, {}, version.text(false)});
    if (!start) return;
  }
  if (!start) {
    ++calendar_.unreadable;
    return;
  }
  CalendarEvent event = read_event(ical_, zones_, version.component, *start);
  if (version.method == ICAL_METHOD_CANCEL) event.status = EventStatus::cancelled;
  event.version = version.text(false);
  const auto has = [&](icalproperty_kind kind) {
    return ical_.icalcomponent_get_first_property(version.component, kind) != nullptr;
  };
  const auto named = read_time(ical_, zones_, version.component, ICAL_RECURRENCEID_PROPERTY);
  // HCL Notes writes a series as its first occurrence and all that follow: there is no other.
  const bool is_whole = named && instant_of(named->moment) == instant_of(start->moment) &&
                        is_from_then_on(version.component) && !latest_.contains(event.uid + '\n');
  if (named && !is_whole)
    add_override(version, *start, *named, std::move(event));
  else if (!has(ICAL_RRULE_PROPERTY) && !has(ICAL_RDATE_PROPERTY) &&
           !series_reader_.has_lost_rule(version.component))
    add(std::move(event));
  else
    add_occurrences(version, *start, std::move(event));
}

/// Of several versions of one event the latest is meant, wherever in the file it stands.
void CalendarReader::add_version(icalcomponent* component, icalproperty_method method) {
  if (method == ICAL_METHOD_REPLY || method == ICAL_METHOD_COUNTER ||
      method == ICAL_METHOD_DECLINECOUNTER || method == ICAL_METHOD_REFRESH) {
    calendar_.skipped.push_back(
        {read_text(ical_, component, ICAL_SUMMARY_PROPERTY), {}, "a reply, not a meeting"});
    return;
  }
  Version version{.component = component, .method = method, .stamp = {}};
  if (icalproperty* one = ical_.icalcomponent_get_first_property(component, ICAL_SEQUENCE_PROPERTY))
    version.sequence = ical_.icalproperty_get_sequence(one);
  for (const auto kind : {ICAL_LASTMODIFIED_PROPERTY, ICAL_DTSTAMP_PROPERTY})
    if (version.stamp.empty()) version.stamp = read_text(ical_, component, kind);
  const std::string uid = read_text(ical_, component, ICAL_UID_PROPERTY);
  const auto named = read_time(ical_, zones_, component, ICAL_RECURRENCEID_PROPERTY);
  const std::string which =
      uid + '\n' + (named ? std::to_string(instant_of(named->moment)) : std::string{});
  const auto [place, is_new] = latest_.emplace(which, versions_.size());
  if (is_new || uid.empty()) {
    versions_.push_back(std::move(version));
    return;
  }
  Version& other = versions_[place->second];
  if (std::tie(other.sequence, other.stamp) < std::tie(version.sequence, version.stamp))
    other = std::move(version);
}

/// What stands in front of the events: whose calendar it is, and where. Then the events.
void CalendarReader::collect(icalcomponent* component) {
  icalproperty_method method = ICAL_METHOD_NONE;
  if (ical_.icalcomponent_isa(component) == ICAL_VCALENDAR_COMPONENT) {
    each_property(ical_, component, ICAL_X_PROPERTY, [&](icalproperty* property) {
      const std::string name = extension_name(ical_, property);
      if (name == "x-wr-calname") names_.insert(read_text(ical_, property));
      if (name == "x-wr-timezone") clocks_.insert(read_text(ical_, property));
    });
    each_property(ical_, component, ICAL_METHOD_PROPERTY, [&](icalproperty* property) {
      method = ical_.icalproperty_get_method(property);
    });
  }
  for (icalcomponent* inner =
           ical_.icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
       inner != nullptr;
       inner = ical_.icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
    const icalcomponent_kind kind = ical_.icalcomponent_isa(inner);
    if (kind == ICAL_VEVENT_COMPONENT) add_version(inner, method);
    if (kind == ICAL_VCALENDAR_COMPONENT) collect(inner);
  }
}

/// The occurrence as `change` has it: moved by as much, as long, with the same people.
void CalendarReader::change_from_then_on(Occurrence& occurrence, const Override& change) {
  const auto first = occurrence.event.recurrence_id;
  const std::int64_t by = minutes_between(change.named.moment, change.start.moment);
  const std::int64_t length = minutes_between(change.event.start, change.event.end);
  occurrence.event = change.event;
  occurrence.event.recurrence_id = first;
  occurrence.event.start = zones_.at(later_by(occurrence.time.moment, by), change.start).moment;
  occurrence.event.end = later_by(occurrence.event.start, length);
}

/// Occurrences with an event of their own take the place of those of the series.
void CalendarReader::settle_series() {
  struct Changes {
    std::set<Instant> alone;
    std::map<Instant, const Override*> from_then_on;
  };
  std::map<std::string, Changes> changed;
  for (auto& [uid, overrides] : overrides_)
    for (Override& one : overrides) {
      if (const auto start = series_.find(uid); start != series_.end())
        one.named = zones_.in_series(one.named, start->second);
      one.event.recurrence_id = one.named.moment;
      const Instant when = instant_of(one.named.moment);
      changed[uid].alone.insert(when);
      if (one.is_from_then_on) changed[uid].from_then_on.emplace(when, &one);
    }
  for (Occurrence& occurrence : occurrences_) {
    const auto changes = changed.find(occurrence.event.uid);
    if (changes != changed.end()) {
      const Instant when = instant_of(occurrence.time.moment);
      if (changes->second.alone.contains(when)) continue;
      const auto& later = changes->second.from_then_on;
      const auto next = later.upper_bound(when);
      if (next != later.begin()) change_from_then_on(occurrence, *std::prev(next)->second);
    }
    add(std::move(occurrence.event));
  }
  for (auto& [uid, overrides] : overrides_)
    for (Override& one : overrides) add(std::move(one.event));
}

Calendar CalendarReader::read(icalcomponent* file) {
  collect(file);
  if (names_.size() == 1) calendar_.name = *names_.begin();  // several files agree, or say nothing
  if (clocks_.size() == 1) calendar_.zone = *clocks_.begin();
  for (const Version& version : versions_) read_version(version);
  settle_series();
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
    throw Error(ErrorKind::bad_data, "this is not a calendar", "export it again as .ics");
  return CalendarReader(ical, days, series_until).read(parsed.get());
}

std::optional<ZoneOffset> find_zone(const std::string& name) {
  const IcalLibrary& ical = ical_library();
  icaltimezone* const zone = find_world_zone(ical, name);
  if (zone == nullptr) return std::nullopt;
  return zone_offset(ical, zone);
}

}  // namespace rapport
