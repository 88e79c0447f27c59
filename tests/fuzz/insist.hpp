#pragma once

#include <cstdlib>

#include "rapport/base/error.hpp"

/// What a target promises of every input. Not `assert`, which a release build leaves out.
inline void insist(bool holds) {
  if (!holds) std::abort();
}

/// Runs `read`, which takes its input or refuses it as something badly typed, with words.
template <typename Read>
void badly_typed_or(Read&& read) {
  try {
    read();
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::usage);
    insist(error.what()[0] != '\0');
  }
}
