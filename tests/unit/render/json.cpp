#include <doctest/doctest.h>

#include "documents.hpp"

namespace rapport {
namespace {

std::string fact(Value value) {
  Document document;
  document.report = "r";
  document.blocks.emplace_back(KeyValues{{{"k", "K", {std::move(value)}}}});
  return rendered("json", document);
}

std::string answer(const std::string& value) {
  return "{\n  \"version\": 1,\n  \"report\": \"r\",\n  \"k\": " + value + "\n}\n";
}

}  // namespace

TEST_CASE("JSON values keep their types") {
  CHECK(fact({}) == answer("null"));
  CHECK(fact(true) == answer("true"));
  CHECK(fact(std::int64_t{9'007'199'254'740'993}) == answer("9007199254740993"));
  CHECK(fact(Minutes{90}) == answer("90"));
  CHECK(fact(Percent{40}) == answer("40"));
  CHECK(fact(day(2026, 11, 16)) == answer("\"2026-11-16\""));
  CHECK(fact(Moment{day(2026, 11, 16), 840, 60}) == answer("\"2026-11-16T14:00\""));
  CHECK(fact(Moment{day(2026, 11, 16), {}, {}}) == answer("\"2026-11-16\""));
  CHECK(fact(std::vector<std::string>{"a", "b"}) == answer("[\"a\",\"b\"]"));
  CHECK(fact(std::vector<std::string>{}) == answer("[]"));
}

TEST_CASE("JSON texts are exact, and what hides is escaped") {
  CHECK(fact(std::string("日本 Söhne \"q\" \\")) == answer("\"日本 Söhne \\\"q\\\" \\\\\""));
  CHECK(fact(std::string("\x1b[31m\n\x7f")) == answer("\"\\u001b[31m\\n\\u007f\""));
  CHECK(fact(std::string("\u009b\u202e\U000e0041\U000e0200")) ==
        answer("\"\\u009b\\u202e\\udb40\\udc41\\udb40\\ude00\""));
  CHECK(fact(std::string("a\xff")) == answer("\"a\ufffd\""));
  CHECK(fact(std::string("a\0b", 3)) == answer("\"a\\u0000b\""));
}

TEST_CASE("JSON has what is for programs, one row a line, and no key twice") {
  Document document;
  document.report = "week";
  document.blocks = {
      Heading{"Priya", 1},
      KeyValues{{{"seen", "", {std::int64_t{1}}, Audience::people},
                 {"twice", "", {std::int64_t{1}}, Audience::everyone},
                 {"state", "", {std::string("met")}, Audience::programs}}},
      Table{"rows",
            "Rows",
            {{"a", "A"}, {"b", "B", Audience::people}, {"c", "C", Audience::programs}},
            {{{std::int64_t{1}}, {std::int64_t{2}}, {std::int64_t{3}}}, {{std::int64_t{4}}}},
            "",
            Audience::everyone},
      Table{"none", "", {{"a", "A"}}, {}, "Nothing.", Audience::programs},
      Table{"mine", "", {{"a", "A"}}, {}, "Nothing.", Audience::people},
      KeyValues{{{"twice", "", {std::int64_t{2}}}}},
      Verbatim{"script", "x\n"},
  };
  CHECK(rendered("json", document) == R"({
  "version": 1,
  "report": "week",
  "twice": 2,
  "state": "met",
  "rows": [
    {"a":1,"c":3},
    {"a":4,"c":null}
  ],
  "none": [],
  "script": "x\n"
}
)");
}

}  // namespace rapport
