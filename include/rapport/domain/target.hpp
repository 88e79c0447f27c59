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

  bool is_once() const { return unit == Unit::once; }
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

/// The period of a target around `day`. Weeks begin on `first`; months and quarters are those of
/// the calendar; `N weeks` are counted from the week of `anchor`, in both directions; `once` is all
/// days from `anchor` on.
DateRange period_around(const Every& every, Date anchor, Date day, std::chrono::weekday first);

/// "week", "month", "quarter", "6 weeks", "once": what people type, files hold and programs read.
std::string to_string(const Every& every);

/// The reverse, in any case; also "6w" and "6weeks". Nothing when `text` is none, or for less than
/// one or more than 520 weeks.
std::optional<Every> parse_every(std::string_view text);

/// "2026-W47", "2026-11", "2026-Q4", "6 weeks from 2026-11-16", "once".
std::string period_label(const Every& every, const DateRange& period);

/// The amount of a target: for `hours` in minutes, from "3", "3h", "2h30", "150m", "1.5" or "40h";
/// else a whole number. Throws Error(usage) for anything else, for 0 and for more than 10 000 hours
/// or a million.
std::int64_t parse_amount(std::string_view text, Metric metric);

/// "3h a week", "2h every 6 weeks", "15 visits once, by Mon 1 Mar 2027".
std::string asks_text(const Target& target, Date today);

/// "region EU, visit or video, at least 50m"; empty where nothing is filtered.
std::string filter_text(const Filter& filter);

}  // namespace rapport
