#include "rapport/domain/roadmap.hpp"

#include <doctest/doctest.h>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

std::vector<std::string> titles(std::string_view markdown) {
  std::vector<std::string> all;
  for (const RoadmapItem& item : parse_roadmap(markdown)) all.push_back(item.title);
  return all;
}

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE("roadmap: entries of lists are items, what is nested in them is detail") {
  const auto items = parse_roadmap(
      "# Roadmap\n\n## Now\n\n- Bulk export #orders\n  - as CSV\n  goes on here\n"
      "* Sign-on once +sso +sso\n3. Third\n10) Tenth\n-not one\n");
  REQUIRE(items.size() == 4);
  CHECK(items[0].title == "Bulk export");
  CHECK(items[0].line == 5);
  CHECK(items[0].text == "Bulk export #orders\nas CSV\ngoes on here");
  CHECK(items[0].tags == std::set<std::string>{"orders"});
  CHECK(items[1].title == "Sign-on once");
  CHECK(items[1].tags == std::set<std::string>{"sso"});
  CHECK(items[2].title == "Third");
  CHECK(items[3].title == "Tenth");
  CHECK(items[3].line == 10);
}

TEST_CASE("roadmap: what is ticked off is done, an open box is not") {
  CHECK(titles("- [x] done\n  - [ ] a detail of it\n- [X] too\n- [ ] open #a\n- [a] kept\n") ==
        Titles{"open", "a kept"});
}

TEST_CASE("roadmap: rows of a table, but for its header") {
  CHECK(titles("| What | When |\n|------|:----:|\n| **Bulk** export | Q1 #orders |\n| Sign-on | |\n"
               "\ntext | that is not a row\n") == Titles{"Bulk export · Q1", "Sign-on"});
  CHECK(titles("What | When\n--- | ---\nExport | Q1\n") == Titles{"Export · Q1"});
}

TEST_CASE("roadmap: headings with nothing but text beneath them, where nothing lists items") {
  CHECK(titles("# Plan\n\nWhy.\n\n## Export\n\nAs CSV.\n\n## Later\n### Sign-on\n### Fast\n") ==
        Titles{"Export", "Sign-on", "Fast"});
  CHECK(titles("Plan\n====\n\nExport\n------\n\ntext\n") == Titles{"Export"});
}

TEST_CASE("roadmap: an empty section is not an item beside lists; one with text is") {
  CHECK(titles("## Now\n- Export\n## Later\n## Never ##\nsaid no\n") == Titles{"Export", "Never"});
}

TEST_CASE("roadmap: the tags of a section hold for all beneath it, and no further") {
  const auto items = parse_roadmap(
      "## Orders #orders\n- Export\n### Deep +deep\n- Deeper #own\n## Other\n- Alone\n");
  REQUIRE(items.size() == 3);
  CHECK(items[0].tags == std::set<std::string>{"orders"});
  CHECK(items[1].tags == std::set<std::string>{"deep", "orders", "own"});
  CHECK(items[2].tags.empty());
}

TEST_CASE("roadmap: code, comments, settings and rules are passed over") {
  CHECK(titles("---\ntags:\n - a\n---\n```\n- code\n```\n<!-- - hidden\n- too --> \n- seen\n"
               "<!-- one --> \n***\n- - -\n~~~sh\n- code\n") == Titles{"seen"});
  CHECK(titles("") == Titles{});
  CHECK(titles("```\n- never closed\n") == Titles{});
}

TEST_CASE("roadmap: line ends of any kind, marks and links are taken off a title") {
  CHECK(titles("- **Export** `csv` of [orders](https://x.test/#orders) #a #b\r\n- #42 alone\r\n") ==
        Titles{"Export csv of orders", "#42 alone"});
}

TEST_CASE(
    "roadmap: a list after a paragraph ends it, a paragraph after a blank line ends the list") {
  const auto items = parse_roadmap("- one\n\n  still one\n\nnot one #x\n- two\nlazy two\n");
  REQUIRE(items.size() == 2);
  CHECK(items[0].text == "one\nstill one");
  CHECK(items[0].tags.empty());
  CHECK(items[1].text == "two\nlazy two");
}

TEST_CASE("roadmap: what nobody would write is read in time, or refused") {
  std::string tags, links, items;
  for (int i = 0; i < 200'000; ++i) tags += " #t" + std::to_string(i);
  CHECK(parse_roadmap("- all" + tags).at(0).tags.size() == 200'000);
  for (int i = 0; i < 300'000; ++i) links += "[a](b ";
  CHECK(titles("- " + links).at(0).starts_with("a(b a(b"));
  for (int i = 0; i < 6; ++i) items += "- x\n";
  try {
    parse_roadmap("## Now" + tags + "\n" + items);
    FAIL("read");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
  }
}

TEST_CASE("serves: by tag, or by the words of the theme whole") {
  const auto serves = [](const char* line, std::string_view theme) {
    return Serving(parse_roadmap(line).at(0))(theme);
  };
  CHECK(serves("- Export #orders", "orders"));
  CHECK(serves("- Export all ORDERS, quickly", "orders"));
  CHECK(serves("- Commándes", "commandes"));
  CHECK(serves("- Single sign-on for all", "single-sign-on"));
  CHECK_FALSE(serves("- Reorders and ordering", "order"));
  CHECK_FALSE(serves("- Sign here, single on", "single-sign-on"));
  CHECK_FALSE(serves("- Export", "orders"));
}

}  // namespace rapport
