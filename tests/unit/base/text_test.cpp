#include "rapport/base/text.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace rapport;

namespace {

struct Pair {
  const char* text;
  const char* expected;
};

std::string utf8(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 63))};
  if (c < 0x10000) return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 63)), byte(0x80 | (c & 63))};
  return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 63)), byte(0x80 | (c >> 6 & 63)),
          byte(0x80 | (c & 63))};
}

bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

/// Any characters, those that surprise more often than others.
std::string random_text(std::mt19937& random) {
  constexpr std::u32string_view special =
      U"aZ0 "
      U"\t\n\u001b\u007f\u0085\u00ad\u0301\u0308\u200b\u200c\u200d\u200e\u202e\u2028\u2066\ufe0f"
      U"\ufeff\u3099かｶßøŁİ日가हि\U0001F469\U0001F1E9\U0001F3FD\U000E0041\U000E0100…";
  std::string text;
  for (auto left = random() % 12; left > 0; --left) {
    const auto choice = random() % 10;
    if (choice == 0)
      text += static_cast<char>(random() % 256);
    else if (choice < 3) {
      const auto c = static_cast<char32_t>(random() % 0x110000);
      if (!is_surrogate(c)) text += utf8(c);
    } else
      text += utf8(special[random() % special.size()]);
  }
  return text;
}

}  // namespace

TEST_CASE("text is well-formed UTF-8 without NUL") {
  CHECK(is_valid_text(""));
  CHECK(is_valid_text("Müller & Söhne 日本 🚀"));
  CHECK_FALSE(is_valid_text(std::string_view("a\0b", 3)));
  CHECK_FALSE(is_valid_text("\xff"));
  CHECK_FALSE(is_valid_text("M\xfcller"));         // Latin-1
  CHECK_FALSE(is_valid_text("\xc0\x80"));          // overlong
  CHECK_FALSE(is_valid_text("\xed\xa0\x80"));      // surrogate
  CHECK_FALSE(is_valid_text("\xf4\x90\x80\x80"));  // past the last code point
  CHECK_FALSE(is_valid_text("\xe6\x97"));          // cut
}

TEST_CASE("names are compared without case, accents and compatibility forms") {
  for (const auto& row : {
           Pair{"", ""},
           Pair{"Müller  & SÖHNE", "muller & sohne"},
           Pair{"  Acme\t\r\nRobotics ", "acme robotics"},
           Pair{"Việt Điện", "viet dien"},
           Pair{"Straße", "strasse"},
           Pair{"STRASSE", "strasse"},
           Pair{"Łódź Ørsted Đuro Æsir Œuvre Þór", "lodz orsted duro aesir oeuvre thor"},
           Pair{"İSTANBUL", "istanbul"},
           Pair{"Kadıköy", "kadikoy"},
           Pair{"ＡＣＭＥ　１２", "acme 12"},
           Pair{"ﬁnance", "finance"},
           Pair{"O’Brien–Smith", "o'brien-smith"},
           Pair{"soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"},
           Pair{"no\u00a0break", "no break"},
           Pair{"Ёлка Йод", "елка иод"},
           Pair{"ΌΣΟΣ", "οσοσ"},
           Pair{"日本精密", "日本精密"},
           Pair{"株式会社ソニー", "株式会社ソニー"},
           Pair{"ガギグゲゴ", "ガギグゲゴ"},
           Pair{"ｶﾞｷﾞ", "ガギ"},
           Pair{"한국", "한국"},
           Pair{"हिन्दी", "हिन्दी"},
           Pair{"北京 🚀", "北京 🚀"},
           Pair{"bad \xff byte", "bad \ufffd byte"},
       }) {
    CAPTURE(std::string(row.text));
    CHECK(fold(row.text) == row.expected);
  }
}

TEST_CASE("composed and decomposed forms are the same name") {
  CHECK(fold("Mu\u0308ller") == fold("M\u00fcller"));
  CHECK(fold("\u1112\u1161\u11ab") == fold("\ud55c"));
  CHECK(fold("\u304b\u3099") == fold("\u304c"));
  CHECK(compose("Mu\u0308ller") == "M\u00fcller");
  CHECK(compose("\u304b\u3099") == "\u304c");
  CHECK(compose("Müller ﬁ") == "Müller ﬁ");
  CHECK(compose("\xff\u0308") == "\xff\u0308");
  CHECK(compose("") == "");
}

TEST_CASE("folding twice is folding once, for every character") {
  int wrong = 0;
  for (char32_t c = 1; c < 0x32000; ++c) {  // beyond are tags, private use and nothing
    if (is_surrogate(c)) continue;
    const auto once = fold("x" + utf8(c) + "y");
    if (fold(once) != once || fold(compose("x" + utf8(c) + "y")) != once) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("words are runs of letters, digits and marks") {
  using Words = std::vector<std::string_view>;
  CHECK(words_of("") == Words{});
  CHECK(words_of("muller & sohne") == Words{"muller", "sohne"});
  CHECK(words_of("o'brien-smith 2nd.") == Words{"o", "brien", "smith", "2nd"});
  CHECK(words_of("日本精密 (株)") == Words{"日本精密", "株"});
  CHECK(words_of("हिन्दी") == Words{"हिन्दी"});
  CHECK(words_of(" 🚀 ") == Words{});
}

TEST_CASE("width on a terminal") {
  struct Row {
    const char* text;
    std::size_t width;
  };
  for (const auto& row : {
           Row{"", 0},
           Row{"Acme", 4},
           Row{"Müller", 6},
           Row{"Mu\u0308ller", 6},
           Row{"日本", 4},
           Row{"ｱ", 1},
           Row{"Ａ", 2},
           Row{"한국", 4},
           Row{"\u1112\u1161\u11ab", 2},
           Row{"🚀", 2},
           Row{"👩‍👩‍👧", 2},
           Row{"👍🏽", 2},
           Row{"🇩🇪", 2},
           Row{"🇩🇪🇫🇷", 4},
           Row{"❤️", 2},
           Row{"1️⃣", 2},
           Row{"…", 1},
           Row{"█▁░", 3},
           Row{"✓", 1},
           Row{"a\u0301\u0302\u0303b", 2},
           Row{"\U0001FAE9", 2},  // newer than the library
       }) {
    CAPTURE(std::string(row.text));
    CHECK(display_width(row.text) == row.width);
  }
}

TEST_CASE("what would steer a terminal or deceive the eye is made visible") {
  for (const auto& row : {
           Pair{"plain text ~", "plain text ~"},
           Pair{"\x1b[31mred", "\\x1b[31mred"},
           Pair{"tab\tnewline\ndel\x7f", "tab\\x09newline\\x0adel\\x7f"},
           Pair{"\u009b31m \u0085", "\\u009b31m \\u0085"},
           Pair{"a\u202eb\u2066c\u2069\u200e\u061c", "a\\u202eb\\u2066c\\u2069\\u200e\\u061c"},
           Pair{"zero\u200bwidth\ufeff\u2060\u00ad", "zero\\u200bwidth\\ufeff\\u2060\\u00ad"},
           Pair{"note\ufff9\u0600", "note\\ufff9\\u0600"},
           Pair{"line\u2028para\u2029", "line\\u2028para\\u2029"},
           Pair{"tag\U000E0041\U000E007F", "tag\\U000e0041\\U000e007f"},
           Pair{"fill\u3164\u115f", "fill\\u3164\\u115f"},
           Pair{"bad\xff\xc0", "bad\\xff\\xc0"},
           Pair{"M\xfcller", "M\\xfcller"},
           Pair{"\ufdd0\uffff", "\\ufdd0\\uffff"},
           Pair{"\u0301leading", "\\u0301leading"},
           Pair{"\x1b\u0301", "\\x1b\\u0301"},
           Pair{"joined\u200d", "joined\\u200d"},
           Pair{"a\u200db", "a\\u200db"},
           Pair{"\u200d", "\\u200d"},
           Pair{"👩\u200da", "👩\\u200da"},
           Pair{"👩\u200c👧", "👩\\u200c👧"},
           Pair{"a\ufe0f\ufe0f", "a\ufe0f\\ufe0f"},
           Pair{"a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301b",
                "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\\u0301b"},
       }) {
    CAPTURE(std::string(row.expected));
    CHECK(printable(row.text) == row.expected);
  }
  CHECK(printable(std::string_view("a\0b", 3)) == "a\\x00b");
}

TEST_CASE("what people write in any script stays as it is") {
  for (const char* text : {"Müller & Söhne",
                           "Mu\u0308ller",
                           "日本精密",
                           "辻\U000E0100",
                           "한국",
                           "हिन्दी",
                           "क्‍ष",
                           "می‌خواهم",
                           "ශ්‍රී",
                           "ไทย",
                           "👩‍👩‍👧",
                           "👍🏽",
                           "👩🏽‍🚀",
                           "❤️‍🔥",
                           "🇩🇪",
                           "1️⃣",
                           "no\u00a0break",
                           "█▁░ … “quoted” – dash",
                           "שלום",
                           "مرحبا"}) {
    CAPTURE(std::string(text));
    CHECK(printable(text) == text);
  }
}

TEST_CASE("shortening shows that something was cut") {
  CHECK(shorten("Acme Robotics", 20) == "Acme Robotics");
  CHECK(shorten("Acme Robotics", 13) == "Acme Robotics");
  CHECK(shorten("Acme Robotics", 12) == "Acme Roboti…");
  CHECK(shorten("Acme Robotics", 6) == "Acme…");
  CHECK(shorten("Acme Robotics", 8, true) == "Acme...");
  CHECK(shorten("Acme", 1) == "…");
  CHECK(shorten("Acme", 2, true) == "..");
  CHECK(shorten("Acme", 0) == "");
  CHECK(shorten("", 0) == "");
  CHECK(shorten("日本精密", 8) == "日本精密");
  CHECK(shorten("日本精密", 7) == "日本精…");
  CHECK(shorten("日本精密", 6) == "日本…");
  CHECK(shorten("👩‍👩‍👧👩‍👩‍👧", 3) == "👩‍👩‍👧…");
  CHECK(shorten("ae\u0301e\u0301e\u0301", 3) == "ae\u0301…");
}

TEST_CASE("wrapping keeps a command between backquotes on one line where it fits") {
  using Lines = std::vector<std::string>;
  CHECK(wrap("done: `rapport promise keep 3`, then tell", 30) ==
        Lines{"done:", "`rapport promise keep 3`, then", "tell"});
  CHECK(wrap("(`rapport undo`) takes it back", 16) == Lines{"(`rapport undo`)", "takes it back"});
  CHECK(wrap("`rapport log 'Acme' 30m` now", 12) == Lines{"`rapport log", "'Acme' 30m`", "now"});
  CHECK(wrap("one ` alone stays", 9) == Lines{"one `", "alone", "stays"});
}

TEST_CASE("wrapping breaks at blanks, and inside a word only where it must") {
  using Lines = std::vector<std::string>;
  CHECK(wrap("", 10) == Lines{""});
  CHECK(wrap("   ", 10) == Lines{""});
  CHECK(wrap("one two three", 20) == Lines{"one two three"});
  CHECK(wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap("one two three", 8) == Lines{"one two", "three"});
  CHECK(wrap("one two three ", 5) == Lines{"one", "two", "three"});
  CHECK(wrap("  indented text", 10) == Lines{"  indented", "text"});
  CHECK(wrap("a  b", 10) == Lines{"a  b"});
  CHECK(wrap("a          b", 5) == Lines{"a", "b"});
  CHECK(wrap("see abcdefghijk now", 5) == Lines{"see", "abcde", "fghij", "k now"});
  CHECK(wrap("日本精密 日本", 5) == Lines{"日本", "精密", "日本"});
  CHECK(wrap("日本", 1) == Lines{"日", "本"});
  CHECK(wrap("ab", 0) == Lines{"a", "b"});
}

TEST_CASE("trimming and splitting") {
  CHECK(trim(" \t\r\n a b \n") == "a b");
  CHECK(trim("") == "");
  CHECK(trim(" \n ") == "");
  using Parts = std::vector<std::string_view>;
  CHECK(split("a,b,,c", ',') == Parts{"a", "b", "", "c"});
  CHECK(split("", ',') == Parts{""});
  CHECK(split(",", ',') == Parts{"", ""});
}

TEST_CASE("whatever the text, its printable form is harmless and fits") {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    const auto text = random_text(random);
    const auto shown = printable(text);
    CAPTURE(shown);
    REQUIRE(is_valid_text(shown));
    for (const char c : shown) REQUIRE((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
    for (const char* hidden : {"\u0085", "\u009b", "\u00ad", "\u200b", "\u200e", "\u2028", "\u202e",
                               "\u2066", "\ufeff", "\U000E0041"})
      REQUIRE(shown.find(hidden) == std::string::npos);
    REQUIRE(fold(fold(text)) == fold(text));
    const std::size_t width = 2 + random() % 12;
    REQUIRE(display_width(shorten(shown, width)) <= width);
    REQUIRE(display_width(shorten(shown, width, true)) <= width);
    std::string without_blanks, wrapped;
    for (const auto& line : wrap(shown, width)) {
      REQUIRE(display_width(line) <= width);
      wrapped += line;
    }
    for (std::string* each : {&wrapped, &without_blanks}) {
      if (each == &without_blanks) *each = shown;
      std::erase(*each, ' ');
    }
    REQUIRE(wrapped == without_blanks);
  }
}

TEST_CASE("clean: no blanks and unseen signs at the ends, no unseen signs inside") {
  for (const Pair& row : std::initializer_list<Pair>{{"  Zeta ", "Zeta"},
                                                     {"\ufeffTheta\u200b", "Theta"},
                                                     {"\u00a0 Ac\u200bme\u3000", "Acme"},
                                                     {"two  words\n", "two  words"},
                                                     {"\u200d👩\u200d💻\u200c", "👩\u200d💻"},
                                                     {" \u200b\ufeff ", ""},
                                                     {"", ""},
                                                     {"\xff x \xff", "\xff x \xff"},
                                                     {"so\u00adft", "soft"}})
    CHECK(clean(row.text) == row.expected);
}
