#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"

/// Values of entities as cells: what is not said is nothing, not an empty text.
namespace rapport {

inline Value value_of(const std::string& text) { return text.empty() ? Value{} : Value{text}; }

inline Value value_of(const std::optional<Date>& day) { return day ? Value{*day} : Value{}; }

inline Value value_of(const std::set<std::string>& names) {
  return std::vector<std::string>(names.begin(), names.end());
}

/// A fact for programs alone: people read it in a sentence.
inline Fact fact_for_programs(std::string key, Value value) {
  return {std::move(key), "", {std::move(value)}, Audience::programs};
}

}  // namespace rapport
