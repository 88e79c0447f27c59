#include "rapport/report/next.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

std::vector<std::string> names(const NextReport& report) {
  std::vector<std::string> names;
  for (const auto& line : report.suggestions) names.push_back(line.customer);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("next: who was no contact for the longest comes first, who never was before all") {
  Book book("2026-11-18"_d);
  book.log("Acme", "2026-03-02"_d);
  book.log("Globex", "2026-02-02"_d, 10, Kind::email);
  book.log("Initech", "2026-11-16"_d);
  book.customer("Umbrella");
  const NextReport report = build_next(book.cadence(), {});
  CHECK(names(report) == Names{"Umbrella", "Globex", "Acme"});
  CHECK(report.suggestions[0].reasons == Names{"no talk yet"});
  CHECK(report.suggestions[1].reasons == Names{"no contact for 41 weeks"});
  CHECK(report.suggestions[2].last_contact == "2026-03-02"_d);
  NextFacts facts;
  facts.heard[book.customer("Umbrella").uid] = "2026-11-10"_d;
  CHECK(names(build_next(book.cadence(), facts)) == Names{"Globex", "Acme"});
}

TEST_CASE("next: nobody who is not a customer, archived, merged or not to be contacted") {
  Book book("2026-11-18"_d);
  book.customer("Partner").first_class = Class::partner;
  book.customer("Gone").archived = true;
  book.customer("Silent").do_not_contact = true;
  book.customer("Duplicate").merged_into = book.customer("Acme").uid;
  CHECK(names(build_next(book.cadence(), {})) == Names{"Acme"});
}

TEST_CASE("next: a promise that is due goes first, one kept is over") {
  Book book("2026-11-18"_d);
  book.customer("Aardvark");
  book.log("Acme", "2026-11-16"_d);
  NextFacts facts;
  facts.promises = {
      {.customers = {book.customer("Acme").uid}, .text = "send the plan", .due = "2026-11-20"_d}};
  const NextReport report = build_next(book.cadence(), facts);
  CHECK(names(report) == Names{"Acme", "Aardvark"});
  CHECK(report.suggestions[0].reasons == Names{"promised: send the plan, by Fri 20 Nov"});
  facts.promises[0].kept = "2026-11-17"_d;
  CHECK(names(build_next(book.cadence(), facts)) == Names{"Aardvark"});
}

TEST_CASE("next: regions and segments that are short of what is asked for") {
  Book book("2026-11-18"_d);
  book.target({.name = "eu",
               .metric = Metric::customers,
               .amount = 2,
               .every = {.unit = Every::Unit::once},
               .filter = {.region = "EU"}});
  book.log("Müller", "2026-11-16"_d);
  book.log("Umbrella", "2026-11-17"_d, 20, Kind::email);
  book.customer("Acme");
  book.customer("Müller").region = "EU";
  book.customer("Umbrella").region = "EU";
  const NextReport report = build_next(book.cadence(), {});
  CHECK(names(report) == Names{"Umbrella", "Acme"});
  CHECK(report.suggestions[0].reasons == Names{"eu: 1 customer to go in region EU"});
}

TEST_CASE("next: a target for which the book knows too few customers") {
  Book book("2026-11-18"_d);
  book.target({.name = "eu",
               .metric = Metric::customers,
               .amount = 3,
               .every = {.unit = Every::Unit::once},
               .filter = {.region = "EU"}});
  book.log("Müller", "2026-11-16"_d);
  book.customer("Müller").region = "EU";
  for (const char* name : {"Acme", "Globex"}) {
    const NextReport report = build_next(book.cadence(), {});
    REQUIRE(report.gaps.size() == 1);
    CHECK(report.gaps[0].target == "eu");
    CHECK(report.gaps[0].asks == "2 customers to go in region EU");
    CHECK(report.gaps[0].missing == 2);
    CHECK(report.gaps[0].known == (std::string_view(name) == "Acme" ? 0 : 1));
    book.customer(name).region = "EU";
  }
  CHECK(build_next(book.cadence(), {}).gaps.empty());
}

TEST_CASE("next: one hard relationship is always among them") {
  Book book("2026-11-18"_d);
  for (const char* name : {"A", "B", "C"}) book.customer(name);
  book.log("Globex", "2026-11-09"_d).mood = Mood::rough;
  const NextReport report = build_next(book.cadence(), {}, 2);
  CHECK(names(report) == Names{"A", "Globex"});
  CHECK(report.suggestions[1].reasons == Names{"rough talk on Mon 9 Nov, no contact since"});
  const NextFacts met{.heard = {{book.customer("Globex").uid, "2026-11-10"_d}}};
  CHECK(build_next(book.cadence(), met, 2).suggestions[1].reasons ==
        Names{"rough talk on Mon 9 Nov, only others spoke to them since"});
  book.log("Globex", "2026-11-12"_d);  // talked to again
  CHECK(names(build_next(book.cadence(), {}, 2)) == Names{"A", "B"});
  CHECK(build_next(book.cadence(), {}, 0).suggestions.size() == 3);
}

}  // namespace rapport
