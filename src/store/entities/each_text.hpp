#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "rapport/store/kind.hpp"

namespace rapport {

/// `texts_in` without a list: calls `take(name, text)`, both views. The text lies in `fields`; it
/// is empty only for a member of a set that is.
template <typename Take>
void each_text_in(const Fields& fields, const FieldNames& names, const Take& take) {
  for (const std::string_view name : names)
    for (auto at = fields.lower_bound(name); at != fields.end() && at->first.starts_with(name);
         ++at) {
      const std::string_view behind = std::string_view(at->first).substr(name.size());
      if (behind.starts_with('.'))
        take(name, behind.substr(1));
      else if (const auto* text = std::get_if<std::string>(&at->second);
               behind.empty() && text != nullptr && !text->empty())
        take(name, std::string_view(*text));
    }
}

}  // namespace rapport
