#include "store/journal/json_body.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "rapport/store/damage.hpp"

namespace rapport {
namespace {

using Json = nlohmann::json;

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

Fields decode_json_body(std::string_view body) {
  Json json = Json::parse(body, nullptr, false);  // a value of its own where it cannot be parsed
  if (!json.is_object()) fail_damaged("a record is not an object");
  Fields fields;
  for (auto& [name, value] : json.get_ref<Json::object_t&>())
    fields.emplace_hint(fields.end(), name, value_of(value));
  return fields;
}

}  // namespace rapport
