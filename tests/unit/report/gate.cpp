#include "rapport/report/gate.hpp"

#include "../domain/first_quarter.hpp"
#include "reading.hpp"

namespace rapport {

TEST_CASE("gate: the answer is yes when the target is met and no when not") {
  Book book = first_quarter();
  CHECK_FALSE(build_gate(book.cadence(), "nope"));
  const Document met = document_of(*build_gate(book.cadence(), "onboarding"));
  CHECK(met.answer);
  CHECK(first_text(met) == "onboarding: met, 21 of 15 visits");
  const Document unmet = document_of(*build_gate(book.cadence(), "weekly"));
  CHECK_FALSE(unmet.answer);
  CHECK(fact_of(unmet, "met") == Value(false));
  CHECK(number_of(unmet, "missing") == 60);
  CHECK(text_of(unmet, "finding") == "1h");
  CHECK(first_text(unmet) == "weekly: not met, 2h of 3h; missing: 1h");
}

}  // namespace rapport
