#include "rapport/domain/preset.hpp"

#include "book.hpp"

namespace rapport {
namespace {

const Date monday = std::chrono::sys_days{std::chrono::year{2026} / 11 / 16};

/// Takes up a preset from `monday` on, as the command does.
void take_up(Book& book, const char* name, std::optional<Uid> pm = {}) {
  const auto added = adopt(*find_preset(name), book.facts.targets, pm, monday, book.facts.rules);
  for (const auto& target : added) book.target(target);
}

std::string names(const Book& book, Date day) {
  std::string names;
  const Cadence& cadence = book.cadence();
  for (const auto& governed : cadence.targets().on(day))
    names += (names.empty() ? "" : " ") + governed.target->name;
  return names;
}

}  // namespace

TEST_CASE("preset svpg: fifteen visits, then three sessions of an hour a week") {
  Book book;
  book.facts.rules.hour = Minutes(55);
  take_up(book, "svpg");
  CHECK(names(book, monday) == "weekly onboarding");
  const Cadence& cadence = book.cadence();
  const auto main = cadence.targets().main_on(monday);
  CHECK(main->target->metric == Metric::sessions);
  CHECK(main->target->amount == 3);
  CHECK(main->target->filter.least == Minutes(55));
  CHECK(cadence.targets().main_on(monday - Days(1))->target->metric == Metric::hours);
}

TEST_CASE("preset svpg-30: fifteen customers in each of two regions take the place of the visits") {
  Book book;
  take_up(book, "svpg-30");
  CHECK(names(book, monday) == "weekly eu us");
  CHECK(names(book, monday - Days(1)) == "weekly onboarding");
  const Cadence& cadence = book.cadence();
  const Target& eu = *cadence.targets().find("eu", monday)->target;
  CHECK(eu.metric == Metric::customers);
  CHECK(eu.amount == 15);
  CHECK(eu.filter.region == "EU");
  CHECK(eu.onboarding);
}

TEST_CASE("preset exposure: two hours every six weeks, counted from the week it starts in") {
  Book book;
  take_up(book, "exposure");
  CHECK(names(book, monday) == "exposure");
  const auto judged = book.week(monday).main;
  CHECK(judged->amount == 120);
  CHECK(judged->period == DateRange{.from = monday, .until = monday + Days(42)});
}

TEST_CASE("preset touchpoint: one session a week") {
  Book book;
  take_up(book, "touchpoint");
  CHECK(names(book, monday) == "weekly");
  CHECK(book.week(monday).main->amount == 1);
  CHECK(book.week(monday).main->target->metric == Metric::sessions);
}

TEST_CASE("preset lean-launchpad: ten sessions a week for ten weeks, then what there was before") {
  for (const bool for_one : {false, true}) {
    Book book;
    take_up(book, "lean-launchpad", for_one ? std::optional(book.own.pm.uid) : std::nullopt);
    CHECK(names(book, monday) == "weekly");
    CHECK(book.week(monday).main->amount == 10);
    CHECK(book.week(monday + Days(69)).main->amount == 10);
    CHECK(book.week(monday + Days(70)).main->amount == 180);
    CHECK(names(book, monday + Days(70)) == "weekly onboarding");
  }
}

TEST_CASE("preset: one after the other, and past weeks keep their target") {
  Book book;
  take_up(book, "exposure");
  take_up(book, "touchpoint");
  CHECK(names(book, monday) == "weekly");
  CHECK(names(book, monday - Days(7)) == "weekly onboarding");
  CHECK(find_preset("nope") == nullptr);
  CHECK(presets().size() == 5);
}

TEST_CASE("preset: for one PM leaves the others alone") {
  Book book;
  take_up(book, "exposure", book.own.pm.uid);
  CHECK(names(book, monday) == "exposure");
  book.own.pm.uid = uid_of(2);
  CHECK(names(book, monday) == "weekly onboarding");
}

}  // namespace rapport
