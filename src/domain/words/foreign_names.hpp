#pragma once

#include <string>
#include <string_view>

namespace rapport {

/// A month or a weekday of a German, French, Spanish, Italian or Dutch table in English, the parts
/// between dashes too: "marz", "di", "03-dez-26". In lower case, without accents and the dot of an
/// abbreviation. All else stays as it is.
std::string in_english(std::string_view word);

/// True for a weekday in any of these languages or in English.
bool is_weekday_name(std::string_view word);

}  // namespace rapport
