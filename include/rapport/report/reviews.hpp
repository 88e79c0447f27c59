#pragma once

#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/review.hpp"

namespace rapport {

/// A 1:1 that took place, whose, and what was agreed in it.
struct ReviewLine {
  Review review;
  std::string pm;
  std::vector<Action> actions;
};

/// The table `reviews` of `1on1 list`, the newest last.
Document reviews_document(const std::vector<ReviewLine>& lines, Date today);

/// What was agreed in it, for the end of its page.
std::vector<Block> agreed_blocks(const ReviewLine& line, Date today);

}  // namespace rapport
