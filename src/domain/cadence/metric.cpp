#include <algorithm>
#include <array>

#include "rapport/domain/counting.hpp"

namespace rapport {
namespace {

bool any_kind(Kind) { return true; }
bool no_kind(Kind) { return false; }
bool not_a_group(Kind kind) { return kind != Kind::board; }

std::int64_t one(const Entry&, const Target&, const BookFacts&, Seen&) { return 1; }

std::int64_t minutes(const Entry& entry, const Target&, const BookFacts&, Seen&) {
  return entry.talk->length.count();
}

std::int64_t learnings(const Entry& entry, const Target&, const BookFacts&, Seen&) {
  return entry.talk->learnings;
}

std::int64_t new_customers(const Entry& entry, const Target& target, const BookFacts&, Seen& seen) {
  std::int64_t fresh = 0;
  for (const Customer* customer : entry.eligible_customers())
    if (passes_place(*customer, target.filter) && seen.insert(customer->uid).second) ++fresh;
  return fresh;
}

std::int64_t new_people(const Entry& entry, const Target&, const BookFacts& book, Seen& seen) {
  std::int64_t fresh = 0;
  for (const Uid& person : entry.talk->people)
    if (seen.insert(survivor_in(book.merged_people, person)).second) ++fresh;
  return fresh;
}

constexpr std::array metric_rows{
    MetricRow{Metric::visits, "visits", "visit", "visits", "face to face or by video", Unit::count,
              is_visit, one},
    MetricRow{Metric::sessions, "sessions", "session", "sessions", "live talks of any size",
              Unit::count, is_live, one},
    MetricRow{Metric::hours, "hours", "hour", "hours", "time in live talks", Unit::minutes, is_live,
              minutes},
    MetricRow{Metric::customers, "customers", "customer", "customers",
              "distinct, not counting groups", Unit::count, not_a_group, new_customers},
    MetricRow{Metric::people, "people", "person", "people", "distinct", Unit::count, any_kind,
              new_people},
    MetricRow{Metric::stories, "stories", "story", "stories", "customer stories shared",
              Unit::count, no_kind, nullptr, &PmFacts::stories},
    MetricRow{Metric::learnings, "learnings", "learning", "learnings", "things learned in talks",
              Unit::count, any_kind, learnings},
};

}  // namespace

std::span<const MetricRow> metrics() { return metric_rows; }

const MetricRow& row_of(Metric metric) {
  return *std::find_if(metric_rows.begin(), std::prev(metric_rows.end()),
                       [&](const MetricRow& row) { return row.metric == metric; });
}

std::string_view name_of(Metric metric) { return row_of(metric).name; }

std::string_view name_of(Unit unit) { return unit == Unit::minutes ? "minutes" : "count"; }

std::optional<Metric> find_metric(std::string_view name) {
  for (const auto& row : metric_rows)
    if (row.name == name) return row.metric;
  return std::nullopt;
}

std::string amount_text(std::int64_t amount, Metric metric) {
  const MetricRow& row = row_of(metric);
  if (row.unit == Unit::minutes) return length_text(Minutes(amount));
  return std::to_string(amount) + ' ' + std::string(amount == 1 ? row.one : row.many);
}

}  // namespace rapport
