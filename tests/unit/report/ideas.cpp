#include "rapport/report/ideas.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

const Date today = "2026-11-20"_d;
const Uid bulk = uid_of(10);
const Uid csv = uid_of(11);

/// Customers 1 to 4, of which 4 is a prospect; the ideas bulk (#1) and csv (#2).
IdeaFacts facts_of_two() {
  IdeaFacts facts{.today = today};
  for (std::uint32_t n = 1; n <= 4; ++n)
    facts.loops.customers[uid_of(n)] = {.uid = uid_of(n), .name = "C" + std::to_string(n)};
  facts.loops.customers[uid_of(4)].first_class = Class::prospect;
  facts.loops.ideas[bulk] = {.uid = bulk, .number = 1, .name = "Bulk", .themes = {"orders"}};
  facts.loops.ideas[csv] = {.uid = csv, .number = 2, .name = "CSV", .themes = {"erp"}};
  return facts;
}

void vote(IdeaFacts& facts, const Uid& idea, std::uint32_t customer, Date cast) {
  const auto n = static_cast<std::uint32_t>(facts.loops.votes.size()) + 1;
  facts.loops.votes.push_back({.uid = uid_of(100 + n),
                               .number = n,
                               .idea = idea,
                               .customer = uid_of(customer),
                               .interaction = uid_of(200 + n),
                               .cast = cast});
  facts.loops.evidence[uid_of(200 + n)] = {.uid = uid_of(200 + n), .number = n};
}

void settle(IdeaFacts& facts, const Uid& idea, IdeaState state, Date day) {
  facts.loops.ideas.at(idea).state = state;
  facts.loops.ideas.at(idea).settled = day;
}

using Names = std::vector<std::string>;

Names column(const Document& document, const char* key) {
  Names names;
  const auto& table = std::get<Table>(document.blocks.front());
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    names.push_back(std::get<std::string>(cell_of(table, row, key)));
  return names;
}

}  // namespace

TEST_CASE("ideas: votes are customers, a prospect stands apart and brings no steam") {
  IdeaFacts facts = facts_of_two();
  for (const std::uint32_t n : {1U, 2U, 4U}) vote(facts, bulk, n, today - Days{n});
  IdeaReport report = build_ideas(facts);
  const IdeaLine& line = *find_line(report, bulk);
  CHECK(line.votes == 2);
  CHECK(line.others == 1);
  CHECK_FALSE(line.steam);
  CHECK(line_text(line) == "#1 Bulk · open · 2 customers and 1 other · #orders");
  vote(facts, bulk, 3, today);
  report = build_ideas(facts);
  CHECK(find_line(report, bulk)->steam);
  CHECK(line_text(*find_line(report, csv)) == "#2 CSV · open · nobody yet · #erp");
}

TEST_CASE("ideas: a merged one brings its votes, its name and its themes") {
  IdeaFacts facts = facts_of_two();
  vote(facts, csv, 1, today);
  vote(facts, bulk, 1, today - Days{3});
  facts.loops.ideas.at(csv).merged_into = bulk;
  const IdeaReport report = build_ideas(facts);
  REQUIRE(report.lines.size() == 1);
  const IdeaLine& line = report.lines[0];
  CHECK(line.votes == 1);
  CHECK(line.merged == Names{"CSV"});
  CHECK(line.idea.themes == std::set<std::string>{"erp", "orders"});
  CHECK(line.first_asked == today - Days{3});
}

TEST_CASE("ideas: whom to tell once it is settled, and the colleagues who brought it") {
  IdeaFacts facts = facts_of_two();
  vote(facts, bulk, 1, today - Days{30});
  vote(facts, bulk, 2, today - Days{20});
  facts.heard_from[uid_of(202)] = "Sam";
  CHECK(build_ideas(facts).lines[0].to_tell().empty());
  settle(facts, bulk, IdeaState::shipped, today - Days{5});
  facts.loops.votes[0].told = today - Days{6};  // of an earlier settlement
  CHECK(build_ideas(facts).lines[0].to_tell() == Names{"C1", "C2"});
  facts.loops.votes[0].told = today;
  const IdeaReport report = build_ideas(facts);
  CHECK(report.lines[0].to_tell() == Names{"C2"});
  vote(facts, bulk, 3, today - Days{4});  // once it was there
  CHECK(build_ideas(facts).lines[0].to_tell() == Names{"C2"});
  CHECK(build_ideas(facts).lines[0].votes == 3);
  CHECK(report.lines[0].brought_by() == Names{"Sam"});
  Document document;
  add_customers_to_tell(document, report.lines[0]);
  const Table& table = table_of(document, "to_tell");
  REQUIRE(table.rows.size() == 1);
  CHECK(cell_of(table, 0, "customer") == Value{std::string("C2")});
  CHECK(cell_of(table, 0, "heard_from") == Value{std::string("Sam")});
  CHECK(first_text(document) == "Brought by Sam: tell them too.");
}

TEST_CASE("ideas due: whom to tell first, the longest first; then most votes, then the oldest") {
  IdeaFacts facts = facts_of_two();
  for (const std::uint32_t n : {12U, 13U, 14U})
    facts.loops.ideas[uid_of(n)] = {.uid = uid_of(n), .number = n, .name = "I" + std::to_string(n)};
  vote(facts, uid_of(12), 1, today - Days{70});
  vote(facts, uid_of(13), 1, today - Days{90});
  vote(facts, uid_of(14), 1, today);
  vote(facts, uid_of(14), 2, today);
  vote(facts, csv, 1, today - Days{9});
  vote(facts, bulk, 1, today - Days{9});
  settle(facts, bulk, IdeaState::shipped, today - Days{2});
  settle(facts, csv, IdeaState::declined, today - Days{3});
  const IdeaReport report = build_ideas(facts);
  CHECK(column(ideas_due(report, 10), "name") == Names{"CSV", "Bulk", "I14", "I13", "I12"});
  CHECK(column(ideas_due(report, 10), "why")[3] == "asked for by 1 customer, first 12 weeks ago");
  CHECK(column(ideas_due(report, 2), "name") == Names{"CSV", "Bulk"});
  CHECK(column(idea_list(report, {IdeaState::open}), "name") == Names{"I14", "I13", "I12"});
}

}  // namespace rapport
