#include "book.hpp"

namespace rapport {
namespace {

const Date monday = std::chrono::sys_days{std::chrono::year{2026} / 11 / 16};
constexpr Days week_length(7);

Judgement judged(const Book& book, const char* name, Date day) {
  const Cadence& cadence = book.cadence();
  return cadence.judge(cadence.targets().find(name, day).value());
}

}  // namespace

TEST_CASE("week: met as soon as the amount is done, running or closed") {
  Book book("2026-11-18"_d);
  book.log("Acme", monday, 180);
  CHECK(book.state(monday) == State::met);
  book.facts.now.date = "2026-11-23"_d;
  CHECK(book.state(monday) == State::met);
}

TEST_CASE("week: a running week is never a miss, a closed one may be") {
  Book book("2026-11-22"_d);
  CHECK(book.state(monday) == State::behind);
  book.facts.now.date = "2026-11-23"_d;
  CHECK(book.state(monday) == State::missed);
}

TEST_CASE("week: on pace by the working days before today") {
  Book book(monday);
  CHECK(book.state(monday) == State::on_pace);  // none is over yet
  book.facts.now.date = "2026-11-17"_d;         // 36m asked for
  CHECK(book.state(monday) == State::behind);
  book.log("Acme", monday, 36);
  CHECK(book.state(monday) == State::on_pace);
  book.own.talks.back().length = Minutes(35);
  CHECK(book.state(monday) == State::behind);
  book.off(monday, monday);  // 150m in four days, none of which is over
  CHECK(book.state(monday) == State::on_pace);
}

TEST_CASE("week: the pace follows the days that are worked on") {
  Book book("2026-11-19"_d);
  book.facts.rules.work_days = {6, 7};
  CHECK(book.state(monday) == State::on_pace);
  book.facts.now.date = "2026-11-22"_d;
  CHECK(book.state(monday) == State::behind);
}

TEST_CASE("week: out of reach when more than eight hours are missing for each day left") {
  Book book("2026-11-22"_d);  // Sunday: one day left
  book.target({.name = "weekly", .amount = 481, .main = true, .from = monday});
  CHECK(book.state(monday) == State::out_of_reach);
  book.log("Acme", monday, 1);
  CHECK(book.state(monday) == State::behind);
  book.own.talks.clear();
  book.facts.now.date = "2026-11-21"_d;
  CHECK(book.state(monday) == State::behind);
}

TEST_CASE("week: out of reach when more than eight counts are missing for each day left") {
  Book book("2026-11-22"_d);
  book.target(
      {.name = "weekly", .metric = Metric::sessions, .amount = 9, .main = true, .from = monday});
  CHECK(book.state(monday) == State::out_of_reach);
  book.log("Acme", monday);
  CHECK(book.state(monday) == State::behind);
}

TEST_CASE("time off lowers what is expected, never raises what was done") {
  Book book("2026-11-23"_d);
  book.off("2026-11-19"_d, "2026-11-20"_d);
  book.log("Acme", monday, 105);
  Week week = book.week(monday);
  CHECK(week.main->expected == 120);  // 108, up to a quarter of an hour
  CHECK(week.main->done == 105);
  CHECK(week.state == State::missed);
  book.own.talks.back().length = Minutes(120);
  CHECK(book.state(monday) == State::met);
}

TEST_CASE("time off: counts are rounded up") {
  Book book;
  book.target(
      {.name = "weekly", .metric = Metric::sessions, .amount = 3, .main = true, .from = monday});
  book.off("2026-11-18"_d, "2026-11-20"_d);
  CHECK(book.week(monday).main->expected == 2);
}

TEST_CASE("time off of everybody and of one add up to a paused week, whatever was done in it") {
  Book book("2026-11-23"_d);
  book.off("2026-11-16"_d, "2026-11-17"_d, true);
  book.off("2026-11-18"_d, "2026-11-20"_d);
  book.log("Acme", monday, 300);
  const Week week = book.week(monday);
  CHECK(week.state == State::paused);
  CHECK(week.main->expected == 0);
  CHECK(week.main->done == 300);
  CHECK_FALSE(week.main->judged);
}

TEST_CASE("time off of another PM changes nothing") {
  Book book;
  book.off("2026-11-16"_d, "2026-11-20"_d);
  book.facts.offs.back().pm = uid_of(2);
  CHECK(book.week(monday).main->expected == 180);
}

TEST_CASE("work days: other than Monday to Friday") {
  Book book("2026-11-23"_d);
  book.facts.rules.work_days = {7, 1, 2, 3, 4};
  book.off("2026-11-20"_d, "2026-11-21"_d);  // Friday and Saturday are free anyway
  CHECK(book.week(monday).main->expected == 180);
  book.off("2026-11-22"_d, "2026-11-22"_d);
  CHECK(book.week(monday).main->expected == 150);  // 144
}

TEST_CASE("membership: who joins on Thursday is asked for less; met counts, not met is partial") {
  Book book("2026-11-23"_d);
  book.own.pm.joined = {"2026-11-19"_d};
  CHECK(book.week(monday).main->expected == 75);  // 72
  CHECK(book.state(monday) == State::partial);
  book.log("Acme", "2026-11-19"_d, 75);
  CHECK(book.state(monday) == State::met);
  CHECK(book.cadence().streak(monday) == Streak{.streak = 1, .met = 1, .judged = 1});
}

TEST_CASE("membership: a running first week is no more than behind") {
  Book book("2026-11-20"_d);
  book.own.pm.joined = {"2026-11-19"_d};
  CHECK(book.state(monday) == State::behind);
}

TEST_CASE("membership: an unmet week in which it ended is partial too") {
  Book book("2026-11-23"_d);
  book.own.pm.left = {"2026-11-18"_d};
  CHECK(book.week(monday).main->expected == 75);
  CHECK(book.state(monday) == State::partial);
}

TEST_CASE("membership: without a working day as a member the week is not judged") {
  Book book;
  book.own.pm.joined = {"2026-11-21"_d};  // a Saturday
  CHECK(book.state(monday) == State::not_a_member);
  CHECK(book.state(monday - week_length) == State::not_a_member);
  CHECK(book.state(monday + week_length) == State::on_pace);
}

TEST_CASE("membership: not a member goes before paused, paused before stalled") {
  Book book;
  book.own.pm.judge_from.reset();
  book.own.pm.left = {"2026-11-09"_d};
  book.off("2026-11-02"_d, "2026-11-20"_d);
  CHECK(book.state(monday) == State::not_a_member);
  CHECK(book.state("2026-11-02"_d) == State::paused);
  CHECK(book.state("2026-10-26"_d) == State::stalled);
}

TEST_CASE("weeks may begin on any day") {
  for (unsigned first = 0; first < 7; ++first) {
    Book book("2026-11-30"_d);
    book.facts.rules.week_start = std::chrono::weekday(first);
    const Date begin = week_start(monday, book.facts.rules.week_start);
    book.log("Acme", begin, 90);
    book.log("Acme", begin + Days(6), 90);
    book.log("Acme", begin + Days(7), 179);
    CHECK(book.week(begin).main->done == 180);
    CHECK(book.state(begin + Days(6)) == State::met);
    CHECK(book.week(begin + Days(7)).main->done == 179);
    CHECK((book.week(begin).label == "2026-W47") == (first == 1));
  }
}

TEST_CASE("a talk belongs to the date on which it started, whatever the offset") {
  Book book("2026-11-23"_d);
  Talk& talk = book.log("Acme", "2026-11-22"_d, 180);
  talk.start.minute = 23 * 60 + 30;  // ends on Monday
  talk.start.offset = -11 * 60;      // and is Monday already in UTC
  CHECK(book.week(monday).main->done == 180);
  CHECK(book.week("2026-11-23"_d).main->done == 0);
}

TEST_CASE("periods: a month and a quarter share their amount among their own working days") {
  Book book("2026-12-30"_d);
  book.target({.name = "monthly",
               .metric = Metric::visits,
               .amount = 4,
               .every = {.unit = Every::Unit::month},
               .from = "2026-11-01"_d});
  book.target({.name = "quarterly",
               .metric = Metric::customers,
               .amount = 13,
               .every = {.unit = Every::Unit::quarter},
               .from = "2026-10-01"_d});
  book.off("2026-11-02"_d, "2026-11-13"_d);
  for (int day = 0; day < 3; ++day) book.log("Customer " + std::to_string(day), monday);
  const Judgement november = judged(book, "monthly", monday);
  CHECK(november.working_days == 21);
  CHECK(november.available_days == 11);
  CHECK(november.expected == 3);  // 2.1, rounded up
  CHECK(november.state == State::met);
  CHECK(judged(book, "monthly", "2026-12-01"_d).state == State::behind);
  const Judgement quarter = judged(book, "quarterly", monday);
  CHECK(quarter.working_days == 66);
  CHECK(quarter.done == 3);
  CHECK(quarter.expected == 12);  // 13 × 56 ÷ 66
  CHECK(quarter.state == State::behind);
}

TEST_CASE("periods: six weeks are judged as one") {
  Book book("2026-11-18"_d);
  book.target({.name = "weekly",
               .amount = 120,
               .every = {.unit = Every::Unit::weeks, .count = 6},
               .main = true,
               .from = "2026-10-12"_d});
  book.log("Acme", "2026-10-13"_d, 120);
  CHECK(book.state("2026-10-12"_d) == State::met);
  CHECK(book.state("2026-11-16"_d) == State::met);
  CHECK(book.week("2026-11-16"_d).sessions == 0);
  CHECK(book.state("2026-11-23"_d) == State::on_pace);
}

TEST_CASE("no surplus is carried over") {
  Book book("2026-11-23"_d);
  book.log("Acme", monday - Days(3), 600);
  CHECK(book.state(monday - week_length) == State::met);
  CHECK(book.week(monday).main->done == 0);
  CHECK(book.state(monday) == State::missed);
}

TEST_CASE("four weeks: what was done and expected in them") {
  Book book("2026-11-18"_d);
  book.play("M", monday - Days(28));
  book.play("Mh", monday - Days(21));
  book.play("h", monday);
  book.off("2026-11-09"_d, "2026-11-13"_d);
  const FourWeeks total = book.cadence().four_weeks(monday);
  CHECK(total.done == 180 + 60 + 60);
  CHECK(total.expected == 540);
  CHECK(total.sessions == 3);
}

TEST_CASE("late: recorded after the week had closed") {
  Book book("2026-11-25"_d);
  Talk& talk = book.log("Acme", "2026-11-20"_d);
  talk.recorded.date = "2026-11-22"_d;
  CHECK_FALSE(book.cadence().is_late(talk));
  talk.recorded.date = "2026-11-23"_d;
  CHECK(book.cadence().is_late(talk));
  CHECK(book.week(monday).main->done == 60);  // and counts
  talk.status = Status::planned;
  CHECK_FALSE(book.cadence().is_late(talk));
}

TEST_CASE("late: by the period of the main target") {
  Book book("2026-11-25"_d);
  book.target({.name = "weekly",
               .amount = 600,
               .every = {.unit = Every::Unit::month},
               .main = true,
               .from = "2026-11-01"_d});
  Talk& talk = book.log("Acme", "2026-11-02"_d);
  talk.recorded.date = "2026-11-25"_d;
  CHECK_FALSE(book.cadence().is_late(talk));
}

TEST_CASE("what lies ahead is not done yet") {
  Book book(monday);
  Talk& talk = book.log("Acme", "2026-11-18"_d, 180);
  talk.recorded.date = monday;
  CHECK(book.week(monday).main->done == 0);
  CHECK(book.week(monday).sessions == 0);
  CHECK(book.state("2026-12-14"_d) == State::on_pace);
}

TEST_CASE("what was recorded where it is tomorrow counts today") {
  Book book(monday);
  book.log("Acme", "2026-11-17"_d, 180);
  CHECK(book.week(monday).main->done == 180);
  book.log("Acme", "2026-11-19"_d, 60);  // no clock is as far ahead
  CHECK(book.week(monday).main->done == 180);
}

TEST_CASE("two PMs in one talk: each gets full credit") {
  Book priya("2026-11-18"_d);
  priya.log("Acme", monday, 60);
  Book dana = priya;
  dana.own.pm.uid = uid_of(2);
  CHECK(priya.week(monday).main->done == 60);
  CHECK(dana.week(monday).main->done == 60);
}

TEST_CASE("depth: six half-hour calls meet three hours with no one-hour session") {
  Book book("2026-11-20"_d);
  for (int day = 0; day < 3; ++day)
    for (int talk = 0; talk < 2; ++talk) book.log("Acme", monday + Days(day), 30, Kind::call);
  Week week = book.week(monday);
  CHECK(week.state == State::met);
  CHECK(week.sessions == 6);
  CHECK(week.one_hour_sessions == 0);
  book.own.talks.back().length = Minutes(50);  // a booked hour is rarely 60
  CHECK(book.week(monday).one_hour_sessions == 1);
  book.facts.rules.hour = Minutes(60);
  CHECK(book.week(monday).one_hour_sessions == 0);
}

TEST_CASE("week: share on site, share of discovery and distinct customers") {
  Book book("2026-11-20"_d);
  book.log("Acme", monday, 60, Kind::visit);
  book.log("Acme", monday, 30, Kind::video).purpose = Purpose::demo;
  book.log("Globex", monday, 45, Kind::call);
  book.log("Globex", monday, 20, Kind::email);
  const Week week = book.week(monday);
  CHECK(week.sessions == 3);
  CHECK(week.on_site_sessions == 1);
  CHECK(week.session_minutes == 135);
  CHECK(week.discovery_minutes == 105);
  CHECK(week.customers == 2);
}

TEST_CASE("once: never prorated, on pace without a date until met") {
  Book book("2026-11-18"_d);
  book.target({.name = "eu",
               .metric = Metric::customers,
               .amount = 2,
               .every = {.unit = Every::Unit::once},
               .filter = {.region = "EU"}});
  book.off("2026-01-05"_d, "2026-10-30"_d);
  CHECK(judged(book, "eu", monday).state == State::on_pace);
  CHECK(judged(book, "eu", monday).expected == 2);
  book.log("Müller", monday);
  book.log("Acme", monday);
  book.log("Umbrella", "2026-02-10"_d);
  book.customer("Müller").region = "EU";
  book.customer("Umbrella").region = "EU";
  CHECK(judged(book, "eu", monday).done == 2);
  CHECK(judged(book, "eu", monday).state == State::met);
}

TEST_CASE("once: with a date it has a pace, may be out of reach, and is missed after it") {
  Book book(monday);
  book.own.pm.joined = {monday};
  book.target({.name = "eu",
               .metric = Metric::customers,
               .amount = 10,
               .every = {.unit = Every::Unit::once},
               .by = "2026-11-27"_d});
  CHECK(judged(book, "eu", monday).state == State::on_pace);
  book.facts.now.date = "2026-11-17"_d;
  CHECK(judged(book, "eu", monday).state == State::behind);
  book.log("Acme", monday);
  CHECK(judged(book, "eu", monday).state == State::on_pace);
  book.facts.now.date = "2026-11-27"_d;  // the last day in time: nine missing, eight a day
  CHECK(judged(book, "eu", monday).state == State::out_of_reach);
  book.facts.now.date = "2026-11-28"_d;
  CHECK(judged(book, "eu", monday).state == State::missed);
}

TEST_CASE("once: with a date before joining, or with every day off, nothing is judged") {
  Book book("2026-12-01"_d);
  book.own.pm.joined = {monday};
  Target& target = book.target({.name = "eu",
                                .metric = Metric::customers,
                                .amount = 1,
                                .every = {.unit = Every::Unit::once},
                                .by = "2026-11-13"_d});
  CHECK(judged(book, "eu", monday).state == State::not_a_member);
  CHECK_FALSE(judged(book, "eu", monday).judged);
  target.by = "2026-11-27"_d;
  CHECK(judged(book, "eu", monday).state == State::missed);
  book.off(monday, "2026-11-27"_d);
  CHECK(judged(book, "eu", monday).state == State::paused);
}

TEST_CASE("once: what comes after the date is too late") {
  Book book("2026-11-28"_d);
  book.target({.name = "one",
               .metric = Metric::visits,
               .amount = 1,
               .every = {.unit = Every::Unit::once},
               .by = "2026-11-27"_d});
  book.log("Acme", "2026-11-28"_d);
  CHECK(judged(book, "one", monday).state == State::missed);
  book.own.talks.back().start.date = "2026-11-27"_d;
  CHECK(judged(book, "one", monday).state == State::met);
}

TEST_CASE("gate: met, or what is missing") {
  Book book("2026-11-18"_d);
  book.target({.name = "eu",
               .metric = Metric::customers,
               .amount = 15,
               .every = {.unit = Every::Unit::once},
               .filter = {.region = "EU"}});
  const Cadence& unmet = book.cadence();
  CHECK_FALSE(unmet.gate("eu")->met);
  CHECK(unmet.gate("eu")->missing == "15 customers in region EU");
  CHECK(unmet.gate("weekly")->missing == "3h");
  CHECK_FALSE(unmet.gate("nope"));
  book.log("Acme", monday, 180);
  const Cadence& met = book.cadence();
  CHECK(met.gate("weekly")->met);
  CHECK(met.gate("weekly")->missing.empty());
}

TEST_CASE("streak: of weeks, with a miss forgiven and a paused week between") {
  Book book("2026-11-18"_d);
  book.play("MMPMMxM", "2026-09-28"_d);
  book.own.pm.judge_from = "2026-09-28"_d;
  CHECK(book.cadence().streak(monday) == Streak{.streak = 5, .met = 5, .judged = 6});
  const auto weeks = book.cadence().weeks("2026-09-28"_d, monday);
  REQUIRE(weeks.size() == 8);
  CHECK(weeks[5].state == State::missed);
  CHECK(weeks[5].forgiven);
  CHECK_FALSE(weeks[6].forgiven);
  CHECK(weeks[7].running);
}

TEST_CASE("streak: a running week that is met already adds one") {
  Book book("2026-11-18"_d);
  book.own.pm.judge_from = "2026-11-02"_d;
  book.play("MM", "2026-11-02"_d);
  CHECK(book.cadence().streak(monday) == Streak{.streak = 2, .met = 2, .judged = 2});
  book.play("M", monday);
  CHECK(book.cadence().streak(monday) == Streak{.streak = 3, .met = 3, .judged = 3});
}

TEST_CASE("streak: as it stood with an earlier week") {
  Book book("2026-11-18"_d);
  book.own.pm.judge_from = "2026-10-19"_d;
  book.play("MMxM", "2026-10-19"_d);
  CHECK(book.cadence().streak("2026-10-26"_d).streak == 2);
  CHECK(book.cadence().streak("2026-11-02"_d).streak == 0);
  CHECK(book.cadence().streak(monday).streak == 1);
}

TEST_CASE("streak: of the periods of the main target where these are longer than a week") {
  Book book("2026-11-18"_d);
  book.own.pm.judge_from = "2026-08-03"_d;
  book.target({.name = "weekly",
               .amount = 60,
               .every = {.unit = Every::Unit::month},
               .main = true,
               .from = "2026-08-01"_d});
  for (const Date day : {"2026-08-04"_d, "2026-09-04"_d, "2026-10-05"_d}) book.log("Acme", day);
  CHECK(book.cadence().streak(monday) == Streak{.streak = 3, .met = 3, .judged = 3});
}

TEST_CASE("streak: of the periods that the weeks show when the main target gets another period") {
  Book book("2026-06-03"_d);
  book.own.pm.judge_from = "2026-03-02"_d;
  book.target({.name = "weekly",
               .metric = Metric::visits,
               .amount = 1,
               .every = {.unit = Every::Unit::month},
               .main = true,
               .from = "2026-04-01"_d});  // a Wednesday
  book.log("Acme", "2026-04-07"_d);
  book.log("Acme", "2026-05-05"_d);
  book.play("M", "2026-03-23"_d);
  // The week of 30 March is the first of April's: its three hours are asked for no more.
  CHECK(book.week("2026-03-30"_d).main->period.from == "2026-04-01"_d);
  CHECK(book.cadence().streak("2026-05-31"_d) == Streak{.streak = 3, .met = 3, .judged = 6});

  book.target({.name = "weekly", .amount = 60, .main = true, .from = "2026-05-11"_d});
  book.log("Acme", "2026-05-12"_d);
  book.log("Acme", "2026-05-19"_d);
  // May has begun, and its later weeks are judged as well.
  CHECK(book.cadence().streak("2026-05-24"_d) == Streak{.streak = 5, .met = 5, .judged = 8});
}

TEST_CASE("later facts never change what a cadence of earlier ones said") {
  Book book("2026-11-18"_d);
  book.play("MMMMxM", "2026-10-05"_d);
  const auto before = book.cadence().weeks("2026-10-05"_d, "2026-11-09"_d);
  book.facts.now.date = "2027-03-01"_d;
  book.play("hhhh", "2026-11-23"_d);
  book.target({.name = "weekly", .amount = 600, .main = true, .from = "2026-11-23"_d});
  const auto after = book.cadence().weeks("2026-10-05"_d, "2026-11-09"_d);
  REQUIRE(before.size() == after.size());
  for (std::size_t at = 0; at < before.size(); ++at) {
    CHECK(before[at].state == after[at].state);
    CHECK(before[at].main->expected == after[at].main->expected);
  }
}

}  // namespace rapport
