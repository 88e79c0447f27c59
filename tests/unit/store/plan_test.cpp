#include <doctest/doctest.h>

#include "book.hpp"

namespace rapport {
namespace {

struct Planned {
  TestBook book;
  Uid pm, uid;

  Planned() {
    book.command("pm add", [&](Writing& writing) {
      pm = writing.add(Pm{.name = "Priya", .handle = "priya"});
    });
    book.command("plan", [&](Writing& writing) {
      Interaction talk{.start = {make_date(2026, 3, 2).value(), 14 * 60, 60},
                       .length = Minutes{60},
                       .status = Status::planned,
                       .hosts = {pm}};
      uid = writing.add(talk);
    });
  }

  template <typename Change>
  Interaction change(Change&& change) {
    book.command("change", [&](Writing& writing) {
      Interaction talk = now();
      change(talk);
      writing.update(talk);
    });
    return now();
  }
  Interaction now() { return book.store.find<Interaction>(uid).value(); }
  Talk fact() { return book.store.talks(pm, {first_date, last_date}).at(0); }
};

}  // namespace

TEST_CASE("changes of a plan are no marks; that it was held is stamped, and counts from then on") {
  Planned plan;
  CHECK(!plan.change([](Interaction& talk) { talk.length = Minutes{30}; }).edited);
  const Moment first = plan.now().recorded;
  plan.book.pass(7 * 24 * 60);
  const Interaction held = plan.change([](Interaction& talk) { talk.status = Status::held; });
  CHECK(!held.edited);
  REQUIRE(held.confirmed);
  CHECK(held.confirmed->date == plan.book.local.date);
  CHECK(held.recorded == first);
  CHECK(plan.fact().recorded.date == plan.book.local.date);
  CHECK(plan.change([](Interaction& talk) { talk.length = Minutes{45}; }).edited);
  plan.book.undo();
  plan.book.undo();
  CHECK(!plan.now().confirmed);
  CHECK(plan.fact().recorded.date == first.date);
}

TEST_CASE("a plan that was called off and held all the same is an edit") {
  Planned plan;
  CHECK(!plan.change([](Interaction& talk) { talk.status = Status::cancelled; }).edited);
  const Interaction held = plan.change([](Interaction& talk) { talk.status = Status::held; });
  CHECK(held.edited);
  CHECK(held.confirmed);
}

TEST_CASE("what was logged as held is marked by every change, and confirmed by none") {
  Planned plan;
  Uid logged;
  plan.book.command("log", [&](Writing& writing) {
    logged = writing.add(Interaction{.length = Minutes{60}, .hosts = {plan.pm}});
  });
  plan.book.command("amend", [&](Writing& writing) {
    Interaction talk = plan.book.store.find<Interaction>(logged).value();
    talk.length = Minutes{30};
    writing.update(talk);
  });
  const Interaction talk = plan.book.store.find<Interaction>(logged).value();
  CHECK(talk.edited);
  CHECK(!talk.confirmed);
}

}  // namespace rapport
