#include "rapport/exchange/csv.hpp"

#include <doctest/doctest.h>

#include "../domain/typed.hpp"

using namespace rapport;

namespace {

struct Read {
  std::size_t line;
  std::vector<std::string> cells;
  bool operator==(const Read&) const = default;
};

std::vector<Read> rows_of(std::string_view text) {
  std::vector<Read> rows;
  read_csv(text, [&](const CsvRow& row) { rows.push_back({row.line, row.cells}); });
  return rows;
}

std::string refusal(std::string_view text) {
  const Error error = typed::error([&] { rows_of(text); });
  CHECK(error.kind() == ErrorKind::bad_data);
  return error.what();
}

std::string quoted(const std::string& cell) {
  std::string text = "\"";
  for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

}  // namespace

TEST_CASE("csv: rows are told with the line on which they begin, whatever ends lines") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    CAPTURE(end);
    const auto text = "a,b" + end + end + "\"x" + end + "y\",2" + end + "3," + end;
    CHECK(rows_of(text) ==
          std::vector<Read>{{1, {"a", "b"}}, {3, {"x" + end + "y", "2"}}, {5, {"3", ""}}});
  }
  CHECK(rows_of("a\n1") == std::vector<Read>{{1, {"a"}}, {2, {"1"}}});
}

TEST_CASE("csv: blanks stay, a byte order mark goes, semicolons and tabs separate too") {
  CHECK(rows_of("\xef\xbb\xbf"
                "a, b \n") == std::vector<Read>{{1, {"a", " b "}}});
  CHECK(rows_of("a;b\n1,5;2\n") == std::vector<Read>{{1, {"a", "b"}}, {2, {"1,5", "2"}}});
  CHECK(rows_of("a\tb\n") == std::vector<Read>{{1, {"a", "b"}}});
  CHECK(rows_of("a|b,c|d\n") == std::vector<Read>{{1, {"a", "b,c", "d"}}});
}

TEST_CASE("csv: what is broken is named by line and column") {
  CHECK(refusal("a,b\n1,\"2\n3") ==
        "line 2, column 1: a quote is opened in this row and never closed");
  CHECK(rows_of("a,b\n1,x\"y\n").back().cells == std::vector<std::string>{"1", "x\"y"});
  CHECK(refusal("a,b\n1,\"x\"y\n").starts_with("line 2, column"));
  CHECK(refusal("a\nb\xff\n") == "line 2, column 2: this is not UTF-8");
  CHECK(refusal(std::string_view("a\nb\0c\n", 6)) ==
        "line 2, column 2: a NUL byte: this is not text");
  CHECK(refusal("\xff\xfe"
                "a") == "line 1, column 1: this is not UTF-8");
  CHECK(refusal(std::string(2000, ',')) == "line 1, column 1: this row has over 1000 cells");
  CHECK(
      refusal("a\n\"" + std::string(std::size_t{17} << 20, '\n')).starts_with("line 2, column 1"));
  CHECK(rows_of("").empty());
  const std::string large(std::size_t{15} << 20, 'x');
  CHECK(rows_of("a\n" + large + "\n").back().cells.front() == large);
  CHECK(rows_of("a\n\"" + large + "\"\n").back().cells.front() == large);
}

TEST_CASE("csv: any text in quotes comes back as it was") {
  for (const std::string cell :
       {"", "a", "\"", "\"\"", ",", "a\nb", "\r\n", "'=1", "é\u202e", " ", "\r"}) {
    CAPTURE(cell);
    CHECK(rows_of("h,i\n" + quoted(cell) + "," + quoted(cell) + "\n").back().cells ==
          std::vector<std::string>{cell, cell});
  }
}

TEST_CASE("csv: what stands in quotes separates nothing") {
  CHECK(rows_of("\"Notes; ideas; wishes\",Date\nx,2026-11-20\n") ==
        std::vector<Read>{{1, {"Notes; ideas; wishes", "Date"}}, {2, {"x", "2026-11-20"}}});
  CHECK(rows_of("\"a|b|c\";d\n1;2\n") == std::vector<Read>{{1, {"a|b|c", "d"}}, {2, {"1", "2"}}});
  CHECK(rows_of("Screen 5\";b;c\n1;2;3\n").front().cells.size() == 3);  // no pair
}
