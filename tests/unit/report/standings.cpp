#include "rapport/report/standings.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

StandingChange week_change(const char* label, Date from, State before = State::missed) {
  return {.pm = "Priya",
          .target = "",
          .period = label,
          .days = {from, from + Days{7}},
          .before = before,
          .after = State::met};
}

StandingChange target_change(std::int64_t before, std::int64_t after) {
  return {.pm = "Priya",
          .target = "eu",
          .period = "once",
          .days = {},
          .metric = Metric::customers,
          .done_before = before,
          .done_after = after,
          .before = State::met,
          .after = State::met};
}

}  // namespace

TEST_CASE("standings: weeks in a row with the same change share a line") {
  const std::vector<StandingChange> weeks{week_change("2026-W42", "2026-10-12"_d),
                                          week_change("2026-W43", "2026-10-19"_d),
                                          week_change("2026-W45", "2026-11-02"_d),
                                          week_change("2026-W46", "2026-11-09"_d, State::paused)};
  CHECK(standing_lines(weeks) ==
        std::vector<std::string>{"Priya 2026-W42 to 2026-W43: missed → met",
                                 "Priya 2026-W45: missed → met", "Priya 2026-W46: paused → met"});
  CHECK(flips_table(weeks).rows.size() == 4);
  CHECK(flips_title(weeks) == "this changes how 4 past weeks stand");
}

TEST_CASE("standings: a target says what changes, the count or the state or both") {
  StandingChange change = target_change(15, 14);
  CHECK(standing_lines({change}).at(0) == "Priya, eu (once): 15 customers → 14 customers");
  CHECK(change.lowers());
  change.after = State::on_pace;
  CHECK(standing_lines({change}).at(0) ==
        "Priya, eu (once): 15 customers → 14 customers, met → on pace");
  change.done_after = 15;
  CHECK(standing_lines({change}).at(0) == "Priya, eu (once): met → on pace");
  CHECK(change.lowers());
  CHECK_FALSE(target_change(14, 15).lowers());
}

TEST_CASE("standings: programs find the effects on targets under their promised keys") {
  const std::vector<Block> blocks = effect_blocks({target_change(15, 14)});
  const Table& effects = std::get<Table>(blocks.back());
  CHECK(columns_of(effects) == std::vector<std::string>{"pm", "target", "period", "before", "after",
                                                        "unit", "state_before", "state_after"});
  CHECK(cell_of(effects, 0, "before") == Value(std::int64_t{15}));
  CHECK(cell_of(effects, 0, "state_after") == Value(std::string("met")));
}

}  // namespace rapport
