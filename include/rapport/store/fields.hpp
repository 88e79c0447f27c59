#pragma once

#include <string>
#include <string_view>

#include "rapport/domain/record.hpp"

namespace rapport {

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
