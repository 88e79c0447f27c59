#include "render/cells.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "documents.hpp"

namespace rapport {
namespace {

using List = std::vector<std::string>;

Table mixed() {
  return {"t",
          "",
          {{"a", "A"}, {"b", "B", Audience::people}, {"c", "C", Audience::programs}, {"d", "D"}},
          {{{std::int64_t{1}}, {Minutes{30}}, {std::string("x")}, {}},
           {{}, {std::string("?")}, {std::string("y")}, {std::string()}}},
          "",
          Audience::everyone};
}

}  // namespace

TEST_CASE("cells in people's words") {
  const Date today = day(2026, 11, 18);
  CHECK(words_for({}, today).empty());
  CHECK(words_for(true, today) == "yes");
  CHECK(words_for(false, today) == "no");
  CHECK(words_for(std::string(" as it is\n"), today) == " as it is\n");
  CHECK(words_for(std::int64_t{-412}, today) == "-412");
  CHECK(words_for(Minutes{90}, today) == "1h 30m");
  CHECK(words_for(Percent{40}, today) == "40%");
  CHECK(words_for(day(2026, 11, 16), today) == "Mon 16 Nov");
  CHECK(words_for(Moment{day(2026, 11, 16), 14 * 60, {}}, today) == "Mon 16 Nov 14:00");
  CHECK(words_for(Moment{day(2025, 11, 17), {}, {}}, today) == "Mon 17 Nov 2025");
  CHECK(words_for(List{"Acme", "Globex"}, today) == "Acme, Globex");
  CHECK(words_for(List{}, today).empty());
}

TEST_CASE("each reader gets its columns, and people none that are empty") {
  const Table table = mixed();
  CHECK(columns_for(table, Reader::person) == std::vector<std::size_t>{0, 1});
  CHECK(columns_for(table, Reader::program) == std::vector<std::size_t>{0, 2, 3});
}

TEST_CASE("a column is numeric when it holds numbers and nothing else") {
  const Table table = mixed();
  CHECK(is_numeric(table, 0));
  CHECK_FALSE(is_numeric(table, 1));
  CHECK_FALSE(is_numeric(table, 3));
}

TEST_CASE("people see an empty table only when it has words for that") {
  Table table{"t", "Title", {{"a", "A"}}, {}, "", Audience::everyone};
  CHECK_FALSE(is_shown(table, Reader::person));
  CHECK(is_shown(table, Reader::program));
  table.empty = "Nothing yet.";
  CHECK(is_shown(table, Reader::person));
  table.audience = Audience::programs;
  CHECK_FALSE(is_shown(table, Reader::person));
  table.audience = Audience::people;
  CHECK_FALSE(is_shown(table, Reader::program));
}

TEST_CASE("a bar is full only when the target is met") {
  const auto shape = [](double done, double expected) {
    return shape_of({"", done, expected, "", Tone::plain});
  };
  CHECK(shape(90, 180).filled == 0.5);
  CHECK(shape(179, 180).filled < 1);
  CHECK(shape(180, 180).filled == 1);
  CHECK_FALSE(shape(180, 180).over);
  CHECK(shape(21, 15).filled == 1);
  CHECK(shape(21, 15).over);
  CHECK(shape(5, 0).filled == 0);
  CHECK(shape(-5, 10).filled == 0);
  CHECK(shape(std::numeric_limits<double>::quiet_NaN(), 10).filled == 0);
}

TEST_CASE("several lines on one") {
  Style style;
  CHECK(on_one_line("  a \r\n b\n", style) == "a ↵ b");
  style.unicode = false;
  CHECK(on_one_line("a\nb", style) == "a / b");
}

}  // namespace rapport
