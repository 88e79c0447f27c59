#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "rapport/domain/facts.hpp"
#include "rapport/domain/idea.hpp"
#include "rapport/domain/learning.hpp"

/// Themes in what was learned, ranked by how many distinct customers stand behind them, never by
/// how often they were mentioned.
namespace rapport {

/// A learning with the talk it comes from, which is never a private one.
struct Heard {
  Learning learning;
  Talk talk;      ///< without its learnings
  FewUids hosts;  ///< of the talk

  /// Heard from somebody other than the customer.
  bool is_second_hand() const { return learning.second_hand || talk.loop == Loop::colleague; }
};

/// How much stands behind a theme. A talk with several customers speaks for each of them.
struct Theme {
  std::string name;
  std::set<Uid> customers;  ///< its weight: of class `customer` on the day, heard first-hand,
                            ///< duplicates followed
  std::set<Uid> others;     ///< prospects, partners and our own people, first-hand
  int second_hand = 0;      ///< learnings that colleagues told
  int learnings = 0;        ///< all, second-hand ones and those of one's own use included
  int ideas = 0;            ///< open or planned, tagged with it
  std::optional<Date> last_heard;

  int weight() const { return static_cast<int>(customers.size()); }
};

/// Every theme of learnings of held talks and of ideas that were not merged into another one, the
/// one with the most customers first, and of equals the one heard last.
std::vector<Theme> themes_of(std::span<const Heard> heard, const Ideas& ideas,
                             const Customers& customers);

}  // namespace rapport
