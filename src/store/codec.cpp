#include "rapport/store/codec.hpp"

#include <array>
#include <utility>

namespace rapport {
namespace {

constexpr std::array weekday_codes{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

constexpr std::array metric_codes{
    std::pair{Metric::visits, "visits"},       std::pair{Metric::sessions, "sessions"},
    std::pair{Metric::hours, "hours"},         std::pair{Metric::customers, "customers"},
    std::pair{Metric::people, "people"},       std::pair{Metric::stories, "stories"},
    std::pair{Metric::learnings, "learnings"},
};

constexpr std::array unit_codes{
    std::pair{Every::Unit::week, "week"},       std::pair{Every::Unit::month, "month"},
    std::pair{Every::Unit::quarter, "quarter"}, std::pair{Every::Unit::weeks, "weeks"},
    std::pair{Every::Unit::once, "once"},
};

template <typename Table, typename E>
FieldValue code_of(const Table& table, E value) {
  for (const auto& [entry, code] : table)
    if (entry == value) return std::string(code);
  return {};
}

template <typename Table, typename E>
void read_code(const Table& table, const FieldValue& value, E& out) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return;
  for (const auto& [entry, code] : table)
    if (*text == code) out = entry;
}

}  // namespace

FieldValue to_value(const std::string& text) {
  if (text.empty()) return {};
  return text;
}
FieldValue to_value(bool flag) {
  if (!flag) return {};
  return true;
}
FieldValue to_value(int number) { return std::int64_t{number}; }
FieldValue to_value(unsigned number) { return std::int64_t{number}; }
FieldValue to_value(std::int64_t number) { return number; }
FieldValue to_value(Minutes length) { return std::int64_t{length.count()}; }
FieldValue to_value(Date date) { return to_string(date); }
FieldValue to_value(const Moment& moment) { return to_string(moment); }
FieldValue to_value(const Uid& uid) {
  if (uid.is_nil()) return {};
  return to_string(uid);
}
FieldValue to_value(std::chrono::weekday day) {
  return std::string(weekday_codes[day.c_encoding()]);
}
FieldValue to_value(Metric metric) { return code_of(metric_codes, metric); }
FieldValue to_value(Every::Unit unit) { return code_of(unit_codes, unit); }

void from_value(const FieldValue& value, std::string& out) {
  if (const auto* text = std::get_if<std::string>(&value)) out = *text;
}
void from_value(const FieldValue& value, bool& out) {
  if (const auto* flag = std::get_if<bool>(&value)) out = *flag;
}
void from_value(const FieldValue& value, int& out) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) out = static_cast<int>(*number);
}
void from_value(const FieldValue& value, unsigned& out) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) out = static_cast<unsigned>(*number);
}
void from_value(const FieldValue& value, std::int64_t& out) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) out = *number;
}
void from_value(const FieldValue& value, Minutes& out) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) out = Minutes{*number};
}
void from_value(const FieldValue& value, Date& out) {
  if (const auto* text = std::get_if<std::string>(&value))
    if (const auto date = parse_iso_date(*text)) out = *date;
}
void from_value(const FieldValue& value, Moment& out) {
  if (const auto* text = std::get_if<std::string>(&value))
    if (const auto moment = parse_iso_moment(*text)) {
      out.date = moment->date;
      out.minute = moment->minute;
    }
}
void from_value(const FieldValue& value, Uid& out) {
  if (const auto* text = std::get_if<std::string>(&value))
    if (const auto uid = parse_uid(*text)) out = *uid;
}
void from_value(const FieldValue& value, std::chrono::weekday& out) {
  const auto* text = std::get_if<std::string>(&value);
  for (unsigned day = 0; text != nullptr && day < weekday_codes.size(); ++day)
    if (*text == weekday_codes[day]) out = std::chrono::weekday{day};
}
void from_value(const FieldValue& value, Metric& out) { read_code(metric_codes, value, out); }
void from_value(const FieldValue& value, Every::Unit& out) { read_code(unit_codes, value, out); }

}  // namespace rapport
