#pragma once

#include <string>
#include <string_view>

#include "rapport/domain/record.hpp"

namespace rapport {

/// Packed bytes, the `body` of a change and of an entity: the same fields give the same ones.
/// Throws Error(usage) for a text that is not UTF-8, however it came here.
std::string encode_fields(const Fields& fields);

/// The reverse; also reads the JSON of older books. Throws UnusableFile where `body` is neither.
Fields decode_fields(std::string_view body);

/// One field of `body`, nothing where it is not there. Reads no more than it must; throws as
/// `decode_fields`. In SQL: field(body, 'name').
FieldValue find_field(std::string_view body, std::string_view name);

/// What must change in `before` to make it `after`: new values, and nothing for what is gone.
Fields changed_fields(const Fields& before, const Fields& after);

/// Lays `change` over `state`: the later value wins, nothing removes.
void merge_fields(Fields& state, const Fields& change);

}  // namespace rapport
