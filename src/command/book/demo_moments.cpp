#include <array>
#include <memory>

#include "command/book/demo_year.hpp"

// What does not happen every week: boards, visits of two PMs, mails, what was entered late,
// corrected or missed, days off, and what else is aimed for.
namespace rapport::demo {
namespace {

constexpr int morning = 9 * 60 + 30;
constexpr int evening = 18 * 60;

}  // namespace

void Year::write_moments() {
  write_board(44, "need: agree on one list of part numbers +orders");
  write_board(31, "surprise: three of six tape the same report to a wall +planning");
  write_board(18, "quote: we do not want more, we want it to be right +orders");
  write_board(4, "need: say what changed in a release, on one page");
  write_joint_visit(12, "Umbrella Pharma",
                    "surprise: the signatures fill a binder a week +approval");
  write_joint_visit(3, "Soylent Foods", "pain: there is no signal in the cold store +mobile");
  write_mails();
  write_late_talk();
  write_corrected_talk();
  write_private_talk();
  write_missed();
  write_time_off();
  write_aims();
}

Interaction Year::talk_of(const Host& host, Kind kind, const Moment& start, int minutes) const {
  Interaction talk{.start = start};
  talk.length = Minutes{minutes};
  talk.kind = kind;
  talk.hosts = {host.uid};
  return talk;
}

/// Six customers at one table: one session, however many sit there.
void Year::write_board(int weeks_ago, std::string_view learned) {
  script_.at(day(weeks_ago, 3), evening, "log", [=, this](Writing& writing) {
    const Host& priya = hosts_.front();
    Interaction talk = talk_of(priya, Kind::board, {day(weeks_ago, 3), 13 * 60, now_.offset}, 120);
    for (const char* name : {"Acme Robotics", "Müller & Söhne", "Initech", "Wayne Logistics",
                             "Umbrella Pharma", "Soylent Foods"})
      talk.customers.insert(customers_.find(name)->second);
    write_learned(writing, priya, writing.add(talk, space::of(priya.pm)), learned);
  });
}

/// Priya takes Lena along: each has the talk, and the team has it once.
void Year::write_joint_visit(int weeks_ago, std::string_view name, std::string_view learned) {
  script_.at(day(weeks_ago, 4), evening, "log", [=, this](Writing& writing) {
    const Host& priya = hosts_.front();
    Interaction talk = talk_of(priya, Kind::visit, {day(weeks_ago, 4), 10 * 60, now_.offset}, 90);
    talk.hosts.insert(hosts_.back().uid);
    talk.customers = {customers_.find(name)->second};
    write_learned(writing, priya, writing.add(talk, space::of(priya.pm)), learned);
  });
}

/// Contacts that are no sessions.
void Year::write_mails() {
  struct Mail {
    std::size_t host;
    std::string_view customer;
    int first, every;
    Kind kind;
  };
  constexpr std::array mails{
      Mail{0, "Initech", 2, 6, Kind::email}, Mail{0, "日本精密", 0, 7, Kind::chat},
      Mail{1, "Vandelay Imports", 1, 5, Kind::email}, Mail{2, "Soylent Foods", 0, 4, Kind::email}};
  for (const Mail& mail : mails)
    for (int ago = mail.first; ago < hosts_[mail.host].joined; ago += mail.every)
      script_.at(day(ago, 1), morning, "log", [=, this](Writing& writing) {
        const Host& host = hosts_[mail.host];
        const int minutes = mail.kind == Kind::email ? 0 : 10;
        Interaction talk =
            talk_of(host, mail.kind, {day(ago, 1), morning - 15, now_.offset}, minutes);
        talk.purpose = Purpose::check_in;
        talk.customers = {customers_.find(mail.customer)->second};
        writing.add(talk, space::of(host.pm));
      });
}

/// Entered when its week was long over.
void Year::write_late_talk() {
  script_.at(day(1, 0), morning, "log", [this](Writing& writing) {
    const Host& priya = hosts_.front();
    Interaction talk = talk_of(priya, Kind::visit, {day(3, 1), 15 * 60, now_.offset}, 60);
    talk.customers = {customers_.find("Wayne Logistics")->second};
    write_learned(writing, priya, writing.add(talk, space::of(priya.pm)),
                  "quote: without a signal I am a man with a van and a pencil +mobile");
  });
}

/// Corrected after the 1:1 that spoke of it.
void Year::write_corrected_talk() {
  auto uid = std::make_shared<Uid>();
  script_.at(day(3, 2), evening, "log", [=, this](Writing& writing) {
    const Host& priya = hosts_.front();
    Interaction talk = talk_of(priya, Kind::call, {day(3, 2), 16 * 60, now_.offset}, 30);
    talk.customers = {customers_.find("Acme Robotics")->second};
    *uid = writing.add(talk, space::of(priya.pm));
    write_learned(writing, priya, *uid, "request: the late orders as a mail at noon +orders");
  });
  script_.at(day(1, 1), morning, "amend", [=, this](Writing& writing) {
    auto talk = book_.find<Interaction>(*uid).value();
    talk.length = Minutes{50};
    talk.note = "Tom joined for the last twenty minutes";
    writing.update(talk);
  });
}

/// It counts, and what was noted is nobody else's.
void Year::write_private_talk() {
  script_.at(day(6, 2), evening + 5, "log", [this](Writing& writing) {
    const Host& priya = hosts_.front();
    Interaction talk = talk_of(priya, Kind::call, {day(6, 2), 17 * 60, now_.offset}, 50);
    talk.customers = {customers_.find("Initech")->second};
    talk.is_private = true;
    const Uid uid = writing.add(talk, space::of(priya.pm));
    writing.add(PrivateNote{.uid = uid, .mood = {}, .note = "Joanna leaves in spring"},
                space::local);
  });
}

/// Two who did not come, and a plan of which nobody has said yet what became of it.
void Year::write_missed() {
  struct Missed {
    std::size_t host;
    std::string_view customer;
    int weeks_ago, weekday;
    bool is_said;
  };
  constexpr std::array all{Missed{0, "Initech", 10, 2, true}, Missed{2, "Oscorp", 3, 2, true},
                           Missed{0, "Müller & Söhne", 0, 1, false}};
  for (const Missed& missed : all) {
    const Date on = day(missed.weeks_ago, missed.weekday);
    auto uid = std::make_shared<Uid>();
    script_.at(on - Days{5}, morning, "plan", [=, this](Writing& writing) {
      const Host& host = hosts_[missed.host];
      Interaction talk = talk_of(host, Kind::video, {on, 8 * 60, now_.offset}, 45);
      talk.status = Status::planned;
      talk.customers = {customers_.find(missed.customer)->second};
      *uid = writing.add(talk, space::of(host.pm));
    });
    if (!missed.is_said) continue;
    script_.at(on, 8 * 60 + 20, "no-show", [=, this](Writing& writing) {
      auto talk = book_.find<Interaction>(*uid).value();
      talk.status = Status::no_show;
      writing.update(talk);
    });
  }
}

/// Two days of one PM, and a day of all.
void Year::write_time_off() {
  script_.at(day(14, 0), morning, "off", [this](Writing& writing) {
    const Host& priya = hosts_.front();
    writing.add(Off{.pm = priya.uid, .days = {day(11, 3), day(11, 5)}, .why = "a wedding"},
                space::of(priya.pm));
  });
  script_.at(day(30, 0), morning, "off", [this](Writing& writing) {
    writing.add(Off{.days = {day(25, 0), day(25, 1)}, .why = "public holiday"}, space::team);
  });
}

/// What Priya aims for in the other two loops, and what she promised to a colleague.
void Year::write_aims() {
  script_.at(day(40, 0), morning, "target add", [this](Writing& writing) {
    const auto add = [&](const char* name, Loop loop) {
      Target target{
          .name = name, .pm = hosts_.front().uid, .metric = Metric::sessions, .amount = 1};
      target.every.unit = Every::Unit::month;
      target.filter.loop = loop;
      target.from = day(40, 0);
      writing.add(target, space::team);
    };
    add("listen", Loop::colleague);
    add("use", Loop::self);
  });
  script_.at(day(2, 4), evening, "promise add", [this](Writing& writing) {
    const Host& priya = hosts_.front();
    writing.add(Promise{.pm = priya.uid,
                        .customers = {},
                        .colleague = people_.find("Sam Idris")->second,
                        .text = "a help page on permissions",
                        .made = day(2, 4),
                        .due = day(0, 2)},
                space::of(priya.pm));
  });
}

}  // namespace rapport::demo
