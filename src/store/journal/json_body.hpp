#pragma once

#include <string_view>

#include "rapport/domain/record.hpp"

namespace rapport {

/// The fields of a body that an older program wrote, which is a flat JSON object. Throws
/// UnusableFile where it is not.
Fields decode_json_body(std::string_view body);

}  // namespace rapport
