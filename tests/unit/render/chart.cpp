#include "render/chart.hpp"

#include <doctest/doctest.h>

#include "documents.hpp"

namespace rapport {
namespace {

Axis axis(Metric metric, std::int64_t top) {
  return axis_of({ChartKind::columns, "", metric, {{.label = "", .value = top}}, ""});
}

std::string text(Chart chart, bool unicode = true) {
  Document document;
  document.blocks.emplace_back(std::move(chart));
  return rendered("text", document, {.width = 40, .unicode = unicode});
}

}  // namespace

TEST_CASE("an axis has few steps that people count in") {
  CHECK(axis(Metric::hours, 180).step == 60);
  CHECK(axis(Metric::hours, 180).steps == 3);
  CHECK(axis(Metric::hours, 195).steps == 4);
  CHECK(axis(Metric::hours, 40).step == 15);
  CHECK(axis(Metric::hours, 100 * 60).step == 20 * 60);
  CHECK(axis(Metric::visits, 15).step == 5);
  CHECK(axis(Metric::visits, 21).step == 5);
  CHECK(axis(Metric::visits, 26).step == 10);
  CHECK(axis(Metric::visits, 3).step == 1);
  CHECK(axis(Metric::visits, 0).steps == 1);
  CHECK(axis(Metric::visits, INT64_MAX).steps <= 5);
}

TEST_CASE("a chart of columns is a strip in text") {
  const Chart chart{ChartKind::columns,
                    "Hours a week",
                    Metric::hours,
                    {{.label = "W1", .value = 180, .expected = 180, .mark = 'M'},
                     {.label = "W2", .value = 0, .expected = 0, .mark = '=', .off = true},
                     {.label = "W3", .value = 90, .expected = 180, .mark = 'x'}},
                    "M met"};
  CHECK(text(chart) == "Hours a week\n█ ▄\nM=x\nM met\nW1 to W3, peak 3h\n");
  CHECK(text(chart, false) == "Hours a week\nM=x\nM met\nW1 to W3, peak 3h\n");
}

TEST_CASE("a running total is one line of levels, shares are bars") {
  const Chart line{ChartKind::line,
                   "Visits",
                   Metric::visits,
                   {{.label = "W1", .value = 0, .expected = 16},
                    {.label = "W2", .value = 8, .expected = 16},
                    {.label = "W3", .value = 16, .expected = 16}},
                   ""};
  CHECK(text(line) == "Visits\n ▄█\nW1 to W3, 16 of 16 visits by the end\n");
  CHECK(text(line, false) == "Visits\n_=#\nW1 to W3, 16 of 16 visits by the end\n");
  const Chart shares{ChartKind::shares,
                     "Who",
                     Metric::hours,
                     {{.label = "Acme", .value = 180}, {.label = "Bolt", .value = 60}},
                     ""};
  CHECK(text(shares, false) ==
        "Who\nAcme  ###############  3h, 75%\nBolt  #####----------  1h, 25%\n");
}

TEST_CASE("programs get no charts") {
  Document document;
  document.blocks.emplace_back(Chart{ChartKind::line, "T", Metric::visits, {{.label = "a"}}, ""});
  CHECK(rendered("json", document).find("T") == std::string::npos);
  CHECK(rendered("csv", document) == "key,value\r\n");
}

}  // namespace rapport
