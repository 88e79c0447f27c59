#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/themes.hpp"

namespace rapport {

/// One thing learned, with names.
struct LearningLine {
  std::int64_t number = 0;
  std::int64_t talk = 0;
  Moment start;
  std::vector<std::string> customers, people, pms;
  std::vector<std::string> of_class_customer;  ///< those of `customers` that were that on the day
  std::optional<LearningType> type;
  std::string text;
  std::vector<std::string> themes;
  bool second_hand = false;
  std::string heard_from;  ///< the colleague; may be unknown
};

struct LearningReport {
  std::vector<LearningLine> lines;  ///< the newest first
  bool filtered = false;            ///< not all there are were asked for
  std::size_t limit = 0;            ///< how many rows to show; 0 for all
  std::size_t total = 0;            ///< how many there are; `lines` may be but the newest of them
};

/// What is counted of learnings: they are added one by one, and need not be kept.
struct LearningCounts {
  std::int64_t learnings = 0, second_hand = 0;
  std::set<std::string> customers;  ///< who said them and was of class `customer` on the day
  std::set<std::string> all;        ///< whoever said them
  std::map<LearningType, std::int64_t> types;

  void add(const LearningLine& line);
};

/// Counts of `lines`, and the table `learnings`.
Document document_of(const LearningReport& report);

/// The same of all learnings for a program, each read as it is written. No counts where no more
/// than the table is wanted.
Document document_of(std::function<void(const std::function<void(const LearningLine&)>& take)> each,
                     const std::optional<LearningCounts>& counts);

/// The table `learnings` alone, all rows.
Table learnings_table(const LearningReport& report);

/// "12 learnings from 5 customers: 4 pain, 3 need".
std::string counts_text(const std::vector<LearningLine>& lines);

}  // namespace rapport
