#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "documents.hpp"

// What the sample document looks like in every format, kept in golden/. RAPPORT_ACCEPT=1 rewrites
// the files; then look at the difference.
namespace rapport {
namespace {

void check_golden(const std::string& name, const std::string& output) {
  const auto path = std::filesystem::path(RAPPORT_TESTS) / "unit/render/golden" / name;
  if (std::getenv("RAPPORT_ACCEPT")) std::ofstream(path, std::ios::binary) << output;
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path.string());
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  CHECK_MESSAGE(output == expected, name << " is now:\n" << output);
}

}  // namespace

TEST_CASE("text at three widths, in Unicode and ASCII, with and without colour") {
  for (const std::size_t width : {40U, 80U, 120U}) {
    for (const bool unicode : {true, false}) {
      Style style{.width = width,
                  .colour = false,
                  .unicode = unicode,
                  .today = day(2026, 11, 4),
                  .table = {},
                  .raw_csv = false};
      const std::string name =
          "text-" + std::to_string(width) + (unicode ? "-unicode" : "-ascii") + ".txt";
      check_golden(name, rendered("text", every_block(), style));
      style.colour = true;
      const std::string coloured = rendered("text", every_block(), style);
      if (width == 80 && unicode) check_golden("text-80-colour.txt", coloured);
      CHECK(coloured.find("\x1b[") != coloured.npos);
      style.colour = false;
      CHECK(without_colours(coloured) == rendered("text", every_block(), style));
    }
  }
}

TEST_CASE("the formats for programs and pages") {
  Style style;
  style.today = day(2026, 11, 4);
  check_golden("sample.json", rendered("json", every_block(), style));
  check_golden("sample.csv", rendered("csv", every_block(), style));
  check_golden("sample.md", rendered("md", every_block(), style));
  check_golden("sample.html", rendered("html", every_block(), style));
}

}  // namespace rapport
