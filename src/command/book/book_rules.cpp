#include "command/book/book_rules.hpp"

#include <fmt/format.h>

#include <array>

#include "command/names.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"

namespace rapport {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<std::string_view, 7> whole_names{"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};

/// ISO number of "mon", "monday", "Mon": 1–7.
unsigned weekday_number(std::string_view text) {
  const std::string folded = fold(text);
  for (unsigned day = 0; day < weekdays.size(); ++day)
    if (folded.size() >= 3 && whole_names[day].starts_with(folded)) return day + 1;
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a day of the week", printable(text)),
              one_of(text, weekdays));
}

std::string weekday_text(unsigned iso) { return std::string(weekdays[iso - 1]); }

}  // namespace

std::string week_start_text(const Rules& rules) {
  return weekday_text(rules.week_start.iso_encoding());
}

std::string hour_text(const Rules& rules) { return fmt::format("{}", rules.hour.count()); }

std::string own_domains_text(const Rules& rules) { return joined(rules.own_domains, ","); }

void set_week_start(Rules& rules, const std::string& value) {
  rules.week_start = std::chrono::weekday{weekday_number(value) % 7};
}

void set_work_days(Rules& rules, const std::string& value) {
  std::set<unsigned> days;
  for (const std::string_view part : split(value, ',')) {
    const auto dash = part.find('-');
    unsigned day = weekday_number(trim(part.substr(0, dash)));
    const unsigned last =
        dash == std::string_view::npos ? day : weekday_number(trim(part.substr(dash + 1)));
    for (days.insert(day); day != last; days.insert(day)) day = day % 7 + 1;
  }
  rules.work_days = days;
}

void set_hour(Rules& rules, const std::string& value) {
  const Minutes length = parse_length(value);
  if (length < Minutes{1})
    throw Error(ErrorKind::usage, "an hour has at least one minute", "say 50");
  if (length > Minutes{24 * 60})
    throw Error(ErrorKind::usage, "an hour has at most a day", "say 50");
  rules.hour = length;
}

void set_own_domains(Rules& rules, const std::string& value) {
  rules.own_domains.clear();
  for (const std::string_view part : split(value, ',')) {
    if (!trim(part).empty()) rules.own_domains.insert(read_domain(part));
  }
}

std::string work_days_text(const Rules& rules) {
  std::string text;
  for (const unsigned day : rules.work_days) text += (text.empty() ? "" : ",") + weekday_text(day);
  return text;
}

}  // namespace rapport
