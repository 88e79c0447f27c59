#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "rapport/domain/facts.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/domain/time.hpp"

/// The rules of judgement written down a second time, day by day, as simple and as slow as they
/// can be said. Shares the value types with the engine and none of its code, so that a mistake has
/// to be made twice to go unseen.
namespace rapport {

/// A version of a target and its period around a day.
struct OracleTarget {
  Target version;
  DateRange period;
  bool own = false;
};

struct OracleVerdict {
  Target target;
  DateRange period;
  std::string state;
  std::int64_t done = 0;
  std::int64_t expected = 0;
  int working = 0;
  int available = 0;
  int passed = 0;
  bool closed = false;
  bool judged = false;
};

struct OracleWeek {
  DateRange days;
  std::string state;
  std::optional<OracleVerdict> main;
  int sessions = 0;
  int one_hour_sessions = 0;
  int on_site_sessions = 0;
  std::int64_t session_minutes = 0;
  std::int64_t discovery_minutes = 0;
  int customers = 0;
  bool forgiven = false;
};

struct OracleStreak {
  int streak = 0;
  int met = 0;
  int judged = 0;
};

struct OracleProgress {
  std::int64_t done = 0;
  std::optional<Date> met_on;
  std::optional<Date> closed_on;
  std::vector<std::int64_t> talks;
};

/// Why a talk does not count: which rule, and its wording where one is prescribed.
struct OracleReason {
  std::string rule;
  std::string wording;
};

class Oracle {
 public:
  Oracle(const BookFacts& book, const PmFacts& own);

  const std::optional<OracleTarget>& find(const std::string& name, Date day) const;
  std::vector<OracleTarget> governing(Date day) const;  ///< main, periodic by name, once by name
  std::optional<OracleReason> reason(const Talk& talk, const Target& target) const;
  const OracleVerdict& verdict(const OracleTarget& target) const;
  OracleWeek week(Date day) const;
  OracleStreak streak(Date day) const;
  OracleProgress progress(const OracleTarget& target) const;
  std::optional<Date> judged_from() const;
  bool onboarding(const DateRange& period) const;
  bool stalled(const DateRange& period) const;  ///< while onboarding
  bool late(const Talk& talk) const;
  bool overlaps(const Talk& talk) const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  using Admits = std::function<bool(const Talk&)>;
  struct Span {
    DateRange period;
    std::string state;
    bool forgiven = false;
  };
  Date today() const { return book_.now.date; }
  DateRange week_around(Date day) const;
  DateRange period_around(const std::vector<Target>& versions, const Target& target,
                          Date day) const;
  Date counted_from(const std::vector<Target>& versions, const Target& target) const;
  Date first_governed(const std::vector<Target>& versions, const Target& version) const;
  std::optional<OracleTarget> of_scope(const std::vector<Target>& versions, Date day) const;
  std::optional<OracleTarget> looked_for(const std::string& name, Date day) const;
  const OracleTarget* main_at(Date day) const;  ///< null where nothing periodic is asked
  Date looked_up_on(const DateRange& week) const;
  DateRange counted_days(const Target& target, const DateRange& period) const;
  bool member(Date day) const;
  bool working(Date day) const;
  bool off(Date day) const;
  bool available(Date day) const;
  int count(const DateRange& days, const std::function<bool(Date)>& is) const;
  const Customer* customer(Uid uid) const;
  std::vector<const Customer*> all_customers(const Talk& talk) const;
  std::vector<const Customer*> customers_of_class(const Talk& talk) const;
  const std::vector<const Talk*>& counting(const Target& target) const;
  std::int64_t done(const Target& target, const DateRange& days, const Admits& admits) const;
  bool ahead(const Talk& talk) const;
  std::optional<Date> first_day_enough(const OracleTarget& target, bool as_recorded) const;
  bool membership_changes(const DateRange& days) const;
  bool open(const OracleTarget& target, Date day) const;
  bool unmoved(const Target& target, Date last) const;
  std::string state_of(const OracleVerdict& verdict) const;
  std::vector<Span> spans(Date last) const;

  const BookFacts& book_;
  const PmFacts& own_;
  std::vector<Target> targets_;
  std::vector<Talk> talks_;  // by start
  Date first_;               // before anything that happens
  Date last_;                // after everything that happens
  using Key = std::tuple<std::string, bool, Uid, Date, Date>;
  static Key key_of(const OracleTarget& target);
  std::map<Date, bool> membership_;  // joining, or leaving
  std::vector<std::string> names_;
  // What was worked out is kept, or each life would take seconds.
  mutable std::map<std::pair<std::string, Date>, std::optional<OracleTarget>> found_;
  mutable std::map<Key, std::optional<Date>> settled_;
  mutable std::map<Key, OracleVerdict> verdicts_;
  mutable std::map<std::pair<std::string, Uid>, std::vector<const Talk*>> counting_;
};

}  // namespace rapport
