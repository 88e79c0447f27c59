#pragma once

#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/review.hpp"

namespace rapport {

/// Something that was agreed in a 1:1, and whose it is.
struct ActionLine {
  Action action;
  std::string pm;
};

/// The table `actions` of `action list`.
Document actions_document(const std::vector<ActionLine>& lines, Date today);

}  // namespace rapport
