#include "exchange/ics/calendar_zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "exchange/ics/windows_zones.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_name = 255;

icaltimetype raw_of(const Moment& moment) {
  const std::chrono::year_month_day day(moment.date);
  icaltimetype raw{};
  raw.year = static_cast<int>(day.year());
  raw.month = static_cast<int>(static_cast<unsigned>(day.month()));
  raw.day = static_cast<int>(static_cast<unsigned>(day.day()));
  raw.is_date = moment.minute ? 0 : 1;
  raw.hour = moment.minute.value_or(0) / 60;
  raw.minute = moment.minute.value_or(0) % 60;
  return raw;
}

std::optional<Date> date_of(const icaltimetype& raw) {
  return make_date(raw.year, static_cast<unsigned>(raw.month), static_cast<unsigned>(raw.day));
}

/// By the name of its file, which is looked for on the disk.
icaltimezone* find_built_in(const IcalLibrary& ical, const std::string& name) {
  const bool is_safe = !name.empty() && name.front() != '/' && name.size() <= longest_name &&
                       name.find("..") == std::string::npos;
  return is_safe ? ical.icaltimezone_get_builtin_timezone(name.c_str()) : nullptr;
}

/// "europe/berlin" as "Europe/Berlin".
std::string titled(std::string_view name) {
  std::string text(name);
  bool begins = true;
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    c = static_cast<char>(begins ? std::toupper(byte) : std::tolower(byte));
    begins = std::isalpha(byte) == 0;
  }
  return text;
}

std::string upper(std::string_view name) {
  std::string text(name);
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

icaltimezone* find_by_name(const IcalLibrary& ical, std::string_view name) {
  for (const std::string& form : {std::string(name), titled(name), upper(name)})
    if (icaltimezone* zone = find_built_in(ical, form)) return zone;
  return nullptr;
}

/// "utc+02:00", "gmt+1", "+0530", "z": minutes ahead of UTC.
std::optional<int> minutes_ahead(std::string_view folded) {
  for (const std::string_view word : {"utc", "gmt"})
    if (folded.starts_with(word)) folded.remove_prefix(word.size());
  folded = trim(folded);
  if (folded.empty() || folded == "z") return 0;
  if (folded.front() != '+' && folded.front() != '-') return std::nullopt;
  std::string digits(folded.substr(1));
  std::erase(digits, ':');
  const bool is_number =
      !digits.empty() && digits.size() <= 4 &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number) return std::nullopt;
  if (digits.size() <= 2) digits += "00";
  const int number = std::stoi(digits);
  const int minutes = number / 100 * 60 + number % 100;
  if (number % 100 > 59 || minutes > 18 * 60) return std::nullopt;
  return folded.front() == '-' ? -minutes : minutes;
}

/// A zone whose clocks never change. It stays, as their list does, for as long as the program runs.
icaltimezone* fixed_zone(const IcalLibrary& ical, int minutes) {
  static auto& zones = *new std::map<int, icaltimezone*>;
  const auto [place, is_new] = zones.emplace(minutes, nullptr);
  if (!is_new) return place->second;
  const int size = std::abs(minutes);
  const std::string ahead =
      fmt::format("{}{:02}{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
  const std::string text = fmt::format(
      "BEGIN:VTIMEZONE\r\nTZID:UTC{0}\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
      "TZOFFSETFROM:{0}\r\nTZOFFSETTO:{0}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
      ahead);
  icaltimezone* const zone = ical.icaltimezone_new();
  icalcomponent* const rules = ical.icalparser_parse_string(text.c_str());
  if (zone != nullptr && rules != nullptr && ical.icaltimezone_set_component(zone, rules) != 0)
    place->second = zone;
  return place->second;
}

/// True where the clocks of the zone are ever so many minutes ahead.
bool is_ever_ahead(const IcalLibrary& ical, icaltimezone* zone, std::optional<int> minutes) {
  const ZoneOffset offset = zone_offset(ical, zone);
  const auto in_month = [&](unsigned month) {
    return offset(instant_of({.date = *make_date(2026, month, 15), .minute = 0, .offset = 0}));
  };
  return !minutes || in_month(1) == *minutes || in_month(7) == *minutes;
}

/// "(utc+01:00) amsterdam, berlin, bern": by the first of the cities that is one of the world's,
/// and has these clocks; there are two of La Paz.
icaltimezone* find_by_city(const IcalLibrary& ical, std::string_view folded) {
  if (!folded.starts_with('(') || folded.find(") ") == std::string_view::npos) return nullptr;
  const auto ahead = minutes_ahead(folded.substr(1, folded.find(')') - 1));
  folded.remove_prefix(folded.find(") ") + 2);
  if (const char* name = zone_of_windows(folded)) return find_built_in(ical, name);
  for (const std::string_view part : split(folded, ',')) {
    std::string city = titled(trim(part));
    std::replace(city.begin(), city.end(), ' ', '_');
    for (const char* region :
         {"Europe/", "America/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/"})
      if (icaltimezone* zone = find_built_in(ical, region + city);
          zone != nullptr && is_ever_ahead(ical, zone, ahead))
        return zone;
  }
  return ahead ? fixed_zone(ical, *ahead) : nullptr;
}

}  // namespace

icaltimezone* find_world_zone(const IcalLibrary& ical, std::string_view name) {
  const auto is_stray = [](char c) { return c == ':' || c == '"' || c == ' '; };
  while (!name.empty() && is_stray(name.front())) name.remove_prefix(1);
  while (!name.empty() && is_stray(name.back())) name.remove_suffix(1);
  if (name.empty() || name.size() > longest_name) return nullptr;
  const std::string folded = fold(name);
  if (const char* windows = zone_of_windows(folded)) return find_built_in(ical, windows);
  if (const auto minutes = minutes_ahead(folded)) return fixed_zone(ical, *minutes);
  if (icaltimezone* zone = find_by_city(ical, folded)) return zone;
  if (name.front() != '/') return find_by_name(ical, name);
  for (auto slash = name.find('/'); slash != std::string_view::npos; slash = name.find('/')) {
    name.remove_prefix(slash + 1);
    if (icaltimezone* zone = find_by_name(ical, name)) return zone;
  }
  return nullptr;
}

ZoneOffset zone_offset(const IcalLibrary& ical, icaltimezone* zone) {
  return [&ical, zone](Instant at) {
    icaltimetype raw = raw_of(later_by({.date = Date{}, .minute = 0}, at));
    int daylight = 0;
    return ical.icaltimezone_get_utc_offset_of_utc_time(zone, &raw, &daylight) / 60;
  };
}

/// The days from which on, and up to which, `rules` say what the clocks show.
void CalendarZones::extend(Coverage& coverage, icalcomponent* rules) const {
  const auto cover = [&](const icaltimetype& raw) {
    const auto date = date_of(raw);
    if (!date) return;
    coverage.days.from = std::min(coverage.days.from, *date);
    coverage.days.until = std::max(coverage.days.until, *date + Days{1});
  };
  constexpr int ever = 1900;  // Exchange's 1601: without a rule such clocks never change
  each_property(ical_, rules, ICAL_DTSTART_PROPERTY, [&](icalproperty* one) {
    const icaltimetype start = ical_.icalproperty_get_datetime_with_component(one, rules);
    cover(start);
    if (start.year < ever &&
        ical_.icalcomponent_get_first_property(rules, ICAL_RRULE_PROPERTY) == nullptr)
      coverage.days.until = last_date;
  });
  each_property(ical_, rules, ICAL_RDATE_PROPERTY,
                [&](icalproperty* one) { cover(ical_.icalproperty_get_rdate(one).time); });
  each_property(ical_, rules, ICAL_RRULE_PROPERTY, [&](icalproperty* one) {
    const IcalRule rule = read_rule(ical_, one);
    if (rule && rule->until.year != 0)
      cover(rule->until);
    else
      coverage.days.until = last_date;
  });
}

const CalendarZones::Coverage& CalendarZones::coverage_of(icaltimezone* zone) {
  const auto [place, is_new] = coverages_.emplace(zone, Coverage{{last_date, first_date}});
  Coverage& coverage = place->second;
  if (!is_new) return coverage;
  const char* const name = ical_.icaltimezone_get_tzid(zone);
  coverage.world = name == nullptr ? nullptr : find_world_zone(ical_, name);
  icalcomponent* const rules = ical_.icaltimezone_get_component(zone);
  if (coverage.world == nullptr || coverage.world == zone || rules == nullptr) {
    coverage.days = all_days;
    return coverage;
  }
  for (icalcomponent* one = ical_.icalcomponent_get_first_component(rules, ICAL_ANY_COMPONENT);
       one != nullptr; one = ical_.icalcomponent_get_next_component(rules, ICAL_ANY_COMPONENT))
    extend(coverage, one);
  return coverage;
}

Moment CalendarZones::placed_in(const Moment& civil, icaltimezone* zone) {
  const Coverage& coverage = coverage_of(zone);
  const bool is_covered = coverage.days.contains(civil.date);
  return placed(civil, zone_offset(ical_, is_covered ? zone : coverage.world));
}

std::optional<CalendarTime> CalendarZones::time(const icaltimetype& raw) {
  const auto date = date_of(raw);
  if (!date) return std::nullopt;
  CalendarTime time{.raw = raw, .moment = {.date = *date}};
  if (raw.is_date != 0) return time;
  if (raw.hour < 0 || raw.hour > 23 || raw.minute < 0 || raw.minute > 59) return std::nullopt;
  time.moment.minute = raw.hour * 60 + raw.minute;
  if (raw.zone != nullptr)
    time.moment = placed_in(time.moment, const_cast<icaltimezone*>(raw.zone));
  return time;
}

icaltimezone* CalendarZones::zone_named_by(icalproperty* property) {
  icalparameter* const zone = ical_.icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
  const char* const name = zone == nullptr ? nullptr : ical_.icalparameter_get_tzid(zone);
  if (name == nullptr) return nullptr;
  const auto known = named_.find(std::string_view(name));
  if (known != named_.end()) return known->second;
  return named_.emplace(name, find_world_zone(ical_, name)).first->second;
}

std::optional<CalendarTime> CalendarZones::time_of(icalproperty* property,
                                                   icalcomponent* component) {
  icaltimetype raw = ical_.icalproperty_get_datetime_with_component(property, component);
  if (raw.zone == nullptr && raw.is_date == 0) raw.zone = zone_named_by(property);
  return time(raw);
}

CalendarTime CalendarZones::at(const Moment& civil, const CalendarTime& like) {
  CalendarTime time{.raw = raw_of(civil), .moment = {.date = civil.date, .minute = civil.minute}};
  time.raw.zone = like.raw.zone;
  if (civil.minute && like.raw.zone != nullptr)
    time.moment = placed_in(time.moment, const_cast<icaltimezone*>(like.raw.zone));
  return time;
}

icaltimetype CalendarZones::civil(const icaltimetype& raw, const CalendarTime& like) {
  icaltimetype civil = raw;
  const auto there = raw.zone == nullptr || raw.is_date != 0 ? std::nullopt : time(raw);
  if (there && there->moment.offset && like.raw.zone != nullptr) {
    auto* const zone = const_cast<icaltimezone*>(like.raw.zone);
    civil = raw_of(in_zone(instant_of(there->moment), zone_offset(ical_, zone)));
    civil.second = raw.second;
  }
  civil.zone = nullptr;
  return civil;
}

CalendarTime CalendarZones::in_series(const CalendarTime& named, const CalendarTime& start) {
  if (!start.moment.minute) return at({.date = named.moment.date}, start);
  if (!named.moment.minute)
    return at({.date = named.moment.date, .minute = start.moment.minute}, start);
  if (!named.moment.offset) return at(named.moment, start);
  return named;
}

}  // namespace rapport
