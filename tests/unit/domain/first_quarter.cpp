#include "first_quarter.hpp"

namespace rapport {

TEST_CASE("first quarter: the verdict on each of thirteen weeks") {
  const Book book = first_quarter();
  const auto weeks = book.cadence().weeks("2026-08-24"_d, "2026-11-18"_d);
  REQUIRE(weeks.size() == first_quarter_weeks.size());
  for (std::size_t at = 0; at < weeks.size(); ++at) {
    const Week& week = weeks[at];
    const ExpectedWeek& expected = first_quarter_weeks.at(at);
    CAPTURE(expected.from);
    CHECK(to_string(week.days.from) == expected.from);
    CHECK(week.main->done == expected.done);
    CHECK(week.main->expected == expected.expected);
    CHECK(week.state == expected.state);
    CHECK(week.sessions == expected.sessions);
    CHECK(week.one_hour_sessions == expected.one_hour_sessions);
    CHECK(week.customers == expected.customers);
    CHECK_FALSE(week.forgiven);
  }
  CHECK(book.cadence().streak("2026-11-18"_d) == Streak{.streak = 2, .met = 2, .judged = 3});
}

TEST_CASE("first quarter: onboarding is met by the fifteenth visit") {
  const Book book = first_quarter();
  const auto all = book.cadence().onboarding();
  REQUIRE(all.size() == 1);
  CHECK(all.front().done == 21);
  CHECK(all.front().of == 15);
  CHECK(all.front().met_on == "2026-10-20"_d);
  CHECK(all.front().closed_on == "2026-10-20"_d);
  CHECK(book.cadence().judged_from() == "2026-10-26"_d);
}

TEST_CASE("first quarter: what does not count and what came late") {
  const Book book = first_quarter();
  const Cadence& cadence = book.cadence();
  std::vector<std::string> not_counted;
  std::vector<std::string> late;
  for (const auto& entry : cadence.entries()) {
    const std::string& name = entry.customers.front()->name;
    const auto main = cadence.targets().main_on(entry.talk->start.date);
    if (const auto reason = reason_not_counted(entry, *main->target))
      not_counted.push_back(name + ": " + *reason);
    if (cadence.is_late(*entry.talk))
      late.push_back(to_string(entry.talk->start.date) + ' ' + name);
  }
  CHECK(not_counted == std::vector<std::string>{"Hooli Partners: partner, not a customer",
                                                "Weyland Yutani: email, not a session"});
  CHECK(late == std::vector<std::string>{"2026-11-12 Umbrella Pharma"});
}

}  // namespace rapport
