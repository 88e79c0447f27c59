#include "rapport/domain/search_words.hpp"

#include <doctest/doctest.h>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

using Words = std::vector<std::string>;

/// The text with what is found between brackets.
std::string marked(const std::string& text, const Words& typed) {
  std::string out;
  std::size_t at = 0;
  for (const TextRange& mark : marks_in(text, parse_search(typed))) {
    out += text.substr(at, mark.from - at) + "[" + text.substr(mark.from, mark.until - mark.from) +
           "]";
    at = mark.until;
  }
  return out + text.substr(at);
}

}  // namespace

TEST_CASE("search_words: case, accents and signs do not matter, ideographs stand alone") {
  CHECK(search_words("Müller & SÖHNE: re-key_it") == Words{"muller", "sohne", "re", "key", "it"});
  CHECK(search_words("日本株 ABC社") == Words{"日", "本", "株", "abc", "社"});
  CHECK(search_words("“%_\\ ” 👍") == Words{});
}

TEST_CASE("search_words: what was typed becomes phrases, never signs") {
  const SearchPhrases found = parse_search({"c++", "o'brien", "re-key every", "NEAR("});
  CHECK(found.phrases ==
        std::vector<Words>{{"c"}, {"o", "brien"}, {"re", "key", "every"}, {"near"}});
  CHECK(found.open);
  CHECK_FALSE(parse_search({"c"}).open);
  CHECK(parse_search({"%", "_"}).literal == "% _");
  CHECK(parse_search({"👍"}).literal == fold("👍"));
  CHECK(parse_search({" "}).empty());
  CHECK(parse_search({}).empty());
}

TEST_CASE("search_words: marks stand around what was found, in the text as it was entered") {
  CHECK(marked("They RE-KEY every order", {"re-key", "ord"}) == "They [RE-KEY] every [order]");
  CHECK(marked("order orders reorder", {"order"}) == "[order] [orders] reorder");
  CHECK(marked("order orders", {"order", "x"}) == "[order] orders");
  CHECK(marked("Café Müller", {"cafe", "muller"}) == "[Café] [Müller]");
  CHECK(marked("東京の日本株式会社", {"日本"}) == "東京の[日本]株式会社");
  CHECK(marked("key re key", {"re key"}) == "key [re key]");
  CHECK(marked("nothing here", {"export"}) == "nothing here");
}

TEST_CASE("search_words: an excerpt is one line around the first mark, cut at blanks") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "wörter\n";
  text += "needle ";
  for (int i = 0; i < 40; ++i) text += "日本";
  for (std::size_t width = 10; width < 80; ++width) {
    CAPTURE(width);
    const Excerpt excerpt = excerpt_of(text, parse_search({"needle"}), width);
    CHECK(is_valid_text(excerpt.text));
    CHECK(excerpt.text.find('\n') == std::string::npos);
    CHECK(excerpt.text.size() < width + 24);
    REQUIRE(excerpt.marks.size() == 1);
    const auto [from, until] = excerpt.marks[0];
    CHECK(excerpt.text.substr(from, until - from) == "needle");
  }
  CHECK(excerpt_of("short", parse_search({"x"}), 80).text == "short");
  CHECK(excerpt_of("", parse_search({"x"}), 80).text.empty());
}

}  // namespace rapport
