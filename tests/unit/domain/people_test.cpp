#include "rapport/domain/people.hpp"

#include <doctest/doctest.h>

#include "typed.hpp"

using namespace rapport;
using typed::day;

namespace {

Pm pm(std::initializer_list<const char*> joined, std::initializer_list<const char*> left) {
  Pm pm;
  for (const char* date : joined) pm.joined.insert(day(date));
  for (const char* date : left) pm.left.insert(day(date));
  return pm;
}

DateRange range(const char* from, Date until) { return {.from = day(from), .until = until}; }

}  // namespace

TEST_CASE("the class of a customer is the one in force on the day") {
  Customer customer;
  customer.first_class = Class::prospect;
  CHECK(customer.class_on(day("2026-01-01")) == Class::prospect);
  customer.classes = {{day("2026-03-01"), Class::customer}, {day("2026-09-01"), Class::partner}};
  CHECK(customer.class_on(day("2026-02-28")) == Class::prospect);
  CHECK(customer.class_on(day("2026-03-01")) == Class::customer);
  CHECK(customer.class_on(day("2026-08-31")) == Class::customer);
  CHECK(customer.class_on(day("2026-09-01")) == Class::partner);
  CHECK(customer.class_on(last_date) == Class::partner);
}

TEST_CASE("a PM joins, may leave and come back") {
  CHECK(memberships(pm({}, {})).empty());
  CHECK(memberships(pm({"2026-01-05"}, {})) == std::vector{range("2026-01-05", last_date)});
  CHECK(memberships(pm({"2026-01-05", "2026-06-01"}, {"2026-03-01"})) ==
        std::vector{range("2026-01-05", day("2026-03-01")), range("2026-06-01", last_date)});
  CHECK(memberships(pm({"2026-01-05"}, {"2026-03-01"})) ==
        std::vector{range("2026-01-05", day("2026-03-01"))});
}

TEST_CASE("memberships do not touch, whatever was entered") {
  CHECK(memberships(pm({}, {"2026-03-01"})).empty());
  CHECK(memberships(pm({"2026-01-05", "2026-02-01"}, {})) ==
        std::vector{range("2026-01-05", last_date)});
  CHECK(memberships(pm({"2026-01-05"}, {"2026-03-01", "2026-04-01"})) ==
        std::vector{range("2026-01-05", day("2026-03-01"))});
  // Left and back on the same day: never away. Joined and left on the same day: never there.
  CHECK(memberships(pm({"2026-01-05", "2026-03-01"}, {"2026-03-01"})) ==
        std::vector{range("2026-01-05", last_date)});
  CHECK(memberships(pm({"2026-01-05"}, {"2026-01-05"})).empty());
}

TEST_CASE("the first day is in, the day of leaving is out") {
  const auto priya = pm({"2026-01-05"}, {"2026-03-01"});
  CHECK_FALSE(is_member(priya, day("2026-01-04")));
  CHECK(is_member(priya, day("2026-01-05")));
  CHECK(is_member(priya, day("2026-02-28")));
  CHECK_FALSE(is_member(priya, day("2026-03-01")));
}
