#include "exchange/ics/calendar_event.hpp"

#include <algorithm>
#include <array>

#include "exchange/ics/calendar_people.hpp"
#include "exchange/ics/calendar_series.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr int minutes_a_day = 24 * 60;

/// Properties beside the standard's own that hold the address of a conference.
constexpr std::array<std::string_view, 4> conference_properties{
    "x-google-conference", "x-microsoft-skypeteamsmeetingurl", "x-microsoft-onlinemeetingconflink",
    "x-zoom-meeting-url"};

/// Those by which programs say that what they wrote with times is of whole days.
constexpr std::array<std::string_view, 3> all_day_properties{
    "x-microsoft-cdo-alldayevent", "x-microsoft-msncalendar-alldayevent", "x-funambol-allday"};

/// In minutes. An event without an end or a length is a day where its start is one, else nothing.
std::int64_t read_length(const IcalLibrary& ical, CalendarZones& zones, icalcomponent* component,
                         const CalendarTime& start) {
  if (const auto end = read_time(ical, zones, component, ICAL_DTEND_PROPERTY)) {
    const std::int64_t civil = minutes_between(start.moment, end->moment);
    const bool has_zones = start.moment.offset && end->moment.offset;
    std::int64_t minutes = has_zones ? instant_of(end->moment) - instant_of(start.moment) : civil;
    if (minutes == 0 && start.raw.zone == end->raw.zone)  // it begins where the clocks skip an hour
      minutes = (end->raw.hour - start.raw.hour) * 60 + end->raw.minute - start.raw.minute;
    if (minutes > 0) return minutes;
  }
  if (icalproperty* property =
          ical.icalcomponent_get_first_property(component, ICAL_DURATION_PROPERTY)) {
    const int seconds = seconds_of(ical, ical.icalproperty_get_duration(property));
    if (seconds > 0) return seconds / 60;
  }
  return start.moment.minute ? 0 : minutes_a_day;
}

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void read_extension(const IcalLibrary& ical, icalproperty* property, CalendarEvent& event) {
  const std::string name = extension_name(ical, property);
  if (is_one_of(conference_properties, name)) event.links.push_back(read_text(ical, property));
  if (is_one_of(all_day_properties, name)) {
    const std::string said = fold(read_text(ical, property));
    event.is_marked_all_day = said == "true" || said == "1";
  }
  if (name == "x-microsoft-cdo-busystatus" && fold(read_text(ical, property)) == "free")
    event.is_free = true;
}

/// What it says of itself beside its people, its texts and its time.
void read_states(const IcalLibrary& ical, icalcomponent* component, CalendarEvent& event) {
  const auto each = [&](icalproperty_kind kind, const auto& visit) {
    each_property(ical, component, kind, visit);
  };
  each(ICAL_STATUS_PROPERTY, [&](icalproperty* one) {
    const auto status = ical.icalproperty_get_status(one);
    if (status == ICAL_STATUS_CANCELLED) event.status = EventStatus::cancelled;
    if (status == ICAL_STATUS_TENTATIVE) event.status = EventStatus::tentative;
  });
  each(ICAL_CLASS_PROPERTY, [&](icalproperty* one) {
    const auto who = ical.icalproperty_get_class(one);
    event.is_private = who == ICAL_CLASS_PRIVATE || who == ICAL_CLASS_CONFIDENTIAL;
  });
  each(ICAL_TRANSP_PROPERTY, [&](icalproperty* one) {
    event.is_free = event.is_free || ical.icalproperty_get_transp(one) == ICAL_TRANSP_TRANSPARENT;
  });
  each(ICAL_CATEGORIES_PROPERTY,
       [&](icalproperty* one) { event.categories.push_back(read_text(ical, one)); });
}

}  // namespace

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

std::string extension_name(const IcalLibrary& ical, icalproperty* property) {
  const char* const name = ical.icalproperty_get_x_name(property);
  return name == nullptr ? std::string{} : fold(name);
}

std::optional<CalendarTime> read_time(const IcalLibrary& ical, CalendarZones& zones,
                                      icalcomponent* component, icalproperty_kind kind) {
  icalproperty* const property = ical.icalcomponent_get_first_property(component, kind);
  return property == nullptr ? std::nullopt : zones.time_of(property, component);
}

CalendarEvent read_event(const IcalLibrary& ical, CalendarZones& zones, icalcomponent* component,
                         const CalendarTime& start) {
  CalendarEvent event{.uid = read_text(ical, component, ICAL_UID_PROPERTY),
                      .recurrence_id = {},
                      .summary = read_text(ical, component, ICAL_SUMMARY_PROPERTY),
                      .location = read_text(ical, component, ICAL_LOCATION_PROPERTY),
                      .description = read_text(ical, component, ICAL_DESCRIPTION_PROPERTY),
                      .categories = {},
                      .organizer = {},
                      .attendees = {},
                      .links = {},
                      .start = start.moment,
                      .end = {},
                      .all_day = !start.moment.minute,
                      .unknown_zone = {}};
  event.end = later_by(event.start, read_length(ical, zones, component, start));
  const auto each = [&](icalproperty_kind kind, const auto& visit) {
    each_property(ical, component, kind, visit);
  };
  each(ICAL_ORGANIZER_PROPERTY,
       [&](icalproperty* one) { event.organizer = somebody_of(ical, one); });
  each(ICAL_ATTENDEE_PROPERTY, [&](icalproperty* one) {
    if (auto somebody = somebody_of(ical, one)) event.attendees.push_back(std::move(*somebody));
  });
  for (const auto kind : {ICAL_URL_PROPERTY, ICAL_CONFERENCE_PROPERTY})
    each(kind, [&](icalproperty* one) { event.links.push_back(read_text(ical, one)); });
  each(ICAL_X_PROPERTY, [&](icalproperty* one) { read_extension(ical, one, event); });
  read_states(ical, component, event);
  each(ICAL_DTSTART_PROPERTY, [&](icalproperty* one) {
    icalparameter* zone = ical.icalproperty_get_first_parameter(one, ICAL_TZID_PARAMETER);
    const char* name = zone == nullptr ? nullptr : ical.icalparameter_get_tzid(zone);
    if (name != nullptr && event.start.minute && !event.start.offset) event.unknown_zone = name;
  });
  return event;
}

}  // namespace rapport
