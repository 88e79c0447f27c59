#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace rapport {

/// One value of a field. Nothing (monostate) in a change takes the field away.
using FieldValue = std::variant<std::monostate, bool, std::int64_t, std::string>;

/// The fields of an entity, or of one change, by name. A set is one field per member
/// ("tag.orders": true), so that two replicas can add members at the same time.
using Fields = std::map<std::string, FieldValue, std::less<>>;

/// Flat JSON, keys in order: the `body` of a change and of an entity. Throws Error(usage) for a
/// text that is not UTF-8, however it came here.
std::string encode_fields(const Fields& fields);

/// The reverse. Throws Error(bad_data) when `body` is not a flat JSON object.
Fields decode_fields(std::string_view body);

/// What must change in `before` to make it `after`: new values, and nothing for what is gone.
Fields changed_fields(const Fields& before, const Fields& after);

/// Lays `change` over `state`: the later value wins, nothing removes.
void merge_fields(Fields& state, const Fields& change);

}  // namespace rapport
