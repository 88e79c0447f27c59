#include "rapport/store/fields.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "rapport/base/error.hpp"
#include "rapport/store/damage.hpp"

namespace rapport {
namespace {

using Json = nlohmann::json;

bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

/// The library escapes what must be, and nothing in most texts: it takes five times as long.
void append_text(std::string& body, std::string_view text) {
  bool plain = true;  // looked at to the end, which costs less than leaving early
  for (const char c : text) plain &= is_plain(c);
  if (plain)
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

FieldValue value_of(Json& json) {
  if (json.is_null()) return std::monostate{};
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_string()) return std::move(json.get_ref<std::string&>());
  if (json.is_number_integer() &&
      (!json.is_number_unsigned() || std::in_range<std::int64_t>(json.get<std::uint64_t>())))
    return json.get<std::int64_t>();
  fail_damaged("a field holds neither text nor a number that fits");
}

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
  Json json = Json::parse(body, nullptr, false);  // a value of its own where it cannot be parsed
  if (!json.is_object()) fail_damaged("a record is not an object");
  Fields fields;
  for (auto& [name, value] : json.get_ref<Json::object_t&>())
    fields.emplace_hint(fields.end(), name, value_of(value));
  return fields;
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
