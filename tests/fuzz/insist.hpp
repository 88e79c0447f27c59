#pragma once

#include <cstdlib>

/// What a target promises of every input. Not `assert`, which a release build leaves out.
inline void insist(bool holds) {
  if (!holds) std::abort();
}
