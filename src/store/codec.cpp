#include "rapport/store/codec.hpp"

#include <array>

#include "rapport/domain/counting.hpp"
#include "rapport/domain/period.hpp"

namespace rapport {
namespace {

constexpr std::array weekday_codes{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

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
FieldValue to_value(Metric metric) { return std::string(name_of(metric)); }
FieldValue to_value(const Every& every) { return to_string(every); }

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
void from_value(const FieldValue& value, Metric& out) {
  if (const auto* text = std::get_if<std::string>(&value))
    if (const auto metric = find_metric(*text)) out = *metric;
}
void from_value(const FieldValue& value, Every& out) {
  if (const auto* text = std::get_if<std::string>(&value))
    if (const auto every = parse_every(*text)) out = *every;
}

}  // namespace rapport
