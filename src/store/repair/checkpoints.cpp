#include "store/repair/checkpoints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "rapport/base/text.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/store.hpp"

namespace rapport {
namespace {

constexpr int weeks_kept = 8;  // as many as `team` shows

std::int64_t day_number(Date date) { return date.time_since_epoch().count(); }
Date date_of(std::int64_t day) { return Date{Days{day}}; }

/// A checkpoint as numbers with blanks between them, and its uids.
struct Written {
  std::string sums;
  std::vector<Uid> seen;

  bool operator==(const Written&) const = default;
};

Written written(const Checkpoint& checkpoint) {
  Written out;
  const auto add = [&](std::int64_t number) { out.sums += std::to_string(number) + ' '; };
  add(day_number(checkpoint.first_week));
  add(day_number(checkpoint.judged_from));
  add(checkpoint.has_talks ? 1 : 0);
  add(checkpoint.streak.streak);
  add(checkpoint.streak.met_in_a_row);
  add(static_cast<std::int64_t>(checkpoint.streak.judged.size()));
  for (const bool met : checkpoint.streak.judged) add(met ? 1 : 0);
  add(static_cast<std::int64_t>(checkpoint.settled.size()));
  for (const Date day : checkpoint.settled) add(day_number(day));
  add(static_cast<std::int64_t>(checkpoint.once.size()));
  for (const auto& once : checkpoint.once) {
    add(once.done);
    add(once.met_on ? day_number(*once.met_on) : day_number(first_date));
    add(static_cast<std::int64_t>(once.seen.size()));
    out.seen.insert(out.seen.end(), once.seen.begin(), once.seen.end());
  }
  add(static_cast<std::int64_t>(checkpoint.named.size()));
  for (const auto& named : checkpoint.named) {
    add(day_number(named.day));
    add(named.number);
  }
  return out;
}

/// Takes numbers off a text, one by one; what is not there reads as 0.
class Numbers {
 public:
  explicit Numbers(const std::string& text) : at_(text.data()), end_(at_ + text.size()) {}

  std::int64_t next() {
    std::int64_t number = 0;
    at_ = std::from_chars(at_, end_, number).ptr;
    if (at_ != end_) ++at_;
    return number;
  }
  Date next_day() {
    return date_of(std::clamp(next(), day_number(first_date), day_number(last_date)));
  }
  template <typename Take>
  void each(Take&& take) {
    for (std::int64_t left = next(); left > 0 && at_ != end_; --left) take();
  }

 private:
  const char* at_;
  const char* end_;
};

Checkpoint read_written(Date day, const Written& from) {
  Numbers numbers(from.sums);
  Checkpoint to{.day = day};
  to.first_week = numbers.next_day();
  to.judged_from = numbers.next_day();
  to.has_talks = numbers.next() != 0;
  to.streak.streak = static_cast<int>(numbers.next());
  to.streak.met_in_a_row = static_cast<int>(numbers.next());
  numbers.each([&] { to.streak.judged.push_back(numbers.next() != 0); });
  numbers.each([&] { to.settled.push_back(numbers.next_day()); });
  auto seen = from.seen.begin();
  numbers.each([&] {
    Checkpoint::Once once{.done = numbers.next()};
    if (const Date met = numbers.next_day(); met != first_date) once.met_on = met;
    const auto count = std::clamp<std::int64_t>(numbers.next(), 0, from.seen.end() - seen);
    once.seen.assign(seen, seen + count);
    seen += count;
    to.once.push_back(std::move(once));
  });
  numbers.each([&] {
    const Date named = numbers.next_day();
    to.named.push_back({named, numbers.next()});
  });
  return to;
}

/// From which day on the verdicts on one PM, or on all, may be others now.
struct Doubt {
  std::optional<Uid> pm;
  Date from = first_date;
};

template <typename T>
T live(const EntityState* state) {
  return state == nullptr || state->deleted ? T{} : decode<T>(state->fields);
}

bool is_live(const EntityState* state) { return state != nullptr && !state->deleted; }

/// From the first day on which two histories of a class differ.
Date first_difference(const Customer& a, const Customer& b) {
  if (a.first_class != b.first_class) return first_date;
  const auto [x, y] =
      std::mismatch(a.classes.begin(), a.classes.end(), b.classes.begin(), b.classes.end());
  Date day = last_date;
  if (x != a.classes.end()) day = std::min(day, x->first);
  if (y != b.classes.end()) day = std::min(day, y->first);
  return day;
}

std::vector<Doubt> doubts_of_customer(const EntityState* before, const EntityState& after) {
  if (before == nullptr) return {};  // no talk before can have been with somebody new
  if (before->deleted != after.deleted) return {Doubt{}};
  const auto was = live<Customer>(before);
  const auto is = live<Customer>(&after);
  if (was.region != is.region || was.segment != is.segment || was.tags != is.tags ||
      was.merged_into != is.merged_into)
    return {Doubt{}};
  const Date from = first_difference(was, is);
  if (from == last_date) return {};
  return {Doubt{.from = from}};
}

std::vector<Doubt> doubts_of_pm(const EntityState* before, const EntityState& after) {
  const auto was = live<Pm>(before);
  const auto is = live<Pm>(&after);
  if (was.joined == is.joined && was.left == is.left && was.judge_from == is.judge_from) return {};
  return {Doubt{.pm = after.uid}};
}

std::vector<Doubt> doubts_of_off(const EntityState* before, const EntityState& after) {
  std::vector<Doubt> doubts;
  for (const EntityState* state : {before, &after}) {
    if (!is_live(state)) continue;
    const auto off = decode<Off>(state->fields);
    doubts.push_back({.pm = off.pm, .from = off.days.from});
  }
  return doubts;
}

std::vector<Doubt> doubts_of(const EntityState* before, const EntityState& after) {
  const auto is = [&](std::string_view ent) { return after.ent == ent; };
  if (is(EntityTraits<Customer>::name)) return doubts_of_customer(before, after);
  if (is(EntityTraits<Pm>::name)) return doubts_of_pm(before, after);
  if (is(EntityTraits<Off>::name)) return doubts_of_off(before, after);
  if (is(EntityTraits<Person>::name)) {
    const bool is_same = live<Person>(before).merged_into == live<Person>(&after).merged_into;
    return is_same ? std::vector<Doubt>{} : std::vector{Doubt{}};
  }
  if (is(EntityTraits<Target>::name) || is(EntityTraits<RulesRecord>::name)) return {Doubt{}};
  return {};  // learnings and stories: no checkpoint is made where a target measures them
}

std::set<Date> days_of(Db& db, const Uid& pm) {
  std::set<Date> days;
  db.each(
      "SELECT day FROM checkpoint WHERE pm = ? AND release = ?",
      [&](const Row& row) { days.insert(date_of(row.integer(0))); }, pm, RAPPORT_VERSION);
  return days;
}

}  // namespace

std::optional<Checkpoint> read_checkpoint(Db& db, const Uid& pm, Date latest,
                                          const std::function<bool(const Checkpoint&)>& is_usable) {
  std::optional<Checkpoint> found;
  for (std::int64_t before = day_number(latest) + 1; !found;) {
    const auto next = db.first(
        "SELECT day, sums, seen FROM checkpoint WHERE pm = ? AND day < ? AND release = ? "
        "ORDER BY day DESC LIMIT 1",
        [](const Row& row) {
          return read_written(date_of(row.integer(0)), {row.text(1), row.uids(2)});
        },
        pm, before, RAPPORT_VERSION);
    if (!next) break;
    if (is_usable(*next)) found = next;
    before = day_number(next->day);
  }
  return found;
}

void make_checkpoints(Store& store, const Uid& uid, const Moment& now) {
  const auto pm = store.find<Pm>(uid);
  if (!pm) return;
  const auto known = days_of(store.db(), uid);
  const auto first = store.rules().week_start;
  const Date running = week_start(now.date, first);
  if (known.contains(running)) return;
  const auto targets = store.all<Target>();
  const auto main = TargetHistory(targets, uid, first).main_on(now.date);
  if (main && known.contains(main->period.from)) return;

  const Date oldest = running - Days{7 * weeks_kept};
  PmBook book = store.pm_book(*pm, now, {oldest, now.date + Days{1}}, {});
  const Cadence cadence(book.facts, std::move(book.own));
  std::set<Date> made;
  for (Date day = oldest; day <= running; day += Days{7}) {
    const auto checkpoint = cadence.checkpoint(day);
    if (!checkpoint || known.contains(checkpoint->day) || !made.insert(checkpoint->day).second)
      continue;
    const Written row = written(*checkpoint);
    store.db().run(
        "INSERT OR REPLACE INTO checkpoint(pm, day, release, sums, seen) VALUES(?,?,?,?,?)", uid,
        day_number(checkpoint->day), RAPPORT_VERSION, row.sums, row.seen);
  }
  if (made.empty()) return;
  store.db().run(
      "DELETE FROM checkpoint WHERE pm = ?1 AND day < "
      "(SELECT max(day) FROM checkpoint WHERE pm = ?1 AND day <= ?2)",
      uid, day_number(oldest));
}

void drop_checkpoints(Db& db, const Uid& pm, Date day) {
  db.run("DELETE FROM checkpoint WHERE pm = ? AND day > ?", pm, day_number(day));
}

void drop_checkpoints(Db& db, const EntityState* before, const EntityState& after) {
  for (const Doubt& doubt : doubts_of(before, after)) {
    if (doubt.pm)
      db.run("DELETE FROM checkpoint WHERE pm = ? AND day > ?", *doubt.pm, day_number(doubt.from));
    else
      db.run("DELETE FROM checkpoint WHERE day > ?", day_number(doubt.from));
  }
}

std::vector<std::string> check_checkpoints(Store& store) {
  std::vector<std::string> troubles;
  for (const Pm& pm : store.all<Pm>()) {
    std::map<Date, Written> kept;
    store.db().each(
        "SELECT day, sums, seen FROM checkpoint WHERE pm = ? AND release = ?",
        [&](const Row& row) {
          kept.emplace(date_of(row.integer(0)), Written{row.text(1), row.uids(2)});
        },
        pm.uid, RAPPORT_VERSION);
    if (kept.empty()) continue;
    const Moment after{kept.rbegin()->first + Days{7}, {}, {}};
    PmBook book = store.pm_book(pm, after);
    const Cadence cadence(book.facts, std::move(book.own));
    for (const auto& [day, row] : kept) {
      const auto checkpoint = cadence.checkpoint(day);
      if (!checkpoint || checkpoint->day != day || written(*checkpoint) != row)
        troubles.push_back(
            fmt::format("what was summed up for {} until {} is not what the talks say",
                        printable(pm.name), to_string(day)));
    }
  }
  return troubles;
}

}  // namespace rapport
