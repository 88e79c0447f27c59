#include "rapport/store/fields.hpp"

#include <nlohmann/json.hpp>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const FieldValue& value) {
  struct Visitor {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(bool flag) const { return flag; }
    Json operator()(std::int64_t number) const { return number; }
    Json operator()(const std::string& text) const { return text; }
  };
  return std::visit(Visitor{}, value);
}

FieldValue value_of(const Json& json) {
  if (json.is_null()) return std::monostate{};
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_string()) return json.get<std::string>();
  throw Error(ErrorKind::bad_data, "damaged record: a field holds neither text nor a number");
}

}  // namespace

std::string encode_fields(const Fields& fields) {
  Json json = Json::object();
  for (const auto& [name, value] : fields) json.push_back({name, json_of(value)});
  try {
    return json.dump();
  } catch (const Json::type_error&) {
    throw Error(ErrorKind::usage, "a text is not valid UTF-8", "type it in a UTF-8 terminal");
  }
}

Fields decode_fields(std::string_view body) {
  const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) throw Error(ErrorKind::bad_data, "damaged record: not an object");
  Fields fields;
  for (const auto& [name, value] : json.items()) fields.insert_or_assign(name, value_of(value));
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
