#include "rapport/domain/calendar_match.hpp"

#include <doctest/doctest.h>

#include "rapport/domain/reconcile.hpp"
#include "typed.hpp"

using namespace rapport;

namespace {

Uid uid_of(std::uint8_t number) {
  Uid uid;
  uid.bytes[0] = number;
  return uid;
}

const Uid priya = uid_of(1), jonas = uid_of(2), acme = uid_of(11), globex = uid_of(12),
          old_acme = uid_of(13);

Directory::Entries entries() {
  Directory::Entries entries{
      .pms = {{.uid = priya, .name = "Priya", .handle = "priya"},
              {.uid = jonas, .name = "Jonas", .handle = "jonas", .emails = {"jonas@example.com"}}},
      .customers = {},
      .people = {{.uid = uid_of(21),
                  .name = "Jane Park",
                  .customer = acme,
                  .emails = {"jane@gmail.com"}}},
      .own_domains = {"example.com"}};
  const auto add = [&](const Customer& customer) {
    entries.customers.emplace(customer.uid, customer);
  };
  add({.uid = acme, .name = "Acme Robotics", .domains = {"acme.test"}, .aliases = {"Acme"}});
  add({.uid = globex,
       .name = "Globex",
       .domains = {"globex.test"},
       .aliases = {"shared@mail.test"}});
  add({.uid = old_acme, .name = "Acme Old", .domains = {"old-acme.test"}, .merged_into = acme});
  return entries;
}

CalendarEvent event_with(std::vector<Attendee> attendees, const std::string& title = "Talk") {
  return {.uid = "x",
          .recurrence_id = {},
          .summary = title,
          .location = {},
          .description = {},
          .organizer = {},
          .attendees = std::move(attendees),
          .links = {},
          .start = typed::moment("2026-11-02T10:00"),
          .end = typed::moment("2026-11-02T11:00"),
          .unknown_zone = {}};
}

Attendee who(const std::string& email, Answer answer = Answer::accepted) {
  return {.name = {}, .email = email, .answer = answer};
}

const Attendee me = who("priya@example.com");

MatchedParties match(const CalendarEvent& event, Directory::Entries known = entries(),
                     std::string_view address = "priya@example.com") {
  const Directory all(std::move(known));
  return CalendarMatcher(all, all.pms()[0], address).match(candidate_of(event));
}

std::optional<SkipReason> left_out(std::vector<Attendee> attendees) {
  return match(event_with(std::move(attendees))).skip;
}

}  // namespace

TEST_CASE("what a calendar calls something is told by its source") {
  CalendarEvent event{.uid = "a b@x", .start = {typed::day("2026-11-20"), 600, 60}};
  for (const std::optional<Moment>& recurrence :
       {std::optional<Moment>{}, std::optional{Moment{typed::day("2026-11-20"), 600, 60}},
        std::optional{Moment{typed::day("2026-11-20"), 600, {}}},
        std::optional{Moment{typed::day("2026-11-20"), {}, {}}}}) {
    event.recurrence_id = recurrence;
    const auto origin = origin_of(source_of(event));
    REQUIRE(origin);
    CHECK(origin->uid == "a b@x");
    CHECK(origin->recurrence.empty() == !recurrence);
  }
  CHECK_FALSE(origin_of("csv:2026-11-20"));
}

TEST_CASE("of two versions of an event the later one is told") {
  const std::string first = version_text(0, "20261101T100000Z", false);
  const std::string later = version_text(0, "20261102T100000Z", false);
  const std::string higher = version_text(1, "20261101T090000Z", false);
  CHECK(is_older(first, later));
  CHECK_FALSE(is_older(later, first));
  CHECK_FALSE(is_older(first, first));
  CHECK(is_older(later, higher));
  CHECK_FALSE(is_older(higher, later));
  CHECK(is_older(version_text(9, "", false), version_text(10, "", false)));
  CHECK_FALSE(is_older("", later));
  CHECK_FALSE(is_older(first, version_text(0, "", false)));
  const std::string series = version_text(5, "20261101T090000Z", true);
  CHECK(is_version_of_series(series));
  CHECK(is_older(series, first));  // the day alone tells: they are numbered apart
  CHECK_FALSE(is_older(first, series));
  CHECK(sequence_in(higher) == 1);
  CHECK(sequence_in("") == 0);
}

TEST_CASE("calendar match: a customer is known by domain, person, alias, then title") {
  CHECK(match(event_with({me, who("bob@acme.test")})).customers == std::set{acme});
  CHECK(match(event_with({me, who("bob@mail.acme.test")})).customers == std::set{acme});
  CHECK(match(event_with({me, who("bob@notacme.test")})).skip == SkipReason::unmatched);
  CHECK(match(event_with({me, who("bob@old-acme.test")})).customers == std::set{acme});
  CHECK(match(event_with({me, who("jane@gmail.com")})).customers == std::set{acme});
  CHECK(match(event_with({me, who("shared@mail.test")})).customers == std::set{globex});
  CHECK(match(event_with({me, who("x@gmail.com")}, "ACME: how it goes")).customers ==
        std::set{acme});
  CHECK(match(event_with({me, who("x@gmail.com")}, "Acmeology")).skip == SkipReason::unmatched);
  // The title decides nothing where somebody's domain does.
  CHECK(match(event_with({me, who("bob@globex.test")}, "Acme and you")).customers ==
        std::set{globex});
}

TEST_CASE("calendar match: a domain of two customers is none, unless the title tells") {
  Directory::Entries all = entries();
  all.customers.at(globex).domains.insert("acme.test");
  CHECK(match(event_with({me, who("bob@acme.test")}), all).skip == SkipReason::unmatched);
  CHECK(match(event_with({me, who("bob@acme.test")}, "Globex sync"), all).customers ==
        std::set{globex});
}

TEST_CASE("calendar match: every reason to leave an event out") {
  CHECK(left_out({me}) == SkipReason::solo);
  CHECK(left_out({}) == SkipReason::solo);
  CHECK(left_out({me, who("dana@example.com")}) == SkipReason::internal);
  CHECK(left_out({me, who("dana@de.example.com")}) == SkipReason::internal);
  CHECK(left_out({who("priya@example.com", Answer::declined), who("bob@acme.test")}) ==
        SkipReason::declined);
  CHECK(left_out({me, who("bob@acme.test", Answer::declined)}) == SkipReason::declined);
  CHECK(left_out({me, who("bob@nobody.test")}) == SkipReason::unmatched);
  CHECK_FALSE(left_out({me, who("bob@acme.test", Answer::tentative)}));
  CHECK_FALSE(left_out({me, who("bob@acme.test", Answer::none)}));
  CalendarEvent cancelled = event_with({me, who("bob@acme.test")});
  cancelled.status = EventStatus::cancelled;
  CHECK(match(cancelled).skip == SkipReason::cancelled);
  CalendarEvent long_one = event_with({me, who("bob@acme.test")});
  long_one.end = typed::moment("2026-11-03T10:01");
  CHECK(match(long_one).skip == SkipReason::all_day);
}

TEST_CASE("calendar match: who declined is left out, the others come in, once each") {
  const auto found = match(event_with({me, who("bob@acme.test"), who("bob@acme.test"),
                                       who("eve@globex.test", Answer::declined),
                                       who("ann@nobody.test"), who("jane@gmail.com")}));
  CHECK(found.customers == std::set{acme});
  REQUIRE(found.newcomers.size() == 1);
  CHECK(found.newcomers[0].name == "bob");
  CHECK(found.people == std::set{uid_of(21)});
  REQUIRE(found.unknown.size() == 1);
  CHECK(found.unknown[0].email == "ann@nobody.test");
}

TEST_CASE("calendar match: other PMs are hosts, and the organizer takes part") {
  CalendarEvent event = event_with({me, who("jonas@example.com")});
  event.organizer = who("bob@acme.test");
  CHECK(match(event).hosts == std::set{priya, jonas});
  CHECK(match(event).customers == std::set{acme});
  event.attendees[1].answer = Answer::declined;
  CHECK(match(event).hosts == std::set{priya});
}

TEST_CASE("calendar match: the only attendee of an own domain is the PM") {
  const auto left_out = [](std::vector<Attendee> attendees) {
    return match(event_with(std::move(attendees)), entries(), "Work").skip;
  };
  CHECK(left_out({who("p.sharma@example.com", Answer::declined), who("bob@acme.test")}) ==
        SkipReason::declined);
  // Of two, nobody knows which: it counts as attended.
  CHECK_FALSE(left_out(
      {who("a@example.com", Answer::declined), who("b@example.com"), who("bob@acme.test")}));
}

TEST_CASE("calendar match: what ends when it begins is a reminder, no talk") {
  CalendarEvent event = event_with({who("bob@acme.test")});
  CHECK(!match(event, entries(), "").skip);
  event.end = event.start;
  CHECK(match(event, entries(), "").skip == SkipReason::no_length);
}

TEST_CASE("calendar match: a calendar is called by address, name or what stands before the @") {
  const Directory all(entries());
  const auto name = [&](std::string_view text) {
    const auto pm = owner_of(text, all);
    return pm ? pm->name : "";
  };
  CHECK(name("jonas@example.com") == "Jonas");
  CHECK(name("priya@example.com") == "Priya");
  CHECK(name("PRIYA") == "Priya");
  CHECK(name("Work") == "");
  CHECK(name("") == "");
}

TEST_CASE("calendar match: the kind is guessed from place and link") {
  const auto kind = [](const std::string& place, const std::string& link,
                       const std::string& title = "Talk") {
    CalendarEvent event = event_with({}, title);
    event.location = place;
    if (!link.empty()) event.links = {link};
    return kind_of(event);
  };
  CHECK(kind("Gate 4, Hall B", "") == Kind::visit);
  CHECK(kind("Gate 4, Hall B", "https://meet.example.com/x") == Kind::visit);
  CHECK(kind("", "https://meet.example.com/x") == Kind::video);
  CHECK(kind("https://acme.zoom.us/j/1", "") == Kind::video);
  CHECK(kind("Microsoft Teams Meeting", "") == Kind::video);
  CHECK(kind("Meeting room 3", "") == Kind::visit);
  CHECK(kind("+49 30 123456", "") == Kind::call);
  CHECK(kind("phone", "") == Kind::call);
  CHECK(kind("", "") == Kind::call);
  CHECK(kind("", "", "Customer advisory board") == Kind::board);
}

TEST_CASE("calendar match: an occurrence is known by UID and when it was to be, in any zone") {
  CalendarEvent event = event_with({});
  CHECK(source_of(event) == "ics:x");
  Moment berlin = typed::moment("2026-10-26T15:00");
  berlin.offset = 60;
  Moment utc = typed::moment("2026-10-26T14:00");
  utc.offset = 0;
  event.recurrence_id = berlin;
  const std::string source = source_of(event);
  CHECK(source == "ics:x 2026-10-26T14:00Z");
  event.recurrence_id = utc;
  CHECK(source_of(event) == source);
  CHECK(source_of(RemovedEvent{"x", berlin}) == source);
  CHECK(source.starts_with(series_source("x")));
  event.uid = std::string(5000, 'x');
  CHECK(source_of(event).size() < 100);
  event.uid.clear();
  const std::string without = source_of(event);
  event.summary = "Another";
  CHECK(source_of(event) != without);
}

TEST_CASE("calendar match: without a name the events tell whose calendar it is") {
  auto pms = entries().pms;
  Calendar calendar;
  const auto guess = [&] {
    const Directory all(
        {.pms = pms, .customers = {}, .people = {}, .own_domains = {"example.com"}});
    std::vector<ImportCandidate> events;
    for (const CalendarEvent& event : calendar.events) events.push_back(candidate_of(event));
    const auto owner = guess_owner(calendar.name, events, all);
    return (owner.pm ? owner.pm->name : "?") + " " + owner.address;
  };
  CHECK(guess() == "? ");
  calendar.events = {event_with({me, who("bob@acme.test")}), event_with({me, who("eve@acme.test")}),
                     event_with({me, who("dana@example.com")}),
                     event_with({who("jonas@example.com"), who("bob@acme.test")})};
  pms[0].emails = {"priya@example.com"};
  CHECK(guess() == "Priya ");
  pms[0].emails.clear();
  pms[1].emails.clear();
  CHECK(guess() == "Priya priya@example.com");
  pms[1].emails = {"jonas@example.com"};
  calendar.events = {event_with({me, who("bob@acme.test")}),
                     event_with({me, who("jonas@example.com"), who("bob@acme.test")}),
                     event_with({me, who("jonas@example.com"), who("eve@acme.test")})};
  CHECK(guess() == "Priya priya@example.com");  // the colleague is a host, not the owner
  calendar.name = "Jonas";
  CHECK(guess().starts_with("Jonas"));
  calendar.name = "p.sharma@example.com";
  CHECK(guess() == "Priya p.sharma@example.com");
}

namespace {

Interaction imported() {
  return {.uid = uid_of(50),
          .number = 5,
          .start = typed::moment("2026-11-02T10:00"),
          .length = Minutes{60},
          .status = Status::planned,
          .hosts = {priya},
          .customers = {acme},
          .note = "Talk",
          .sources = {"ics:x"}};
}

}  // namespace

TEST_CASE("reconcile: what the calendar changed follows, what people changed stays") {
  const Interaction written = imported();
  Interaction theirs = imported();
  CHECK(reconcile(written, written, theirs, priya).change == ImportChange::same);

  theirs.start = typed::moment("2026-11-03T09:00");
  theirs.length = Minutes{30};
  const auto moved = reconcile(written, written, theirs, priya);
  CHECK(moved.change == ImportChange::moved);
  CHECK(moved.talk.start == theirs.start);
  CHECK(moved.talk.length == Minutes{30});

  Interaction ours = imported();
  ours.length = Minutes{45};  // by hand
  ours.note = "what really happened";
  CHECK(reconcile(ours, written, imported(), priya).change == ImportChange::same);
  const auto both = reconcile(ours, written, theirs, priya);
  CHECK(both.talk.start == theirs.start);
  CHECK(both.talk.length == Minutes{45});
  CHECK(both.talk.note == "what really happened");
}

TEST_CASE("reconcile: an untouched plan becomes held, another one waits for a word") {
  const Interaction written = imported();
  Interaction past = imported();
  past.status = Status::held;
  CHECK(reconcile(written, written, past, priya).change == ImportChange::held);
  for (const auto& touch : std::vector<void (*)(Interaction&)>{
           [](Interaction& one) { one.note = "prepared"; },
           [](Interaction& one) { one.status = Status::no_show; },
           [](Interaction& one) { one.status = Status::cancelled; },
           [](Interaction& one) { one.start = typed::moment("2026-11-04T10:00"); }}) {
    Interaction ours = imported();
    touch(ours);
    CHECK(reconcile(ours, written, past, priya).talk == ours);
  }
}

TEST_CASE("reconcile: a cancelled event is off, unless somebody said that it took place") {
  const Interaction written = imported();
  Interaction off = imported();
  off.status = Status::cancelled;
  Interaction noted = imported();
  noted.note = "prepared";
  CHECK(reconcile(noted, written, off, priya).talk.status == Status::cancelled);
  Interaction held = imported();
  held.status = Status::held;
  CHECK(reconcile(held, written, off, priya).talk.status == Status::held);
}

TEST_CASE("reconcile: what was typed in is never written over, travelling moves nothing") {
  Interaction theirs = imported();
  theirs.start = typed::moment("2026-12-03T09:00");
  CHECK(reconcile(imported(), Interaction{}, theirs, priya).talk == imported());

  Interaction berlin = imported();
  berlin.start.offset = 60;
  Interaction new_york = imported();
  new_york.start = typed::moment("2026-11-02T04:00");
  new_york.start.offset = -300;
  CHECK(reconcile(berlin, berlin, new_york, priya).change == ImportChange::same);
}

TEST_CASE("reconcile: the owner of a second calendar joins as a host, once") {
  const Interaction written = imported();
  const auto joined = reconcile(written, written, imported(), jonas);
  CHECK(joined.change == ImportChange::joined);
  CHECK(joined.talk.hosts == std::set{priya, jonas});
  Interaction both = imported();
  both.hosts = {priya, jonas};
  Interaction without = imported();  // taken away by hand since
  CHECK(reconcile(without, both, imported(), jonas).change == ImportChange::same);
}

TEST_CASE("reconcile: the same talk shares host, customer and time") {
  const Interaction event = imported();
  Interaction typed_in = imported();
  typed_in.start = typed::moment("2026-11-02T10:50");
  CHECK(is_same_talk(typed_in, event));
  typed_in.start = typed::moment("2026-11-02T11:00");
  CHECK_FALSE(is_same_talk(typed_in, event));
  typed_in.start = typed::moment("2026-11-02T09:00");
  CHECK_FALSE(is_same_talk(typed_in, event));
  typed_in.start = typed::moment("2026-11-02");
  CHECK(is_same_talk(typed_in, event));
  typed_in.customers = {globex};
  CHECK_FALSE(is_same_talk(typed_in, event));
  typed_in = imported();
  typed_in.hosts = {jonas};
  CHECK_FALSE(is_same_talk(typed_in, event));
}
