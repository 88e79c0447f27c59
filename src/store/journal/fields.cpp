#include "rapport/store/fields.hpp"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "rapport/base/error.hpp"
#include "rapport/store/damage.hpp"

namespace rapport {
namespace {

using Json = nlohmann::json;

/// By byte: what stands in JSON as it is.
constexpr std::array<bool, 256> plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = ' '; byte <= '~'; ++byte) plain.at(byte) = byte != '"' && byte != '\\';
  return plain;
}();

bool is_plain(std::string_view text) {
  bool plain = true;  // to the end, which costs less than leaving early
  for (const char c : text) plain &= plain_bytes[static_cast<unsigned char>(c)];
  return plain;
}

void append_text(std::string& body, std::string_view text) {
  if (is_plain(text))
    body.append(1, '"').append(text).append(1, '"');
  else
    body += Json(text).dump();
}

struct AppendValue {
  std::string& body;
  void operator()(std::monostate) const { body += "null"; }
  void operator()(bool flag) const { body += flag ? "true" : "false"; }
  void operator()(std::int64_t number) const { body += std::to_string(number); }
  void operator()(const std::string& text) const { append_text(body, text); }
};

/// Takes the fields of a flat object as they are read. What is nested is refused.
class FieldTaker : public nlohmann::json_sax<Json> {
 public:
  explicit FieldTaker(Fields& fields) : fields_(fields) {}

  bool null() override { return take(std::monostate{}); }
  bool boolean(bool flag) override { return take(flag); }
  bool number_integer(number_integer_t number) override { return take(std::int64_t{number}); }
  bool number_unsigned(number_unsigned_t number) override {
    return std::in_range<std::int64_t>(number) ? take(static_cast<std::int64_t>(number)) : refuse();
  }
  bool number_float(number_float_t, const string_t&) override { return refuse(); }
  bool string(string_t& text) override { return take(std::move(text)); }
  bool binary(binary_t&) override { return refuse(); }
  bool start_object(std::size_t) override { return ++depth_ == 1 || refuse(); }
  bool key(string_t& name) override {
    name_ = std::move(name);
    return true;
  }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return refuse(); }
  bool end_array() override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  bool is_nested() const { return is_nested_; }

 private:
  bool take(FieldValue value) {
    if (depth_ == 0) return false;  // a bare value is no object
    fields_.insert_or_assign(std::move(name_), std::move(value));
    return true;
  }
  bool refuse() {
    is_nested_ = depth_ > 0;
    return false;
  }

  Fields& fields_;
  std::string name_;
  int depth_ = 0;
  bool is_nested_ = false;
};

/// Reads what `encode_fields` makes of plain texts, at a fifth of what the library takes. Whatever
/// else there is, sound or not, is left to the library.
class PlainReader {
 public:
  explicit PlainReader(std::string_view body) : rest_(body) {}

  std::optional<Fields> fields() {
    Fields fields;
    if (take("{}")) return whole(fields);
    for (char before = '{'; take({&before, 1}); before = ',') {
      const auto name = text();
      FieldValue value;
      if (!name || !take(":") || !read(value)) return std::nullopt;
      fields.insert_or_assign(fields.end(), std::string(*name), std::move(value));
    }
    return take("}") ? whole(fields) : std::nullopt;
  }

 private:
  std::optional<Fields> whole(Fields& fields) const {
    if (!rest_.empty()) return std::nullopt;
    return std::move(fields);
  }

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  std::optional<std::string_view> text() {
    if (!take("\"")) return std::nullopt;
    const auto found = rest_.substr(0, rest_.find('"'));
    if (found.size() == rest_.size() || !is_plain(found)) return std::nullopt;
    rest_.remove_prefix(found.size() + 1);
    return found;
  }

  bool read(FieldValue& value) {
    if (rest_.starts_with('"')) {
      const auto found = text();
      if (found) value = std::string(*found);
      return found.has_value();
    }
    if (take("true")) return value = true, true;
    if (take("false")) return value = false, true;
    if (take("null")) return true;
    return read_number(value);
  }

  /// Whole numbers that begin with none but a needed 0.
  bool read_number(FieldValue& value) {
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    const auto size = static_cast<std::size_t>(end - rest_.data());
    if (code != std::errc{} || std::to_string(number).size() != size) return false;
    value = number;
    rest_.remove_prefix(size);
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::string encode_fields(const Fields& fields) {
  std::string body = "{";
  try {
    for (const auto& [name, value] : fields) {
      if (body.size() > 1) body += ',';
      append_text(body, name);
      body += ':';
      std::visit(AppendValue{body}, value);
    }
  } catch (const Json::type_error&) {
    throw Error(ErrorKind::usage, "a text is not valid UTF-8", "type it in a UTF-8 terminal");
  }
  return body + '}';
}

Fields decode_fields(std::string_view body) {
  if (auto plain = PlainReader(body).fields()) return std::move(*plain);
  Fields fields;
  FieldTaker taker(fields);
  if (Json::sax_parse(body, &taker)) return fields;
  if (taker.is_nested()) fail_damaged("a field holds neither text nor a number that fits");
  fail_damaged("a record is no object");
}

Fields changed_fields(const Fields& before, const Fields& after) {
  Fields change;
  for (const auto& [name, value] : after) {
    const auto old = before.find(name);
    if (old == before.end() || old->second != value) change.emplace(name, value);
  }
  for (const auto& [name, value] : before)
    if (!after.contains(name)) change.emplace(name, std::monostate{});
  return change;
}

void merge_fields(Fields& state, const Fields& change) {
  for (const auto& [name, value] : change) {
    if (std::holds_alternative<std::monostate>(value))
      state.erase(name);
    else
      state.insert_or_assign(name, value);
  }
}

}  // namespace rapport
