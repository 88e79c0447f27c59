#include "rapport/report/learnings.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

LearningLine line(std::vector<std::string> customers, std::vector<std::string> of_class,
                  std::optional<LearningType> type) {
  return {.customers = std::move(customers),
          .of_class_customer = std::move(of_class),
          .type = type,
          .text = "x"};
}

}  // namespace

TEST_CASE("learnings: counted by type, and by those of class customer and others") {
  std::vector<LearningLine> lines{line({"Acme", "Hooli"}, {"Acme"}, LearningType::pain),
                                  line({"Acme"}, {"Acme"}, LearningType::pain),
                                  line({"Globex"}, {"Globex"}, LearningType::need),
                                  line({}, {}, std::nullopt)};
  lines[3].second_hand = true;
  lines[3].heard_from = "Sam";
  CHECK(counts_text(lines) ==
        "4 learnings from 2 customers and 1 other: 2 pains, 1 need · 1 second-hand");
  CHECK(counts_text({lines[3]}) == "1 learning · 1 second-hand");
  CHECK(counts_text({line({"Hooli"}, {}, LearningType::quote)}) ==
        "1 learning from 1 other: 1 quote");
  const Document document = document_of(LearningReport{.lines = lines, .limit = 3, .total = 4});
  CHECK(number_of(document, "count") == 4);
  CHECK(number_of(document, "customers") == 2);
  CHECK(number_of(document, "others") == 1);
  CHECK(table_of(document, "learnings").rows.size() == 3);
  CHECK(document.left_out == "3 of 4 learnings shown; -n all shows them all");
  CHECK(cell_of(table_of(document, "types"), 0, "type") == Value{std::string("pain")});
}

TEST_CASE("learnings: who told is named, and that somebody did where nobody is") {
  LearningReport report{.lines = {line({}, {}, std::nullopt), line({}, {}, std::nullopt)}};
  report.lines[0].second_hand = report.lines[1].second_hand = true;
  report.lines[0].heard_from = "Sam";
  const Table table = learnings_table(report);
  CHECK(cell_of(table, 0, "hand") == Value{std::string("Sam")});
  CHECK(cell_of(table, 1, "hand") == Value{std::string("second-hand")});
}

}  // namespace rapport
