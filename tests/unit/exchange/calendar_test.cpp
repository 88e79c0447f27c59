#include "rapport/exchange/calendar.hpp"

#include <doctest/doctest.h>

#include <ctime>

#include "../domain/typed.hpp"
#include "rapport/base/error.hpp"

namespace rapport {
namespace {

const DateRange all_of_2026{typed::day("2026-01-01"), typed::day("2027-01-01")};

std::string calendar_of(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Berlin\r\n"
         "BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
         "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
         "BEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
         "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n" +
         events + "END:VCALENDAR\r\n";
}

std::string event_of(const std::string& lines) {
  return "BEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\n";
}

std::vector<std::string> starts_of(const Calendar& calendar) {
  std::vector<std::string> starts;
  for (const CalendarEvent& event : calendar.events) starts.push_back(to_string(event.start));
  return starts;
}

ErrorKind kind_of_error(const std::string& text) {
  try {
    read_calendar(text, all_of_2026);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::internal;
}

using Starts = std::vector<std::string>;

}  // namespace

TEST_CASE("calendar: an event of whole days ends before the day that the file names") {
  const auto calendar = read_calendar(
      calendar_of(event_of("UID:a\r\nSUMMARY:Christmas\r\nDTSTART;VALUE=DATE:20261225\r\n"
                           "DTEND;VALUE=DATE:20261227\r\n") +
                  event_of("UID:b\r\nSUMMARY:One day\r\nDTSTART;VALUE=DATE:20260501\r\n")),
      all_of_2026);
  REQUIRE(calendar.events.size() == 2);
  CHECK(calendar.events[0].summary == "One day");
  CHECK(to_string(calendar.events[0].end) == "2026-05-02");
  CHECK(calendar.events[1].all_day);
  CHECK(to_string(calendar.events[1].end) == "2026-12-27");
  CHECK_FALSE(calendar.events[1].recurrence_id);
}

TEST_CASE("calendar: a meeting has its civil time and the offset of its zone on that day") {
  const auto calendar = read_calendar(
      calendar_of(event_of("UID:summer\r\nDTSTART;TZID=Berlin:20260701T103000\r\n"
                           "DURATION:PT45M\r\nSTATUS:CANCELLED\r\n") +
                  event_of("UID:utc\r\nDTSTART:20261021T130000Z\r\nDTEND:20261021T150000Z\r\n") +
                  event_of("UID:floating\r\nDTSTART:20261101T090000\r\n")),
      all_of_2026);
  REQUIRE(calendar.events.size() == 3);
  const CalendarEvent& summer = calendar.events[0];
  CHECK(to_string(summer.start) == "2026-07-01T10:30");
  CHECK(summer.start.offset == 120);
  CHECK(to_string(summer.end) == "2026-07-01T11:15");
  CHECK(summer.status == EventStatus::cancelled);
  CHECK(calendar.events[1].start.offset == 0);
  CHECK(to_string(calendar.events[1].end) == "2026-10-21T15:00");
  CHECK_FALSE(calendar.events[2].start.offset);
  CHECK(calendar.events[2].end == calendar.events[2].start);
}

TEST_CASE("calendar: a series is its occurrences, without those taken out, with those moved") {
  const std::string series =
      "UID:weekly\r\nDTSTART;TZID=Berlin:20261005T150000\r\nDURATION:PT45M\r\n"
      "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261102T140000Z\r\n"
      "EXDATE;TZID=Berlin:20261012T150000\r\n";
  const std::string moved =
      "UID:weekly\r\nRECURRENCE-ID;TZID=Berlin:20261026T150000\r\n"
      "DTSTART;TZID=Berlin:20261027T160000\r\nDURATION:PT1H\r\n";
  for (const std::string& events :
       {event_of(series) + event_of(moved), event_of(moved) + event_of(series)}) {
    const auto calendar = read_calendar(calendar_of(events), all_of_2026);
    CHECK(starts_of(calendar) ==
          Starts{"2026-10-05T15:00", "2026-10-19T15:00", "2026-10-27T16:00", "2026-11-02T15:00"});
    CHECK(calendar.events[0].start.offset == 120);
    CHECK(calendar.events[3].start.offset == 60);
    CHECK(to_string(*calendar.events[2].recurrence_id) == "2026-10-26T15:00");
    CHECK(to_string(calendar.events[2].end) == "2026-10-27T17:00");
  }
}

TEST_CASE("calendar: a yearly holiday comes on the days asked for alone") {
  const auto yearly =
      calendar_of(event_of("UID:x\r\nDTSTART;VALUE=DATE:20001225\r\nRRULE:FREQ=YEARLY\r\n"));
  CHECK(starts_of(read_calendar(yearly, {typed::day("2025-01-01"), typed::day("2028-01-01")})) ==
        Starts{"2025-12-25", "2026-12-25", "2027-12-25"});
}

TEST_CASE("calendar: a series more often than daily is left out, with the reason") {
  const auto reason_of = [](const std::string& rule) {
    const auto calendar = read_calendar(
        calendar_of(
            event_of("UID:x\r\nSUMMARY:Tick\r\nDTSTART:20260101T000000\r\nRRULE:" + rule + "\r\n")),
        all_of_2026);
    CHECK(calendar.events.empty());
    REQUIRE(calendar.skipped.size() == 1);
    CHECK(calendar.skipped[0].summary == "Tick");
    return calendar.skipped[0].reason;
  };
  CHECK(reason_of("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30") == "repeats every second");
  CHECK(reason_of("FREQ=MINUTELY") == "repeats every minute");
  CHECK(reason_of("FREQ=HOURLY;COUNT=3") == "repeats every hour");
  CHECK(reason_of("FREQ=DAILY;BYHOUR=1,2;BYMINUTE=1,2") == "repeats several times a day");
}

TEST_CASE("calendar: a window far into a series tells what the whole series tells there") {
  for (const char* rule :
       {"FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "FREQ=MONTHLY;INTERVAL=5",
        "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2",
        "FREQ=WEEKLY;INTERVAL=3;WKST=SU;BYDAY=SU", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=3;COUNT=700"}) {
    CAPTURE(rule);
    const auto file = calendar_of(event_of(
        std::string("UID:x\r\nDTSTART;TZID=Berlin:20210305T150000\r\nRRULE:") + rule + "\r\n"));
    Starts expected;
    for (const auto& start :
         starts_of(read_calendar(file, {typed::day("2021-01-01"), typed::day("2027-01-01")})))
      if (start >= "2026-01-01") expected.push_back(start);
    CHECK(starts_of(read_calendar(file, all_of_2026)) == expected);
  }
}

TEST_CASE("calendar: no series has more than a thousand occurrences, and none costs a second") {
  const auto file = calendar_of(
      event_of("UID:x\r\nDTSTART:20160101T000000\r\nRRULE:FREQ=DAILY;COUNT=1000000000\r\n"));
  const auto calendar = read_calendar(file, {typed::day("2015-01-01"), typed::day("2027-01-01")});
  CHECK(calendar.events.size() == 1000);
  CHECK(to_string(calendar.events.back().start) == "2026-12-31T00:00");
  std::string events;
  for (int i = 0; i < 200; ++i)
    events += event_of("UID:x" + std::to_string(i) +
                       "\r\nDTSTART:19000101T000000\r\nRRULE:FREQ=MONTHLY;BYMONTH=2;"
                       "BYMONTHDAY=30\r\n");
  const std::clock_t begin = std::clock();
  const auto contradictory = read_calendar(calendar_of(events), all_of_2026);
  CHECK(std::clock() - begin < 2 * CLOCKS_PER_SEC);
  REQUIRE_FALSE(contradictory.skipped.empty());
  CHECK(contradictory.skipped.back().reason == "takes too long to work out");
}

TEST_CASE("calendar: events by themselves are a calendar, other things are not") {
  const std::string event = event_of("UID:a\r\nDTSTART:20260302T100000Z\r\nDURATION:PT1H\r\n");
  CHECK(starts_of(read_calendar(event, all_of_2026)) == Starts{"2026-03-02T10:00"});
  CHECK(read_calendar(event + event_of("UID:b\r\nDTSTART:20260303T100000Z\r\n"), all_of_2026)
            .events.size() == 2);
  CHECK(kind_of_error("BEGIN:VTODO\r\nEND:VTODO\r\n") == ErrorKind::bad_data);
  CHECK(kind_of_error("SUMMARY:x\r\n" + event) == ErrorKind::bad_data);
}

TEST_CASE("calendar: meetings before the days asked for are named, holidays are not") {
  const std::string guest = "ATTENDEE:mailto:a@b.test\r\n";
  const auto calendar =
      read_calendar(calendar_of(event_of("SUMMARY:Met\r\nDTSTART:20250302T100000Z\r\n" + guest) +
                                event_of("SUMMARY:Alone\r\nDTSTART:20250302T100000Z\r\n") +
                                event_of("SUMMARY:Day\r\nDTSTART;VALUE=DATE:20250302\r\n" + guest) +
                                event_of("SUMMARY:Ended\r\nDTSTART:20250302T100000Z\r\n"
                                         "RRULE:FREQ=DAILY;COUNT=3\r\n" +
                                         guest)),
                    all_of_2026);
  CHECK(calendar.earlier == std::vector<std::string>{"Met", "Ended"});
  CHECK(calendar.events.empty());
}

namespace {

std::string zone_of(const std::string& rule, const char* begin = "19700101T000000") {
  return std::string("BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:") + begin +
         "\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:" + rule +
         "\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
}

}  // namespace

TEST_CASE("calendar: clocks that change more often than yearly are refused") {
  for (const char* rule :
       {"FREQ=SECONDLY", "FREQ=YEARLY;BYDAY=SU", "FREQ=YEARLY;BYMONTH=1,2;BYDAY=1SU",
        "FREQ=YEARLY;BYMONTH=10;BYDAY=SA,SU", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31,-31", "FREQ=YEARLY;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=6SU",
        "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYSETPOS=366", "FREQ=YEARLY;BYWEEKNO=1",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1,2,3,4,5,6,7,8", "FREQ=YEARLY;BYHOUR=1,2", "BYMONTH=3",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=0SU", "FREQ=YEARLY;BYHOUR=24", ""}) {
    CAPTURE(rule);
    CHECK(kind_of_error(calendar_of(zone_of(rule))) == ErrorKind::bad_data);
  }
  for (const char* rule :
       {"FREQ=YEARLY", "FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH=3;BYDAY=-1SU",
        "FREQ=YEARLY;BYMINUTE=0;BYHOUR=2;BYDAY=1SU;BYMONTH=11",  // as Notes has it
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU",
        "freq=yearly;bymonth=12;bymonthday=31;until=20301231T000000Z",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=-1"}) {
    CAPTURE(rule);
    CHECK(kind_of_error(calendar_of(zone_of(rule))) == ErrorKind::internal);  // none
  }
}

TEST_CASE("calendar: zones of which there are too many to be worked out are refused") {
  const std::string rule = "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU";
  std::string zones, old_zones;
  for (int i = 0; i < 5000; ++i) zones += zone_of(rule);  // many calendars, put one after the other
  for (int i = 0; i < 1500; ++i) old_zones += zone_of(rule, "16010101T000000");
  CHECK(kind_of_error(calendar_of(zones)) == ErrorKind::internal);
  CHECK(kind_of_error(calendar_of(old_zones)) == ErrorKind::bad_data);
}

TEST_CASE("calendar: a zone is found by its name alone") {
  REQUIRE(find_zone("Europe/Berlin"));
  const auto berlin = *find_zone("Europe/Berlin");
  CHECK(berlin(instant_of(typed::moment("2026-07-01T12:00"))) == 120);
  CHECK(berlin(instant_of(typed::moment("2026-11-03T02:30"))) == 60);
  for (const char* name :
       {"", "Nowhere/None", "/etc/passwd", "../../etc/passwd", "Europe/Berlin/x"})
    CHECK_FALSE(find_zone(name));
}

TEST_CASE("calendar: a rule that contradicts itself ends") {
  CHECK(
      starts_of(read_calendar(calendar_of(event_of("UID:x\r\nDTSTART;VALUE=DATE:20260101\r\n"
                                                   "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n")),
                              all_of_2026)) == Starts{"2026-01-01"});
}

TEST_CASE("calendar: lines folded inside a character and escaped text are read") {
  const auto calendar = read_calendar(
      "\xef\xbb\xbf" +
          calendar_of(event_of("UID:x\nSUMMARY:Caf\xc3\n \xa9\\, noon\nDTSTART:20260301T120000Z\n"
                               "ATTENDEE;CN=\"Park, Jane\";PARTSTAT=DECLINED:"
                               "MAILTO:Jane@Acme.test\n")),
      all_of_2026);
  REQUIRE(calendar.events.size() == 1);
  CHECK(calendar.events[0].summary == "Café, noon");
  REQUIRE(calendar.events[0].attendees.size() == 1);
  CHECK(calendar.events[0].attendees[0].name == "Park, Jane");
  CHECK(calendar.events[0].attendees[0].email == "jane@acme.test");
  CHECK(calendar.events[0].attendees[0].answer == Answer::declined);
}

TEST_CASE("calendar: an event without a start is counted and left out") {
  const auto calendar = read_calendar(calendar_of(event_of("UID:x\r\n")), all_of_2026);
  CHECK(calendar.events.empty());
  CHECK(calendar.unreadable == 1);
}

TEST_CASE("calendar: what is cut off, nested too deep or no calendar is refused") {
  const std::string whole =
      calendar_of(event_of("UID:x\r\nSUMMARY:Y\r\nDTSTART:20260301T120000Z\r\n"));
  for (std::size_t size = 0; size + 15 < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(kind_of_error(whole.substr(0, size)) == ErrorKind::bad_data);
  }
  std::string nested;
  for (int i = 0; i < 10'000; ++i) nested += "BEGIN:VCALENDAR\r\n";
  CHECK(kind_of_error(nested) == ErrorKind::bad_data);
  CHECK(kind_of_error("hello") == ErrorKind::bad_data);
  CHECK(kind_of_error(calendar_of(event_of("SUMMARY:\xff\r\n"))) == ErrorKind::bad_data);
  CHECK(kind_of_error(calendar_of(event_of("SUMMARY:" + std::string(2 << 20, 'x') + "\r\n"))) ==
        ErrorKind::bad_data);
  CHECK(kind_of_error(whole + "END:VCALENDAR\r\n") == ErrorKind::bad_data);
}

}  // namespace rapport
