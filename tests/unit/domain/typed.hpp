#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/time.hpp"

/// For tests of what people type.
namespace typed {

inline rapport::Moment moment(std::string_view iso) {
  return rapport::parse_iso_moment(iso).value();
}

inline rapport::Date day(std::string_view iso) { return rapport::parse_iso_date(iso).value(); }

inline std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> words;
  if (text.empty()) return words;
  for (const auto word : rapport::split(text, ' ')) words.emplace_back(word);
  return words;
}

/// The error that `action` throws; fails the test when it throws none.
template <typename Action>
rapport::Error error(const Action& action) {
  try {
    action();
  } catch (const rapport::Error& error) {
    return error;
  }
  FAIL("nothing was refused");
  throw;
}

template <typename Action>
std::string message(const Action& action) {
  return error(action).what();
}

}  // namespace typed
