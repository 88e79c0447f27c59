#include "rapport/report/one_on_one.hpp"

#include <algorithm>

#include "../domain/book.hpp"
#include "rapport/report/follow_ups.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

/// A book with the full interactions beside the lean talks that the cadence reads.
struct Page {
  Book book{"2026-11-18"_d};
  OneOnOneFacts facts;

  explicit Page(Date since = "2026-11-09"_d) { facts.since.day = since; }

  Interaction& talk(const std::string& name, Date day, int minutes = 60, Kind kind = Kind::video) {
    const Talk& lean = book.log(name, day, minutes, kind);
    Interaction full{.start = lean.start};
    full.uid = uid_of(9000 + static_cast<std::uint32_t>(lean.number));
    full.number = lean.number;
    full.length = lean.length;
    full.kind = kind;
    full.customers = {book.customer(name).uid};
    full.recorded = lean.recorded;
    facts.talks.push_back(full);
    return facts.talks.back();
  }

  void learn(const Interaction& talk, LearningType type, const std::string& text,
             std::set<std::string> themes = {}) {
    facts.learnings.push_back(
        {.interaction = talk.uid, .type = type, .text = text, .themes = std::move(themes)});
  }

  /// The promises as the follow-ups that they are, and the hard talks.
  OneOnOneReport report() const {
    OneOnOneFacts all = facts;
    Book judged = book;
    for (const Interaction& talk : facts.talks)
      for (Talk& lean : judged.own.talks)
        if (lean.number == talk.number && !talk.is_private) lean.mood = talk.mood;
    all.follow_ups =
        follow_ups_of(judged.cadence(), {.showstoppers = facts.showstoppers,
                                         .promises = facts.promises,
                                         .actions = facts.actions,
                                         .hard = open_hard_talks(judged.cadence(), {})});
    return build_one_on_one(book.cadence(), all);
  }
  Document document() const { return document_of(report()); }
};

bool asks(const OneOnOneReport& report, const std::string& text) {
  return std::any_of(report.questions.begin(), report.questions.end(),
                     [&](const Question& q) { return q.text.find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("1on1: what happened since, and not what was before") {
  Page page;
  page.talk("Acme", "2026-11-04"_d);
  page.talk("Globex", "2026-11-10"_d);
  const auto report = page.report();
  REQUIRE(report.met.size() == 1);
  CHECK(report.met[0].talk.customers == std::vector<std::string>{"Globex"});
  CHECK(report.weeks.size() == 13);
  CHECK(report.weeks.back().label == "2026-W47");
}

TEST_CASE("1on1: a talk of before that was written down since is new, and said to be so") {
  Page page;
  page.talk("Acme", "2026-11-04"_d).recorded.date = "2026-11-12"_d;
  const auto report = page.report();
  CHECK(report.met.size() == 1);
  CHECK(report.changed == std::vector<std::string>{"#1 Acme, Wed 4 Nov: entered Thu 12 Nov"});
}

TEST_CASE("1on1: what was known at the last 1:1 of the same day is not new") {
  Page page("2026-11-10"_d);
  page.facts.since.after = Moment{"2026-11-10"_d, 13 * 60, {}};
  page.talk("Acme", "2026-11-10"_d);  // at 10:00, written down at noon
  CHECK(page.report().met.empty());
  page.facts.talks.back().recorded.minute = 14 * 60;
  CHECK(page.report().met.size() == 1);
}

TEST_CASE("1on1: an edit of before is named, once the talk itself is not new") {
  Page page;
  page.talk("Acme", "2026-11-04"_d).edited = Moment{"2026-11-11"_d, 600, {}};
  const auto report = page.report();
  CHECK(report.met.empty());
  CHECK(report.changed == std::vector<std::string>{"#1 Acme, Wed 4 Nov: edited Wed 11 Nov"});
}

TEST_CASE("1on1: learnings of private talks are not on the page") {
  Page page;
  Interaction& talk = page.talk("Acme", "2026-11-10"_d);
  talk.is_private = true;
  page.learn(talk, LearningType::need, "their merger");
  const auto report = page.report();
  CHECK(report.met.at(0).heard.empty());
  CHECK(report.recent.needs == 0);
}

TEST_CASE("1on1: rough talks, and whether they were spoken to since") {
  Page page;
  const auto rough = [&](const std::string& name, Date day) -> Interaction& {
    Interaction& talk = page.talk(name, day);
    talk.mood = Mood::rough;
    return talk;
  };
  rough("Acme", "2026-09-10"_d).note = "angry";  // before, and nobody spoke to them since
  rough("Globex", "2026-10-10"_d);               // before, and followed by the next
  rough("Globex", "2026-11-10"_d);
  page.talk("Globex", "2026-11-13"_d);
  rough("Initech", "2026-11-16"_d).is_private = true;
  rough("Umbrella", "2026-11-17"_d).status = Status::cancelled;
  const auto report = page.report();
  REQUIRE(report.rough.size() == 2);
  CHECK(report.rough[0].customers == std::vector<std::string>{"Acme"});
  CHECK(report.rough[0].note == "angry");
  CHECK_FALSE(report.rough[0].again);
  CHECK(report.rough[1].again == "2026-11-13"_d);
}

TEST_CASE("1on1: needs and requests, since then and in the quarter") {
  Page page;
  const Interaction before = page.talk("Acme", "2026-10-14"_d);
  page.learn(before, LearningType::pain, "re-keying");
  const Interaction now = page.talk("Acme", "2026-11-11"_d);
  page.learn(now, LearningType::request, "bulk import");
  page.learn(now, LearningType::workaround, "a macro");
  page.learn(now, LearningType::quote, "never again");
  const auto report = page.report();
  CHECK(report.recent.requests == 1);
  CHECK(report.recent.needs == 1);
  CHECK(report.quarter.needs == 2);
}

TEST_CASE("1on1: loops are never mixed") {
  Page page;
  Interaction& heard = page.talk("Acme", "2026-11-10"_d, 30);
  heard.loop = Loop::colleague;
  page.book.own.talks.back().loop = Loop::colleague;
  const auto report = page.report();
  CHECK(report.met.empty());
  CHECK(report.listened.size() == 1);
  CHECK(std::get<Minutes>(fact_of(document_of(report), "listened_minutes")) == Minutes{30});
}

TEST_CASE("1on1: plans ahead, and plans of the past that wait for a word") {
  Page page;
  for (const Date day : {"2026-11-17"_d, "2026-11-20"_d}) {
    page.talk("Acme", day).status = Status::planned;
    page.book.own.talks.back().status = Status::planned;
  }
  const auto report = page.report();
  CHECK(report.to_confirm.size() == 1);
  CHECK(report.planned.size() == 1);
  CHECK(report.met.empty());
}

TEST_CASE("1on1: promises: the most urgent first, those kept long ago left out") {
  Page page;
  page.facts.promises = {
      {.number = 1, .text = "later", .due = "2026-12-01"_d},
      {.number = 2, .text = "over", .due = "2026-11-11"_d},
      {.number = 3, .text = "kept since", .due = "2026-11-01"_d, .kept = "2026-11-10"_d},
      {.number = 4, .text = "kept before", .kept = "2026-11-02"_d}};
  const auto report = page.report();
  REQUIRE(report.promises.size() == 3);
  CHECK(report.promises[0].promise.number == 2);
  CHECK(report.promises[1].promise.number == 1);
  CHECK(report.promises[2].promise.number == 3);
  CHECK(asks(report, "What's holding up \"over\"?"));
}

TEST_CASE("1on1: stories told since or not shared yet") {
  Page page;
  page.facts.stories = {{.uid = uid_of(1), .number = 1, .text = "old", .told = "2026-10-01"_d},
                        {.uid = uid_of(2), .number = 2, .text = "untold", .told = "2026-10-01"_d},
                        {.uid = uid_of(3), .number = 3, .text = "new", .told = "2026-11-12"_d}};
  page.facts.shares = {{.story = uid_of(1), .on = "2026-10-02"_d},
                       {.story = uid_of(3), .on = "2026-11-13"_d}};
  const auto report = page.report();
  REQUIRE(report.stories.size() == 2);
  CHECK(report.stories[0].story.number == 2);
  CHECK(report.stories[0].shared == 0);
  CHECK(report.stories[1].shared == 1);
}

TEST_CASE("1on1: there are three questions as soon as there is anything") {
  Page page;
  CHECK(page.report().questions.size() == 3);
  CHECK(asks(page.report(), "Whom will you visit first?"));
  page.talk("Acme", "2026-11-10"_d);
  CHECK(page.report().questions.size() == 3);
  CHECK_FALSE(asks(page.report(), "Whom will you visit first?"));
}

TEST_CASE("1on1: a question each for a rough talk, silence, and requests without a need") {
  Page page;
  page.talk("Acme", "2026-11-16"_d).mood = Mood::rough;
  page.talk("Globex", "2026-11-17"_d, 180);
  CHECK(asks(page.report(), "What does Acme see that we do not?"));
  CHECK(asks(page.report(), "What did you learn in those talks?"));
  page.learn(page.facts.talks[0], LearningType::request, "bulk import");
  page.learn(page.facts.talks[1], LearningType::quote, "never again");
  CHECK_FALSE(asks(page.report(), "What did you learn"));
  CHECK(asks(page.report(), "What would \"bulk import\" let Acme do"));
}

TEST_CASE("1on1: the first question is of those at a standstill whom nobody spoke with") {
  Page page;
  page.facts.promises = {{.number = 1, .text = "over", .due = "2026-11-11"_d}};
  ShowstopperLine line{.number = 3, .name = "No invoices", .opened = {"2026-11-16"_d, 600, {}}};
  line.affected = {{.customer = "Acme"}, {.customer = "Globex"}};
  page.facts.showstoppers.lines = {line};
  CHECK(page.report().questions.at(0).text == "When will you speak with Acme and Globex?");
  CHECK(page.report().questions.at(0).from ==
        "showstopper #3 No invoices: no talk since it was opened Mon 16 Nov");
  for (auto& one : page.facts.showstoppers.lines[0].affected)
    one.first_contact = one.last_contact = Moment{"2026-11-16"_d, 660, {}};
  CHECK_FALSE(asks(page.report(), "Acme and Globex"));
  page.facts.showstoppers.lines[0].next_update = "2026-11-17"_d;
  CHECK(page.report().questions.at(0).text == "What will you tell Acme and Globex?");
  page.facts.showstoppers.lines[0].resolved = Moment{"2026-11-17"_d, 600, {}};
  CHECK_FALSE(asks(page.report(), "Acme and Globex"));
}

TEST_CASE("1on1: the top says how the time since the last one went") {
  Page page("2026-11-04"_d);
  const auto top = [&] {
    std::string all;
    for (const Block& block : page.document().blocks)
      if (const auto* text = std::get_if<Text>(&block)) all += text->text + '\n';
    return all;
  };
  CHECK(top().starts_with("Since Wed 4 Nov: 0 of 2 weeks met, no talks, last week missed\n"));
  page.learn(page.talk("Acme", "2026-11-05"_d, 180), LearningType::pain, "re-keying");
  page.talk("Acme", "2026-11-10"_d).recorded.date = "2026-11-12"_d;
  page.talk("Globex", "2026-11-11"_d).recorded.date = "2026-11-14"_d;
  page.talk("Globex", "2026-11-11"_d, 0, Kind::email);
  CHECK(top().starts_with("Since Wed 4 Nov: 1 of 2 weeks met, 3 talks, last week missed\n"));
  CHECK(top().find("\n2 customers · something learned in 1 of 3 talks · logged 2 days after the "
                   "talk\n") != std::string::npos);
}

TEST_CASE("1on1: one week in five may be missed before the top is amber") {
  OneOnOneReport report = Page("2026-10-14"_d).report();
  const auto tone = [&](int met, int counted) {
    report.since_then.met = met;
    report.since_then.counted = counted;
    const Document page = document_of(report);
    for (const Block& block : page.blocks)
      if (const auto* text = std::get_if<Text>(&block)) return text->tone;
    return Tone::bad;
  };
  CHECK(tone(0, 0) == Tone::plain);
  CHECK(tone(5, 5) == Tone::good);
  CHECK(tone(4, 5) == Tone::good);
  CHECK(tone(3, 4) == Tone::warn);
  CHECK(tone(8, 11) == Tone::warn);
}

TEST_CASE("1on1: what is heavier is asked first, and what was asked last time comes last") {
  Page page("2026-10-20"_d);
  for (const char* name : {"Acme", "Globex"}) page.talk(name, "2026-11-02"_d).mood = Mood::rough;
  page.facts.promises = {{.number = 7, .text = "over", .due = "2026-11-11"_d}};
  auto asked = [&] {
    std::vector<std::string> keys;
    for (const Question& one : page.report().questions) keys.push_back(one.key);
    return keys;
  };
  using Keys = std::vector<std::string>;
  CHECK(asked() == Keys{"at-risk 1", "at-risk 2", "promise 7"});
  page.talk("Acme", "2026-11-13"_d);  // answered meanwhile
  page.talk("Globex", "2026-11-13"_d);
  const Keys calm = asked();
  CHECK(calm.front() == "promise 7");
  Review review{.asked = {calm.begin(), calm.end()}};
  page.facts.since.review = review;
  const Keys next = asked();
  CHECK(next.front() == "promise 7");  // still open
  CHECK_FALSE(next[1] == calm[1]);
  CHECK_FALSE(next[2] == calm[2]);
}

TEST_CASE("1on1: a promise kept late says so, and is not as good as one kept in time") {
  Page page("2026-10-20"_d);
  page.facts.promises = {
      {.number = 1, .text = "late", .due = "2026-10-01"_d, .kept = "2026-11-16"_d},
      {.number = 2, .text = "in time", .due = "2026-11-20"_d, .kept = "2026-11-16"_d}};
  const Document document = page.document();
  const Table& promises = table_of(document, "promises");
  CHECK(cell_of(promises, 0, "stands") == Value(std::string("done, 46 days late")));
  CHECK(promises.rows[0][4].tone == Tone::plain);
  CHECK(cell_of(promises, 1, "stands") == Value(std::string("done")));
  CHECK(promises.rows[1][4].tone == Tone::good);
}

TEST_CASE("1on1: nobody has most of the time where two share it") {
  Page page;
  for (const char* name : {"Acme", "Globex", "Acme", "Globex"}) page.talk(name, "2026-11-10"_d);
  CHECK_FALSE(asks(page.report(), "most of the time"));
  page.talk("Acme", "2026-11-11"_d, 30, Kind::visit);
  CHECK(page.report().breadth.top_share() > 50);
}

TEST_CASE("1on1: breadth shares a talk out among its customers, and knows the top one") {
  Page page;
  page.talk("Acme", "2026-11-10"_d, 90, Kind::visit);
  page.talk("Globex", "2026-11-11"_d, 30);
  const auto report = page.report();
  REQUIRE(report.breadth.customers.size() == 2);
  CHECK(report.breadth.customers[0].customer == "Acme");
  CHECK(report.breadth.top_share() == 75);
  CHECK(report.breadth.on_site == 1);
  CHECK(report.breadth.with_nobody == 2);
}

TEST_CASE("1on1: programs find each part under its key, empty or not") {
  const auto keys = keys_of(Page().document());
  for (const char* key : {"pm", "since", "actions", "weeks", "changed", "interactions", "rough",
                          "learnings", "stories", "promises", "to_tell", "to_confirm", "planned",
                          "breadth", "signals", "questions"})
    CHECK_MESSAGE(std::find(keys.begin(), keys.end(), key) != keys.end(), key);
}

}  // namespace rapport
