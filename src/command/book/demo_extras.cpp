#include <algorithm>
#include <array>
#include <memory>

#include "command/book/demo_year.hpp"
#include "rapport/domain/learning.hpp"

// What surrounds the talks of the sample year: ideas, standstills, stories, colleagues, own use,
// 1:1s and plans.
namespace rapport::demo {
namespace {

constexpr int morning = 10 * 60;
constexpr int afternoon = 16 * 60 + 30;

struct Tale {
  std::string_view customer;
  int host;  ///< in the order of the PMs
  int weeks_ago;
  std::string_view text;
  std::vector<std::string_view> shared_at;  ///< one a week, from the week after
};

const std::vector<Tale>& tales() {
  static const std::vector<Tale> all{
      {"Müller & Söhne",
       0,
       40,
       "The foreman who photographs his whiteboard every evening",
       {"all hands", "design review"}},
      {"Soylent Foods",
       2,
       10,
       "One hour from the inspector, nine hours for the trace",
       {"all hands"}},
      {"Acme Robotics",
       0,
       14,
       "Tom prints our screen and corrects it with a pen",
       {"sales kick-off", "onboarding of new engineers"}},
      {"Umbrella Pharma",
       0,
       6,
       "They print, sign, scan and upload: four steps for one yes",
       {"roadmap"}},
      {"Wayne Logistics",
       0,
       1,
       "The driver who texts photographs because the app needs a network",
       {}},
  };
  return all;
}

}  // namespace

void Year::write_wishes() {
  int number = 0;
  for (const Wish& wish : wishes()) {
    const int opened = wish.state == IdeaState::open ? 6 - number : 30 - 3 * number++;
    auto idea = std::make_shared<Uid>();
    auto votes = std::make_shared<std::vector<Uid>>();
    script_.at(day(opened, 1), afternoon, "idea add", [=, this, &wish](Writing& writing) {
      Idea fresh{.name = std::string(wish.name), .opened = day(opened, 1)};
      if (!wish.theme.empty()) fresh.themes = {std::string(wish.theme)};
      *idea = writing.add(fresh, space::team);
    });
    for (std::size_t i = 0; i < wish.wanted_by.size(); ++i) {
      const Date on = day(std::max(opened - 2 * static_cast<int>(i), 1), 2);
      script_.at(on, afternoon + static_cast<int>(i), "idea vote",
                 [=, this, &wish](Writing& writing) {
                   votes->push_back(
                       writing.add(Vote{.idea = *idea,
                                        .customer = customers_.find(wish.wanted_by[i])->second,
                                        .interaction = latest_of(wish.wanted_by[i]),
                                        .cast = on},
                                   space::team));
                 });
    }
    if (wish.state == IdeaState::open) continue;
    const Date settled = day(wish.settled_weeks_ago, 1);
    script_.at(settled, morning, "idea ship", [=, this, &wish](Writing& writing) {
      Idea now = book_.find<Idea>(*idea).value();
      now.state = wish.state;
      if (wish.state != IdeaState::planned) now.settled = settled;
      if (wish.state == IdeaState::declined) now.why = "one customer in a year";
      writing.update(now);
    });
    for (int i = 0; i < wish.told; ++i)
      script_.at(settled + Days{2 + i}, morning, "told", [=, this](Writing& writing) {
        Vote vote = book_.find<Vote>((*votes)[static_cast<std::size_t>(i)]).value();
        vote.told = settled + Days{2 + i};
        writing.update(vote);
      });
  }
}

void Year::write_showstoppers() {
  const Host& priya = hosts_.front();
  auto old = std::make_shared<Uid>();
  script_.at(day(9, 2), morning, "showstopper open", [=, this, &priya](Writing& writing) {
    *old = writing.add(Showstopper{.name = "Entries are lost without a signal",
                                   .pm = priya.uid,
                                   .customers = {customers_.at("Wayne Logistics")},
                                   .opened = {day(9, 2), morning, now_.offset}},
                       space::team);
  });
  script_.at(day(7, 3), afternoon, "showstopper resolve", [=, this](Writing& writing) {
    Showstopper stop = book_.find<Showstopper>(*old).value();
    stop.resolved = {day(7, 3), afternoon, now_.offset};
    stop.how = "a queue on the phone";
    stop.told.emplace(customers_.at("Wayne Logistics"), day(7, 3));
    writing.update(stop);
  });
  script_.at(day(1, 4), morning, "showstopper open", [=, this, &priya](Writing& writing) {
    writing.add(Showstopper{.name = "Batches cannot be released: the signature page fails",
                            .pm = priya.uid,
                            .customers = {customers_.at("Umbrella Pharma"),
                                          customers_.at("Tyrell Systems")},
                            .opened = {day(1, 4), morning, now_.offset},
                            .next_update = day(0, 4)},
                space::team);
  });
}

void Year::write_stories() {
  for (const Tale& tale : tales()) {
    const Host& host = hosts_[static_cast<std::size_t>(tale.host)];
    auto story = std::make_shared<Uid>();
    const Date told = day(tale.weeks_ago, 3);
    script_.at(told, afternoon + 20, "story add", [=, this, &host, &tale](Writing& writing) {
      *story = writing.add(Story{.pm = host.uid,
                                 .text = std::string(tale.text),
                                 .customers = {customers_.find(tale.customer)->second},
                                 .told = told},
                           space::of(host.pm));
    });
    int later = 0;
    for (const std::string_view where : tale.shared_at) {
      const Date on = told + Days{7 * ++later - 1};
      script_.at(on, morning, "story share", [=, &host](Writing& writing) {
        writing.add(Share{.story = *story, .pm = host.uid, .on = on, .where = std::string(where)},
                    space::of(host.pm));
      });
    }
  }
}

void Year::write_in_loop(const Host& host, Loop loop, Date on, Minutes length,
                         std::string_view person, std::string_view text) {
  script_.at(on, afternoon + 40, loop == Loop::self ? "use" : "listen",
             [=, this, &host](Writing& writing) {
               Interaction talk{.start = {on, afternoon, now_.offset}};
               talk.length = length;
               talk.loop = loop;
               talk.hosts = {host.uid};
               if (!person.empty()) talk.people = {people_.find(person)->second};
               const Uid uid = writing.add(talk, space::of(host.pm));
               const TypedLearning typed = parse_learning(text);
               writing.add(Learning{.interaction = uid,
                                    .type = typed.type,
                                    .text = typed.text,
                                    .themes = {typed.themes.begin(), typed.themes.end()},
                                    .second_hand = loop == Loop::colleague,
                                    .heard_from = std::string(person)},
                           space::of(host.pm));
             });
}

void Year::write_listening() {
  script_.at(day(demo_weeks, 0), morning, "person add", [this](Writing& writing) {
    for (const Somebody& one : colleagues())
      people_.emplace(one.name, writing.add(Person{.name = std::string(one.name),
                                                   .role = std::string(one.role)},
                                            space::team));
  });
  std::size_t heard = 0;
  std::size_t used = 0;
  for (int ago = demo_weeks - 2; ago >= 0; --ago) {
    const Host& priya = hosts_.front();
    if (ago % 3 == 1)
      write_in_loop(priya, Loop::colleague, day(ago, 4), Minutes{30},
                    colleagues()[heard % colleagues().size()].name,
                    heard_from_colleagues()[heard % heard_from_colleagues().size()]),
          ++heard;
    if (ago % 5 == 1)
      write_in_loop(priya, Loop::self, day(ago, 0), Minutes{40}, {},
                    own_use()[used++ % own_use().size()]);
  }
}

void Year::write_reviews() {
  constexpr std::array notes{"one story for the all hands", "spread the hours over more customers",
                             "ask why before how", "look at who is not being heard"};
  constexpr std::array actions{"see two customers at work", "tell everybody whose wish shipped",
                               "call Globex before the board meeting", "invite support to a visit"};
  for (const Host& host : hosts_)
    for (int ago = host.joined - 2; ago >= 1; ago -= 2) {
      const auto turn = static_cast<std::size_t>(ago / 2) % notes.size();
      const Date on = day(ago, host.name == "Priya" ? 2 : 3);
      auto action = std::make_shared<Uid>();
      script_.at(on, morning + 60, "1on1", [=, &host](Writing& writing) {
        const Uid review = writing.add(Review{.pm = host.uid, .on = on, .note = notes[turn]},
                                       space::reviews_of(host.pm));
        *action = writing.add(Action{.review = review,
                                     .pm = host.uid,
                                     .text = actions[turn],
                                     .made = on,
                                     .due = on + Days{12}},
                              space::reviews_of(host.pm));
      });
      if (ago > 2)
        script_.at(on + Days{9}, morning, "action done", [=, this](Writing& writing) {
          Action done = book_.find<Action>(*action).value();
          done.done = on + Days{9};
          writing.update(done);
        });
    }
}

void Year::write_plans() {
  for (const Host& host : hosts_)
    for (int i = 0; i < 2; ++i)
      script_.at(day(1, 4), afternoon + i, "plan", [=, this, &host](Writing& writing) {
        Interaction talk{.start = {day(-1, 1 + 2 * i), 14 * 60, now_.offset}};
        talk.length = Minutes{60};
        talk.kind = i == 0 ? Kind::visit : Kind::video;
        talk.status = Status::planned;
        talk.hosts = {host.uid};
        const auto& name = host.customers[static_cast<std::size_t>(i) * 2];
        talk.customers = {customers_.find(name)->second};
        writing.add(talk, space::of(host.pm));
      });
}

}  // namespace rapport::demo
