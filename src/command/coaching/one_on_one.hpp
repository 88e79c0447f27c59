#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/report/one_on_one.hpp"

namespace rapport {

/// A page and what is asked on it.
struct OneOnOnePage {
  Document document;
  std::vector<Question> questions;
};

/// The page for a 1:1 with `pm`: since the day `since` if that is given, else since the last 1:1.
/// `used` is one that took place: its page, where the session speaks of that moment. `is_saved`:
/// the one of this page is about to be recorded.
OneOnOnePage one_on_one_page(Session& session, const Pm& pm,
                             const std::optional<std::string>& since,
                             const std::optional<Review>& used = {}, bool is_saved = false);

/// The page of a 1:1 that took place, as it was used, and what was agreed then.
Document page_as_used(Session& session, const Review& review);

}  // namespace rapport
