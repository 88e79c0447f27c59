#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/domain/themes.hpp"
#include "rapport/report/learnings.hpp"

/// What was learned, read from the book.
namespace rapport {

/// Which learnings.
struct LearningQuery {
  DateRange days{first_date, last_date + Days{1}};
  std::optional<Uid> pm;
  std::set<Uid> customers;  ///< with any of these; all when empty
  std::optional<std::string> theme;
  std::optional<LearningType> type;
  std::optional<bool> second_hand;
};

/// In no order. Those of private talks are left out.
std::vector<Heard> load_heard(Store& store, const LearningQuery& query);
std::vector<Heard> newest_first(std::vector<Heard> heard);

/// All of them, the newest first, those of some days at a time, until `take` answers false.
void each_heard(Store& store, Date today,
                const std::function<bool(const std::vector<Heard>& some)>& take);

/// The newest `limit` of them all: reads no more than the last 28, 112, 448 … days.
std::vector<Heard> load_newest_heard(Store& store, std::size_t limit, Date today);

/// With the names of all who were there.
std::vector<LearningLine> lines_of(Store& store, const std::vector<Heard>& heard);

/// `--since` and `--until`, the last day included.
DateRange read_days(const std::optional<std::string>& since,
                    const std::optional<std::string>& until, const Moment& now);

}  // namespace rapport
