#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/store/records.hpp"

// What may not come in from a file, and what a book is told that has it: references to nothing, and
// talks that cannot have been.
namespace rapport {

TEST_CASE("records: a reference to nothing, and a talk without a customer") {
  const Uid here = *parse_uid("0190f0a0-0000-7000-8000-000000000001");
  const std::string known = to_string(here);
  const std::string other = "0190f0a0-0000-7000-8000-000000000002";
  const auto missing = [&](const Fields& more, const std::string& space = "pm/priya") {
    Fields fields{{"start", "2026-03-02"},
                  {"minutes", std::int64_t{60}},
                  {"host." + known, true},
                  {"customer." + known, true}};
    for (const auto& [name, value] : more) fields.insert_or_assign(name, value);
    for (const auto& [name, value] : more)
      if (value == FieldValue{false}) fields.erase(name);
    Record record{"interaction", Random(1).uid(), "pm/priya", "2026-03-02T09:00+01:00", fields};
    record.space = space;
    const auto problem = loose_end(
        record, {.is_there = [&](std::string_view, const Uid& uid) { return uid == here; },
                 .handles = {"priya"},
                 .now = {*make_date(2026, 11, 18), 18 * 60, 60}});
    return problem ? problem->what : "";
  };
  CHECK(missing({}).empty());
  CHECK(missing({{"person." + other, true}}) ==
        "'person' is " + other + ", and there is no such person");
  CHECK(missing({{"host." + other, true}}) == "'host' is " + other + ", and there is no such PM");
  CHECK(missing({{"customer." + known, false}}).starts_with("the talk has no 'customer'"));
  CHECK(missing({{"customer." + known, false}, {"loop", "colleague"}}).empty());
  CHECK(missing({{"host." + known, false}}).starts_with("the talk has no 'host'"));
  CHECK(missing({}, "pm/lost").empty());
  CHECK(missing({}, "pm/bob") == "'space' is 'pm/bob', and there is no PM with the handle bob");
  CHECK(missing({{"start", "2026-11-19"}}).starts_with("'status' is 'held', and 2026-11-19 is"));
  CHECK(missing({{"start", "2026-11-19"}, {"status", "planned"}}).empty());
  CHECK(missing({{"start", "2026-11-18"}}).empty());
  CHECK(missing({{"start", "2026-11-18T18:01"}, {"offset", std::int64_t{60}}}).starts_with("'st"));
  CHECK(missing({{"start", "2026-11-18T18:01"}, {"offset", std::int64_t{120}}}).empty());
}

TEST_CASE("records: a book is told what in it was held and is still to come") {
  TestBook book;
  const Moment now = book.stamp().local;
  book.command("import", [&](Writing& writing) {
    const Uid pm = writing.add(Pm{.name = "Priya", .handle = "priya"});
    const Uid acme = writing.add(Customer{.name = "Acme"});
    for (const int days : {0, 1})
      writing.add(Interaction{.start = {now.date + Days{days}, 8 * 60, now.offset},
                              .length = Minutes{60},
                              .hosts = {pm},
                              .customers = {acme}});
  });
  const auto found = loose_ends(book.store, now, 9);
  REQUIRE(found.size() == 1);
  CHECK(found.front().starts_with("talk #2: 'status' is 'held', and"));
  CHECK(loose_ends(book.store, later_by(now, 24 * 60), 9).empty());
}

}  // namespace rapport
