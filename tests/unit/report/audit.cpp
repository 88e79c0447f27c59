#include "rapport/report/audit.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

Theme theme(const char* name, std::set<Uid> customers) {
  return {.name = name, .customers = std::move(customers)};
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("audit: which item serves which theme, and which serves none") {
  const std::vector<Theme> themes{
      theme("orders", {uid_of(1), uid_of(2)}), theme("erp", {uid_of(2), uid_of(3)}),
      theme("sso", {uid_of(1), uid_of(2), uid_of(3)}), theme("light", {uid_of(1)})};
  const AuditReport report = build_audit(
      parse_roadmap("- Export orders to #erp\n- Dark mode #dark\n- Nothing\n"), themes, 2);
  CHECK(report.serving_none() == 2);
  const Document document = document_of(report);
  CHECK_FALSE(document.answer);
  CHECK(first_text(document) == "2 items of 3 serve no theme that anybody brought up");
  const Table& items = table_of(document, "items");
  CHECK(cell_of(items, 0, "themes") == Value{Names{"orders", "erp"}});
  CHECK(cell_of(items, 0, "weight") == Value{std::int64_t{3}});
  CHECK(cell_of(items, 0, "serves") == Value{true});
  CHECK(cell_of(items, 1, "unheard") == Value{Names{"dark"}});
  CHECK(cell_of(items, 1, "remark") == Value{std::string("nobody brought up #dark")});
  CHECK(cell_of(items, 2, "remark") == Value{std::string("serves none")});
  const Table& rest = table_of(document, "not_served");
  REQUIRE(rest.rows.size() == 1);
  CHECK(cell_of(rest, 0, "theme") == Value{std::string("sso")});
}

TEST_CASE("audit: yes where each item serves a theme, and where nothing is planned") {
  const std::vector<Theme> themes{theme("orders", {})};
  const Document document = document_of(build_audit(parse_roadmap("- #orders first"), themes, 3));
  CHECK(document.answer);
  CHECK(first_text(document) == "The one item serves a theme");
  CHECK(table_of(document, "not_served").rows.empty());
  CHECK(document_of(build_audit({}, themes, 3)).answer);
}

}  // namespace rapport
