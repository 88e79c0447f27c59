#include <doctest/doctest.h>

#include "documents.hpp"

namespace rapport {
namespace {

std::string markdown(std::vector<Block> blocks) {
  Document document;
  document.blocks = std::move(blocks);
  return rendered("md", document);
}

std::string paragraph(std::string text) { return markdown({Text{std::move(text), {}}}); }

}  // namespace

TEST_CASE("texts of people are not markup") {
  CHECK(paragraph("<script>alert(1)</script>") == "&lt;script>alert(1)&lt;/script>\n");
  CHECK(paragraph("*a* _b_ `c` ~d~ $e$ [f](g) \\h") ==
        "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\$e\\$ \\[f\\](g) \\\\h\n");
  CHECK(paragraph("R&D &lt; & co") == "R\\&D \\&lt; & co\n");
  CHECK(paragraph("a\x1b[0m\u202e") == "a\\\\x1b\\[0m\\\\u202e\n");
}

TEST_CASE("no text begins a heading, list, quote or rule") {
  CHECK(paragraph("# a") == "\\# a\n");
  CHECK(paragraph("- a") == "\\- a\n");
  CHECK(paragraph("> a") == "\\> a\n");
  CHECK(paragraph("12. a") == "12\\. a\n");
  CHECK(paragraph("12 #a") == "12 #a\n");
  CHECK(paragraph("a\n===\n    b") == "a\\\n\\===\\\nb\n");
  CHECK(markdown({Heading{"C #", 1}, Heading{"two\nlines", 2}}) == "# C \\#\n\n## two ↵ lines\n");
}

TEST_CASE("Markdown tables, facts and emphasis") {
  const Table table{"t",
                    "Title",
                    {{"id", "#"}, {"who", "Who|where"}, {"x", "Hidden", Audience::programs}},
                    {{{std::int64_t{1}}, {std::string("a|b\nc"), Tone::strong}}},
                    "",
                    Audience::everyone};
  CHECK(markdown({table}) ==
        "## Title\n\n| # | Who\\|where |\n| ---: | --- |\n| 1 | **a\\|b ↵ c** |\n");
  CHECK(markdown({KeyValues{{{"a", "On_site", {Percent{50}}}, {"b", "B", {}}}}}) ==
        "- **On\\_site:** 50%\n- **B:** –\n");
  CHECK(markdown({Text{"met", Tone::good}}) == "**met**\n");
  CHECK(markdown({Table{"t", "T", {}, {}, "None.", {}}}) == "## T\n\nNone.\n");
  CHECK(markdown({Table{"t", "T", {}, {}, "", {}}}).empty());
}

TEST_CASE("charts and verbatim text are fenced, and cannot leave the fence") {
  CHECK(markdown({Bars{{{"a", 2, 2, "<b>", {}}}}}) ==
        "```\na  ██████████████████████████████  <b>\n```\n");
  const Strip strip{"Jo", {{'M', 0, {}, ""}}, "M met"};
  CHECK(markdown({strip, strip}) == "```\nJo  M\nJo  M\n    M met\n```\n");
  CHECK(markdown({Verbatim{"k", "x\n```\ny"}}) == "````\nx\n```\ny\n````\n");
}

}  // namespace rapport
