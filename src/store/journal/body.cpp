#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/fields.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/body_words.hpp"
#include "store/journal/json_body.hpp"

// A packed body is the byte 1, then the fields in the order of their names, then two bytes of a
// checksum over all of that. A field is its name (a byte of `body_words`, or 0 and the name as a
// text), a byte that says of what form its member part and its value are, then these two. A text is
// its length and its bytes; a number lies in groups of seven bits, the lowest first.
namespace rapport {
namespace {

constexpr char packed_form = 1;
constexpr std::size_t checksum_size = 2;
constexpr std::size_t date_length = 10;  // of "2026-11-18"
constexpr std::size_t moment_length = 16;
constexpr std::size_t date_bytes = 3;
constexpr std::size_t clock_bytes = 2;
constexpr int group_bits = 7;
constexpr unsigned char more_groups = 0x80;

/// Of a value; the form of a member part stands in the four bits above it. For ever.
enum Form : std::uint8_t { none, no, yes, number, text, uid, word, date, moment };
constexpr int member_bits = 4;
constexpr unsigned form_mask = (1U << member_bits) - 1;

std::uint16_t sum_of(std::string_view bytes) { return static_cast<std::uint16_t>(checksum(bytes)); }

void append_size(std::string& body, std::uint64_t size) {
  for (; size >= more_groups; size >>= group_bits) body += static_cast<char>(size | more_groups);
  body += static_cast<char>(size);
}

/// Small numbers of both signs are short.
std::uint64_t zigzag(std::int64_t number) {
  return static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63);
}

std::int64_t unzigzag(std::uint64_t bits) {
  return static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1);
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
  return is_date ? date : moment;
}

Form append_text(std::string& body, std::string_view given) {
  if (const auto place = find_body_word(given)) {
    body += static_cast<char>(*place);
    return word;
  }
  if (const auto form = append_day(body, given)) return *form;
  if (const auto id = parse_uid(given); id && to_string(*id) == given) {
    body.append(reinterpret_cast<const char*>(id->bytes.data()), id->bytes.size());
    return uid;
  }
  append_verbatim(body, given);
  return text;
}

struct AppendValue {
  std::string& body;
  Form operator()(std::monostate) const { return none; }
  Form operator()(bool flag) const { return flag ? yes : no; }
  Form operator()(std::int64_t value) const {
    append_size(body, zigzag(value));
    return number;
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
  Form member = none;
  if (place && dot != std::string_view::npos) member = append_text(body, name.substr(dot + 1));
  const Form form = std::visit(AppendValue{body}, value);
  body[forms] = static_cast<char>(member << member_bits | form);
}

class BodyReader {
 public:
  /// Throws UnusableFile unless the checksum of `body` is right.
  explicit BodyReader(std::string_view body) {
    if (body.size() <= checksum_size) fail_damaged("a record is cut short");
    left_ = body.substr(0, body.size() - checksum_size);
    std::string sum;
    append_bits(sum, sum_of(left_), checksum_size);
    if (sum != body.substr(left_.size())) fail_damaged("a record is not as it was written");
    left_.remove_prefix(1);
  }

  bool is_done() const { return left_.empty(); }

  /// The value of the field that is the word at `place` and has no member part; nothing where there
  /// is none. Reads on from where it is.
  FieldValue find(std::uint8_t place) {
    while (!is_done()) {
      const auto name = byte();
      if (name == 0) take(size());
      const auto forms = byte();
      const auto member = static_cast<Form>(forms >> member_bits);
      const auto form = static_cast<Form>(forms & form_mask);
      if (name == place && member == none) return value(form);
      skip(member);
      skip(form);
    }
    return {};
  }

  std::pair<std::string, FieldValue> field() {
    std::string name = word_or_text();
    const auto forms = byte();
    if (const auto member = static_cast<Form>(forms >> member_bits); member != none)
      name.append(1, '.').append(text_of(member));
    return {std::move(name), value(static_cast<Form>(forms & form_mask))};
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > left_.size()) fail_damaged("a record is cut short");
    const auto taken = left_.substr(0, size);
    left_.remove_prefix(size);
    return taken;
  }
  std::uint8_t byte() { return static_cast<std::uint8_t>(take(1).front()); }

  std::uint64_t size() {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 64; shift += group_bits) {
      const std::uint64_t group = byte();
      number |= (group & ~std::uint64_t{more_groups}) << shift;
      if ((group & more_groups) == 0) return number;
    }
    fail_damaged("a number is out of range");
  }

  std::uint32_t bits(std::size_t bytes) {
    std::uint32_t bits = 0;
    for (const char byte : take(bytes)) bits = bits << 8 | static_cast<unsigned char>(byte);
    return bits;
  }

  std::string_view known_word(std::uint8_t place) {
    if (place == 0 || place > body_words.size()) fail_damaged("a record has a word of nobody's");
    return body_words[place - 1U];
  }

  std::string word_or_text() {
    const auto place = byte();
    return std::string(place == 0 ? take(size()) : known_word(place));
  }

  void skip(Form form) {
    if (form == number || form == text) {
      const std::uint64_t value = size();
      if (form == text) take(value);
    }
    if (form == word) take(1);
    if (form == uid) take(sizeof(Uid));
    if (form == date || form == moment) take(date_bytes);
    if (form == moment) take(clock_bytes);
    if (form > moment) fail_damaged("a field holds neither text nor a number that fits");
  }

  std::string date_text() {
    const std::uint32_t day = bits(date_bytes);
    return fmt::format("{:04}-{:02}-{:02}", day >> 9, day >> 5 & 15, day & 31);
  }

  std::string text_of(Form form) {
    switch (form) {
      case text:
        return std::string(take(size()));
      case word:
        return std::string(known_word(byte()));
      case uid: {
        Uid id;
        std::ranges::copy(take(id.bytes.size()), id.bytes.begin());
        return to_string(id);
      }
      case date:
        return date_text();
      case moment: {
        std::string day = date_text();
        const std::uint32_t clock = bits(clock_bytes);
        return day + fmt::format("T{:02}:{:02}", clock >> 6, clock & 63);
      }
      default:
        fail_damaged("a field holds neither text nor a number that fits");
    }
  }

  FieldValue value(Form form) {
    if (form == none) return std::monostate{};
    if (form == no || form == yes) return form == yes;
    if (form == number) return unzigzag(size());
    return text_of(form);
  }

  std::string_view left_;
};

bool is_packed(std::string_view body) { return body.starts_with(packed_form); }

}  // namespace

std::string encode_fields(const Fields& fields) {
  std::string body(1, packed_form);
  for (const auto& [name, value] : fields) append_field(body, name, value);
  append_bits(body, sum_of(body), checksum_size);
  return body;
}

Fields decode_fields(std::string_view body) {
  if (!is_packed(body)) return decode_json_body(body);
  Fields fields;
  for (BodyReader reader(body); !reader.is_done();) {
    auto [name, value] = reader.field();
    fields.insert_or_assign(fields.end(), std::move(name), std::move(value));
  }
  return fields;
}

FieldValue find_field(std::string_view body, std::string_view name) {
  const auto place = find_body_word(name);
  if (is_packed(body) && place) return BodyReader(body).find(*place);
  const Fields fields = decode_fields(body);
  const auto found = fields.find(name);
  return found == fields.end() ? FieldValue{} : found->second;
}

}  // namespace rapport
