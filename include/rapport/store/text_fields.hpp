#pragma once

#include <string_view>

namespace rapport {

/// True when the field holds words of people ("note", "tag.beta"), and no number, date, uid or word
/// of a table. So says the description of its kind; what that does not know may hold anything.
bool is_text_field(std::string_view ent, std::string_view field);

}  // namespace rapport
