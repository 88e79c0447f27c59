// Makes a book to measure: make_book FILE INTERACTIONS PMS [full]. The same arguments make the same
// facts, written through the journal as commands write them; ids and stamps differ. A full book has
// also what grows out of talks: themes, ideas, promises, stories, showstoppers, plans and 1:1s.
// Prints how many interactions a second were written, as JSON.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string_view>

#include "rapport/store/open.hpp"
#include "rapport/store/store.hpp"

namespace rapport {
namespace {

constexpr int talks_a_week = 20;
constexpr int quiet_week_in = 8;  // one week in so many is missed
constexpr int talks_in_quiet_week = 2;
constexpr int territory = 200;  // customers that one PM talks with
constexpr int ideas = 60;
constexpr int plans_a_pm = 3;
constexpr std::int64_t ms_a_day = 86'400'000;
constexpr int evening = 18 * 60;

/// The last week is that of Friday 20 November 2026, the day of the benchmark.
constexpr Date last_monday =
    std::chrono::sys_days{std::chrono::year{2026} / std::chrono::November / 16};

constexpr std::array vowels{"a", "e", "i", "o", "u", "ai", "or", "en"};
constexpr std::array consonants{"b", "d", "f", "g", "k", "l", "m",
                                "n", "p", "r", "s", "t", "v", "z"};
constexpr std::array sentences{
    "they re-key every order by hand because the export of the shop loses the discounts",
    "the report takes a morning, so nobody looks at it before the end of the month",
    "two people share one login since a second seat needs the approval of the head office",
    "they print the list, tick what is done and type the ticks back in the evening",
    "a spreadsheet beside the product holds what the product forgets",
    "new colleagues ask the same five questions, and the answers live in one head"};

constexpr std::array themes{"orders", "export", "login", "reports", "speed", "search",
                            "mobile", "prices", "roles", "import",  "audit", "alerts"};

/// The same numbers on every machine, unlike the distributions of the library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int most) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(most)); }
  bool one_in(int times) { return below(times) == 0; }

 private:
  std::mt19937_64 engine_;
};

std::string made_up_name(Dice& dice) {
  std::string name;
  for (int i = 0; i < 3; ++i) {
    name += consonants.at(static_cast<std::size_t>(dice.below(consonants.size())));
    name += vowels.at(static_cast<std::size_t>(dice.below(vowels.size())));
  }
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

Stamp evening_of(Date day) {
  return {{day, evening, 0}, day.time_since_epoch().count() * ms_a_day + evening * 60'000};
}

class Maker {
 public:
  Maker(Store& store, int interactions, int pms, bool is_full)
      : store_(store),
        dice_(20261120),
        more_dice_(20261121),
        is_full_(is_full),
        interactions_(interactions),
        pms_(static_cast<std::size_t>(pms)) {}

  void make() {
    plan();
    make_people(last_monday - Days{7 * (static_cast<int>(weeks_.size()) - 1)});
    for (std::size_t back = weeks_.size(); back-- > 0;)
      make_week(last_monday - Days{7 * static_cast<int>(back)}, weeks_[back]);
    if (is_full_) make_plans(last_monday + Days{7});
  }

 private:
  using Counts = std::vector<int>;  // of the talks of each PM

  /// From the last week, of which nobody is left out, back until all talks have their place.
  void plan() {
    for (int left = interactions_; left > 0;) {
      weeks_.emplace_back(pms_, 0);
      for (int& count : weeks_.back()) {
        const bool is_quiet = weeks_.size() > 1 && dice_.one_in(quiet_week_in);
        count = std::min(left, is_quiet ? talks_in_quiet_week : talks_a_week);
        left -= count;
      }
    }
  }

  void make_people(Date first) {
    Writing writing(store_, "import", evening_of(first), std::nullopt);
    const int count = std::clamp(interactions_ / 50, 40, 20'000);
    for (int i = 0; i < count; ++i) make_customer(writing, i);
    for (std::size_t i = 0; i < pms_; ++i) {
      const std::string handle = fmt::format("pm{:02}", i + 1);
      hosts_.push_back({.name = "Pm " + made_up_name(dice_) + ' ' + std::to_string(i + 1),
                        .handle = handle,
                        .joined = {first}});
      hosts_.back().uid = writing.add(hosts_.back());
    }
    for (int i = 0; is_full_ && i < ideas; ++i)
      ideas_.push_back(writing.add(Idea{.name = fmt::format("{} {}", one_of(themes), i),
                                        .themes = {std::string(one_of(themes))},
                                        .opened = first}));
    writing.set_me(hosts_.front().uid);
    writing.commit();
  }

  void make_customer(Writing& writing, int i) {
    static constexpr std::array regions{"EU", "US", "APAC"};
    Customer customer{.name = fmt::format("{} {} {}", made_up_name(dice_), made_up_name(dice_), i),
                      .region = regions.at(static_cast<std::size_t>(dice_.below(3)))};
    if (dice_.one_in(10)) customer.first_class = Class::partner;
    customers_.push_back(writing.add(customer));
    const Person person{.name = fmt::format("{} {}", made_up_name(dice_), made_up_name(dice_)),
                        .customer = customers_.back(),
                        .emails = {fmt::format("p{}@c{}.example", i, i)}};
    people_.push_back(writing.add(person));
  }

  void make_week(Date monday, const Counts& counts) {
    Writing writing(store_, "import", evening_of(monday + Days{4}), std::nullopt);
    for (std::size_t pm = 0; pm < pms_; ++pm)
      for (int i = 0; i < counts[pm]; ++i)
        make_talk(writing, pm, monday, counts[pm] <= talks_in_quiet_week);
    if (is_full_ && monday.time_since_epoch().count() % 2 == 0)
      for (const Pm& pm : hosts_) make_review(writing, pm.uid, monday + Days{4});
    writing.commit();
  }

  void make_talk(Writing& writing, std::size_t pm, Date monday, bool is_short) {
    static constexpr std::array usual{Kind::call,  Kind::call,  Kind::video, Kind::video,
                                      Kind::visit, Kind::email, Kind::board, Kind::chat};
    const std::size_t size = customers_.size();
    const std::size_t with =
        (pm * territory + static_cast<std::size_t>(dice_.below(territory))) % size;
    Interaction talk{.start = {monday + Days{dice_.below(5)}, 8 * 60 + 5 * dice_.below(100), 60},
                     .length = Minutes{is_short ? 15 : 15 + 15 * dice_.below(5)},
                     .kind = usual.at(static_cast<std::size_t>(dice_.below(usual.size()))),
                     .hosts = {hosts_[pm].uid},
                     .customers = {customers_[with]}};
    if (dice_.one_in(3)) talk.purpose = Purpose::support;
    if (dice_.one_in(30)) talk.status = Status::cancelled;
    if (dice_.one_in(10)) talk.customers.insert(customers_[(with + 1) % size]);
    if (!dice_.one_in(3)) talk.people = {people_[with]};
    talk.note = sentences.at(static_cast<std::size_t>(dice_.below(sentences.size())));
    if (is_full_ && more_dice_.one_in(15)) talk.mood = Mood::rough;
    const Uid uid = writing.add(talk, hosts_[pm].uid);
    if (dice_.one_in(4)) {
      Learning learning{
          .interaction = uid,
          .type = LearningType::pain,
          .text = sentences.at(static_cast<std::size_t>(dice_.below(sentences.size())))};
      if (is_full_) learning.themes = {std::string(one_of(themes)), std::string(one_of(themes))};
      writing.add(learning);
    }
    if (is_full_) make_more(writing, talk, uid, hosts_[pm].uid);
  }

  /// What grows out of a talk now and then. Nearly all of it is done with soon.
  void make_more(Writing& writing, const Interaction& talk, const Uid& uid, const Uid& pm) {
    const Date day = talk.start.date;
    const bool is_recent = day + Days{21} > last_monday;
    const auto done = [&](int in) {
      return is_recent && more_dice_.one_in(in) ? std::nullopt : std::optional{day + Days{7}};
    };
    if (more_dice_.one_in(40))
      writing.add(Promise{.interaction = uid,
                          .pm = pm,
                          .customers = talk.customers,
                          .text = "send the figures of last year",
                          .made = day,
                          .due = day + Days{10},
                          .kept = done(2),
                          .told = done(2)});
    if (more_dice_.one_in(30))
      writing.add(Vote{.idea = ideas_[static_cast<std::size_t>(more_dice_.below(ideas))],
                       .customer = *talk.customers.begin(),
                       .interaction = uid,
                       .cast = day});
    if (more_dice_.one_in(200)) {
      const Uid story = writing.add(Story{.pm = pm,
                                          .text = "they print the list to be sure of it",
                                          .themes = {std::string(one_of(themes))},
                                          .customers = talk.customers,
                                          .interaction = uid,
                                          .told = day});
      writing.add(Share{.story = story, .pm = pm, .on = day + Days{3}, .where = "all hands"});
    }
    if (more_dice_.one_in(2'000)) make_showstopper(writing, talk, pm);
  }

  void make_showstopper(Writing& writing, const Interaction& talk, const Uid& pm) {
    const Date day = talk.start.date;
    Showstopper stop{.name = fmt::format("{} stand still", one_of(themes)),
                     .pm = pm,
                     .customers = talk.customers,
                     .opened = talk.start};
    if (day + Days{21} < last_monday) {
      stop.resolved = Moment{day + Days{5}, evening, 0};
      stop.how = "a fix went out";
      for (const Uid& customer : talk.customers) stop.told[customer] = day + Days{6};
    }
    writing.add(stop);
  }

  void make_review(Writing& writing, const Uid& pm, Date day) {
    const Uid review = writing.add(Review{.pm = pm, .on = day, .note = "a good week"});
    writing.add(Action{.review = review,
                       .pm = pm,
                       .text = "see two hospitals",
                       .made = day,
                       .due = day + Days{14},
                       .done = day + Days{7}});
  }

  void make_plans(Date monday) {
    Writing writing(store_, "plan", evening_of(last_monday + Days{3}), std::nullopt);
    for (std::size_t pm = 0; pm < pms_; ++pm)
      for (int i = 0; i < plans_a_pm; ++i)
        writing.add(
            Interaction{.start = {monday + Days{i}, 10 * 60, 60},
                        .length = Minutes{60},
                        .status = Status::planned,
                        .hosts = {hosts_[pm].uid},
                        .customers = {customers_[(pm * territory + static_cast<std::size_t>(i)) %
                                                 customers_.size()]}},
            hosts_[pm].uid);
    writing.commit();
  }

  template <typename Words>
  std::string_view one_of(const Words& words) {
    return words.at(static_cast<std::size_t>(more_dice_.below(static_cast<int>(words.size()))));
  }

  Store& store_;
  Dice dice_;
  Dice more_dice_;  // of its own: a full book has the same talks
  bool is_full_;
  int interactions_;
  std::size_t pms_;
  std::vector<Counts> weeks_;  // the last one first
  std::vector<Pm> hosts_;
  std::vector<Uid> customers_;
  std::vector<Uid> people_;
  std::vector<Uid> ideas_;
};

int make_book(const char* file, int interactions, int pms, bool is_full) {
  Notices notices;
  Store store(open_or_create_book({file, true}, notices));
  store.db().run("PRAGMA synchronous=OFF");  // what is made again at will need not be durable
  const auto begin = std::chrono::steady_clock::now();
  Maker(store, interactions, pms, is_full).make();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  fmt::print("{{\"interactions\":{},\"seconds\":{:.3f}}}\n", interactions, took.count());
  return 0;
}

}  // namespace
}  // namespace rapport

int main(int argc, char** argv) {
  const bool is_full = argc == 5 && argv[4] == std::string_view("full");
  if (argc != 4 && !is_full) {
    std::fputs("usage: make_book FILE INTERACTIONS PMS [full]\n", stderr);
    return 2;
  }
  try {
    return rapport::make_book(argv[1], std::atoi(argv[2]), std::atoi(argv[3]), is_full);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "make_book: %s\n", error.what());
    return 1;
  }
}
