#include "rapport/exchange/calendar_writer.hpp"

#include <doctest/doctest.h>

#include "../domain/typed.hpp"
#include "rapport/base/text.hpp"
#include "rapport/exchange/calendar.hpp"

namespace rapport {
namespace {

const DateRange all_of_2026{typed::day("2026-01-01"), typed::day("2027-01-01")};

CalendarEntry entry(const std::string& summary, const std::string& description = {}) {
  return {.uid = *parse_uid("01a1f978-b580-7000-8623-9afc908c5b0c"),
          .summary = summary,
          .description = description,
          .start = {typed::day("2026-11-20"), 14 * 60, 60},
          .length = Minutes{90}};
}

const Moment now{typed::day("2026-11-19"), 30, 120};

}  // namespace

TEST_CASE("calendar_writer: what is written is read back, whatever is in the texts") {
  for (const std::string& text :
       {std::string("Visit: Acme, Inc.; R&D \\ \"x\""), std::string("two\r\nlines\nand\rmore"),
        std::string("x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil"), std::string(400, 'w'),
        std::string("BEGIN:VEVENT"),
        std::string("日本株式会社との打ち合わせ、次の四半期の計画について話し合う"),
        std::string("👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 "
                    "👩‍👩‍👧"),
        std::string("a;b,c:d\\n")}) {
    CAPTURE(text);
    CalendarEntry second = entry("second");
    second.uid = *parse_uid("01a1f978-b580-7000-8623-9afc908c5b0d");
    const std::string written = write_calendar({entry(text, text), second}, now);
    for (const std::string_view line : split(written, '\n')) {
      CHECK(line.size() <= 76);  // 75 and the CR
      CHECK(is_valid_text(line));
      CHECK((line.empty() || line.ends_with('\r')));
    }
    const Calendar calendar = read_calendar(written, all_of_2026);
    REQUIRE(calendar.events.size() == 2);
    std::string expected;  // the three ways to end a line are one
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] != '\r')
        expected += text[i];
      else if (i + 1 == text.size() || text[i + 1] != '\n')
        expected += '\n';
    CHECK(calendar.events[0].summary == expected);
    CHECK(calendar.events[0].description == expected);
    CHECK(calendar.events[0].uid == "01a1f978-b580-7000-8623-9afc908c5b0c@rapport");
  }
}

TEST_CASE("calendar_writer: what was changed, called off, or has no length") {
  CalendarEntry off = entry("off");
  off.known_as = "a,b;c@google.com";
  off.recurrence = "2026-11-20T13:00Z";
  off.changed = Moment{typed::day("2026-11-18"), 9 * 60, 60};
  off.sequence = 3;
  off.is_cancelled = true;
  off.length = Minutes{0};
  CalendarEntry day = entry("day");
  day.recurrence = "2026-11-20";
  const std::string text = write_calendar({off, day}, now);
  const auto has = [&](const char* line) {
    return text.find(std::string(line) + "\r\n") != text.npos;
  };
  CHECK(has("UID:a\\,b\\;c@google.com"));
  CHECK(has("RECURRENCE-ID:20261120T130000Z"));
  CHECK(has("RECURRENCE-ID;VALUE=DATE:20261120"));
  CHECK(has("DTSTAMP:20261118T080000Z"));
  CHECK(has("SEQUENCE:3"));
  CHECK(has("STATUS:CANCELLED"));
  CHECK(text.find("DTEND:20261120T130000Z") == text.npos);
  const Calendar calendar = read_calendar(text, all_of_2026);
  REQUIRE(calendar.events.size() == 2);
  CHECK(calendar.events[1].uid == off.known_as);
}

TEST_CASE("calendar_writer: times are in UTC where the offset is known, days are whole") {
  CalendarEntry early = entry("early");
  early.start.minute = 30;  // 00:30 in Berlin is the day before in UTC
  CalendarEntry floating = entry("floating");
  floating.start.offset.reset();
  CalendarEntry day = entry("day");
  day.start = {typed::day("2026-12-31"), {}, 60};
  day.takes_time = false;
  const std::string text = write_calendar({early, floating, day}, now);
  const auto has = [&](const char* line) {
    return text.find(std::string(line) + "\r\n") != text.npos;
  };
  CHECK(has("DTSTAMP:20261118T223000Z"));
  CHECK(has("DTSTART:20261119T233000Z"));
  CHECK(has("DTEND:20261120T010000Z"));
  CHECK(has("DTSTART:20261120T140000"));
  CHECK(has("DTSTART;VALUE=DATE:20261231"));
  CHECK(has("DTEND;VALUE=DATE:20270101"));
  CHECK(has("TRANSP:TRANSPARENT"));
}

}  // namespace rapport
