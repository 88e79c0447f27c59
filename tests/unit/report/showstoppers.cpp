#include "rapport/report/showstoppers.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

const Uid acme = uid_of(1);
const Uid globex = uid_of(2);
const Uid acme_inc = uid_of(3);  // a duplicate of acme

Moment at(Date day, int hour, int minute = 0) {
  return {.date = day, .minute = hour * 60 + minute};
}

ShowstopperFacts facts_of_one() {
  ShowstopperFacts facts{.now = at("2026-11-20"_d, 15)};
  facts.customers[acme] = {.uid = acme, .name = "Acme"};
  facts.customers[globex] = {.uid = globex, .name = "Globex"};
  facts.customers[acme_inc] = {.uid = acme_inc, .name = "Acme Inc", .merged_into = acme};
  facts.pms[uid_of(9)] = "Priya";
  facts.showstoppers = {{.number = 4,
                         .name = "Orders vanish",
                         .pm = uid_of(9),
                         .customers = {acme_inc, globex},
                         .opened = at("2026-11-17"_d, 9)}};
  return facts;
}

std::vector<std::string> texts(const ShowstopperFacts& facts) {
  std::vector<std::string> lines;
  const ShowstopperReport report = build_showstoppers(facts);
  for (const ShowstopperLine& line : report.lines)
    for (const Text& text : showstopper_texts(line, report.now)) lines.push_back(text.text);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("showstoppers: how long it is open, who was spoken to and who remains") {
  ShowstopperFacts facts = facts_of_one();
  CHECK(texts(facts) == Lines{"Showstopper #4 Orders vanish · Acme, Globex · open for 3 days",
                              "not spoken to since: Acme, Globex · no next update promised"});
  facts.contacts[acme] = {at("2026-11-17"_d, 8, 59), at("2026-11-20"_d, 10),
                          at("2026-11-17"_d, 9, 40)};
  facts.showstoppers[0].next_update = "2026-11-18"_d;
  CHECK(texts(facts)[1] ==
        "spoken to Acme (5h ago) · not spoken to since: Globex · first contact after 40m · next "
        "update Wed 18 Nov, 2 days overdue");
  facts.showstoppers[0].next_update = "2026-11-20"_d;
  CHECK(texts(facts)[1].ends_with("next update Fri 20 Nov"));
}

TEST_CASE("showstoppers: a contact on a day alone counts from that day on") {
  ShowstopperFacts facts = facts_of_one();
  facts.contacts[globex] = {{.date = "2026-11-17"_d}};
  const auto report = build_showstoppers(facts);
  CHECK(report.lines[0].remaining() == Lines{"Acme"});
  CHECK(
      texts(facts)[1].starts_with("spoken to Globex (3 days ago) · not spoken to since: Acme · "
                                  "first contact after 0 days"));
}

TEST_CASE("showstoppers: until everybody was told that it is resolved") {
  ShowstopperFacts facts = facts_of_one();
  Showstopper& stop = facts.showstoppers[0];
  stop.resolved = at("2026-11-19"_d, 12);
  stop.how = "a hotfix";
  stop.told[acme_inc] = "2026-11-18"_d;  // before it was resolved
  CHECK(texts(facts) == Lines{"Showstopper #4 Orders vanish · Acme, Globex",
                              "resolved Thu 19 Nov: a hotfix · still to tell: Acme, Globex"});
  stop.told[acme_inc] = "2026-11-19"_d;
  auto report = build_showstoppers(facts);
  CHECK(report.lines[0].to_tell() == Lines{"Globex"});
  keep_open(report);
  CHECK(report.lines.size() == 1);
  stop.told[globex] = "2026-11-20"_d;
  report = build_showstoppers(facts);
  CHECK(report.lines[0].is_over());
  keep_open(report);
  CHECK(report.lines.empty());
}

TEST_CASE("showstoppers: the table has every clock, and is there for programs when empty") {
  ShowstopperFacts facts = facts_of_one();
  facts.contacts[acme] = {at("2026-11-17"_d, 9, 40)};
  facts.showstoppers[0].next_update = "2026-11-18"_d;
  const Table table =
      showstoppers_table(build_showstoppers(facts), {.audience = Audience::programs});
  CHECK(table.audience == Audience::programs);
  CHECK(cell_of(table, 0, "customers") == Value{Lines{"Acme", "Globex"}});
  CHECK(cell_of(table, 0, "first_contact_minutes") == Value{Minutes{40}});
  CHECK(cell_of(table, 0, "last_contact") == Value{at("2026-11-17"_d, 9, 40)});
  CHECK(cell_of(table, 0, "overdue_days") == Value{std::int64_t{2}});
  CHECK(cell_of(table, 0, "spoken") == Value{std::int64_t{1}});
  CHECK(cell_of(table, 0, "remaining") == Value{Lines{"Globex"}});
  facts.showstoppers.clear();
  CHECK(showstoppers_table(build_showstoppers(facts), {}).rows.empty());
}

TEST_CASE("showstoppers: who is at a standstill goes before what is only to be told") {
  ShowstopperFacts facts = facts_of_one();
  Showstopper older = facts.showstoppers[0];
  older.number = 2;
  older.opened = at("2026-11-01"_d, 9);
  older.resolved = at("2026-11-02"_d, 9);
  facts.showstoppers.insert(facts.showstoppers.begin(), older);
  CHECK(build_showstoppers(facts).lines[0].number == 4);
}

TEST_CASE("since_text: hours below two days, then days") {
  CHECK(since_text(at("2026-11-18"_d, 15, 1), at("2026-11-20"_d, 15)) == "47h 59m");
  CHECK(since_text(at("2026-11-18"_d, 15), at("2026-11-20"_d, 15)) == "2 days");
  CHECK(since_text({.date = "2026-11-19"_d}, at("2026-11-20"_d, 15)) == "1 day");
  CHECK(since_text(at("2026-11-20"_d, 16), at("2026-11-20"_d, 15)) == "0m");
}

}  // namespace rapport
