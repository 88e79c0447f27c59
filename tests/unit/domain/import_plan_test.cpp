#include "rapport/domain/import_plan.hpp"

#include <doctest/doctest.h>

#include "typed.hpp"

using namespace rapport;

namespace {

Uid uid_with(std::uint8_t number) {
  Uid uid;
  uid.bytes[0] = number;
  return uid;
}

const Uid owner = uid_with(1), customer = uid_with(11);

/// A book of which a plan may ask.
struct Book {
  std::vector<Interaction> talks;

  BookTalks asked() const {
    const auto find = [this](const std::string& source) -> std::optional<Interaction> {
      for (const Interaction& talk : talks)
        if (talk.sources.contains(source)) return talk;
      return std::nullopt;
    };
    return {.has_source = [find](const std::string& source) { return find(source).has_value(); },
            .from_source = find,
            .as_imported =
                [this](const Uid& uid) {
                  for (const Interaction& talk : talks)
                    if (talk.uid == uid) return talk;
                  return Interaction{};
                },
            .hosted = [this](const Uid&, const DateRange&) { return talks; }};
  }
};

ImportScope scope() {
  static const Pm pm{.uid = owner, .name = "Priya", .handle = "priya"};
  return {.match =
              [](const ImportCandidate& candidate) {
                MatchedParties parties{.skip = {}, .problem = {}, .pm = &pm, .hosts = {owner}};
                if (candidate.status == Status::cancelled) parties.skip = SkipReason::cancelled;
                parties.customers = {customer};
                return parties;
              },
          .place = [](const Moment& said) { return said; },
          .now = typed::moment("2026-11-20T15:00"),
          .days = {typed::moment("2026-01-05").date, typed::moment("2027-01-15").date},
          .owner = owner};
}

ImportCandidate meeting(const std::string& start, const std::string& source = "ics:x") {
  return {.source = source,
          .has_identity = true,
          .start = typed::moment(start),
          .length = Minutes{60},
          .title = "Talk",
          .note = "Talk"};
}

ImportCandidate row(const std::string& start) {
  ImportCandidate candidate = meeting(start, "csv:x");
  candidate.has_identity = false;
  return candidate;
}

Interaction known(const ImportCandidate& candidate) {
  return {.uid = uid_with(50),
          .start = candidate.start,
          .length = candidate.length,
          .status = Status::planned,
          .hosts = {owner},
          .customers = {customer},
          .note = candidate.note,
          .sources = {candidate.source}};
}

CandidatePlan plan(const ImportCandidate& candidate, const Book& book = {}) {
  return ImportPlanner(book.asked(), scope()).plan(candidate);
}

}  // namespace

TEST_CASE("import plan: what is new comes in, held or planned as the clock says") {
  const CandidatePlan past = plan(meeting("2026-11-19T10:00"));
  REQUIRE(past.talk);
  CHECK(past.talk->change == ImportChange::added);
  CHECK(past.talk->talk.status == Status::held);
  CHECK(past.talk->talk.sources == std::set<std::string>{"ics:x"});
  // An event is a plan until it is over, a row until it begins.
  CHECK(plan(meeting("2026-11-20T14:30")).talk->talk.status == Status::planned);
  CHECK(plan(row("2026-11-20T14:30")).talk->talk.status == Status::held);
  CHECK(plan(row("2026-11-20T15:30")).talk->talk.status == Status::planned);
}

TEST_CASE("import plan: a row that is said to be held and is to come is a problem") {
  ImportCandidate clairvoyant = row("2026-12-18T09:00");
  clairvoyant.status = Status::held;
  REQUIRE(plan(clairvoyant).problem);
  CHECK(plan(clairvoyant).problem->reason ==
        "2026-12-18T09:00 is still to come but marked as held");
}

TEST_CASE("import plan: what has an identity is reconciled, a row that is known stays") {
  const Book moved{{known(meeting("2026-11-25T10:00"))}};
  CHECK(plan(meeting("2026-11-25T10:00"), moved).talk->change == ImportChange::same);
  const CandidatePlan later = plan(meeting("2026-11-26T10:00"), moved);
  CHECK(later.talk->change == ImportChange::moved);
  CHECK(later.talk->talk.start == typed::moment("2026-11-26T10:00"));
  const Book rows{{known(row("2026-11-25T10:00"))}};
  CHECK(plan(row("2026-11-26T10:00"), rows).talk->change == ImportChange::same);
}

TEST_CASE("import plan: a talk that was typed in is adopted once") {
  Interaction typed_in = known(meeting("2026-11-19T10:10"));
  typed_in.sources.clear();
  const Book book{{typed_in}};
  ImportPlanner planner(book.asked(), scope());
  const CandidatePlan first = planner.plan(meeting("2026-11-19T10:00"));
  CHECK(first.talk->change == ImportChange::adopted);
  CHECK(first.talk->talk.sources == std::set<std::string>{"ics:x"});
  CHECK(planner.plan(meeting("2026-11-19T10:00", "ics:y")).talk->change == ImportChange::added);
}

TEST_CASE("import plan: what has an identity and is in the file twice comes in once") {
  ImportPlanner planner(Book{}.asked(), scope());
  CHECK(planner.plan(meeting("2026-11-19T10:00")).talk);
  CHECK_FALSE(planner.plan(meeting("2026-11-19T10:00")).talk);
}

TEST_CASE("import plan: what is called off takes its talk along; what is early or far stays out") {
  const Book book{{known(meeting("2026-11-25T10:00"))}};
  ImportCandidate off = meeting("2026-11-25T10:00");
  off.status = Status::cancelled;
  const CandidatePlan called_off = plan(off, book);
  CHECK(called_off.talk->change == ImportChange::cancelled);
  CHECK(called_off.skipped->reason == SkipReason::cancelled);
  CHECK(plan(meeting("2025-12-31T10:00")).skipped->reason == SkipReason::before_join);
  ImportCandidate far = meeting("2027-06-01T10:00");
  CHECK(plan(far).talk);
  far.series = "x";
  CHECK_FALSE(plan(far).talk);
  CHECK_FALSE(plan(far).skipped);
}

TEST_CASE("import plan: plans that a calendar no longer has are named") {
  Interaction gone = known(meeting("2026-11-25T10:00", "ics:gone"));
  const Book book{{gone, known(meeting("2026-11-25T12:00"))}};
  ImportPlanner planner(book.asked(), scope());
  CHECK(planner.find_gone().empty());
  planner.plan(meeting("2026-11-25T12:00"));
  REQUIRE(planner.find_gone().size() == 1);
  CHECK(planner.find_gone().front().sources == gone.sources);
  CHECK(planner.withdraw("ics:gone", "")->change == ImportChange::cancelled);
  CHECK(planner.find_gone().empty());
}

TEST_CASE("import tally: counts by what becomes of them, with a few titles of what is left out") {
  ImportTally tally;
  tally.add(plan(meeting("2026-11-19T10:00")));
  tally.add(plan(row("2026-12-01T10:00")));
  for (const char* title : {"One", "One", "Two", "Three", "Four"})
    tally.add(Skipped{SkipReason::no_talk, title, "Task"});
  tally.add(CandidatePlan{.problem = ImportProblem{"Date", "no date"}}, 7);
  CHECK(tally.held == 1);
  CHECK(tally.planned == 1);
  CHECK(tally.added() == 2);
  CHECK(tally.all_skipped() == 5);
  CHECK(tally.skipped_for(SkipReason::no_talk) == 5);
  const SkippedGroup& tasks = tally.skipped.at({SkipReason::no_talk, "Task"});
  CHECK(tasks.titles == std::vector<std::string>{"One", "Two", "Three"});
  REQUIRE(tally.problems.size() == 1);
  CHECK(tally.problems.front().line == 7);
}

TEST_CASE("directory: names and duplicates lead to whom they mean") {
  Directory::Entries entries{
      .pms = {{.uid = owner, .name = "Priya", .handle = "priya", .emails = {"priya@example.com"}}},
      .customers = {},
      .people = {{.uid = uid_with(21), .name = "Jane", .customer = customer},
                 {.uid = uid_with(22),
                  .name = "J. Park",
                  .customer = customer,
                  .emails = {"jane@acme.test"},
                  .merged_into = uid_with(21)}},
      .own_domains = {"example.com"}};
  entries.customers.emplace(
      customer, Customer{.uid = customer, .name = "Acme Robotics", .aliases = {"Acme"}});
  Directory directory(std::move(entries));
  REQUIRE(directory.find_pm("PRIYA@example.com") != nullptr);
  CHECK(directory.find_pm("Priya")->uid == owner);
  CHECK(directory.find_pm("Jonas") == nullptr);
  CHECK(directory.is_colleague("dana@de.example.com"));
  CHECK(directory.customer_named("acme") == customer);
  CHECK(directory.find_person(customer, {.name = "j. park"}) == uid_with(21));
  CHECK(directory.find_person(customer, {.name = "?", .emails = {"jane@acme.test"}}) ==
        uid_with(21));
  CHECK(directory.customer_to_add("Globex").is_nil());
  directory.customer_to_add("Globex") = uid_with(12);
  CHECK(directory.customer_named("globex") == uid_with(12));
  CHECK(directory.new_customers() == std::vector<std::string>{"Globex"});
}

TEST_CASE("directory: a cell that may be several customers is in doubt") {
  Directory::Entries entries{.pms = {}, .customers = {}, .people = {}, .own_domains = {}};
  const Uid acme = uid_with(11), globex = uid_with(12), smith = uid_with(13);
  entries.customers.emplace(acme, Customer{.uid = acme, .name = "Acme"});
  entries.customers.emplace(globex, Customer{.uid = globex, .name = "Globex"});
  entries.customers.emplace(smith, Customer{.uid = smith, .name = "Smith; Sons"});
  Directory directory(std::move(entries));
  using Names = std::vector<std::string>;
  for (const char* clear : {"", "Acme", "New", "Acme; Globex", "Acme, Globex", "Smith; Sons",
                            "Stark, Inc.", "Acme and Sons"})
    CHECK_MESSAGE(names_in_doubt(directory, clear).empty(), std::string(clear));
  CHECK(names_in_doubt(directory, "Acme; New") == Names{"Acme", "New"});
  CHECK(names_in_doubt(directory, "One; Two") == Names{"One", "Two"});
  CHECK(names_in_doubt(directory, "Acme and Globex") == Names{"Acme", "Globex"});

  const Pm me{.uid = owner, .name = "Priya", .handle = "priya"};
  ImportCandidate candidate = row("2026-11-19T10:00");
  candidate.customer = "Acme and Globex";
  CHECK_FALSE(match_names(directory, candidate, &me, nullptr).problem.empty());
  directory.read_cell_as("Acme and Globex", {"Acme and Globex"});
  const MatchedParties one = match_names(directory, candidate, &me, nullptr);
  CHECK(one.problem.empty());
  CHECK(one.new_customers == Names{"Acme and Globex"});
  directory.read_cell_as("Acme and Globex", {"Acme", "Globex"});
  CHECK(match_names(directory, candidate, &me, nullptr).customers == std::set{acme, globex});
}

TEST_CASE("directory: a table names its PM and customer outright") {
  const Pm me{.uid = owner, .name = "Priya", .handle = "priya"};
  const Directory nobody({});
  ImportCandidate candidate = row("2026-11-19T10:00");
  candidate.customer = "Acme";
  candidate.attendees = {{.name = "Jane", .email = "jane@acme.test"}};
  CHECK(match_names(nobody, candidate, nullptr, nullptr).problem ==
        "no PM is named, and the book does not know who you are");
  const MatchedParties parties = match_names(nobody, candidate, &me, nullptr);
  CHECK(parties.hosts == std::set{owner});
  CHECK(parties.new_customers == std::vector<std::string>{"Acme"});
  REQUIRE(parties.newcomers.size() == 1);
  CHECK(parties.newcomers.front().emails == std::set<std::string>{"jane@acme.test"});
  const Pm other{.uid = uid_with(2), .name = "Jonas", .handle = "jonas"};
  candidate.customer = " ; ";
  CHECK(match_names(nobody, candidate, &me, nullptr).skip == SkipReason::unmatched);
  CHECK(match_names(nobody, candidate, &me, &other).skip == SkipReason::other_pm);
}
