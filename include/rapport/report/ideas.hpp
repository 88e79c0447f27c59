#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/loops.hpp"

namespace rapport {

/// What ideas are counted from.
struct IdeaFacts {
  Date today{};
  LoopFacts loops;
  std::map<Uid, std::string> heard_from;  ///< by talk: the colleague who told of it
};

/// One customer who asked for an idea.
struct Asker {
  Uid customer;
  std::string name;
  Class cls = Class::customer;  ///< on the day of the vote
  Date cast{};
  std::optional<std::int64_t> talk;  ///< the number of the one that proves it
  std::string heard_from;            ///< the colleague who brought it; empty when first-hand
  std::optional<Date> told;          ///< since it was settled
  bool waits = false;                ///< to be told: they asked for it before
};

/// One idea and who asked for it. Only those of class `customer` are votes.
struct IdeaLine {
  Idea idea;
  std::vector<Asker> askers;                    ///< by vote
  std::vector<std::string> merged;              ///< names of the ideas that were merged into it
  int votes = 0;                                ///< of customers
  int others = 0;                               ///< of prospects, partners and our own people
  int recent = 0;                               ///< votes of the last six weeks
  bool steam = false;                           ///< it picks up steam
  std::optional<Date> first_asked, last_asked;  ///< by anybody

  std::vector<std::string> to_tell() const;     ///< customers, once it is settled
  std::vector<std::string> brought_by() const;  ///< colleagues, each once
};

struct IdeaReport {
  Date today{};
  std::vector<IdeaLine> lines;  ///< those merged into others left out; by number
};

IdeaReport build_ideas(const IdeaFacts& facts);

/// Null when there is none.
const IdeaLine* find_line(const IdeaReport& report, const Uid& idea);

/// "#3 Bulk export · open · 3 customers · picks up steam · #orders".
std::string line_text(const IdeaLine& line);

/// The table `ideas`, most votes first.
Table ideas_table(std::vector<IdeaLine> lines, std::string title, std::string empty);

/// Those in one of `states`, all when it is empty.
Document idea_list(const IdeaReport& report, const std::vector<IdeaState>& states);

/// What is due: what was settled and not told to everybody, the longest first; then what is open or
/// planned, by votes and then by how long ago it was asked for first. At most `count`, all for 0.
Document ideas_due(const IdeaReport& report, std::size_t count);

/// One idea with everybody who asked for it: table `askers`.
Document idea_page(const IdeaLine& line);

/// What a command that wrote an idea answers: values for programs and one line.
Document idea_saved(const char* report, const IdeaLine& line);

/// Adds the customers to tell (table `to_tell`), and the colleagues who brought it.
void add_customers_to_tell(Document& document, const IdeaLine& line);

}  // namespace rapport
