#include "store/book/rotation.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace rapport;

namespace {

std::vector<Moment> each_day_back(Date last, int days) {
  std::vector<Moment> made;
  for (int day = 0; day < days; ++day) made.push_back({last - Days{day}, 600, {}});
  return made;
}

}  // namespace

TEST_CASE("the newest ten backups stay, however close together") {
  const std::vector<Moment> made(12, Moment{make_date(2026, 11, 20).value(), 600, {}});
  const auto keep = backups_to_keep(made);
  CHECK(std::count(keep.begin(), keep.end(), true) == 10);
  CHECK(!keep[10]);
  CHECK(!keep[11]);
}

TEST_CASE("of older ones the newest of each of eight weeks and twelve months stays") {
  const auto made = each_day_back(make_date(2026, 11, 20).value(), 800);  // a Friday
  const auto keep = backups_to_keep(made);
  const auto kept = [&](int year, unsigned month, unsigned day) {
    const Date wanted = make_date(year, month, day).value();
    return keep[static_cast<std::size_t>((make_date(2026, 11, 20).value() - wanted).count())];
  };
  CHECK(kept(2026, 11, 11));   // the tenth
  CHECK(!kept(2026, 11, 10));  // the eleventh
  CHECK(kept(2026, 11, 8));    // a Sunday: the newest of its week
  CHECK(!kept(2026, 11, 7));
  CHECK(kept(2026, 10, 4));   // of the eighth week
  CHECK(!kept(2026, 9, 27));  // of the ninth
  CHECK(kept(2026, 9, 30));   // the newest of its month
  CHECK(kept(2025, 12, 31));  // of the twelfth month
  CHECK(!kept(2025, 11, 30));
  CHECK(std::count(keep.begin(), keep.end(), true) == 10 + 6 + 11);
}

TEST_CASE("without backups there is nothing to keep") { CHECK(backups_to_keep({}).empty()); }
