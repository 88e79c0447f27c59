#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"

/// What a change of the past does to verdicts that were given.
namespace rapport {

/// A week that is over and whose verdict a change makes another.
struct Flip {
  std::string pm;
  DateRange week;
  State before = State::met;
  State after = State::met;
};

/// What is about to be written, done to the facts in memory instead.
using FactsChange = std::function<void(BookFacts&)>;

/// The flips of `pm`, or of every PM, by PM and week. Reads the book only: call it before `write`.
std::vector<Flip> flips_of(Session& session, const std::optional<Uid>& pm,
                           const FactsChange& change);

/// "Priya 2026-W44: missed → met"; weeks in a row with the same change share a line: "Priya
/// 2026-W42 to 2026-W44: missed → met".
std::vector<std::string> flip_lines(const std::vector<Flip>& flips);

/// The table `flips`, one row a week, for programs.
Table flips_table(const std::vector<Flip>& flips);

/// What `--yes` does, for help.
inline constexpr const char* yes_flips_help = "go ahead also where verdicts on past weeks change";

/// Lists the flips and asks whether to go on; true without asking when there are none or `yes` was
/// said. Throws Error(usage), which lists them too, where nobody can be asked.
bool confirm_flips(Session& session, const std::vector<Flip>& flips, bool yes);

/// "2 verdicts on past weeks change:" and the lines, or nothing.
std::vector<std::string> flip_notices(const std::vector<Flip>& flips);

}  // namespace rapport
