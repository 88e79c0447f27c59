#include <doctest/doctest.h>

#include "documents.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

std::string text_of(std::vector<Block> blocks, Style style = {}) {
  style.today = day(2026, 11, 18);
  Document document;
  document.blocks = std::move(blocks);
  return rendered("text", document, style);
}

Style narrow(std::size_t width) {
  Style style;
  style.width = width;
  return style;
}

Style ascii(std::size_t width = 80) {
  Style style = narrow(width);
  style.unicode = false;
  return style;
}

Style coloured() {
  Style style;
  style.colour = true;
  return style;
}

Block one_column(std::vector<Value> values) {
  Table table{"t", "", {{"v", "Value"}, {"end", "End"}}, {}, "", Audience::everyone};
  for (Value& value : values) table.rows.push_back({{std::move(value)}, {std::string("|")}});
  return table;
}

}  // namespace

TEST_CASE("blank lines part what does not belong together") {
  CHECK(text_of({Heading{"One", 1}, Text{"verdict", {}}, Text{"second", {}}, Heading{"Two", 2},
                 Text{"below", {}}}) == "One\nverdict\nsecond\n\nTwo\nbelow\n");
  CHECK(text_of({Text{"a", {}}, Text{"", {}}, Text{"b", {}}}) == "a\n\nb\n");
  CHECK(text_of({Text{"a\n\n\nb\n", {}}, Text{"c", {}}}) == "a\n\nb\nc\n");
}

TEST_CASE("blocks without anything for people leave no trace") {
  const KeyValues hidden{{{"k", "K", {std::int64_t{1}}, Audience::programs}}};
  const Table none{"t", "Title", {{"a", "A"}}, {}, "", Audience::everyone};
  CHECK(text_of({Heading{"One", 1}, hidden, none, Text{"verdict", {}}}) == "One\nverdict\n");
  CHECK(text_of({Text{"a", {}}, none, hidden, Bars{}}) == "a\n");
}

TEST_CASE("prose wraps, and is not stretched over a wide terminal") {
  std::string words;
  for (int i = 0; i < 60; ++i) words += "word ";
  CHECK(lines_of(text_of({Text{words, {}}}, narrow(20))).size() == 15);
  CHECK(lines_of(text_of({Text{words, {}}}, narrow(1'000'000'000))).front().size() == 99);
  CHECK(text_of({Text{words, {}}}, narrow(0)) == text_of({Text{words, {}}}, narrow(20)));
}

TEST_CASE("facts stand in line, and nothing is a dash") {
  const KeyValues facts{{{"a", "Streak", {std::int64_t{4}}},
                         {"b", "On site", {Percent{50}}},
                         {"c", "Note", {std::string("x\ny")}},
                         {"d", "Region", {}}}};
  CHECK(text_of({facts}) == "Streak   4\nOn site  50%\nNote     x\n         y\nRegion   –\n");
  CHECK(lines_of(text_of({facts}, ascii())).back() == "Region   -");
}

TEST_CASE("numbers stand to the right, words to the left") {
  CHECK(text_of({one_column({std::int64_t{8}, std::int64_t{412}, {}})}) ==
        "Value  End\n    8  |\n  412  |\n       |\n");
  CHECK(text_of({one_column({std::string("a"), std::int64_t{4}})}) ==
        "Value  End\na      |\n4      |\n");
  CHECK(text_of({one_column({std::string("日本"), std::string("e\u0301")})}) ==
        "Value  End\n日本   |\ne\u0301      |\n");
}

TEST_CASE("days stand in line") {
  CHECK(text_of({one_column({day(2026, 11, 3), day(2026, 11, 16)})}) ==
        "Value       End\nTue  3 Nov  |\nMon 16 Nov  |\n");
}

TEST_CASE("the widest column gives way first") {
  const Table table{"t",
                    "",
                    {{"id", "#"}, {"who", "Who"}, {"note", "Note"}},
                    {{{std::int64_t{1}},
                      {std::string("Acme Robotics")},
                      {std::string("they re-key every order by hand")}}},
                    "",
                    Audience::everyone};
  CHECK(text_of({table}, narrow(50)) ==
        "#  Who            Note\n1  Acme Robotics  they re-key every order by hand\n");
  CHECK(text_of({table}, narrow(36)) ==
        "#  Who            Note\n1  Acme Robotics  they re-key every\n"
        "                  order by hand\n");
  // Too narrow even for the longest words: each row becomes a list.
  CHECK(text_of({table}, narrow(20)) ==
        "#     1\nWho   Acme Robotics\nNote  they re-key\n      every order by\n"
        "      hand\n");
}

TEST_CASE("a dense table fits, however wide one of its columns is") {
  const std::string names = "Acme, Initech, Hooli, Globex, Soylent, Umbrella, Wayne, Stark, Tyrell";
  Table table{"t", "", {{"who", "Who"}, {"more", "Remarks"}, {"pm", "PM"}},
              {},  "", Audience::everyone};
  table.is_dense = true;
  table.rows.push_back({{names}, {std::string("planned, not held")}, {std::string("Priya")}});
  for (const std::size_t width : {30U, 40U, 60U, 80U}) {
    const auto lines = lines_of(text_of({table}, narrow(width)));
    CHECK(lines.size() == 2);
    for (const std::string& line : lines) CHECK(display_width(line) <= width);
  }
}

TEST_CASE("one endless cell does not hide the others") {
  const std::string output = text_of({one_column({std::string(5000, 'w'), std::string("next")})});
  CHECK(lines_of(output).size() == 14);
  CHECK(output.find("w…\n") != output.npos);
  CHECK(output.find("next") != output.npos);
}

TEST_CASE("an empty table says so under its title") {
  const Table table{"t", "Promises", {{"a", "A"}}, {}, "No promises.", Audience::everyone};
  CHECK(text_of({table}) == "Promises\nNo promises.\n");
}

TEST_CASE("bars") {
  const Bars bars{{{"weekly", 90, 180, "half", Tone::warn},
                   {"visits", 21, 15, "met", Tone::good},
                   {"off", 0, 0, "paused", Tone::quiet}}};
  CHECK(text_of({bars}, ascii(32)) ==
        "weekly  ######------   half\nvisits  ############+  met\n"
        "off                    paused\n");
  CHECK(text_of({Bars{{{"", 1, 16, "", {}}}}}, narrow(32)) == "▊░░░░░░░░░░░\n");
}

TEST_CASE("a bar shows any beginning, and is full only at the end") {
  const auto bar = [](double done) {
    return text_of({Bars{{{"", done, 1000, "", {}}}}}, ascii(32));
  };
  CHECK(bar(0) == "------------\n");
  CHECK(bar(1) == "#-----------\n");
  CHECK(bar(999) == "###########-\n");
  CHECK(bar(1000) == "############\n");
}

TEST_CASE("a strip keeps each mark under its block") {
  Strip strip{"Priya", {}, "M met"};
  for (int i = 0; i < 52; ++i) strip.marks.push_back({'M', i % 9, Tone::good, ""});
  const auto wide = lines_of(text_of({strip}));
  REQUIRE(wide.size() == 3);
  CHECK(wide[0].starts_with("Priya   ▁▂▃▄▅▆▇█ ▁"));
  CHECK(wide[1] == "       " + std::string(52, 'M'));
  CHECK(wide[2] == "       M met");
  const auto folded = lines_of(text_of({strip}, ascii(40)));
  REQUIRE(folded.size() == 3);
  CHECK(folded[0] == "Priya  " + std::string(26, 'M'));
  CHECK(folded[1] == "       " + std::string(26, 'M'));
}

TEST_CASE("neighbouring strips share their legend and the width of their labels") {
  const Strip a{"Priya", {{'M', 0, {}, ""}}, "M met"};
  const Strip b{"Jo", {{'x', 0, {}, ""}}, "M met"};
  CHECK(text_of({a, b}) == "Priya  M\nJo     x\n       M met\n");
}

TEST_CASE("tones become colours only where asked, and verdicts are bold") {
  CHECK(text_of({Text{"behind", Tone::warn}}) == "behind\n");
  CHECK(text_of({Text{"behind", Tone::warn}}, coloured()) == "\x1b[1;33mbehind\x1b[0m\n");
  CHECK(text_of({Text{"aside", Tone::quiet}}, coloured()) == "\x1b[2maside\x1b[0m\n");
  CHECK(text_of({Heading{"Priya", 1}}, coloured()) == "\x1b[1mPriya\x1b[0m\n");
  CHECK(text_of({Text{"plain", Tone::plain}}, coloured()) == "plain\n");
}

TEST_CASE("control characters are visible, verbatim text is left alone") {
  CHECK(text_of({Text{"a\x1b[2Jb\u202e", {}}}) == "a\\x1b[2Jb\\u202e\n");
  CHECK(text_of({Verbatim{"k", "\ta\n\n\nb"}}) == "\ta\n\n\nb\n");
}

}  // namespace rapport
