#include <algorithm>
#include <optional>
#include <utility>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/fields.hpp"
#include "store/journal/body_reader.hpp"
#include "store/journal/body_words.hpp"
#include "store/journal/json_body.hpp"

// Writing packed bodies, and what is the same for bodies of every form.
namespace rapport {
namespace {

constexpr std::size_t usual_size = 256;  // bytes of a body
constexpr std::size_t date_length = 10;  // of "2026-11-18"
constexpr std::size_t moment_length = 16;

void append_size(std::string& body, std::uint64_t size) {
  for (; size >= more_groups; size >>= group_bits) body += static_cast<char>(size | more_groups);
  body += static_cast<char>(size);
}

/// Small numbers of both signs are short.
std::uint64_t zigzag(std::int64_t number) {
  return static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63);
}

/// Whether `text` has the form of `shape`, in which 0 stands for any digit.
bool is_shaped(std::string_view text, std::string_view shape) {
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i]) return false;
  return true;
}

unsigned digits(std::string_view text) {
  unsigned number = 0;
  for (const char digit : text) number = number * 10 + static_cast<unsigned>(digit - '0');
  return number;
}

/// Year, month and day in 24 bits; nothing where `text` has another form.
std::optional<std::uint32_t> date_bits(std::string_view text) {
  if (!is_shaped(text, "0000-00-00")) return std::nullopt;
  const unsigned month = digits(text.substr(5, 2)), day = digits(text.substr(8, 2));
  if (month >= 16 || day >= 32) return std::nullopt;
  return digits(text.substr(0, 4)) << 9 | month << 5 | day;
}

std::optional<std::uint16_t> clock_bits(std::string_view text) {
  if (!is_shaped(text, "T00:00")) return std::nullopt;
  const unsigned minute = digits(text.substr(4, 2));
  if (minute >= 64) return std::nullopt;
  return static_cast<std::uint16_t>(digits(text.substr(1, 2)) << 6 | minute);
}

bool has_capitals(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void append_bits(std::string& body, std::uint32_t bits, std::size_t bytes) {
  while (bytes-- > 0) body += static_cast<char>(bits >> (8 * bytes));
}

/// A text as it is. NUL is no letter, but was let in by books of before.
void append_verbatim(std::string& body, std::string_view given) {
  std::string letters;
  if (given.find('\0') != std::string_view::npos) {
    letters = given;
    std::erase(letters, '\0');
  }
  if (!is_valid_text(letters.empty() ? given : letters))
    throw Error(ErrorKind::usage, "a text is not valid UTF-8", "use a UTF-8 terminal");
  append_size(body, given.size());
  body += given;
}

std::optional<Form> append_day(std::string& body, std::string_view given) {
  const bool is_date = given.size() == date_length;
  if (!is_date && given.size() != moment_length) return std::nullopt;
  const auto day = date_bits(given.substr(0, date_length));
  const auto clock = is_date ? std::uint16_t{0} : clock_bits(given.substr(date_length));
  if (!day || !clock) return std::nullopt;
  append_bits(body, *day, date_bytes);
  if (!is_date) append_bits(body, *clock, clock_bytes);
  return is_date ? Form::date : Form::moment;
}

Form append_text(std::string& body, std::string_view given) {
  if (const auto place = find_body_word(given)) {
    body += static_cast<char>(*place);
    return Form::word;
  }
  if (const auto form = append_day(body, given)) return *form;
  if (const auto id = parse_uid(given); id && !has_capitals(given)) {
    body.append(reinterpret_cast<const char*>(id->bytes.data()), id->bytes.size());
    return Form::uid;
  }
  append_verbatim(body, given);
  return Form::text;
}

struct AppendValue {
  std::string& body;
  Form operator()(std::monostate) const { return Form::none; }
  Form operator()(bool flag) const { return flag ? Form::yes : Form::no; }
  Form operator()(std::int64_t value) const {
    append_size(body, zigzag(value));
    return Form::number;
  }
  Form operator()(const std::string& value) const { return append_text(body, value); }
};

/// "tag.orders" is the name "tag" with the member part "orders".
void append_field(std::string& body, std::string_view name, const FieldValue& value) {
  const std::size_t dot = name.find('.');
  const auto place = find_body_word(name.substr(0, dot));
  body += static_cast<char>(place.value_or(0));
  if (!place) append_verbatim(body, name);
  const std::size_t forms = body.size();
  body += '\0';
  Form member = Form::none;
  if (place && dot != std::string_view::npos) member = append_text(body, name.substr(dot + 1));
  const Form form = std::visit(AppendValue{body}, value);
  body[forms] = static_cast<char>(static_cast<int>(member) << member_bits | static_cast<int>(form));
}

}  // namespace

std::string encode_fields(const Fields& fields) {
  std::string body;
  body.reserve(usual_size);
  body += packed_form;
  for (const auto& [name, value] : fields) append_field(body, name, value);
  append_bits(body, sum_of(body), checksum_size);
  return body;
}

Fields decode_fields(std::string_view body) {
  if (!is_packed(body)) return decode_json_body(body);
  Fields fields;
  for (BodyReader reader(body); !reader.is_done();) {
    const PackedField field = reader.next();
    std::string name(field.name);
    if (field.member.form != Form::none) name.append(1, '.').append(packed_text(field.member));
    fields.insert_or_assign(fields.end(), std::move(name), value_of(field.value));
  }
  return fields;
}

FieldValue find_field(std::string_view body, std::string_view name) {
  if (is_packed(body) && find_body_word(name)) {
    for (BodyReader reader(body); !reader.is_done();)
      if (const PackedField field = reader.next();
          field.name == name && field.member.form == Form::none)
        return value_of(field.value);
    return {};
  }
  const Fields fields = decode_fields(body);
  const auto found = fields.find(name);
  return found == fields.end() ? FieldValue{} : found->second;
}

}  // namespace rapport
