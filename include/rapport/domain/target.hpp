#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

namespace rapport {

/// Settings that change a verdict or a match: kept in the book, journalled, the same for everybody.
struct Rules {
  std::chrono::weekday week_start = std::chrono::Monday;
  std::set<unsigned> work_days{1, 2, 3, 4, 5};  ///< ISO: 1 Monday … 7 Sunday; never empty
  Minutes hour{50};                             ///< the least length of a "one-hour session"
  std::set<std::string> own_domains;            ///< e-mail domains of colleagues, lower case
};

enum class Metric { visits, sessions, hours, customers, people, stories, learnings };

/// How often a target asks. `count` is used by `weeks` only.
struct Every {
  enum class Unit { week, month, quarter, weeks, once } unit = Unit::week;
  int count = 1;

  bool operator==(const Every&) const = default;
};

/// Which interactions a target looks at; an empty set or text does not filter.
struct Filter {
  Loop loop = Loop::customer;
  std::set<Kind> kinds;
  std::set<Purpose> purposes;
  Minutes least{0};  ///< shortest talk that counts
  std::string region;
  std::string segment;
  std::string tag;

  bool operator==(const Filter&) const = default;
};

/// What a cadence asks for, in force from a date on. Versions of one target share `name` (and
/// `pm`); the one with the latest `from` not after the start of a period governs that period, and
/// a version for one PM goes before one for all.
struct Target {
  Uid uid;
  std::int64_t number = 0;
  std::string name;
  std::optional<Uid> pm;  ///< whom it is for; nothing: everybody
  Metric metric = Metric::hours;
  std::int64_t amount = 0;  ///< minutes for `hours`, else a count
  Every every;
  Filter filter;
  bool main = false;          ///< the periodic target that `week`, `trend` and streak speak of
  bool onboarding = false;    ///< until it is met, weeks are not judged
  Date from = first_date;     ///< first day in force
  std::optional<Date> until;  ///< first day no longer in force
  std::optional<Date> by;     ///< for `once`: the last day in time
  bool removed = false;       ///< from `from` on there is no such target
};

/// The two that every PM has without asking: 15 visits once, then 3 hours a week.
std::vector<Target> default_targets();

}  // namespace rapport
