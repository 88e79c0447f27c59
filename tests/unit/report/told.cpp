#include "rapport/report/told.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

const Date today = "2026-11-20"_d;

AwaitedOutcome loop(std::uint32_t customer, Date settled, std::optional<Date> told = {}) {
  return {.customer = uid_of(customer),
          .number = 7,
          .name = "Bulk export",
          .outcome = "shipped",
          .settled = settled,
          .closed_on = told};
}

}  // namespace

TEST_CASE("told: who waits the longest first, all of theirs together") {
  Customers customers;
  customers[uid_of(1)] = {.uid = uid_of(1), .name = "Acme"};
  customers[uid_of(2)] = {.uid = uid_of(2), .name = "Globex"};
  AwaitedOutcome sam = loop(0, today);
  sam.customer = {};
  sam.colleague = "Sam";
  const std::vector<AwaitedOutcome> waiting{loop(2, today - Days{9}), loop(1, today - Days{4}), sam,
                                            loop(2, today - Days{1})};
  std::vector<AwaitedOutcome> all = waiting;
  all.push_back(loop(1, today - Days{8}, today - Days{6}));
  const Document document = loops_waiting(build_told(waiting, all, customers, today));
  const Table& table = table_of(document, "to_tell");
  std::string who;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    who += std::get<std::string>(cell_of(table, row, "who")) + " ";
  CHECK(who == "Globex Globex Acme Sam ");
  CHECK(cell_of(table, 0, "days") == Value{std::int64_t{9}});
  CHECK(cell_of(table, 0, "what") == Value{std::string("idea #7 Bulk export")});
  CHECK(number_of(document, "settled") == 5);
  CHECK(number_of(document, "told_count") == 1);
  CHECK(number_of(document, "median_days") == 2);
}

TEST_CASE("told: what has just been told, in words and as a table") {
  Customers customers;
  customers[uid_of(1)] = {.uid = uid_of(1), .name = "Acme"};
  const std::vector<AwaitedOutcome> told{loop(1, today - Days{4}, today)};
  const Document document = loops_closed(build_told(told, told, customers, today), "told");
  CHECK(first_text(document) == "Acme knows: idea #7 Bulk export, shipped Mon 16 Nov");
  CHECK(cell_of(table_of(document, "told"), 0, "days") == Value{std::int64_t{4}});
}

}  // namespace rapport
