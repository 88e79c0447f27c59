#include "hub/change_json.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;

Json value_json(const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  return nullptr;
}

FieldValue field_value(const Json& json) {
  if (json.is_null()) return std::monostate{};
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_number_integer() &&
      (!json.is_number_unsigned() || std::in_range<std::int64_t>(json.get<std::uint64_t>())))
    return json.get<std::int64_t>();
  throw Error(ErrorKind::bad_data, "a field holds neither text nor a number that fits");
}

std::int64_t number_in(const Json& json, const char* name) {
  const FieldValue value = field_value(json.at(name));
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  throw Error(ErrorKind::bad_data, "no number");
}

std::optional<std::string> body_in(const Json& body) {
  if (body.is_null()) return std::nullopt;
  Fields fields;
  for (const auto& [name, value] : body.get_ref<const Json::object_t&>())
    fields.insert_or_assign(name, field_value(value));
  return encode_fields(fields);
}

}  // namespace

std::string json_of(const Change& change) {
  Json body;
  if (change.body) {
    body = Json::object();
    for (const auto& [name, value] : fields_in(change)) body[name] = value_json(value);
  }
  const Json json{{"seq", change.seq},
                  {"hlc", change.hlc},
                  {"base", change.base},
                  {"nonce", change.nonce},
                  {"cmd", change.cmd},
                  {"ent", change.ent},
                  {"uid", to_string(change.uid)},
                  {"op", static_cast<int>(change.op)},
                  {"at", change.at},
                  {"body", std::move(body)}};
  return json.dump();
}

std::optional<Change> change_of(std::string_view line) {
  try {
    const Json json = Json::parse(line);
    const auto uid = parse_uid(json.at("uid").get_ref<const std::string&>());
    const std::int64_t op = number_in(json, "op");
    Change change{.seq = number_in(json, "seq"),
                  .hlc = number_in(json, "hlc"),
                  .base = number_in(json, "base"),
                  .nonce = number_in(json, "nonce"),
                  .cmd = number_in(json, "cmd"),
                  .ent = json.at("ent").get<std::string>(),
                  .uid = uid.value_or(Uid{}),
                  .op = static_cast<Op>(op),
                  .at = json.at("at").get<std::string>(),
                  .body = body_in(json.at("body"))};
    const bool is_whole = !change.uid.is_nil() && change.hlc >= 0 && op >= 0 &&
                          std::in_range<std::int16_t>(op) && parse_recorded(change.at);
    return is_whole ? std::optional{std::move(change)} : std::nullopt;
  } catch (const Json::exception&) {
    return std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace rapport
