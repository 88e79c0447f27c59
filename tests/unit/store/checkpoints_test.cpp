#include "store/repair/checkpoints.hpp"

#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/report/status.hpp"
#include "rapport/report/week.hpp"

namespace rapport {
namespace {

constexpr int minutes_a_day = 24 * 60;

std::int64_t count_checkpoints(Store& store) {
  return store.db().number("SELECT count(*) FROM checkpoint");
}

/// A PM who has met two customers in several talks a week, for some months.
struct BusyBook : TestBook {
  Pm pm{.name = "Priya", .handle = "priya", .joined = {make_date(2026, 3, 2).value()}};
  Customer customers[2] = {{.name = "Acme", .region = "EU"}, {.name = "Globex", .region = "US"}};
  Person people[2] = {{.name = "Jane"}, {.name = "Joe"}};
  std::vector<Uid> talks;

  BusyBook() {
    command("begin", [&](Writing& writing) {
      pm.uid = writing.add(pm, space::team);
      for (Customer& customer : customers) customer.uid = writing.add(customer, space::team);
      for (Person& person : people) {
        person.customer = customers[0].uid;
        person.uid = writing.add(person, space::team);
      }
    });
  }

  void log(Date day, int with, Minutes length = Minutes{60}) {
    command("log", [&](Writing& writing) {
      talks.push_back(writing.add(Interaction{.start = {day, 600, 60},
                                              .length = length,
                                              .kind = Kind::visit,
                                              .hosts = {pm.uid},
                                              .customers = {customers[with].uid},
                                              .people = {people[with].uid}},
                                  space::of(pm)));
    });
  }

  void live(int weeks) {
    for (int i = 0; i < weeks * 4; ++i) {
      pass(minutes_a_day * 7 / 4);
      log(local.date, i % 2);
    }
  }

  template <typename T, typename Change>
  void change(const Uid& uid, Change&& work) {
    command("edit", [&](Writing& writing) {
      T value = store.find<T>(uid).value();
      work(value);
      writing.update(value);
    });
  }

  DateRange weeks(int count) const {
    const DateRange week = week_of(local.date, std::chrono::Monday);
    return {week.from - Days{7 * (count - 1)}, week.until};
  }

  /// Sound, and what is read from checkpoints says what the whole history says.
  void check() {
    CHECK(check_checkpoints(store).empty());
    const PmBook whole = store.pm_book(pm, local);
    const Cadence all(whole.facts, whole.own);
    const PmBook now = store.pm_book(pm, local, weeks(1), {});
    CHECK(standing_text(build_status(Cadence(now.facts, now.own))) ==
          standing_text(build_status(all)));
    const PmBook month = store.pm_book(pm, local, weeks(4), {});
    const Cadence since(month.facts, month.own);
    const WeekReport lean = build_week(since, local.date);
    const WeekReport full = build_week(all, local.date);
    CHECK(lean.streak == full.streak);
    CHECK(lean.judged_from == full.judged_from);
    CHECK(lean.four_weeks.done == full.four_weeks.done);
    CHECK(lean.week.state == full.week.state);
    CHECK(lean.talks.size() == full.talks.size());
  }
};

}  // namespace

TEST_CASE("commands that write talks sum up the weeks before, and reports begin there") {
  BusyBook book;
  book.live(20);
  CHECK(count_checkpoints(book.store) >= 9);
  const PmBook now = book.store.pm_book(book.pm, book.local, book.weeks(1), {});
  REQUIRE(now.own.before);
  CHECK(now.own.before->day == book.weeks(1).from);
  CHECK(now.own.talks.size() < 8);
  CHECK(now.own.before->streak.streak > 10);
  book.check();
}

TEST_CASE("a talk of an earlier week takes away what has summed it up, and no more") {
  BusyBook book;
  book.live(20);
  const auto before = count_checkpoints(book.store);
  book.command("edit", [&](Writing& writing) { writing.remove<Interaction>(book.talks.back()); });
  CHECK(count_checkpoints(book.store) == before);  // of the running week
  book.command("edit", [&](Writing& writing) {
    writing.remove<Interaction>(book.talks[book.talks.size() - 9]);
  });
  CHECK(count_checkpoints(book.store) < before);
  CHECK(count_checkpoints(book.store) > 0);
  book.check();
  book.log(book.local.date, 0);
  CHECK(count_checkpoints(book.store) == before);
  book.check();
}

TEST_CASE("a name takes no checkpoint away, a class from a day on only the later ones") {
  BusyBook book;
  book.live(20);
  const auto before = count_checkpoints(book.store);
  const Uid acme = book.customers[0].uid;
  book.change<Customer>(acme, [](Customer& customer) { customer.aliases = {"ACM"}; });
  CHECK(count_checkpoints(book.store) == before);
  book.change<Customer>(
      acme, [&](Customer& customer) { customer.classes[book.weeks(3).from] = Class::partner; });
  CHECK(count_checkpoints(book.store) == before - 2);
  book.check();
  book.change<Customer>(acme, [](Customer& customer) { customer.region = "APAC"; });
  CHECK(count_checkpoints(book.store) == 0);
}

TEST_CASE("what is summed up is dropped whenever it may have changed") {
  BusyBook book;
  book.live(16);
  Random random(20261120);
  const std::vector measured{Metric::hours,     Metric::sessions, Metric::visits,
                             Metric::customers, Metric::people,   Metric::learnings};
  const auto some_day = [&] { return book.local.date - Days{random.up_to(100)}; };
  for (int round = 0; round < 150; ++round) {
    book.pass(random.up_to(2 * minutes_a_day));
    const int with = random.up_to(1);
    const Uid customer = book.customers[with].uid;
    switch (random.up_to(11)) {
      case 0:
        book.log(some_day(), with, Minutes{random.up_to(200)});
        break;
      case 1:
        book.command("edit", [&](Writing& writing) {
          const std::size_t at = static_cast<std::size_t>(random.up_to(20));
          if (book.store.find<Interaction>(book.talks[at]))
            writing.remove<Interaction>(book.talks[at]);
        });
        break;
      case 2:
        book.change<Customer>(
            customer, [&](Customer& one) { one.classes[some_day()] = random.word<Class>(); });
        break;
      case 3:
        book.change<Customer>(customer, [&](Customer& one) {
          one.first_class = random.maybe(80) ? Class::customer : Class::partner;
        });
        break;
      case 4:
        book.command("off", [&](Writing& writing) {
          const Date from = some_day();
          writing.add(Off{.pm = random.maybe() ? std::optional{book.pm.uid} : std::nullopt,
                          .days = {from, from + Days{1 + random.up_to(9)}}},
                      space::team);
        });
        break;
      case 5:
        book.command("target", [&](Writing& writing) {
          writing.add(Target{.name = random.maybe() ? "weekly" : "more",
                             .metric = random.one_of(measured),
                             .amount = 1 + random.up_to(200),
                             .filter = {.region = random.maybe(30) ? "EU" : ""},
                             .main = random.maybe(),
                             .from = random.maybe() ? first_date : some_day()},
                      space::team);
        });
        break;
      case 6:
        book.change<Pm>(book.pm.uid, [&](Pm& pm) {
          pm.joined = {make_date(2026, 2, static_cast<unsigned>(2 + random.up_to(20))).value()};
        });
        book.pm = book.store.find<Pm>(book.pm.uid).value();
        break;
      case 7:
        book.command("rules", [&](Writing& writing) {
          Rules rules = book.store.rules();
          rules.work_days =
              random.maybe() ? std::set<unsigned>{1, 2, 3, 4, 5} : std::set<unsigned>{1, 2, 3};
          writing.set_rules(rules);
        });
        break;
      case 8:
        book.undo();
        if (random.maybe()) book.redo();
        break;
      case 9:
        book.change<Person>(book.people[0].uid, [&](Person& person) {
          person.merged_into = random.maybe() ? std::optional{book.people[1].uid} : std::nullopt;
        });
        break;
      case 10:
        book.change<Customer>(book.customers[0].uid, [&](Customer& one) {
          one.merged_into = random.maybe(30) ? std::optional{book.customers[1].uid} : std::nullopt;
        });
        break;
      default:
        book.live(1);
    }
    book.pm = book.store.find<Pm>(book.pm.uid).value();
    CAPTURE(round);
    book.check();
  }
}

}  // namespace rapport
