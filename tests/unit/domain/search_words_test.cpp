#include "rapport/domain/search_words.hpp"

#include <doctest/doctest.h>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

using Words = std::vector<std::string>;

/// The text with what is found between brackets.
std::string marked(const std::string& text, const Words& typed, WordEnd end = WordEnd::open) {
  std::string out;
  std::size_t at = 0;
  for (const TextRange& mark : highlights_in(text, parse_search(typed, end))) {
    out += text.substr(at, mark.from - at) + "[" + text.substr(mark.from, mark.until - mark.from) +
           "]";
    at = mark.until;
  }
  return out + text.substr(at);
}

std::vector<Words> words_of(const SearchTerms& terms) {
  std::vector<Words> all;
  for (const SearchPhrase& phrase : terms.phrases) all.push_back(phrase.words);
  return all;
}

bool is_open(const Words& typed, std::size_t phrase = 0) {
  return parse_search(typed).phrases.at(phrase).open;
}

}  // namespace

TEST_CASE("search_words: case, accents and signs do not matter, ideographs stand alone") {
  CHECK(search_words("Müller & SÖHNE: re-key_it") == Words{"muller", "sohne", "re", "key", "it"});
  CHECK(search_words("日本株 ABC社") == Words{"日", "本", "株", "abc", "社"});
  CHECK(search_words("한국어") == Words{"한", "국", "어"});
  CHECK(search_words("a👍b ❤️ 👩‍👧") == Words{"a", "👍", "b", "❤", "👩", "👧"});
  CHECK(search_words("“%_\\ ” ()") == Words{});
  CHECK(search_words("e\xcc\x81t\xc3\xa9") == Words{"ete"});
}

TEST_CASE("search_words: of a very long word the beginning counts") {
  CHECK(search_words(std::string(100, 'x')) == Words{std::string(64, 'x')});
  std::string letters;
  for (int i = 0; i < 50; ++i) letters += "я";
  CHECK(search_words("a" + letters) == Words{"a" + letters.substr(0, 62)});
  CHECK(marked(std::string(100, 'x'), {std::string(90, 'x')}) == "[" + std::string(100, 'x') + "]");
}

TEST_CASE("search_words: what was typed becomes phrases, never signs") {
  const SearchTerms found = parse_search({"c++", "o'brien", "re-key every", "NEAR("});
  CHECK(words_of(found) ==
        std::vector<Words>{{"c"}, {"o", "brien"}, {"re", "key", "every"}, {"near"}});
  CHECK(parse_search({"%", "_"}).literal == "% _");
  CHECK(parse_search({"%", "x"}).literal.empty());
  CHECK(words_of(parse_search({"a", "A", "á"})) == std::vector<Words>{{"a"}});
  CHECK(parse_search({" "}).empty());
  CHECK(parse_search({}).empty());
  CHECK(parse_search({"x"}, WordEnd::closed).phrases[0].open == false);
}

TEST_CASE("search_words: a word may go on from three letters, the last one from two") {
  CHECK(is_open({"exp"}));
  CHECK(is_open({"exp", "x"}));
  CHECK(is_open({"ex"}));
  CHECK_FALSE(is_open({"ex", "x"}));
  CHECK_FALSE(is_open({"x"}));
  CHECK_FALSE(is_open({"日"}));
  CHECK(is_open({"re-k"}));
}

TEST_CASE("search_words: of more words than are looked for, the first count") {
  Words typed;
  for (int i = 0; i < 40; ++i) typed.push_back("w" + std::to_string(i));
  const SearchTerms each = parse_search(typed);
  CHECK(each.phrases.size() == 32);
  CHECK(each.is_cut);
  std::string all;
  for (const std::string& word : typed) all += word + " ";
  const SearchTerms phrase = parse_search({all, "more"});
  REQUIRE(phrase.phrases.size() == 1);
  CHECK(phrase.phrases[0].words.size() == 32);
  CHECK(phrase.is_cut);
  CHECK_FALSE(parse_search({"one", "two"}).is_cut);
}

TEST_CASE("search_words: marks stand around what was found, in the text as it was entered") {
  CHECK(marked("They RE-KEY every order", {"re-key", "ord"}) == "They [RE-KEY] every [order]");
  CHECK(marked("order orders reorder", {"order"}) == "[order] [orders] reorder");
  CHECK(marked("order orders", {"order"}, WordEnd::closed) == "[order] orders");
  CHECK(marked("exports fail", {"export", "fail"}) == "[exports] [fail]");
  CHECK(marked("Café Müller", {"cafe", "muller"}) == "[Café] [Müller]");
  CHECK(marked("東京の日本株式会社", {"日本"}) == "東京の[日本]株式会社");
  CHECK(marked("key re key", {"re key"}) == "key [re key]");
  CHECK(marked("nothing here", {"export"}) == "nothing here");
  CHECK(marked("50 % of % it", {"%"}) == "50 [%] of [%] it");
  CHECK(marked("fine 👍🏽!", {"👍"}) == "fine [👍]🏽!");
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
    REQUIRE(excerpt.highlights.size() == 1);
    const auto [from, until] = excerpt.highlights[0];
    CHECK(excerpt.text.substr(from, until - from) == "needle");
  }
  CHECK(excerpt_of("short", parse_search({"x"}), 80).text == "short");
  CHECK(excerpt_of("", parse_search({"x"}), 80).text.empty());
}

}  // namespace rapport
