#include <doctest/doctest.h>

#include "documents.hpp"
#include "markup.hpp"

namespace rapport {
namespace {

std::string html(std::vector<Block> blocks) {
  Document document;
  document.report = "week";
  document.blocks = std::move(blocks);
  Style style;
  style.today = day(2026, 11, 18);
  return rendered("html", document, style);
}

/// What stands in the body, between the first heading that the renderer makes up and the footer.
std::string body(std::vector<Block> blocks) {
  const std::string page = html(std::move(blocks));
  const std::string opening = "<h1>Week</h1>\n", closing = "</main>";
  const std::size_t from = page.find(opening);
  REQUIRE(from != page.npos);
  const std::size_t begin = from + opening.size();
  return page.substr(begin, page.find(closing) - begin);
}

std::string text_of(std::vector<Block> blocks) {
  const Markup markup = parsed_markup(html(std::move(blocks)));
  CHECK(markup.fault == "");
  return markup.text;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != text.npos;
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

StripMark week(char mark, int level, Tone tone) {
  return {mark, level, tone, "a week", "W1", mark == '='};
}

}  // namespace

TEST_CASE("texts of people are not markup in HTML") {
  CHECK(body({Text{"<script>alert('1')</script> & \"co\"", {}}}) ==
        "<p class=\"plain\"><span>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; "
        "&quot;co&quot;</span></p>\n");
  CHECK(body({Text{"a\x1b[0m\u202e", {}}}) ==
        "<p class=\"plain\"><span>a\\x1b[0m\\u202e</span></p>\n");
  const Table table{"t\" onclick=\"", "", {{"c", "\"<>"}}, {{{std::string("</td><b>")}}}, "", {}};
  CHECK(contains(text_of({table}), "\"<>\n</td><b>\n"));
}

TEST_CASE("a page that no heading begins is called what it is about") {
  const auto page_of = [](const Document& document) { return rendered("html", document, Style{}); };
  CHECK(contains(page_of({.report = "promise list", .title = "Promises"}), "<h1>Promises</h1>"));
  CHECK(contains(page_of({.report = "signals"}), "<h1>Signals</h1>"));
  const std::string found = page_of({.report = "search", .title = "Search · <b> fails"});
  CHECK(contains(found, "<title>Search · &lt;b&gt; fails</title>"));
  CHECK(contains(found, "<h1>Search <span class=\"when\">&lt;b&gt; fails</span></h1>"));
}

TEST_CASE("the page says what it is and forbids what it does not need") {
  const std::string page = html({Heading{"Priya · 2026-W47", 1}});
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n"));
  CHECK(contains(page, "content=\"default-src &#39;none&#39;") == false);
  CHECK(contains(page, "content=\"default-src 'none'; style-src 'unsafe-inline'; "));
  CHECK(
      contains(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />"));
  CHECK(contains(page, "<meta name=\"color-scheme\" content=\"light dark\" />"));
  CHECK(contains(page, "<title>Priya · 2026-W47</title>"));
  CHECK(contains(page, "<h1>Priya <span class=\"when\">2026-W47</span></h1>\n"));
  CHECK(contains(page, "<footer>rapport week · Wed 18 Nov 2026</footer>"));
  CHECK(contains(page, "prefers-color-scheme: dark"));
  CHECK(contains(page, "@media print"));
}

TEST_CASE("headings leave no level out") {
  CHECK(parsed_markup(html({Heading{"a", 1}, Heading{"b", 2}, Heading{"c", 2}})).headings == "122");
  CHECK(parsed_markup(html({Heading{"a", 1}, Heading{"b", 1}, Heading{"c", 2}})).headings == "123");
  CHECK(parsed_markup(html({Heading{"a", 2}})).headings == "12");
  CHECK(parsed_markup(html({Text{"a", {}}, Heading{"b", 1}})).headings == "12");
  CHECK(parsed_markup(html({})).headings == "1");
}

TEST_CASE("what is judged at the top is a card, with a sign beside its colour") {
  const Heading top{"Priya", 1};
  const std::string sign =
      "<svg class=\"sign\" aria-hidden=\"true\"><use href=\"#sign-warn\" /></svg>";
  CHECK(contains(html({top, Text{"Behind: 1h of 3h", Tone::warn}, Text{"Since Mon", Tone::quiet}}),
                 "<div class=\"card warn\">" + sign +
                     "<div><p>Behind: 1h of 3h</p>\n<p class=\"more quiet\">Since Mon</p>\n"
                     "</div></div>\n</main>"));
  CHECK(contains(html({top, Text{"Onboarding", {}}}), "<div class=\"card plain\"><div><p>Onb"));
  CHECK(contains(html({top, Text{"All of it", Tone::quiet}}), "<p class=\"intro\">All of it</p>"));
  // What stands still is a card of its own, with what is said about it, and so is the verdict.
  for (const Tone verdict : {Tone::good, Tone::plain}) {
    const std::string page = html({top, Text{"Stopped", Tone::bad}, Text{"spoken to", {}},
                                   Text{"Verdict", verdict}, Text{"Since", Tone::quiet}});
    CHECK(count_of(page, "class=\"card ") == 2);
    CHECK(contains(page, "<p>Stopped</p>\n<p class=\"more plain\">spoken to</p>\n</div></div>"));
    CHECK(contains(page, "<p>Verdict</p>\n<p class=\"more quiet\">Since</p>\n</div></div>"));
  }
  CHECK_FALSE(contains(body({Text{"met", Tone::good}}), "card"));
}

TEST_CASE("what stands below a second heading is a section of it") {
  CHECK(contains(html({Heading{"a", 1}, Heading{"b", 2}, Text{"x", {}}, Heading{"c", 2}}),
                 "<section>\n<h2>b</h2>\n<div class=\"part\">\n<p class=\"plain\"><span>x</span>"
                 "</p>\n</div>\n</section>\n<section>\n<h2>c</h2>\n<div class=\"part\">\n</div>\n"
                 "</section>\n</main>"));
  CHECK(contains(html({Heading{"a", 1}}), "<main class=\"narrow\">"));
}

TEST_CASE("neighbouring facts are one list for people") {
  const KeyValues a{
      {{"a", "On site", {Percent{50}}}, {"b", "B", {std::string("x\ny"), Tone::warn}}}};
  const KeyValues b{{{"c", "C", {}}, {"d", "D", {true}, Audience::programs}}};
  CHECK(body({a, b}) ==
        "<dl class=\"facts\">\n"
        "<div><dt>On site</dt><dd class=\"plain\">50%</dd></div>\n"
        "<div><dt>B</dt><dd class=\"warn\">x<br />y</dd></div>\n"
        "<div><dt>C</dt><dd class=\"plain\">–</dd></div>\n</dl>\n");
  CHECK(body({KeyValues{{{"d", "D", {true}, Audience::programs}}}}).empty());
  const KeyValues c{{{"e", "E", {std::string("1")}}, {"f", "E", {std::string(50, 'x')}}}};
  CHECK(body({c}) ==
        "<dl class=\"facts lines\">\n<div><dt>E</dt><dd class=\"plain\">1</dd>"
        "<dd class=\"plain\">" +
            std::string(50, 'x') + "</dd></div>\n</dl>\n");
}

TEST_CASE("tables name their rows and columns") {
  Table table{"talks",
              "Talks",
              {{"id", "#"}, {"who", "Who"}, {"x", "X", Audience::programs}},
              {{{std::int64_t{1}}, {std::string("a\nb"), Tone::quiet}}},
              "",
              Audience::everyone};
  CHECK(body({table}) ==
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Talks\">\n"
        "<table class=\"even\">\n<caption>Talks</caption>\n<thead>\n<tr><th scope=\"col\" "
        "class=\"id\">#</th><th scope=\"col\" class=\"lead short\">Who</th></tr>\n</thead>\n"
        "<tbody>\n<tr><td class=\"plain id short\">1</td><th scope=\"row\" class=\"quiet lead "
        "short\">a ↵ b</th></tr>\n</tbody>\n</table>\n</div>\n");
  table.columns.push_back({"c", "C"});
  table.rows[0].resize(4, {std::string(30, 'z')});
  CHECK(contains(body({table}), "<table class=\"wide\">"));
  CHECK(contains(body({table}), "<td class=\"plain long\" data-title=\"C\">zzz"));
  CHECK(body({Table{"t", "T", {}, {}, "None.", {}}}) ==
        "<p class=\"title\">T</p>\n<p class=\"quiet\">None.</p>\n");
  CHECK(body({Table{"t", "T", {}, {}, "", {}}}).empty());
}

TEST_CASE("bars mark the target, even where more was done") {
  const std::string half = body({Bars{{{"weekly", 90, 180, "1h 30m of 3h", Tone::good}}}});
  CHECK(contains(half, "<rect class=\"fill good\" y=\"3\" width=\"50.00%\""));
  CHECK(contains(half, "<line class=\"mark\" x1=\"100.00%\""));
  const std::string over = body({Bars{{{"visits", 20, 15, "20 of 15", Tone::good}}}});
  CHECK(contains(over, "width=\"100.00%\""));
  CHECK(contains(over, "<line class=\"mark\" x1=\"75.00%\""));
  const std::string off = body({Bars{{{"weekly", 0, 0, "paused", Tone::quiet}}}});
  CHECK(contains(off, "<rect class=\"off\""));
  CHECK_FALSE(contains(off, "class=\"mark\""));
  CHECK_FALSE(contains(off, "class=\"fill"));
}

TEST_CASE("a strip shows each mark as text, and time off as what it is") {
  const Strip strip{"Jo",
                    {week('M', 8, Tone::good), week('=', 0, Tone::quiet), week('<', 0, Tone::warn)},
                    "M met, < behind"};
  const std::string one = body({strip});
  CHECK(count_of(one, "class=\"letter") == 3);
  CHECK(contains(one, ">&lt;</text>"));
  CHECK(count_of(one, "class=\"off\"") == 1);
  CHECK(count_of(one, "class=\"fill") == 2);
  CHECK(contains(one, "role=\"img\""));
  CHECK(contains(one, "<p class=\"key\">M met, &lt; behind</p>"));
  CHECK(count_of(body({strip, strip}), "class=\"key\"") == 1);

  Strip year{"Jo", {}, ""};
  for (int i = 0; i < 52; ++i) year.marks.push_back(week('M', i % 9, Tone::good));
  CHECK(count_of(body({year}), "role=\"img\"") == 4);  // pieces of a quarter
}

TEST_CASE("marks in a table are drawn, with their letters") {
  const StripCell marks{{week('M', 8, Tone::good), week('=', 0, Tone::quiet)}};
  const std::string one =
      body({Table{"t", "", {{"m", "Weeks"}}, {{{marks}}}, "", Audience::everyone}});
  CHECK(count_of(one, "class=\"letter") == 2);
  CHECK(count_of(one, "class=\"off\"") == 1);
  CHECK(contains(one, ">W1 to W1</title><desc id=\"d2\">a week; a week</desc>"));
}

TEST_CASE("a bar in a table is its caption, and drawn below it") {
  const Table table{"t",
                    "",
                    {{"b", "Done"}},
                    {{{Bar{"", 45, 120, "45m/2h", Tone::warn}}}},
                    "",
                    Audience::everyone};
  const std::string one = body({table});
  CHECK(contains(one, "45m/2h<svg class=\"bar\""));
  CHECK(contains(one, "class=\"fill warn\" y=\"3\" width=\"37.50%\""));
}

TEST_CASE("columns stand beside what was expected of them") {
  Chart chart{ChartKind::columns,
              "Hours a week",
              Metric::hours,
              {{.label = "W1", .value = 180, .expected = 180, .mark = 'M', .tone = Tone::good},
               {.label = "W2", .value = 0, .expected = 0, .mark = '=', .off = true},
               {.label = "W3", .value = 60, .expected = 120, .mark = 'x', .tone = Tone::bad}},
              "M met, x missed"};
  const std::string picture = body({chart});
  CHECK(contains(picture, "<desc id=\"d2\">W1 to W3, peak 3h; W1: 3h of 3h; W2: 0m; W3: 1h of 2h"));
  CHECK(contains(picture, "d=\"M0 0.0H1M2 53.3H3\""));  // the target line rests while off
  CHECK(count_of(picture, "class=\"off\"") == 2);       // the week, and what hatching means
  CHECK(contains(picture, " expected</span>"));
  CHECK(contains(picture, " time off</span>"));
  for (const char* label : {">0m<", ">1h<", ">2h<", ">3h<", ">W3<"})
    CHECK(contains(picture, label));
  chart.points.clear();
  CHECK(contains(body({chart}), "Nothing to show."));
}

TEST_CASE("a running total climbs to its target, shares add up") {
  const Chart line{
      ChartKind::line,
      "Visits",
      Metric::visits,
      {{.label = "W1", .value = 5, .expected = 20}, {.label = "W2", .value = 20, .expected = 20}},
      ""};
  const std::string picture = body({line});
  CHECK(contains(picture, "d=\"M0.5 120.0L1.5 0.0\""));
  CHECK(contains(picture, "W1 to W2, 20 of 20 visits by the end"));
  const Chart shares{ChartKind::shares,
                     "Who",
                     Metric::hours,
                     {{.label = "Acme", .value = 180}, {.label = "Bolt", .value = 60}},
                     ""};
  const std::string list = body({shares});
  CHECK(contains(list, "<span class=\"number\">3h, 75%</span>"));
  CHECK(contains(list, "<span class=\"number\">1h, 25%</span>"));
  CHECK(contains(list, "width=\"33.33%\""));
}

TEST_CASE("verbatim text keeps its blanks and cannot leave its box") {
  CHECK(body({Verbatim{"k", "  a\tb\n</pre><b>\n"}}) ==
        "<pre tabindex=\"0\">  a\tb\n&lt;/pre&gt;&lt;b&gt;</pre>\n");
}

}  // namespace rapport
