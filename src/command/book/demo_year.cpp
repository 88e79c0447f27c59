#include "command/book/demo_year.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "rapport/base/text.hpp"
#include "rapport/domain/learning.hpp"

// The weeks of each PM: talks, learnings, moods, promises, plans that came to nothing.
namespace rapport::demo {
namespace {

constexpr int day_begins = 9 * 60;

/// What was said about hard talks.
constexpr std::array rough_notes{
    "came late, asked for a date at once", "showed us the competitor's page",
    "their new head of operations does not know us", "half of the hour on one old ticket"};

}  // namespace

void Year::write() {
  hosts_ = {
      {.name = "Priya",
       .customers = {"Acme Robotics", "Müller & Söhne", "Initech", "日本精密", "Umbrella Pharma",
                     "Wayne Logistics"},
       .talks_a_week = {3, 3, 4, 2, 3, 3, 3, 4, 3, 1, 3},
       .off = {8, 7}},
      {.name = "Marco",
       .customers = {"Globex Energy", "Stark Industries", "Vandelay Imports", "Tyrell Systems",
                     "Hooli Partners", "Oscorp"},
       .avoids = true,
       .talks_a_week = {4, 3, 4, 3, 4, 2},
       .off = {20, 19, 18}},
      {.name = "Lena",
       .joined = 14,
       .customers = {"Umbrella Pharma", "Oscorp", "Soylent Foods", "Cyberdyne", "Globex Energy"},
       .talks_a_week = {2, 3, 2, 3},
       .off = {5}}};
  write_beginning();
  for (Host& host : hosts_) write_weeks(host);
  write_wishes();
  write_showstoppers();
  write_stories();
  write_listening();
  write_reviews();
  write_plans();
  write_moments();
  script_.run(book_);
}

void Year::write_beginning() {
  for (Host& host : hosts_)
    script_.at(day(host.joined, 0), day_begins - 30, "pm add", [this, &host](Writing& writing) {
      host.pm = {.name = host.name, .handle = fold(host.name)};
      host.pm.joined = {day(host.joined, 0)};
      host.uid = host.pm.uid = writing.add(host.pm, space::team);
      if (host.name == "Priya") writing.set_me(host.uid);
    });
  for (const Organisation& one : organisations())
    script_.at(day(demo_weeks, 0), day_begins - 20, "customer add", [this, &one](Writing& writing) {
      Customer customer{.name = std::string(one.name),
                        .first_class = one.cls,
                        .region = std::string(one.region),
                        .segment = std::string(one.segment),
                        .domains = {std::string(one.domain)}};
      const Uid uid = writing.add(customer, space::team);
      customers_.emplace(one.name, uid);
      for (const Somebody& somebody : one.people)
        people_.emplace(somebody.name, writing.add(Person{.name = std::string(somebody.name),
                                                          .customer = uid,
                                                          .role = std::string(somebody.role)},
                                                   space::team));
    });
  script_.at(day(14, 1), day_begins, "target edit", [this](Writing& writing) {
    Target target = default_targets().back();
    target.amount = 120;
    target.pm = hosts_[2].uid;
    target.from = day(14, 0);
    writing.add(target, space::team);
  });
  for (Host& host : hosts_)
    for (const int ago : host.off)
      script_.at(day(ago + 3, 1), day_begins + 5, "off", [this, &host, ago](Writing& writing) {
        writing.add(Off{.pm = host.uid, .days = {day(ago, 0), day(ago, 5)}, .why = "vacation"},
                    space::of(host.pm));
      });
}

Interaction Year::talk_with(const Host& host, const std::string& name, Date on, int minute) {
  const std::array kinds{Kind::video, Kind::visit, Kind::call, Kind::video};
  const std::array lengths{60, 60, 45, 90, 60, 30};
  const std::size_t number = talks_[name]++;
  Interaction talk{.start = {on, minute, now_.offset}};
  talk.kind = kinds[static_cast<std::size_t>(dice_.roll(4))];
  talk.length =
      Minutes{talk.kind == Kind::visit ? 90 : lengths[static_cast<std::size_t>(dice_.roll(6))]};
  if (dice_.one_in(6)) talk.purpose = Purpose::demo;
  const Organisation& one = organisation(name);
  if (one.hard && number % 3 != 1) talk.mood = Mood::rough;
  if (!talk.mood && dice_.one_in(3)) talk.mood = Mood::good;
  if (talk.mood == Mood::rough) talk.note = rough_notes[rough_[host.name]++ % rough_notes.size()];
  return talk;
}

void Year::write_talk(Host& host, const std::string& name, int weeks_ago, Date on, int minute) {
  const Organisation& one = organisation(name);
  Interaction talk = talk_with(host, name, on, minute);
  std::vector<std::string> learned;
  if (!dice_.one_in(4)) {
    learned.emplace_back(one.says[said_[name]++ % one.says.size()]);
  }
  const std::string_view person =
      one.people.empty() ? std::string_view{} : one.people[talks_[name] % one.people.size()].name;
  if (talk.mood == Mood::rough && host.avoids) free_from_[{host.name, name}] = weeks_ago - 9;
  const bool is_late = dice_.one_in(18);
  const int end = minute + static_cast<int>(talk.length.count()) + 5;
  script_.at(on + Days{is_late ? 6 : 0}, is_late ? day_begins : end, "log",
             [this, &host, name, talk, learned, person](Writing& writing) mutable {
               talk.hosts = {host.uid};
               talk.customers = {customers_.find(name)->second};
               if (!person.empty()) talk.people = {people_.find(person)->second};
               const Uid uid = writing.add(talk, space::of(host.pm));
               latest_[name] = uid;
               for (const std::string& text : learned) write_learned(writing, host, uid, text);
             });
  if (talk.mood == Mood::rough) write_promise(host, name, on, static_cast<int>(rough_[host.name]));
}

void Year::write_learned(Writing& writing, const Host& host, const Uid& talk,
                         std::string_view text) {
  const TypedLearning typed = parse_learning(text);
  writing.add(Learning{.interaction = talk,
                       .type = typed.type,
                       .text = typed.text,
                       .themes = {typed.themes.begin(), typed.themes.end()}},
              space::of(host.pm));
}

void Year::write_weeks(Host& host) {
  std::size_t turn = 0;
  for (int ago = host.joined; ago >= 0; --ago) {
    if (std::find(host.off.begin(), host.off.end(), ago) != host.off.end()) continue;
    const int count = host.talks_a_week[static_cast<std::size_t>(ago) % host.talks_a_week.size()];
    for (int i = 0; i < count; ++i) {
      std::string name;
      for (std::size_t tries = 0; tries < host.customers.size() && name.empty(); ++tries) {
        const std::string& next = host.customers[turn++ % host.customers.size()];
        const auto free = free_from_.find({host.name, next});
        if (free == free_from_.end() || ago <= free->second) name = next;
      }
      const Date on = day(ago, (i * 5 / count + dice_.roll(2)) % 5);
      const int minute = day_begins + 60 * i + 30 * dice_.roll(4);
      if (earlier({on, minute + 100, {}}, now_)) write_talk(host, name, ago, on, minute);
    }
    if (ago % 4 == 2 && ago < host.joined) write_plan(host, ago);
  }
}

void Year::write_promise(Host& host, const std::string& name, Date on, int number) {
  constexpr std::array texts{"send the plan for the next release", "a date for the fix",
                             "come by with an engineer", "the list of open tickets"};
  if (number % 2 == 0) return;
  const bool is_kept = !host.avoids || number % 3 != 0 || on < day(12, 0);
  auto uid = std::make_shared<Uid>();
  script_.at(on, 17 * 60 + 5, "promise add", [=, this, &host](Writing& writing) {
    *uid = writing.add(Promise{.pm = host.uid,
                               .customers = {customers_.find(name)->second},
                               .text = texts[static_cast<std::size_t>(number / 2) % texts.size()],
                               .made = on,
                               .due = on + Days{10}},
                       space::of(host.pm));
  });
  if (!is_kept) return;
  const auto change = [=, this](const char* verb, Date when, auto&& mark) {
    script_.at(when, 10 * 60, verb, [=, this](Writing& writing) {
      auto promise = book_.find<Promise>(*uid).value();
      mark(promise, when);
      writing.update(promise);
    });
  };
  change("promise keep", on + Days{8}, [](Promise& promise, Date when) { promise.kept = when; });
  change("told", on + Days{8 + number % 4},
         [](Promise& promise, Date when) { promise.told = when; });
}

void Year::write_plan(const Host& host, int weeks_ago) {
  const bool is_held = weeks_ago % 8 == 2;
  const Side side = host.avoids ? Side::me : Side::them;
  const std::string name = !host.avoids           ? host.customers[1]
                           : is_held              ? "Tyrell Systems"
                           : weeks_ago % 16 == 14 ? "Globex Energy"
                                                  : "Stark Industries";
  const Date on = day(weeks_ago, 3);
  auto uid = std::make_shared<Uid>();
  script_.at(on - Days{6}, 11 * 60, "plan", [=, this, &host](Writing& writing) {
    Interaction talk{.start = {on, 15 * 60, now_.offset}};
    talk.length = Minutes{60};
    talk.kind = Kind::video;
    talk.status = Status::planned;
    talk.hosts = {host.uid};
    talk.customers = {customers_.find(name)->second};
    *uid = writing.add(talk, space::of(host.pm));
  });
  script_.at(is_held ? on : on - Days{1}, 16 * 60 + 10, is_held ? "held" : "cancel",
             [=, this](Writing& writing) {
               auto talk = book_.find<Interaction>(*uid).value();
               talk.status = is_held ? Status::held : Status::cancelled;
               if (!is_held) talk.cancelled_by = side;
               writing.update(talk);
             });
}

}  // namespace rapport::demo
