#include "command/about/topics.hpp"

#include <doctest/doctest.h>

namespace rapport {

TEST_CASE("a topic is read from its headings, paragraphs, rows and lines to copy") {
  const auto parts = parse_topic(
      "# other\nno\n\n# mine\nOne\nparagraph.\n\nAnother.\n\n## Rows\n* -3d | Three\n  days ago.\n"
      "    copy  me\n    and me\n# third\nno\n",
      "mine");
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].title.empty());
  CHECK(parts[0].paragraphs == std::vector<std::string>{"One paragraph.", "Another."});
  CHECK(parts[1].title == "Rows");
  REQUIRE(parts[1].rows.size() == 1);
  CHECK(parts[1].rows[0].name == "-3d");
  CHECK(parts[1].rows[0].says == "Three days ago.");
  CHECK(parts[1].code == "copy  me\nand me");
}

TEST_CASE("every topic has something to say") {
  for (const Topic& topic : topics()) CHECK_MESSAGE(!parts_of(topic, {}).empty(), topic.name);
}

}  // namespace rapport
