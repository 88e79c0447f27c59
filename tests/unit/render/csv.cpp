#include <doctest/doctest.h>

#include "documents.hpp"
#include "rapport/base/error.hpp"

namespace rapport {
namespace {

Document two_tables() {
  Document document;
  document.blocks = {
      KeyValues{{{"state", "State", {std::string("met")}}}},
      Table{"first", "", {{"a", "A"}}, {{{std::int64_t{1}}}}, "", Audience::everyone},
      Table{"second", "", {{"b", "B"}}, {{{std::string()}}}, "", Audience::programs},
      Table{"third", "", {{"c", "C"}}, {}, "", Audience::people},
  };
  return document;
}

std::string field(Value value, bool raw = false) {
  Document document;
  document.blocks = {Table{
      "t", "", {{"a", "A"}, {"z", "Z"}}, {{{std::move(value)}, {true}}}, "", Audience::everyone}};
  Style style;
  style.raw_csv = raw;
  const std::string csv = rendered("csv", document, style);
  const std::string_view head = "a,z\r\n", tail = ",true\r\n";
  REQUIRE(csv.starts_with(head));
  REQUIRE(csv.ends_with(tail));
  return csv.substr(head.size(), csv.size() - head.size() - tail.size());
}

}  // namespace

TEST_CASE("CSV prints the main table, or the one asked for") {
  Document document = two_tables();
  Style style;
  CHECK(rendered("csv", document) == "a\r\n1\r\n");
  document.main_table = "second";
  CHECK(rendered("csv", document) == "b\r\n\"\"\r\n");
  style.table = "first";
  CHECK(rendered("csv", document, style) == "a\r\n1\r\n");
}

TEST_CASE("CSV of a table that is not there names those that are") {
  Style style;
  style.table = "third";  // for people only
  try {
    rendered("csv", two_tables(), style);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) == "this report has no table `third`");
    CHECK(error.hint() == "it has: first, second");
  }
  CHECK_THROWS_AS(rendered("csv", Document{}, style), Error);
}

TEST_CASE("CSV of a report without tables is its single values") {
  Document document;
  document.blocks = {KeyValues{{{"state", "State", {std::string("on, pace")}},
                                {"seen", "Seen", {std::int64_t{1}}, Audience::people},
                                {"done", "Done", {Minutes{90}}, Audience::programs}}},
                     Verbatim{"script", "=x"}};
  CHECK(rendered("csv", document) ==
        "key,value\r\nstate,\"on, pace\"\r\ndone,90\r\nscript,'=x\r\n");
}

TEST_CASE("CSV fields") {
  CHECK(field({}).empty());
  CHECK(field(std::int64_t{-5}) == "-5");  // a number, not a formula
  CHECK(field(Minutes{90}) == "90");
  CHECK(field(Percent{40}) == "40");
  CHECK(field(false) == "false");
  CHECK(field(day(2026, 11, 16)) == "2026-11-16");
  CHECK(field(Moment{day(2026, 11, 16), 840, 60}) == "2026-11-16T14:00");
  CHECK(field(std::vector<std::string>{"Acme, Inc.", "b"}) == "\"Acme, Inc.; b\"");
  CHECK(field(std::vector<std::string>{"", "b"}) == "; b");
  CHECK(field(std::vector<std::string>{"A; B", "c"}) == R"("""A; B""; c")");
  CHECK(field(std::string("say \"hi\"\n")) == "\"say \"\"hi\"\"\n\"");
}

TEST_CASE("CSV text never begins a formula, unless raw") {
  for (const char* text : {"=1+1", "+1", "-1", "@x", "'x", "\tx"}) {
    CHECK(field(std::string(text)) == std::string("'") + text);
    CHECK(field(std::string(text), true) == text);
  }
  CHECK(field(std::string("\rx")) == "\"'\rx\"");
  CHECK(field(std::vector<std::string>{"=1+1"}) == "'=1+1");
  CHECK(field(std::string("1=1")) == "1=1");
}

TEST_CASE("csv and json: rows that are read as they are written are rows") {
  const std::vector<std::vector<Cell>> rows{{{std::string("a")}, {std::int64_t{1}}},
                                            {{std::string("b, c")}, {}}};
  Table held{.key = "things", .columns = {{"text", "Text"}, {"count", "Count"}}, .rows = rows};
  Table pulled = held;
  pulled.rows.pop_back();
  pulled.more_rows = [&](const auto& take) { take(rows.back()); };
  const Document whole{.report = "test", .blocks = {held}, .main_table = "things"};
  const Document read{.report = "test", .blocks = {pulled}, .main_table = "things"};
  CHECK_FALSE(whole.is_pulled());
  CHECK(read.is_pulled());
  for (const std::string_view format : {"csv", "json"}) {
    CAPTURE(format);
    CHECK(rendered(format, read, {}) == rendered(format, whole, {}));
    CHECK(rendered(format, whole, {}).find("b, c") != std::string::npos);
  }
}

}  // namespace rapport
