#include "rapport/domain/log_line.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "rapport/base/suggest.hpp"
#include "typed.hpp"

using namespace rapport;

namespace {

// A Saturday.
const Moment now = typed::moment("2026-11-21T15:00");

LogLine read(std::string_view line, Leaning leaning = Leaning::past) {
  return parse_log_line(typed::words(line), now, leaning);
}

/// "60 2026-11-20T14:30 visit demo : learned", each part only where it was said.
std::string shown(const LogLine& line) {
  std::vector<std::string> parts;
  if (line.length) parts.push_back(std::to_string(line.length->count()));
  if (line.when) parts.push_back(to_string(*line.when));
  if (line.kind) parts.emplace_back(name_of(*line.kind));
  if (line.purpose) parts.emplace_back(name_of(*line.purpose));
  if (line.learned) parts.push_back(": " + *line.learned);
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : " ") + part;
  return text;
}

struct Row {
  const char* line;
  const char* meaning;
};

}  // namespace

TEST_CASE("length, time, kind and purpose come in any order") {
  const char* const meaning = "60 2026-11-16T14:00 visit demo";
  CHECK(shown(read("1h 2026-11-16 14:00 visit demo")) == meaning);
  std::vector<std::string> parts{"1h", "2026-11-16 14:00", "demo", "visit"};
  std::sort(parts.begin(), parts.end());
  do {
    std::string line;
    for (const auto& part : parts) line += (line.empty() ? "" : " ") + part;
    CAPTURE(std::string(line));
    CHECK(shown(read(line)) == meaning);
  } while (std::next_permutation(parts.begin(), parts.end()));
}

TEST_CASE("log lines that people type") {
  for (const auto& row : {
           Row{"", ""},
           Row{"1h yest: exports fail silently", "60 2026-11-20 : exports fail silently"},
           Row{"45m today 15:00 video: nobody trusts the forecast +forecast",
               "45 2026-11-21T15:00 video : nobody trusts the forecast +forecast"},
           Row{"30m today 11:30 call", "30 2026-11-21T11:30 call"},
           Row{"1h30 today 14:00 visit", "90 2026-11-21T14:00 visit"},
           Row{"45m -4d 10:00 call", "45 2026-11-17T10:00 call"},
           Row{"1h 14:30 video", "60 2026-11-21T14:30 video"},
           Row{"mon 1h 14:00", "60 2026-11-16T14:00"},
           Row{"14:00 1h mon", "60 2026-11-16T14:00"},
           Row{"14:00-15:10", "70 2026-11-21T14:00"},
           Row{"yest 14:00-15:10", "70 2026-11-20T14:00"},
           Row{"14:00-15:10 yest", "70 2026-11-20T14:00"},
           Row{"14:00-15:10 visit yest", "70 2026-11-20T14:00 visit"},
           Row{"14:00–15:10", "70 2026-11-21T14:00"},
           Row{"23:00-24:00", "60 2026-11-21T23:00"},
           Row{"2pm-3:15pm", "75 2026-11-21T14:00"},
           Row{"90", "90"},
           Row{"90 yest", "90 2026-11-20"},
           Row{"3 mar 90", "90 2026-03-03"},
           Row{"3 mar 30", "30 2026-03-03"},
           Row{"90 3 mar", "90 2026-03-03"},
           Row{"3 mar 2026 90", "90 2026-03-03"},
           Row{"mar 3 30", "30 2026-03-03"},
           Row{"45 mar 3", "45 2026-03-03"},
           Row{"2 weeks ago 30", "30 2026-11-07"},
           Row{"30 2 weeks ago", "30 2026-11-07"},
           Row{"1h 30m", "90"},
           Row{"1h 45m visit", "105 visit"},
           Row{"1h 30m ago", "60 2026-11-21T14:30"},
           Row{"1 hour 30 minutes yest", "90 2026-11-20"},
           Row{"2 hours", "120"},
           Row{"two hours lunch meeting", "120 visit"},
           Row{"1h ms teams @9:30", "60 2026-11-21T09:30 video"},
           Row{"1h yesterday afternoon", "60 2026-11-20"},
           Row{"1h this morning conference call", "60 2026-11-21 call"},
           Row{"1h 16.11.", "60 2026-11-16"},
           Row{"2 hours ago 45m", "45 2026-11-21T13:00"},
           Row{"25 hours ago 45m", "45 2026-11-20T14:00"},
           Row{"1h 3 mar", "60 2026-03-03"},
           Row{"3 dec 1h", "60 2025-12-03"},
           Row{"last tue 1h", "60 2026-11-17"},
           Row{"0m email", "0 email"},
           Row{"email", "email"},
           Row{"VISIT 1H Yest Check-In", "60 2026-11-20 visit check-in"},
           Row{"board training", "board training"},
           Row{"1h : two   blanks", "60 : two   blanks"},
           Row{"1h: #orders +erp : and: colons", "60 : #orders +erp : and: colons"},
           Row{"1h pain: they re-key orders", "60 : pain: they re-key orders"},
           Row{"1h : pain: they re-key orders", "60 : pain: they re-key orders"},
           Row{"pain: they re-key orders", ": pain: they re-key orders"},
           Row{"14:00: noted", "2026-11-21T14:00 : noted"},
           Row{": 1h visit", ": 1h visit"},
       }) {
    CAPTURE(std::string(row.line));
    CHECK(shown(read(row.line)) == row.meaning);
  }
}

TEST_CASE("a quoted argument may hold several words") {
  const std::vector<std::string> words{"2026-11-16 14:00", "1h visit", "demo:", "a  b", "c"};
  CHECK(shown(parse_log_line(words, now, Leaning::past)) ==
        "60 2026-11-16T14:00 visit demo : a  b c");
}

TEST_CASE("plans lean ahead") {
  CHECK(shown(read("3 dec 10:00 1h", Leaning::future)) == "60 2026-12-03T10:00");
  CHECK(shown(read("3 mar", Leaning::future)) == "2027-03-03");
  CHECK(shown(read("10:00 1h sat", Leaning::future)) == "60 2026-11-28T10:00");
  CHECK(shown(read("sat 16:00", Leaning::future)) == "2026-11-21T16:00");
  CHECK(shown(read("in 2 weeks 10:00", Leaning::future)) == "2026-12-05T10:00");
}

TEST_CASE("what a log line cannot mean is refused at the word") {
  struct Refused {
    const char* line;
    const char* message;
    const char* hint;
  };
  for (const auto& row : {
           Refused{"45m 1h", "two lengths: '45m' and '1h'", "keep one of them"},
           Refused{"1h 90m", "two lengths: '1h' and '90m'", "keep one of them"},
           Refused{"1h 30", "two lengths: '1h' and '30'", "keep one of them"},
           Refused{"1h 14:00-15:00", "two lengths: '1h' and '14:00-15:00'", "keep one of them"},
           Refused{"yest today", "two days: 'yest' and 'today'", "keep one of them"},
           Refused{"3 mar 1h last tue", "two days: '3 mar' and 'last tue'", "keep one of them"},
           Refused{"14:00 1h 15:00", "two times of day: '14:00' and '15:00'", "keep one of them"},
           Refused{"2026-11-16T14:00 15:00", "two times of day: '2026-11-16T14:00' and '15:00'",
                   "keep one of them"},
           Refused{"visit Call", "two kinds: 'visit' and 'Call'", "keep one of them"},
           Refused{"demo sales", "two purposes: 'demo' and 'sales'", "keep one of them"},
           Refused{"1h vsit", "I don't understand 'vsit' here", "did you mean 'visit'?"},
           Refused{"1h Discovry", "I don't understand 'Discovry' here",
                   "did you mean 'discovery'?"},
           Refused{"1h yesteday", "I don't understand 'yesteday' here",
                   "did you mean 'yesterday'?"},
           Refused{"1h wendesday", "I don't understand 'wendesday' here",
                   "did you mean 'wednesday'?"},
           Refused{"1h checkin", "I don't understand 'checkin' here", "did you mean 'check-in'?"},
           Refused{"1h pain exports fail", "I don't understand 'pain' here",
                   "put a colon after it: 'pain: …'"},
           Refused{"1h xyzzy", "I don't understand 'xyzzy' here", nullptr},
           Refused{"1430", "'1430' may be minutes or a time of day", "write 14:30 or 1430m"},
           Refused{"1h 0930", "'0930' may be minutes or a time of day", "write 09:30 or 930m"},
           Refused{"25h", "the length '25h' is more than 24 hours", nullptr},
           Refused{"1441", "'1441' may be minutes or a time of day", "write 14:41"},
           Refused{"1475", "the length '1475' is more than 24 hours", nullptr},
           Refused{"-45m", "the length '-45m' is less than nothing", nullptr},
           Refused{"1h90m", "cannot read the length '1h90m': more than 59 minutes after the hours",
                   nullptr},
           Refused{"1h 10/11/2026", "cannot read the date '10/11/2026': day or month first?",
                   "write 2026-11-10 or 2026-10-11"},
           Refused{"1h 30 feb", "cannot read the date '30 feb': there is no such day", nullptr},
           Refused{"1h 25:10", "cannot read the time of day '25:10'", nullptr},
           Refused{"15:00-14:00",
                   "cannot read the time of day '15:00-14:00': it ends before it begins", nullptr},
           Refused{"14:00-14:00",
                   "cannot read the time of day '14:00-14:00': it ends before it begins", nullptr},
           Refused{"14:00-25:00", "cannot read the time of day '14:00-25:00'", nullptr},
           Refused{"30 mar 3", "cannot read the date '30 mar 3': which number is the day?",
                   "write minutes as 30m or 3m"},
           Refused{"2 weeks", "cannot read the date '2 weeks': before or after today?", nullptr},
       }) {
    CAPTURE(std::string(row.line));
    const auto error = typed::error([&] { read(row.line); });
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) == row.message);
    CHECK_FALSE(error.hint().empty());
    if (row.hint != nullptr) CHECK(error.hint() == row.hint);
  }
  CHECK_THROWS_AS(parse_log_line(std::vector<std::string>{"1h", ""}, now, Leaning::past), Error);
  CHECK_THROWS_AS(parse_log_line(std::vector<std::string>{" "}, now, Leaning::past), Error);
}

TEST_CASE("the first word that is or ends in a colon opens what was learned") {
  CHECK(find_colon(typed::words("1h yest: a b: c")) == 1u);
  CHECK(find_colon(typed::words("1h : a")) == 1u);
  CHECK(find_colon(typed::words(": a")) == 0u);
  CHECK_FALSE(find_colon(typed::words("1h 14:30 a:b")));
  CHECK_FALSE(find_colon({}));
}

TEST_CASE("any words are read to the end or refused, never dropped") {
  std::mt19937 random(20261121);
  const std::vector<std::string> known{
      "1h",    "30",    "mar",        "3",          "2",           "weeks", "ago",
      "yest",  "14:30", "last",       "tue",        "in",          "a",     "-3d",
      "visit", "demo",  "2026-11-16", "2026-W47-2", "m",           "h",     "pm",
      "1.5h",  "10/11", "31",         "feb",        "14:00-15:10", "hours", ":",
      "next",  "2026",  "-",          "+",          "day",         "24:",   "99999999999999999999"};
  const auto below = [&](std::size_t limit) { return random() % limit; };
  const auto word = [&] {
    if (below(3) != 0) return known[below(known.size())];
    std::string text;
    for (std::size_t left = 1 + below(8); left > 0; --left)
      text += static_cast<char>('!' + below('~' - '!' + 1));
    return text;
  };
  int understood = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::string> words(1 + below(5));
    for (auto& each : words) each = word();
    const auto leaning = below(2) == 0 ? Leaning::past : Leaning::future;
    std::string typed;
    for (const auto& each : words) typed += each + ' ';
    CAPTURE(typed);
    try {
      const auto line = parse_log_line(words, now, leaning);
      ++understood;
      // Reading the same words with one more that means nothing must fail: none was passed over.
      if (find_colon(words)) continue;
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(below(words.size() + 1)), "xyzzy");
      CHECK_THROWS_AS(parse_log_line(words, now, leaning), Error);
      CHECK((line.length || line.when || line.kind || line.purpose));
      if (line.length) CHECK((line.length->count() >= 0 && line.length->count() <= 1440));
      if (line.when && line.when->minute)
        CHECK((*line.when->minute >= 0 && *line.when->minute < 1440));
    } catch (const Error& error) {
      REQUIRE(error.kind() == ErrorKind::usage);
      REQUIRE_FALSE(error.hint().empty());
    }
  }
  CHECK(understood > 1000);
}
TEST_CASE("a type in front of the colon is one that the loop has") {
  const auto words = typed::words("20 friction: slow list");
  CHECK(parse_log_line(words, now, Leaning::past, Loop::self).learned == "friction: slow list");
  CHECK_THROWS_AS(parse_log_line(words, now, Leaning::past), Error);
}

TEST_CASE("words between the others say nothing, and other words mean the same") {
  for (const auto& row : {
           Row{"on mon for 1h at 14:00", "60 2026-11-16T14:00"},
           Row{"30m now", "30"},
           Row{"30m in person", "30 visit"},
           Row{"half an hour zoom", "30 video"},
           Row{"an hour and a half f2f", "90 visit"},
           Row{"an hour phone", "60 call"},
           Row{"1.5 lunch", "90 visit"},
           Row{"from 14:00 to 15:10", "70 2026-11-21T14:00"},
           Row{"from 2pm until 3pm", "60 2026-11-21T14:00"},
           Row{"1-2pm", "60 2026-11-21T13:00"},
           Row{"11-1pm", "120 2026-11-21T11:00"},
           Row{"30m noon", "30 2026-11-21T12:00"},
           Row{"30m 13h30", "30 2026-11-21T13:30"},
           Row{"30m 13/11/2026", "30 2026-11-13"},
           Row{"30m 11/13/2026", "30 2026-11-13"},
           Row{"30m 13/11", "30 2026-11-13"},
       }) {
    CAPTURE(std::string(row.line));
    CHECK(shown(read(row.line)) == row.meaning);
  }
}

TEST_CASE("who else was there comes after with, up to the next word that the line knows") {
  using Names = std::vector<std::string>;
  CHECK(read("1h with Jane").with == Names{"Jane"});
  CHECK(read("1h with Jane Roe yest visit").with == Names{"Jane Roe"});
  CHECK(read("with Jane Roe and Sam, Kim 1h").with == Names{"Jane Roe", "Sam", "Kim"});
  CHECK(read("with may 1h").with == Names{"may"});
  CHECK(shown(read("with Jane Roe yest 1h visit")) == "60 2026-11-20 visit");
}

TEST_CASE("a colon with nothing after it asks, and a sentence in quotes is none of the words") {
  CHECK(read("1h :").asks_learned);
  CHECK(read("1h visit:").kind == Kind::visit);
  CHECK(read("1h visit:").asks_learned);
  CHECK_FALSE(read("1h visit: exports fail").asks_learned);
  const std::vector<std::string> words{"1h", "they want an export"};
  CHECK(parse_log_line(words, now, Leaning::past).sentence == "they want an export");
  CHECK(parse_log_line(words, now, Leaning::past).length == Minutes{60});
  const std::vector<std::string> line{"1h last tue 14:00 visit"};
  CHECK(parse_log_line(line, now, Leaning::past).sentence.empty());
}

TEST_CASE("of a talk that is in the book, what is not named stays") {
  struct OwnRow {
    const char* own;
    const char* line;
    const char* when;  // nothing where no part of it is named
  };
  for (const OwnRow& row :
       std::initializer_list<OwnRow>{{"2026-11-03T10:00", "14:00", "2026-11-03T14:00"},
                                     {"2026-11-03T10:00", "14:00-15:10", "2026-11-03T14:00"},
                                     {"2026-11-03T10:00", "2pm 20m visit", "2026-11-03T14:00"},
                                     {"2026-11-03T10:00", "mon", "2026-11-16T10:00"},
                                     {"2026-11-03T10:00", "today", "2026-11-21T10:00"},
                                     {"2026-11-03T10:00", "4 nov", "2026-11-04T10:00"},
                                     {"2026-11-03T10:00", "mon 9:00", "2026-11-16T09:00"},
                                     {"2026-11-03T10:00", "2 hours ago", "2026-11-21T13:00"},
                                     {"2026-11-03T10:00", "45m video", ""},
                                     {"2026-11-03", "mon", "2026-11-16"},
                                     {"2026-11-03", "14:00", "2026-11-03T14:00"}}) {
    CAPTURE(row.line);
    const LogLine line = parse_log_line(typed::words(row.line), now, Leaning::past, Loop::customer,
                                        parse_iso_moment(row.own));
    CHECK((line.when ? to_string(*line.when) : "") == row.when);
  }
}

TEST_CASE("words that the line cannot use are named up to the next that it can") {
  const auto unknown = [](std::string_view line) -> std::string {
    try {
      read(line);
    } catch (const UnknownWords& error) {
      std::string text = error.is_first ? "first" : "later";
      for (const std::string& word : error.words) text += ' ' + word;
      return text;
    }
    return "";
  };
  CHECK(unknown("Energy 45m") == "first Energy");
  CHECK(unknown("Energy GmbH yest 45m") == "first Energy GmbH");
  CHECK(unknown("in Basel 45m") == "first in Basel");
  CHECK(unknown("45m about the exports visit : x") == "later about the exports");
  CHECK(unknown("45m in the office") == "later in the office");
  CHECK(unknown("45m").empty());
  CHECK_THROWS_WITH(read("45m vist"), "I don't understand 'vist' here");
}

TEST_CASE("a word of the line is not a name") {
  for (const char* name : {"45m", "yesterday", "visit", "zoom call", "3 mar", "with", "14:00"})
    CHECK(is_log_word(name));
  for (const char* name : {"Acme", "Acme Robotics", "Zoomer", "", "Visit Oslo"})
    CHECK_FALSE(is_log_word(name));
}
