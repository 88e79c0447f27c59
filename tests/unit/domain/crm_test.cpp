#include "rapport/domain/crm.hpp"

#include <doctest/doctest.h>

#include "domain/matching/crm_cells.hpp"
#include "domain/words/crm_time.hpp"
#include "typed.hpp"

using namespace rapport;

namespace {

using Row = std::vector<std::string>;

const Row header{"Activity Date", "Activity Type", "Duration (minutes)",
                 "Account Name",  "Contact",       "Owner",
                 "Subject",       "Comments"};

CrmReading read(const Row& cells, const CrmMapping& mapping = {}) {
  return CrmReader(header, mapping).read(cells);
}

ImportCandidate talk(const Row& cells, const CrmMapping& mapping = {}) {
  const auto reading = read(cells, mapping);
  if (const auto* problem = std::get_if<ImportProblem>(&reading))
    FAIL(problem->column << ": " << problem->reason);
  return std::get<ImportCandidate>(reading);
}

std::string problem(const Row& cells, const CrmMapping& mapping = {}) {
  const auto reading = read(cells, mapping);
  const auto* bad = std::get_if<ImportProblem>(&reading);
  return bad == nullptr ? "" : bad->column + ": " + bad->reason;
}

Row row(const std::string& date, const std::string& kind = "Call",
        const std::string& length = "30") {
  return {date, kind, length, "Acme", "Jane", "Priya", "Title", "Text"};
}

}  // namespace

TEST_CASE("crm: a row of a usual export is a talk") {
  const ImportCandidate got = talk(row("2026-09-15 13:00", "Meeting", "120"));
  CHECK(to_string(got.start) == "2026-09-15T13:00");
  CHECK(got.length == Minutes{120});
  CHECK(got.kind == Kind::video);
  CHECK(got.customer == "Acme");
  CHECK(got.attendees == std::vector<Attendee>{{"Jane", ""}});
  CHECK(got.owner == "Priya");
  CHECK(got.note == "Title\nText");
  CHECK(talk(row("2026-09-15", "Demo")).purpose == Purpose::demo);
  CHECK(talk(row("2026-09-15", "E-mail", "")).kind == Kind::email);
  CHECK_FALSE(talk(row("2026-09-15")).start.minute);
  CHECK(std::holds_alternative<Skipped>(read(row("2026-09-15", "Task"))));
}

TEST_CASE("crm: contacts come with their address or without") {
  const auto person = [](const std::string& cell) {
    Row cells = row("2026-09-15");
    cells[4] = cell;
    const ImportCandidate got = talk(cells);
    return got.attendees.empty() ? Attendee{} : got.attendees.front();
  };
  CHECK(person("Jane Park (Jane@Acme.test)") == Attendee{"Jane Park", "jane@acme.test"});
  CHECK(person("Jane Park <jane@acme.test>") == Attendee{"Jane Park", "jane@acme.test"});
  CHECK(person("jane@acme.test") == Attendee{"jane@acme.test", "jane@acme.test"});
  CHECK(person("<jane@acme.test>") == Attendee{"jane@acme.test", "jane@acme.test"});
  CHECK(person("Jane Park (CTO)") == Attendee{"Jane Park (CTO)", ""});
  CHECK(person("Jane @ Acme") == Attendee{"Jane @ Acme", ""});
  CHECK(person("@") == Attendee{});
  CHECK(person("(") == Attendee{});
}

TEST_CASE("crm: a table of meetings without a column for the kind") {
  CrmReader meetings({"Meeting name", "Meeting start time", "Duration", "Company", "Deal"}, {});
  const auto reading = meetings.read({"Orders", "2026-09-15 10:00", "30", "Acme", "Big"});
  REQUIRE(std::holds_alternative<ImportCandidate>(reading));
  CHECK(std::get<ImportCandidate>(reading).kind == Kind::video);
  CHECK(meetings.unread() == std::vector<std::string>{"Deal"});
}

TEST_CASE("crm: dates are read in the stated order or refused") {
  const auto date = [](std::string_view text, DateOrder order) {
    const auto moment = read_table_date(text, order).moment;
    return moment ? to_string(*moment) : "";
  };
  CHECK(date("2026-09-24", DateOrder::iso) == "2026-09-24");
  CHECK(date("2026-09-24T10:00:00Z", DateOrder::iso) == "2026-09-24T10:00");
  CHECK(read_table_date("2026-09-24T10:00:00.000-05:30", DateOrder::iso).moment->offset == -330);
  CHECK(date("09/11/2026 2:30 PM", DateOrder::mdy) == "2026-09-11T14:30");
  CHECK(date("09/11/2026", DateOrder::dmy) == "2026-11-09");
  CHECK(date("9.11.2026 12:05 a.m.", DateOrder::dmy) == "2026-11-09T00:05");
  CHECK(date("24.09.26", DateOrder::dmy) == "2026-09-24");
  CHECK(date("Nov 3, 2026 10:00 AM", DateOrder::iso) == "2026-11-03T10:00");
  CHECK(date("Tuesday, 3 November 2026", DateOrder::dmy) == "2026-11-03");
  CHECK(date("03-Nov-26 9:00", DateOrder::mdy) == "2026-11-03T09:00");
  CHECK(date("46329.4166666667", DateOrder::iso) == "2026-11-03T10:00");
  CHECK(date("11/3/2026,\u00a02:30\u202fPM", DateOrder::mdy) == "2026-11-03T14:30");
  CHECK(date("2026/9/4 9:00", DateOrder::iso) == "2026-09-04T09:00");
  CHECK(date("2026.11.03", DateOrder::iso) == "2026-11-03");
  CHECK(date("Nov 3, 2026 at 10:00 AM", DateOrder::iso) == "2026-11-03T10:00");
  CHECK(date("Tue Nov 03 2026 10:00:00 GMT+0100 (Central European Standard Time)",
             DateOrder::iso) == "2026-11-03T10:00");
  CHECK(read_table_date("3 Nov 2026 10:00 (GMT+1)", DateOrder::iso).moment->offset == 60);
  CHECK(read_table_date("2026-11-03 12:00:00+01", DateOrder::iso).moment->offset == 60);
  CHECK(read_table_date("2026-11-03 09:00 GMT-3:30", DateOrder::iso).moment->offset == -210);
  CHECK(read_table_date("2026-11-03 09:00 UTC", DateOrder::iso).moment->offset == 0);
  CHECK(read_table_date("2026-11-03 09:00 CET", DateOrder::iso).trouble == "the zone 'CET'");
  for (const auto& [text, order] :
       std::vector<std::pair<const char*, DateOrder>>{{"09/24/2026", DateOrder::iso},
                                                      {"09/24/2026", DateOrder::dmy},
                                                      {"2026-09-24", DateOrder::mdy},
                                                      {"26-09-24", DateOrder::iso},
                                                      {"3 Nov", DateOrder::iso},
                                                      {"Foo, 3 Nov 2026", DateOrder::iso},
                                                      {"46329.5.1", DateOrder::iso},
                                                      {"2026-02-30", DateOrder::iso},
                                                      {"2026-09-24 25:00", DateOrder::iso},
                                                      {"2026-09-24 13:00 PM", DateOrder::iso},
                                                      {"2026-09-24 10:00 CET", DateOrder::iso},
                                                      {"2026-9-4", DateOrder::iso},
                                                      {"20260924", DateOrder::iso},
                                                      {"", DateOrder::iso},
                                                      {"99999999999-01-01", DateOrder::iso},
                                                      {"1/2.2026", DateOrder::dmy}}) {
    const char* const typed = text;
    CAPTURE(typed);
    CHECK(date(typed, order).empty());
  }
  CHECK(problem(row("09/24/2026 10:00")) ==
        "Activity Date: '09/24/2026 10:00' is not a date like 2026-09-24 10:00 (--dates mdy would "
        "read it)");
}

TEST_CASE("crm: days and clocks of tables in other languages") {
  const auto date = [](std::string_view text) {
    const auto moment = read_table_date(text, DateOrder::dmy).moment;
    return moment ? to_string(*moment) : "";
  };
  for (const char* text :
       {"Dienstag, 3. November 2026", "Di., 3. Nov. 2026", "mardi 3 novembre 2026", "3 nov. 2026",
        "martes, 3 de noviembre de 2026", "dinsdag 3 november 2026", "Tue 03/11/2026",
        "Di, 03.11.26", "3-nov.-26"}) {
    CAPTURE(text);
    CHECK(date(text) == "2026-11-03");
  }
  CHECK(date("12. M\u00e4rz 2026") == "2026-03-12");
  CHECK(date("7 f\u00e9vr. 2026 14h05") == "2026-02-07T14:05");
  CHECK(date("5-ao\u00fbt-26") == "2026-08-05");
  CHECK(date("3. Dez. 2026 9:30 Uhr") == "2026-12-03T09:30");
  CHECK(parse_table_time("9h") == 9 * 60);
  CHECK(parse_table_time("14:30 Uhr") == 14 * 60 + 30);
  for (const char* text : {"mar. 6 oct. 2026", "3 brumaire 2026", "lundi", "di",
                           "Di, Mi, 3.11.2026", "3 nov. 2026 25h", "3.11.2026 9h5"}) {
    CAPTURE(text);
    CHECK(date(text).empty());
  }
}

TEST_CASE("crm: numbers in groups of three") {
  const auto number = [](std::string_view text, bool has_comma) {
    const auto minutes = parse_table_number(text, 1, has_comma);
    return minutes ? static_cast<int>(minutes->count()) : -1;
  };
  CHECK(number("1.440", true) == 1440);
  CHECK(number("1 440,0", true) == 1440);
  CHECK(number("1\u202f440", true) == 1440);
  CHECK(number("1,440", false) == 1440);
  CHECK(number("1.500", false) == 2);  // a decimal point
  for (const char* text : {"1.44", "1.440.5", "1 44", ".440"}) {
    CAPTURE(text);
    CHECK(number(text, true) != 1440);
  }
}

TEST_CASE("crm: the parts of a cell") {
  using Parts = std::vector<std::string>;
  CHECK(listed_in("a; b ;;c;") == Parts{"a", "b", "c"});
  CHECK(listed_in("\"a; b") == Parts{"\"a", "b"});
  CHECK(listed_in("\"a; \"\"b\"\"\"; c") == Parts{"a; \"b\"", "c"});
  CHECK(listed_in("\"Big\" Corp; c") == Parts{"\"Big\" Corp", "c"});
  CHECK(listed_in(" ; ").empty());
}

TEST_CASE("crm: lengths with and without units, and what is none") {
  const auto length = [](const std::string& name, const std::string& text) {
    CrmReader reader({"Date", "Account", name}, {});
    const auto reading = reader.read({"2026-09-15", "Acme", text});
    const auto* talk = std::get_if<ImportCandidate>(&reading);
    return talk == nullptr ? -1 : static_cast<int>(talk->length.count());
  };
  CHECK(length("Duration (minutes)", "45") == 45);
  CHECK(length("Duration (hours)", "1.5") == 90);
  CHECK(length("Call Duration (in seconds)", "1800") == 30);
  CHECK(length("Duration", "00:45") == 45);
  CHECK(length("Duration", "1:30:00") == 90);
  CHECK(length("Duration", "1h 30m") == 90);
  CHECK(length("Length", "45 min") == 45);
  CHECK(length("Length", "1:05 h") == 65);
  CHECK(length("minutes", "1440") == 1440);
  for (const char* text : {"1441", "-5", "x", "1e9", "nan", "inf", "1,5", "9223372036854775808", "",
                           "0x10", "30 30"}) {
    CAPTURE(text);
    CHECK(length("Duration (minutes)", text) == -1);
  }
  for (const char* text : {"1h90", "999999d", "-1h", "25:00", "1:99"}) {
    CAPTURE(text);
    CHECK(length("Duration", text) == -1);
  }
  CHECK(length("Call duration (HH:mm:ss)", "00:31:20") == 31);
  CrmReader zero({"Date", "Account", "Minutes"}, {});
  CHECK(std::holds_alternative<Skipped>(zero.read({"2026-09-15", "Acme", "0"})));
  CrmReader ends({"Start", "End", "Account"}, {});
  const auto reading = ends.read({"2026-09-15 23:30", "2026-09-16 00:15", "Acme"});
  REQUIRE(std::holds_alternative<ImportCandidate>(reading));
  CHECK(std::get<ImportCandidate>(reading).length == Minutes{45});
}

TEST_CASE("crm: what came of it") {
  const auto read_of = [](const std::string& column, const std::string& said) {
    CrmReader reader({"Date", "Account", "Minutes", column}, {});
    return reader.read({"2026-09-15", "Acme", "30", said});
  };
  const auto status = [&](const std::string& column, const std::string& said) {
    return std::get<ImportCandidate>(read_of(column, said)).status;
  };
  CHECK(status("Meeting outcome", "Completed") == Status::held);
  CHECK(status("Meeting outcome", "RESCHEDULED") == Status::planned);
  CHECK(status("Meeting outcome", "No Show") == Status::no_show);
  CHECK(status("Task Status", "Deferred") == Status::cancelled);
  CHECK_FALSE(status("Call outcome", "Sent to procurement"));
  CHECK(std::holds_alternative<ImportProblem>(read_of("Meeting outcome", "Perhaps")));
  CHECK(std::holds_alternative<Skipped>(read_of("Call outcome", "Left voicemail")));
  CHECK(status("Canceled", "true") == Status::cancelled);
  CHECK_FALSE(status("Canceled", "false"));
}

TEST_CASE("crm: start and end in one cell, and people who tell the customer") {
  CrmReader reader({"Start", "Invitee Email"}, {});
  const auto reading = reader.read({"3 Nov 2026 10:00 AM \u2192 11:30 AM", "jane@acme.test; 3"});
  const auto& talk = std::get<ImportCandidate>(reading);
  CHECK(to_string(talk.start) == "2026-11-03T10:00");
  CHECK(talk.length == Minutes{90});
  CHECK(talk.attendees == std::vector<Attendee>{{"jane@acme.test", "jane@acme.test"}});
}

TEST_CASE("crm: every problem names its column") {
  CHECK(problem(row("")) == "Activity Date: no date");
  CHECK(problem(row("2026-09-24 10:00", "Call", "")) ==
        "Duration (minutes): no length (--length 30m gives one)");
  CHECK(problem(row("2026-09-24", "Webinar")) ==
        "Activity Type: 'Webinar' is not a known kind; --map-kind says which");
  CHECK(problem({"1", "2", "3", "4", "5", "6", "7", "8", "9"}) ==
        ": 9 cells, and the header has 8");
}

TEST_CASE("crm: what --map and --map-kind say goes before what is usual") {
  const CrmMapping mapping{.columns = {"Comments=customer"},
                           .kinds = {"WEBINAR=event", "call=skip"}};
  CHECK(talk(row("2026-09-24", "Webinar"), mapping).kind == Kind::event);
  CHECK(talk(row("2026-09-24", "Webinar"), mapping).customer == "Text");
  CHECK(std::holds_alternative<Skipped>(read(row("2026-09-24"), mapping)));
  CHECK(typed::error([] { check(CrmMapping{.columns = {"a=b"}, .kinds = {}}); }).kind() ==
        ErrorKind::usage);
  CHECK(typed::error([] { check(CrmMapping{.columns = {"date"}, .kinds = {}}); }).kind() ==
        ErrorKind::usage);
  CHECK(typed::error([] { check(CrmMapping{.columns = {}, .kinds = {"x=y"}}); }).kind() ==
        ErrorKind::usage);
  CHECK(typed::error([] { CrmReader({"a", "b"}, {}); }).kind() == ErrorKind::bad_data);
}

TEST_CASE("crm: the apostrophe that guards a formula is taken off once") {
  CHECK(plain_cell("'=1+1") == "=1+1");
  CHECK(plain_cell("''=1+1") == "'=1+1");
  CHECK(plain_cell("''") == "'");
  CHECK(plain_cell("'tis") == "'tis");
  CHECK(plain_cell("'") == "'");
  CHECK(plain_cell("=1") == "=1");
}

TEST_CASE("crm: a row is known by its id") {
  CrmReader other({"Owner", "Account Name", "Id", "Activity Date", "Minutes"}, {});
  const auto reading = other.read({"Priya", "Acme", "77", "2026-09-24", "30"});
  REQUIRE(std::holds_alternative<ImportCandidate>(reading));
  CHECK(std::get<ImportCandidate>(reading).source == "csv:id=77");
  CHECK(std::get<ImportCandidate>(reading).has_identity);
}

TEST_CASE("crm: rows without an id that are alike have sources of their own, the same next time") {
  std::vector<std::set<std::string>> files;
  for (int time = 0; time < 2; ++time) {
    CrmReader reader(header, {});
    auto& sources = files.emplace_back();
    for (int i = 0; i < 3; ++i)
      sources.insert(std::get<ImportCandidate>(reader.read(row("2026-09-24 07:30"))).source);
  }
  CHECK(files[0].size() == 3);
  CHECK(files[0] == files[1]);
}

TEST_CASE("crm: without an id a row is known by what it says, not by how it is spelled") {
  const auto source = [](const Row& columns, const Row& cells, const CrmMapping& mapping = {}) {
    const auto reading = CrmReader(columns, mapping).read(cells);
    REQUIRE(std::holds_alternative<ImportCandidate>(reading));
    return std::get<ImportCandidate>(reading).source;
  };
  const Row moved{"Owner",   "Account Name", "Activity Date", "Activity Type", "Duration (minutes)",
                  "Contact", "Subject",      "Comments"};
  const std::string plain = source(header, row("2026-09-24 07:30"));
  CHECK(source(moved, {"Priya", "Acme", "2026-09-24T07:30:00", "Call", "30", "Jane", "Title",
                       "Text"}) == plain);
  CHECK(source(header, row("2026-09-24 07:30", "Meeting", "45"),
               {.columns = {"Comments=subject"}, .kinds = {"Meeting=visit"}}) == plain);
  CHECK(source(header, row("2026-09-25 07:30")) != plain);
  CrmReader reader(header, {});
  const auto first = std::get<ImportCandidate>(reader.read(row("2026-09-24"))).source;
  const auto second = std::get<ImportCandidate>(reader.read(row("2026-09-24"))).source;
  CHECK(first != second);
}

TEST_CASE("crm: titles and totals around a table are no rows of it") {
  CHECK(std::holds_alternative<Skipped>(read({"Total", "", "90", "", "", "", "", ""})));
  CHECK(std::holds_alternative<Skipped>(read({"Copyright 2026"})));
  CHECK(problem({"Totally", "Call", "30", "Acme", "", "", "", ""}).starts_with("Activity Date"));
  CHECK(CrmReader::is_header(header, {}));
  CHECK_FALSE(CrmReader::is_header({"Talks of November", "", ""}, {}));
}
