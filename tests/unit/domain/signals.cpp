#include "rapport/domain/signals.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

using namespace rapport;

namespace {

const Date start = make_date(2026, 1, 5).value();  // a Monday
constexpr int weeks = 40;
const Date today = start + Days{7 * weeks};

Uid customer_uid(std::uint8_t number) {
  Uid uid;
  uid.bytes[0] = 1;
  uid.bytes[15] = number;
  return uid;
}

Customers ten_customers() {
  Customers customers;
  for (std::uint8_t i = 0; i < 10; ++i) {
    Customer customer{.name = "Customer " + std::to_string(i)};
    customer.uid = customer_uid(i);
    customers.emplace(customer.uid, customer);
  }
  return customers;
}

/// The talks of one PM, added in any order.
struct History {
  std::vector<Interaction> talks;

  Interaction& add(int day, std::uint8_t customer, std::optional<Mood> mood = {},
                   Status status = Status::held) {
    Interaction talk{.start = {start + Days{day}, 600, {}}};
    talk.number = static_cast<std::int64_t>(talks.size()) + 1;
    talk.length = Minutes{60};
    talk.customers = {customer_uid(customer)};
    talk.mood = mood;
    talk.status = status;
    talk.recorded = talk.start;
    talks.push_back(talk);
    return talks.back();
  }

  Signals signals(const Customers& customers = ten_customers()) const {
    std::vector<Interaction> sorted = talks;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return earlier(a.start, b.start); });
    std::vector<Talk> as_judged;
    for (const Interaction& talk : sorted) as_judged.push_back(talk_of(talk));
    return signals_of(as_judged, customers, today);
  }
};

/// Sees each of five customers every second week; every seventh talk is rough.
History steady() {
  History history;
  for (int week = 0; week < weeks; ++week)
    for (std::uint8_t i = 0; i < 5; ++i) {
      const int number = week * 5 + i;
      if ((week + i) % 2 == 0)
        history.add(week * 7 + i, i, number % 7 == 0 ? std::optional{Mood::rough} : std::nullopt);
    }
  return history;
}

/// The same, but who was rough is left alone for eight weeks.
History avoiding() {
  History history;
  std::array<int, 5> free_from{};
  for (int week = 0; week < weeks; ++week)
    for (std::uint8_t i = 0; i < 5; ++i) {
      if ((week + i) % 2 != 0 || week < free_from[i]) continue;
      const bool rough = (week * 5 + i) % 7 == 0;
      history.add(week * 7 + i, i, rough ? std::optional{Mood::rough} : std::nullopt);
      if (rough) free_from[i] = week + 8;
    }
  return history;
}

}  // namespace

TEST_CASE("who leaves rough customers alone stands out") {
  const Signals signals = avoiding().signals();
  CHECK(signals.with_customer.speaks);
  CHECK(signals.with_customer.stands_out);
  CHECK(signals.with_customer.usual == 14);
  CHECK(signals.with_customer.after_rough.value() >= 56);
  CHECK(signals.with_customer.longer == signals.with_customer.rough);
}

TEST_CASE("who has many rough talks and goes on as usual does not") {
  const Signals signals = steady().signals();
  CHECK(signals.with_customer.rough >= 10);
  CHECK(signals.with_customer.speaks);
  CHECK_FALSE(signals.with_customer.stands_out);
  CHECK_FALSE(signals.with_anyone.stands_out);
  CHECK(signals.not_revisited.empty());
  CHECK_FALSE(signals.stands_out());
}

TEST_CASE("bad luck in a few talks says nothing") {
  History history;
  for (int week = 0; week < weeks; ++week) history.add(week * 7, week % 2 == 0 ? 0 : 1);
  for (int i = 0; i < least_rough_talks - 1; ++i)
    history.add(i * 40, static_cast<std::uint8_t>(2 + i), Mood::rough);
  CHECK_FALSE(history.signals().with_customer.speaks);
  CHECK_FALSE(history.signals().with_customer.stands_out);
}

namespace {

/// How somebody goes on after a rough talk.
enum class Manner { as_usual, unlucky, avoids };

/// A year of talks with ten customers, two or three a week, no two lives the same. A rough talk
/// comes by chance; the unlucky have three times as many, and customers who are slow to answer
/// whatever the mood was. Who avoids comes back to a rough customer after seven to twelve weeks.
History random_life(std::uint64_t seed, Manner manner) {
  std::mt19937_64 engine(seed);
  const auto one_in = [&](std::uint64_t many) { return engine() % many == 0; };
  History history;
  std::array<int, 10> free_from{};
  for (int day = 0; day < weeks * 7; ++day) {
    if (day % 7 > 4 || !one_in(2)) continue;
    const auto customer = static_cast<std::uint8_t>(engine() % 10);
    if (day < free_from[customer]) continue;
    const bool rough = one_in(manner == Manner::unlucky ? 3 : 9);
    history.add(day, customer, rough ? std::optional{Mood::rough} : std::nullopt);
    if (manner == Manner::unlucky && one_in(4)) free_from[customer] = day + 30;
    if (manner == Manner::avoids && rough)
      free_from[customer] = day + 49 + static_cast<int>(engine() % 36);
  }
  return history;
}

/// In how many of a hundred lives the gap to that customer is named.
int named_of_hundred(Manner manner) {
  int named = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed)
    if (random_life(seed, manner).signals().with_customer.stands_out) ++named;
  return named;
}

}  // namespace

TEST_CASE("of a hundred lives the avoiders are named, and hardly anybody who is unlucky") {
  CHECK(named_of_hundred(Manner::avoids) >= 90);
  CHECK(named_of_hundred(Manner::as_usual) <= 5);
  CHECK(named_of_hundred(Manner::unlucky) <= 5);
}

TEST_CASE("below the sample nothing is said, in any life") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    History history = random_life(seed, Manner::avoids);
    int rough = 0;
    for (Interaction& talk : history.talks)
      if (talk.mood && ++rough >= least_rough_talks) talk.mood.reset();
    const Signals signals = history.signals();
    CHECK_FALSE(signals.with_customer.speaks);
    CHECK_FALSE(signals.with_customer.stands_out);
    CHECK_FALSE(signals.with_anyone.stands_out);
  }
}

TEST_CASE("listening to colleagues and own use are not looked at") {
  History history = avoiding();
  for (Interaction& talk : history.talks)
    if (talk.mood) talk.loop = Loop::colleague;
  CHECK(history.signals().with_customer.rough == 0);
}

TEST_CASE("a gap that still runs says nothing until it is longer than usual") {
  History history;
  for (int week = 0; week < weeks; ++week) history.add(week * 7, 0);
  history.add(7 * weeks - 3, 1, Mood::rough);
  CHECK(history.signals().with_customer.rough == 0);
  history.talks.pop_back();
  history.add(7 * weeks - 30, 1, Mood::rough);
  CHECK(history.signals().with_customer.rough == 1);
}

TEST_CASE("a rough talk is not revisited after twice the usual time, and at least two weeks") {
  History history;
  for (int week = 0; week < weeks; ++week) history.add(week * 7, 0);
  history.add(7 * weeks - 13, 1, Mood::rough);
  CHECK(history.signals().not_revisited.empty());
  history.talks.pop_back();
  const auto number = history.add(7 * weeks - 14, 1, Mood::rough).number;
  const auto found = history.signals().not_revisited;
  REQUIRE(found.size() == 1);
  CHECK(found[0].number == number);
  CHECK(found[0].customer == customer_uid(1));
  CHECK(found[0].days == 14);
}

TEST_CASE("who is slow with everybody has two months at most to revisit a rough talk") {
  CHECK(revisit_days(1) == 14);
  CHECK(revisit_days(20) == 40);
  CHECK(revisit_days(90) == 60);
  History history;
  for (int n = 0; n <= least_other_talks; ++n) history.add(n * 25, n % 2 == 0 ? 0 : 2);
  history.add(7 * weeks - 59, 1, Mood::rough);
  CHECK(history.signals().with_customer.usual == 50);
  CHECK(history.signals().not_revisited.empty());
  history.talks.pop_back();
  history.add(7 * weeks - 60, 1, Mood::rough);
  CHECK(history.signals().not_revisited.size() == 1);
}

TEST_CASE("a later talk with the customer by any kind is a contact") {
  History history;
  for (int week = 0; week < weeks; ++week) history.add(week * 7, 0);
  history.add(100, 1, Mood::rough);
  CHECK(history.signals().not_revisited.size() == 1);
  history.add(104, 1).kind = Kind::email;
  CHECK(history.signals().not_revisited.empty());
}

TEST_CASE("a contact with the customer that a duplicate was merged into is one with it") {
  History history;
  for (int week = 0; week < weeks; ++week) history.add(week * 7, 0);
  history.add(100, 1, Mood::rough);
  history.add(104, 2);
  Customers customers = ten_customers();
  CHECK(history.signals().not_revisited.size() == 1);
  customers.at(customer_uid(2)).merged_into = customer_uid(1);
  CHECK(history.signals(customers).not_revisited.empty());
}

TEST_CASE("plans called off by us stand out, those called off by customers do not") {
  History history;
  for (int week = 0; week < 8; ++week) {
    Interaction& talk = history.add(week * 7, 0);
    talk.recorded.date = talk.start.date - Days{3};
  }
  for (int i = 0; i < 4; ++i)
    history.add(100 + i, 1, {}, Status::cancelled).cancelled_by = Side::them;
  CHECK(history.signals().cancelled.plans == 12);
  CHECK(history.signals().cancelled.by_them == 4);
  CHECK_FALSE(history.signals().cancelled.stands_out);
  for (Interaction& talk : history.talks)
    if (talk.status == Status::cancelled) talk.cancelled_by = Side::me;
  CHECK(history.signals().cancelled.by_me == 4);
  CHECK(history.signals().cancelled.stands_out);
}

TEST_CASE("few plans say nothing") {
  History history;
  for (int i = 0; i < least_plans - 1; ++i)
    history.add(100 + i, 1, {}, Status::cancelled).cancelled_by = Side::me;
  CHECK_FALSE(history.signals().cancelled.speaks);
  CHECK_FALSE(history.signals().cancelled.stands_out);
}
