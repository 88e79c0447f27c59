#include "exchange/ics/clock_rule.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_days = 7;  // "the Sunday from the 8th to the 14th"
constexpr std::array longest{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

struct Rule {
  bool is_yearly = false, has_day = false, has_week = false;
  int month = 0;
  std::vector<int> days;  ///< of the month; from its end where they are less than 0
};

std::optional<int> number(std::string_view text, int least, int most) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value >= least && value <= most ? std::optional(value) : std::nullopt;
}

/// "su", "-1su".
bool take_weekday(Rule& rule, std::string_view value) {
  constexpr std::array<std::string_view, 7> names{"mo", "tu", "we", "th", "fr", "sa", "su"};
  if (value.size() < 2) return false;
  const std::string_view week = value.substr(0, value.size() - 2);
  const auto place = std::find(names.begin(), names.end(), value.substr(week.size()));
  const auto which = number(week, -5, 5);
  rule.has_day = true;
  rule.has_week = !week.empty();
  return place != names.end() && (week.empty() || (which && *which != 0));
}

bool take_days(Rule& rule, std::string_view value) {
  const auto days = split(value, ',');
  for (const std::string_view one : days)
    if (const auto day = number(trim(one), -31, 31); day && *day != 0) rule.days.push_back(*day);
  return days.size() <= most_days && rule.days.size() == days.size();
}

/// False for a part that no clock needs.
bool take_part(Rule& rule, std::string_view name, std::string_view value) {
  if (name == "freq") return rule.is_yearly = value == "yearly";
  if (name == "bymonth") return (rule.month = number(value, 1, 12).value_or(0)) != 0;
  if (name == "byday") return take_weekday(rule, value);
  if (name == "bymonthday") return take_days(rule, value);
  if (name == "byhour") return number(value, 0, 23).has_value();
  if (name == "byminute" || name == "bysecond") return number(value, 0, 59).has_value();
  return !name.starts_with("by");
}

/// True unless no month of that number has any of the days.
bool is_possible(const Rule& rule) {
  const int last = longest[static_cast<std::size_t>(rule.month - 1)];
  return std::any_of(rule.days.begin(), rule.days.end(),
                     [&](int day) { return day <= last && -day <= last; });
}

}  // namespace

bool is_clock_rule(std::string_view text) {
  const std::string folded = fold(text);
  Rule rule;
  for (const std::string_view part : split(folded, ';')) {
    const auto sign = std::min(part.find('='), part.size());
    const auto value = part.substr(std::min(sign + 1, part.size()));
    if (!take_part(rule, trim(part.substr(0, sign)), trim(value))) return false;
  }
  if (!rule.is_yearly) return false;
  if (!rule.has_day && rule.days.empty()) return true;
  if (rule.month == 0 || (rule.has_week && !rule.days.empty())) return false;
  return rule.days.empty() || is_possible(rule);
}

}  // namespace rapport
