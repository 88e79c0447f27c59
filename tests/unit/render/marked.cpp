#include <doctest/doctest.h>

#include "rapport/base/text.hpp"
#include "rapport/render/format.hpp"

// A text in which something was found, in every format.
namespace rapport {
namespace {

/// The document with one marked text, the parts between { and } marked.
Document document_with(const std::string& text) {
  MarkedText marked;
  for (const char c : text) {
    if (c == '{')
      marked.highlights.push_back({marked.text.size(), 0});
    else if (c == '}')
      marked.highlights.back().until = marked.text.size();
    else
      marked.text += c;
  }
  Table table{.key = "results", .columns = {{"what", "What"}}, .rows = {{{marked}}}};
  return {.report = "search", .blocks = {std::move(table)}};
}

std::string rendered(const char* format, const std::string& text, const Style& style = {}) {
  return find_format(format)->render(document_with(text), style);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("marked: people see the marks in any format, programs the text alone") {
  const std::string text = "they {re-key} <every> {order}";
  CHECK(has(rendered("text", text), "they [re-key] <every> [order]"));
  CHECK(has(rendered("html", text), "they <mark>re-key</mark> &lt;every&gt; <mark>order</mark>"));
  CHECK(has(rendered("md", text), "they **re-key** &lt;every> **order**"));
  CHECK(has(rendered("json", text), R"("they re-key <every> order")"));
  CHECK(has(rendered("csv", text), "they re-key <every> order\r\n"));
}

TEST_CASE("marked: a text without marks is a text, and can be no formula") {
  CHECK(has(rendered("text", "=1+1"), "=1+1"));
  CHECK(has(rendered("csv", "=1+{1}"), "'=1+1"));
  CHECK(has(rendered("html", "<b>"), "&lt;b&gt;"));
  CHECK(has(rendered("text", "a\x1b[2Jb"), "\\x1b"));
  CHECK(has(rendered("html", "{a\x1b}b"), "<mark>a\\x1b</mark>b"));
}

TEST_CASE("marked: on a terminal the marks are bold too, and nothing else is") {
  const Style colour{.width = 80, .colour = true};
  CHECK(has(rendered("text", "an [x] {export} [y", colour), "an [x] [\x1b[1mexport\x1b[0m] [y"));
  CHECK(has(rendered("text", "{a}{b} c", colour), "[\x1b[1ma\x1b[0m][\x1b[1mb\x1b[0m] c"));
}

TEST_CASE("marked: marks that are broken over lines go on in the next one") {
  const std::string text = rendered("text", "one two three {four five six seven} eight nine ten",
                                    {.width = 24, .colour = true});
  CHECK(has(text, "[\x1b[1mfour five\x1b[0m\n\x1b[1msix seven\x1b[0m] eight"));
  CHECK_FALSE(has(text, "\x1b[1meight"));
}

}  // namespace rapport
