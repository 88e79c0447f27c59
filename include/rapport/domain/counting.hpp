#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "rapport/domain/facts.hpp"
#include "rapport/domain/target.hpp"

/// What counts towards a target, and why the rest does not.
namespace rapport {

/// A talk with everything looked up that counting asks for.
struct Entry {
  const Talk* talk = nullptr;
  bool as_member = false;  ///< the PM was one on that day
  bool to_come = false;    ///< as `is_to_come` says on the report date
  /// Duplicates followed, each once, unknown ones absent; those of class `customer` on that day
  /// come first. Owned by the `Cadence`.
  std::span<const Customer* const> customers;
  std::size_t eligible = 0;  ///< how many of them are of that class

  std::span<const Customer* const> eligible_customers() const { return customers.first(eligible); }
};

/// The first thing that keeps a talk from counting, in the order in which it is looked for.
enum class Obstacle {
  status,
  to_come,
  membership,
  customer_class,
  unknown_word,  ///< kind, loop or purpose: a word of a later version
  kind,
  loop,
  purpose,
  length,
  region,
  segment,
  tag
};

/// Nothing when the talk counts towards `target`.
std::optional<Obstacle> obstacle(const Entry& entry, const Target& target);

/// "partner, not a customer"; nothing when the talk counts.
std::optional<std::string> reason_not_counted(const Entry& entry, const Target& target);

/// True for a customer in the region and segment and with the tag that `filter` asks for, without
/// regard to case and accents.
bool passes_place(const Customer& customer, const Filter& filter);

/// What a metric has already seen in a period; only those that count distinct things use it.
using Seen = std::unordered_set<Uid, UidHash>;

enum class Unit { count, minutes };

/// What is counted. A new metric is one row of `metrics()`.
struct MetricRow {
  Metric metric;
  std::string_view name;  ///< what people type, files hold and programs read
  std::string_view one;   ///< "visit"
  std::string_view many;  ///< "visits"
  std::string_view summary;
  Unit unit = Unit::count;
  bool (*admits)(Kind kind);  ///< kinds that can ever advance it
  /// By how much a talk that counts towards `target` advances it; null for what is not measured by
  /// talks (stories).
  std::int64_t (*advance)(const Entry& entry, const Target& target, const BookFacts& book,
                          Seen& seen);
  /// The days on which the PM did one of what is not measured by talks.
  std::vector<Date> PmFacts::*days = nullptr;
};

std::span<const MetricRow> metrics();
const MetricRow& row_of(Metric metric);
std::string_view name_of(Metric metric);
std::string_view name_of(Unit unit);  ///< "minutes" or "count"
std::optional<Metric> find_metric(std::string_view name);

/// "2h 30m", "1 visit", "15 visits".
std::string amount_text(std::int64_t amount, Metric metric);

/// `amount` × `available` ÷ `all`: counts rounded up, minutes up to a quarter of an hour.
std::int64_t prorated(std::int64_t amount, Unit unit, int available, int all);

}  // namespace rapport
