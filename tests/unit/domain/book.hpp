#pragma once

#include <doctest/doctest.h>

#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "rapport/domain/cadence.hpp"

/// A small book to write cadence stories in.
namespace rapport {

inline Date operator""_d(const char* text, std::size_t size) {
  return parse_iso_date(std::string_view(text, size)).value();
}

/// A uid that tells `n` apart; later ones sort after earlier ones.
inline Uid uid_of(std::uint32_t n) {
  Uid uid;
  for (std::size_t at = 0; at < 4; ++at)
    uid.bytes.at(15 - at) = static_cast<std::uint8_t>(n >> (8 * at));
  return uid;
}

/// Priya, a PM since Monday 2026-01-05, whose weeks are judged from the first on.
class Book {
 public:
  BookFacts facts;
  PmFacts own;

  explicit Book(Date today = "2026-11-21"_d) {
    facts.now.date = today;
    own.pm = {.uid = uid_of(1), .name = "Priya", .handle = "priya", .joined = {"2026-01-05"_d}};
    own.pm.judge_from = first_date;
  }

  Customer& customer(const std::string& name) {
    const auto known = uids_.find(name);
    if (known != uids_.end()) return facts.customers.at(known->second);
    const Uid uid = uid_of(next_++);
    uids_.emplace(name, uid);
    return facts.customers[uid] = {.uid = uid, .name = name};
  }

  /// Written down on the day it was held.
  Talk& log(const std::string& name, Date day, int minutes = 60, Kind kind = Kind::visit) {
    own.talks.push_back({.number = static_cast<std::int64_t>(own.talks.size()) + 1,
                         .start = {.date = day, .minute = 600},
                         .length = Minutes(minutes),
                         .kind = kind,
                         .customers = {customer(name).uid},
                         .recorded = {.date = day, .minute = 720}});
    return own.talks.back();
  }

  Target& target(Target target) {
    target.uid = uid_of(next_++);
    facts.targets.push_back(std::move(target));
    return facts.targets.back();
  }

  void off(Date from, Date last, bool everybody = false) {
    Off off{.uid = uid_of(next_++), .days = {.from = from, .until = last + Days(1)}};
    if (!everybody) off.pm = own.pm.uid;
    off.recorded = from;
    facts.offs.push_back(off);
  }

  /// A week a letter, from the Monday `from` on: M met, x missed, P paused, h an hour of three.
  void play(std::string_view weeks, Date from) {
    for (const char week : weeks) {
      if (week == 'M') log("Acme", from + Days(1), 180);
      if (week == 'h') log("Acme", from + Days(1), 60);
      if (week == 'P') off(from, from + Days(6));
      from += Days(7);
    }
  }

  /// Of the facts as they are now; what it answers may point into it, so it lives on.
  const Cadence& cadence() const { return kept_->emplace_back(facts, own); }
  Week week(Date day) const { return cadence().week(day); }
  State state(Date day) const { return week(day).state; }

 private:
  std::map<std::string, Uid> uids_;
  std::uint32_t next_ = 100;
  std::shared_ptr<std::list<Cadence>> kept_ = std::make_shared<std::list<Cadence>>();
};

}  // namespace rapport

// What doctest prints when a state is not the expected one.
template <>
struct doctest::StringMaker<rapport::State> {
  static doctest::String convert(rapport::State state) {
    return std::string(rapport::name_of(state)).c_str();
  }
};
