#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rapport/base/text.hpp"

/// The small pieces of which sentences are made, the same everywhere.
namespace rapport {

/// "Acme, Globex, Initech": the texts of a range with `between` in between.
template <typename Texts>
std::string joined(const Texts& texts, std::string_view between = ", ") {
  std::string all;
  for (const auto& text : texts) {
    if (&text != &*std::begin(texts)) all += between;
    all += text;
  }
  return all;
}

/// "1 talk", "2 talks"; `several` for what has a plural of its own: "2 people".
std::string count_text(std::int64_t count, std::string_view one, std::string_view several = {});

/// "1 day", "46 days".
std::string days_text(std::int64_t days);

/// "Keep it" from "keep it"; other letters than a to z stay as they are.
std::string capitalised(std::string_view text);

/// 'acme', as in errors: what somebody typed, made harmless. An object, so that `quoted(text)` in
/// this namespace never finds `std::quoted`, as a function would for a std::string.
struct Quoted {
  std::string operator()(std::string_view typed) const;
};
inline constexpr Quoted quoted;

}  // namespace rapport
