#include "rapport/domain/availability.hpp"

#include "book.hpp"

namespace rapport {

TEST_CASE("availability: working days of a member that are not off") {
  Book book;
  const DateRange week{.from = "2026-11-16"_d, .until = "2026-11-23"_d};
  CHECK(book.cadence().availability().available_days(week) == 5);
  book.off("2026-11-17"_d, "2026-11-17"_d);
  book.off("2026-11-21"_d, "2026-11-22"_d);  // a weekend costs nothing
  CHECK(book.cadence().availability().available_days(week) == 4);
  CHECK(book.cadence().availability().working_days(week) == 5);
}

TEST_CASE("availability: time off that overlaps is taken once, that of others not at all") {
  Book book;
  const DateRange week{.from = "2026-11-16"_d, .until = "2026-11-23"_d};
  book.off("2026-11-16"_d, "2026-11-18"_d);
  book.off("2026-11-17"_d, "2026-11-17"_d, true);
  book.off("2026-11-19"_d, "2026-11-19"_d, true);
  book.off("2026-11-20"_d, "2026-11-20"_d);
  book.facts.offs.back().pm = uid_of(2);
  CHECK(book.cadence().availability().available_days(week) == 1);
}

TEST_CASE("availability: any days may be working days") {
  Book book;
  book.facts.rules.work_days = {7, 1, 2, 3};  // Sunday to Wednesday
  const DateRange week{.from = "2026-11-16"_d, .until = "2026-11-23"_d};
  CHECK(book.cadence().availability().working_days(week) == 4);
  CHECK(book.cadence().availability().is_working_day("2026-11-22"_d));
  CHECK_FALSE(book.cadence().availability().is_working_day("2026-11-19"_d));
}

TEST_CASE("availability: leaving and coming back") {
  Book book;
  book.own.pm.left = {"2026-03-02"_d};
  book.own.pm.joined.insert("2026-11-18"_d);
  const Cadence& cadence = book.cadence();
  const auto& availability = cadence.availability();
  CHECK(availability.is_member("2026-03-01"_d));
  CHECK_FALSE(availability.is_member("2026-03-02"_d));
  const DateRange week{.from = "2026-11-16"_d, .until = "2026-11-23"_d};
  CHECK(availability.member_days(week) == 3);
  CHECK(availability.changes_within(week));
  CHECK_FALSE(availability.changes_within({.from = "2026-11-18"_d, .until = "2026-11-25"_d}));
  CHECK(availability.first_day() == "2026-01-05"_d);
}

}  // namespace rapport
