#include "store/journal/body_reader.hpp"

#include <algorithm>

#include "rapport/store/damage.hpp"
#include "store/journal/body_words.hpp"

namespace rapport {
namespace {

constexpr int bits_of_a_clock = 16;
constexpr int usual_fields = 16;  // no entity has many more

std::int64_t unzigzag(std::uint64_t bits) {
  return static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1);
}

/// Calendar dates alone.
std::optional<Date> date_of(std::uint64_t bits) {
  return make_date(static_cast<int>(bits >> 9), static_cast<unsigned>(bits >> 5 & 15),
                   static_cast<unsigned>(bits & 31));
}

void append_digits(std::string& text, std::uint64_t number, std::size_t count) {
  const std::string digits = std::to_string(number);
  if (digits.size() < count) text.append(count - digits.size(), '0');
  text += digits;
}

std::string date_text(std::uint64_t day) {
  std::string text;
  text.reserve(std::string_view("2026-11-18T09:05").size());
  append_digits(text, day >> 9, 4);
  append_digits(text += '-', day >> 5 & 15, 2);
  append_digits(text += '-', day & 31, 2);
  return text;
}

std::string moment_text(std::uint64_t bits) {
  std::string text = date_text(bits >> bits_of_a_clock);
  append_digits(text += 'T', bits >> 6 & 1023, 2);
  append_digits(text += ':', bits & 63, 2);
  return text;
}

Uid uid_of(const PackedValue& value) {
  Uid uid;
  std::ranges::copy(value.bytes, uid.bytes.begin());
  return uid;
}

[[noreturn]] void fail_form() { fail_damaged("a field holds neither text nor a number that fits"); }

bool is_text_form(Form form) { return form >= Form::text && form <= Form::moment; }

}  // namespace

BodyReader::BodyReader(std::string_view body) {
  if (body.size() <= checksum_size) fail_damaged("a record is cut short");
  left_ = body.substr(body.size() - checksum_size);
  const std::uint64_t sum = bits(checksum_size);
  left_ = body.substr(0, body.size() - checksum_size);
  if (sum != sum_of(left_)) fail_damaged("a record is not as it was written");
  left_.remove_prefix(1);
}

PackedField BodyReader::next() {
  PackedField field;
  const auto place = byte();
  field.name = place == 0 ? take(size()) : known_word(place);
  const auto forms = byte();
  field.member = value(static_cast<Form>(forms >> member_bits));
  if (field.member.form != Form::none && !is_text_form(field.member.form)) fail_form();
  field.value = value(static_cast<Form>(forms & form_mask));
  if (const auto dot = field.name.find('.'); place == 0 && dot != std::string_view::npos) {
    field.member = {.form = Form::text, .number = 0, .bytes = field.name.substr(dot + 1)};
    field.name = field.name.substr(0, dot);
  }
  return field;
}

std::string_view BodyReader::take(std::size_t size) {
  if (size > left_.size()) fail_damaged("a record is cut short");
  const auto taken = left_.substr(0, size);
  left_.remove_prefix(size);
  return taken;
}

std::uint8_t BodyReader::byte() { return static_cast<std::uint8_t>(take(1).front()); }

std::uint64_t BodyReader::size() {
  std::uint64_t number = 0;
  for (int shift = 0; shift < 64; shift += group_bits) {
    const std::uint64_t group = byte();
    number |= (group & ~std::uint64_t{more_groups}) << shift;
    if ((group & more_groups) == 0) return number;
  }
  fail_damaged("a number is out of range");
}

std::uint64_t BodyReader::bits(std::size_t bytes) {
  std::uint64_t bits = 0;
  for (const char byte : take(bytes)) bits = bits << 8 | static_cast<unsigned char>(byte);
  return bits;
}

std::string_view BodyReader::known_word(std::uint8_t place) {
  if (place == 0 || place > body_words.size()) fail_damaged("a record has a word of nobody's");
  return body_words[place - 1U];
}

PackedValue BodyReader::value(Form form) {
  PackedValue value{.form = form};
  switch (form) {
    case Form::none:
    case Form::no:
    case Form::yes:
      break;
    case Form::number:
      value.number = size();
      break;
    case Form::text:
      value.bytes = take(size());
      break;
    case Form::uid:
      value.bytes = take(sizeof(Uid));
      break;
    case Form::word:
      value.bytes = known_word(byte());
      break;
    case Form::date:
      value.number = bits(date_bytes);
      break;
    case Form::moment:
      value.number = bits(date_bytes + clock_bytes);
      break;
    default:
      fail_form();
  }
  return value;
}

std::string packed_text(const PackedValue& value) {
  switch (value.form) {
    case Form::text:
    case Form::word:
      return std::string(value.bytes);
    case Form::uid:
      return to_string(uid_of(value));
    case Form::date:
      return date_text(value.number);
    case Form::moment:
      return moment_text(value.number);
    default:
      fail_form();
  }
}

FieldValue value_of(const PackedValue& value) {
  if (value.form == Form::none) return std::monostate{};
  if (value.form == Form::no || value.form == Form::yes) return value.form == Form::yes;
  if (value.form == Form::number) return unzigzag(value.number);
  return packed_text(value);
}

PackedReader::PackedReader(std::string_view body) {
  fields_.reserve(usual_fields);
  for (BodyReader reader(body); !reader.is_done();) fields_.push_back(reader.next());
}

bool PackedReader::read(const PackedValue& value, Uid& out) {
  if (value.form != Form::uid) return from_value(value_of(value), out);
  out = uid_of(value);
  return true;
}

bool PackedReader::read(const PackedValue& value, Date& out) {
  if (value.form != Form::date) return from_value(value_of(value), out);
  const auto date = date_of(value.number);
  if (date) out = *date;
  return date.has_value();
}

bool PackedReader::read(const PackedValue& value, std::string& out) {
  if (value.form != Form::text && value.form != Form::word) return from_value(value_of(value), out);
  out = value.bytes;
  return true;
}

bool PackedReader::read(const PackedValue& value, Moment& out) {
  if (value.form != Form::moment) return from_value(value_of(value), out);
  const auto date = date_of(value.number >> bits_of_a_clock);
  const auto hour = value.number >> 6 & 1023, minute = value.number & 63;
  if (!date || hour > 23 || minute > 59) return false;
  out.date = *date;  // the offset is a field of its own
  out.minute = static_cast<int>(hour * 60 + minute);
  return true;
}

}  // namespace rapport
