#include "rapport/store/codec.hpp"

#include <array>
#include <utility>

#include "rapport/domain/counting.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/store/damage.hpp"

namespace rapport {
namespace {

constexpr std::array weekday_codes{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

std::optional<std::chrono::weekday> find_weekday(std::string_view code) {
  for (unsigned day = 0; day < weekday_codes.size(); ++day)
    if (code == weekday_codes[day]) return std::chrono::weekday{day};
  return std::nullopt;
}

template <typename T>
bool take(const FieldValue& value, T& out) {
  const T* stored = std::get_if<T>(&value);
  if (stored != nullptr) out = *stored;
  return stored != nullptr;
}

template <typename T>
bool take_number(const FieldValue& value, T& out) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr || !std::in_range<T>(*number)) return false;
  out = static_cast<T>(*number);
  return true;
}

template <typename Parse, typename T>
bool take_parsed(const FieldValue& value, Parse&& parse, T& out) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return false;
  const auto parsed = parse(*text);
  if (parsed) out = *parsed;
  return parsed.has_value();
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
FieldValue to_value(Metric metric) { return std::string(name_of(metric)); }
FieldValue to_value(const Every& every) { return to_string(every); }

bool from_value(const FieldValue& value, std::string& out) { return take(value, out); }
bool from_value(const FieldValue& value, bool& out) { return take(value, out); }
bool from_value(const FieldValue& value, std::int64_t& out) { return take(value, out); }
bool from_value(const FieldValue& value, int& out) { return take_number(value, out); }
bool from_value(const FieldValue& value, unsigned& out) { return take_number(value, out); }

bool from_value(const FieldValue& value, Minutes& out) {
  std::int64_t number = 0;
  if (!take(value, number) || number < 0 || number > most_minutes) return false;
  out = Minutes{number};
  return true;
}
bool from_value(const FieldValue& value, Moment& out) {
  Moment moment;
  if (!take_parsed(value, parse_iso_moment, moment)) return false;
  out.date = moment.date;  // the offset is a field of its own
  out.minute = moment.minute;
  return true;
}
bool from_value(const FieldValue& value, Date& out) {
  return take_parsed(value, parse_iso_date, out);
}
bool from_value(const FieldValue& value, Uid& out) { return take_parsed(value, parse_uid, out); }
bool from_value(const FieldValue& value, Metric& out) {
  return take_parsed(value, find_metric, out);
}
bool from_value(const FieldValue& value, Every& out) {
  return take_parsed(value, parse_every, out);
}
bool from_value(const FieldValue& value, std::chrono::weekday& out) {
  return take_parsed(value, find_weekday, out);
}

}  // namespace rapport
