#include "rapport/report/promises.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

const Date today = "2026-11-20"_d;

LoopFacts facts_of_six() {
  LoopFacts facts;
  facts.customers[uid_of(1)] = {.uid = uid_of(1), .name = "Acme"};
  facts.customers[uid_of(2)] = {.uid = uid_of(2), .name = "Acme Inc", .merged_into = uid_of(1)};
  facts.customers[uid_of(3)] = {.uid = uid_of(3), .name = "Globex"};
  facts.colleagues[uid_of(9)] = "Sam";
  const auto add = [&](std::optional<Date> due, std::optional<Date> kept,
                       std::optional<Date> told) {
    const auto n = static_cast<std::uint32_t>(facts.promises.size()) + 1;
    facts.promises.push_back({.uid = uid_of(20 + n),
                              .number = n,
                              .customers = {uid_of(1), uid_of(2)},
                              .text = "p" + std::to_string(n),
                              .due = due,
                              .kept = kept,
                              .told = told});
  };
  add({}, {}, {});                               // 1 open, no date
  add(today + Days{3}, {}, {});                  // 2 open
  add(today, {}, {});                            // 3 due today
  add(today - Days{1}, {}, {});                  // 4 overdue
  add(today - Days{9}, today - Days{2}, {});     // 5 kept
  add(today - Days{9}, today - Days{2}, today);  // 6 over
  return facts;
}

std::string order(PromiseFilter filter) {
  std::string numbers;
  for (const PromiseLine& line : build_promises(facts_of_six(), {}, today, filter).lines)
    numbers += std::to_string(line.promise.number);
  return numbers;
}

}  // namespace

TEST_CASE("promises: the most overdue first, then by due date, then what is to be told") {
  CHECK(order(PromiseFilter::waiting) == "43215");
  CHECK(order(PromiseFilter::open) == "4321");
  CHECK(order(PromiseFilter::overdue) == "4");
  CHECK(order(PromiseFilter::all) == "432156");
}

TEST_CASE("promises: how each stands, duplicates once, colleagues by name") {
  LoopFacts facts = facts_of_six();
  facts.promises[0].customers.clear();
  facts.promises[0].colleague = uid_of(9);
  facts.promises[4].customers.insert(uid_of(3));
  facts.promises[4].told_to[uid_of(3)] = today;
  const auto report = build_promises(facts, {}, today, PromiseFilter::all);
  std::vector<std::string> lines;
  for (const PromiseLine& line : report.lines) lines.push_back(line_text(line, today));
  CHECK(lines ==
        std::vector<std::string>{
            "#4 p4 · for Acme · due Thu 19 Nov · 1 day overdue",
            "#3 p3 · for Acme · due Fri 20 Nov", "#2 p2 · for Acme · due Mon 23 Nov",
            "#1 p1 · for Sam",
            "#5 p5 · for Acme, Globex · due Wed 11 Nov · done, 7 days late, not told yet: Acme",
            "#6 p6 · for Acme · due Wed 11 Nov · done, 7 days late, told"});
}

}  // namespace rapport
