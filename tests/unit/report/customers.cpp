#include "rapport/report/customers.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

const Date today = "2026-11-20"_d;

Document page(const Timeline& timeline) {
  return {.blocks = customer_page({.number = 7, .name = "Acme"}, {}, timeline)};
}

}  // namespace

TEST_CASE("customers: a line says what is known, and nothing of the rest") {
  Customer acme{.number = 7, .name = "Acme", .first_class = Class::prospect};
  CHECK(first_text(customer_saved("customer add", acme, today)) == "#7 Acme · prospect");
  acme.classes["2026-11-01"_d] = Class::customer;
  acme.region = "EU";
  acme.tags = {"beta", "pilot"};
  acme.archived = true;
  CHECK(first_text(customer_saved("customer add", acme, today)) ==
        "#7 Acme · prospect, customer from Sun 1 Nov · EU · tagged beta, pilot · archived");
}

TEST_CASE("customers: lists are by name, whatever its case") {
  const Document document = customer_list({{.customer = {.number = 1, .name = "beta"}},
                                           {.customer = {.number = 2, .name = "Gamma"}},
                                           {.customer = {.number = 3, .name = "Alpha"}}},
                                          today, false);
  const Table& table = table_of(document, "customers");
  CHECK(cell_of(table, 0, "name") == Value{std::string("Alpha")});
  CHECK(cell_of(table, 1, "name") == Value{std::string("beta")});
  CHECK(cell_of(table, 2, "id") == Value{std::int64_t{2}});
}

TEST_CASE("timeline: a row for each learning, the first beside its talk") {
  Timeline timeline{.today = today};
  timeline.lines.push_back({.interaction = {.number = 4},
                            .pms = {"Priya"},
                            .learnings = {{.type = LearningType::pain, .text = "slow"},
                                          {.text = "late", .themes = {"orders"}}}});
  timeline.lines.push_back({.interaction = {.number = 5}, .pms = {"Sam"}});
  const Document document = page(timeline);
  const Table& table = table_of(document, "timeline");
  REQUIRE(table.rows.size() == 3);
  CHECK(cell_of(table, 0, "id") == Value{std::int64_t{4}});
  CHECK(cell_of(table, 0, "learned") == Value{std::string("pain: slow")});
  CHECK(cell_of(table, 1, "id") == Value{});
  CHECK(cell_of(table, 1, "learned") == Value{std::string("late #orders")});
  CHECK(cell_of(table, 2, "pms") == Value{std::vector<std::string>{"Sam"}});
}

TEST_CASE("timeline: what was promised is open, overdue or kept") {
  Timeline timeline{.today = today};
  timeline.promises = {{.promise = {.due = today - Days{1}}},
                       {.promise = {.due = today}},
                       {.promise = {.due = today - Days{1}, .kept = today}}};
  const Document document = page(timeline);
  const Table& table = table_of(document, "promises");
  CHECK(cell_of(table, 0, "state") == Value{std::string("overdue")});
  CHECK(cell_of(table, 1, "state") == Value{std::string("open")});
  CHECK(cell_of(table, 2, "state") == Value{std::string("done, 1 day late")});
}

}  // namespace rapport
