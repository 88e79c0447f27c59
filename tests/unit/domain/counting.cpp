#include "rapport/domain/counting.hpp"

#include "book.hpp"

namespace rapport {
namespace {

const Target hours{.name = "weekly", .metric = Metric::hours, .amount = 180};

/// Why the only talk of `book` does not count; "counts" when it does.
std::string reason(const Book& book, const Target& target = hours) {
  const Cadence& cadence = book.cadence();
  return reason_not_counted(cadence.entries().front(), target).value_or("counts");
}

constexpr Date day = std::chrono::sys_days{std::chrono::year{2026} / 11 / 17};

std::int64_t done(const Book& book, const Target& target) {
  return book.cadence().done(target, {.from = first_date, .until = last_date});
}

}  // namespace

TEST_CASE("customers: nobody but a customer is one, in whatever loop") {
  Book book("2026-11-20"_d);
  book.customer("Hooli").first_class = Class::partner;
  for (const char* name : {"Hooli", "Acme"}) book.log(name, "2026-11-17"_d).loop = Loop::colleague;
  const Target heard_of{.name = "heard-of",
                        .metric = Metric::customers,
                        .amount = 2,
                        .filter = {.loop = Loop::colleague}};
  CHECK(book.cadence().done(heard_of, {.from = "2026-11-16"_d, .until = "2026-11-23"_d}) == 1);
}

TEST_CASE("counting: a held talk with a customer by a member counts, whatever its purpose") {
  for (const auto& purpose : purposes) {
    Book book;
    book.log("Acme", day).purpose = purpose.value;
    CHECK(reason(book) == "counts");
  }
}

TEST_CASE("counting: all live kinds count; e-mail and chat are contacts, not sessions") {
  for (const auto& kind : kinds) {
    Book book;
    book.log("Acme", day, 60, kind.value);
    CHECK(reason(book) ==
          (is_live(kind.value) ? "counts" : std::string(kind.name) + ", not a session"));
  }
}

TEST_CASE("counting: what is planned, cancelled or without anybody there was not held") {
  Book book;
  Talk& talk = book.log("Acme", day);
  talk.status = Status::planned;
  CHECK(reason(book) == "planned, not held");
  talk.status = Status::cancelled;
  CHECK(reason(book) == "cancelled, not held");
  talk.status = Status::no_show;
  CHECK(reason(book) == "no-show, not held");
}

TEST_CASE("counting: only while the PM is a member") {
  Book book;
  book.log("Acme", day);
  book.own.pm.left = {day};
  CHECK(reason(book) == "not a member on that day");
  book.own.pm.joined.insert(day);  // and back on the same day
  CHECK(reason(book) == "counts");
}

TEST_CASE("counting: only class customer ever counts, as it was on the day of the talk") {
  Book book;
  book.log("Acme", day);
  Customer& acme = book.customer("Acme");
  acme.first_class = Class::partner;
  CHECK(reason(book) == "partner, not a customer");
  acme.first_class = Class::prospect;
  CHECK(reason(book) == "prospect, not a customer");
  acme.classes = {{day + Days(1), Class::customer}};
  CHECK(reason(book) == "prospect, not a customer");
  acme.classes = {{day, Class::customer}};
  CHECK(reason(book) == "counts");
  acme.classes = {{day, Class::customer}, {day + Days(1), Class::partner}};
  CHECK(reason(book) == "counts");
}

TEST_CASE("counting: one customer among others is enough, a missing one is none") {
  Book book;
  Talk& talk = book.log("Hooli", day);
  book.customer("Hooli").first_class = Class::partner;
  talk.customers.push_back(book.customer("Acme").uid);
  CHECK(reason(book) == "counts");
  talk.customers = {uid_of(99)};
  CHECK(reason(book) == "unknown, not a customer");
}

TEST_CASE("counting: the first reason is given, in the order of the rules") {
  Target narrow{.name = "narrow", .metric = Metric::sessions, .amount = 1};
  narrow.filter = {.kinds = {Kind::visit},
                   .purposes = {Purpose::discovery},
                   .least = Minutes(50),
                   .region = "EU",
                   .segment = "mid",
                   .tag = "strategic"};
  Book book;
  Talk& talk = book.log("Acme", day, 30, Kind::call);
  Customer& acme = book.customer("Acme");
  talk.status = Status::planned;
  talk.purpose = Purpose::sales;
  talk.loop = Loop::colleague;
  acme.first_class = Class::internal;
  acme.region = "US";
  book.own.pm.left = {day};

  CHECK(reason(book, narrow) == "planned, not held");
  talk.status = Status::held;
  CHECK(reason(book, narrow) == "not a member on that day");
  book.own.pm.left.clear();
  CHECK(reason(book, narrow) == "internal, not a customer");
  acme.first_class = Class::customer;
  CHECK(reason(book, narrow) == "call, not counted");
  talk.kind = Kind::visit;
  CHECK(reason(book, narrow) == "loop colleague, not counted");
  talk.loop = Loop::customer;
  CHECK(reason(book, narrow) == "sales, not counted");
  talk.purpose = Purpose::discovery;
  CHECK(reason(book, narrow) == "shorter than 50m");
  talk.length = Minutes(50);
  CHECK(reason(book, narrow) == "US, not EU");
  acme.region = "eu";
  CHECK(reason(book, narrow) == "no segment, not mid");
  acme.segment = "Mid";
  CHECK(reason(book, narrow) == "not tagged strategic");
  acme.tags = {"strategic"};
  CHECK(reason(book, narrow) == "counts");
}

TEST_CASE("counting: loops are never added together") {
  Book book;
  Talk& talk = book.log("Acme", day);
  talk.loop = Loop::colleague;
  talk.customers = {};
  CHECK(reason(book) == "colleague, not a customer");
  Target inward = hours;
  inward.filter.loop = Loop::colleague;
  CHECK(reason(book, inward) == "counts");
  CHECK(done(book, inward) == 60);
  talk.loop = Loop::customer;
  talk.customers = {book.customer("Acme").uid};
  CHECK(reason(book, inward) == "loop customer, not counted");
}

TEST_CASE("metric: visits are face to face or by video") {
  const Target visits{.metric = Metric::visits, .amount = 15};
  for (const auto& kind : kinds) {
    Book book;
    book.log("Acme", day, 60, kind.value);
    const bool counts = kind.value == Kind::visit || kind.value == Kind::video;
    CHECK(done(book, visits) == (counts ? 1 : 0));
    CHECK(reason(book, visits) == (counts ? "counts" : std::string(kind.name) + ", not a visit"));
  }
}

TEST_CASE("metric: a board with eight customers is one session and advances no visit or customer") {
  Book book;
  Talk& board = book.log("Customer 1", day, 120, Kind::board);
  for (int n = 2; n <= 8; ++n)
    board.customers.push_back(book.customer("Customer " + std::to_string(n)).uid);
  CHECK(done(book, {.metric = Metric::sessions}) == 1);
  CHECK(done(book, {.metric = Metric::hours}) == 120);
  CHECK(done(book, {.metric = Metric::visits}) == 0);
  CHECK(done(book, {.metric = Metric::customers}) == 0);
  const Week week = book.week(day);
  CHECK(week.sessions == 1);
  CHECK(week.customers == 0);
}

TEST_CASE("metric: a single three-hour visit is one session and three hours") {
  Book book;
  book.log("Acme", day, 180);
  CHECK(done(book, {.metric = Metric::sessions}) == 1);
  CHECK(done(book, {.metric = Metric::visits}) == 1);
  CHECK(done(book, {.metric = Metric::hours}) == 180);
}

TEST_CASE("metric: customers are distinct, duplicates followed, ineligible ones left out") {
  Book book;
  book.log("Acme", day);
  book.log("Acme Inc", day + Days(1)).customers.push_back(book.customer("Hooli").uid);
  book.log("Globex", day + Days(2));
  book.customer("Hooli").first_class = Class::partner;
  const Target customers{.metric = Metric::customers};
  CHECK(done(book, customers) == 3);
  book.customer("Acme Inc").merged_into = book.customer("Acme").uid;
  CHECK(done(book, customers) == 2);
  book.customer("Acme").merged_into = book.customer("Globex").uid;  // a chain
  CHECK(done(book, customers) == 1);
  CHECK(book.week(day).customers == 1);
}

TEST_CASE("metric: a circle of merges ends") {
  Book book;
  book.log("Acme", day);
  book.customer("Globex").merged_into = book.customer("Acme").uid;
  book.customer("Acme").merged_into = book.customer("Globex").uid;
  CHECK(done(book, {.metric = Metric::sessions}) == 1);
}

TEST_CASE("metric: of two customers in a talk only the one in the region is counted for it") {
  Book book;
  book.log("Acme", day).customers.push_back(book.customer("Müller").uid);
  book.customer("Acme").region = "US";
  book.customer("Müller").region = "EU";
  Target eu{.metric = Metric::customers};
  eu.filter.region = "EU";
  CHECK(done(book, eu) == 1);
}

TEST_CASE("metric: people are distinct, duplicates followed") {
  Book book;
  book.log("Acme", day).people = {uid_of(11), uid_of(12)};
  book.log("Acme", day + Days(1)).people = {uid_of(12), uid_of(13)};
  const Target people{.metric = Metric::people};
  CHECK(done(book, people) == 3);
  book.facts.merged_people = {{uid_of(13), uid_of(12)}};
  CHECK(done(book, people) == 2);
}

TEST_CASE("metric: learnings of talks that count, stories shared as a member until today") {
  Book book;
  book.log("Acme", day).learnings = 3;
  book.log("Hooli", day).learnings = 2;
  book.customer("Hooli").first_class = Class::partner;
  book.own.stories = {"2026-01-04"_d, day, day + Days(1), book.facts.now.date + Days(1)};
  CHECK(done(book, {.metric = Metric::learnings}) == 3);
  CHECK(done(book, {.metric = Metric::stories}) == 2);
}

TEST_CASE("metric: each has a name, and amounts are read in it") {
  for (const auto& row : metrics()) CHECK(find_metric(row.name) == row.metric);
  CHECK_FALSE(find_metric("visit"));
  CHECK(name_of(Metric::hours) == "hours");
  CHECK(amount_text(150, Metric::hours) == "2h 30m");
  CHECK(amount_text(1, Metric::people) == "1 person");
  CHECK(amount_text(15, Metric::visits) == "15 visits");
}

TEST_CASE("expected: counts are rounded up, hours up to a quarter of an hour") {
  CHECK(prorated(3, Unit::count, 2, 5) == 2);
  CHECK(prorated(15, Unit::count, 3, 5) == 9);
  CHECK(prorated(180, Unit::minutes, 3, 5) == 120);  // 108
  CHECK(prorated(180, Unit::minutes, 4, 5) == 150);  // 144
  CHECK(prorated(100, Unit::minutes, 5, 5) == 100);  // a whole period as it is
  CHECK(prorated(180, Unit::minutes, 0, 5) == 0);
}

}  // namespace rapport
