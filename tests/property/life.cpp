#include "life.hpp"

#include <algorithm>
#include <sstream>

#include "rapport/domain/preset.hpp"
#include "rounds.hpp"

namespace rapport {
namespace {

constexpr std::uint32_t pm_uid = 1;
constexpr std::uint32_t other_pm_uid = 2;
constexpr std::uint32_t customers_from = 100;
constexpr std::uint32_t people_from = 200;
constexpr std::uint32_t targets_from = 1000;

const std::vector<std::string> regions{"", "EU", "eu", "US"};
const std::vector<std::string> segments{"", "small", "large"};
const std::vector<std::string> tags{"", "key", "Key", "new"};

/// Makes one life up, part after part.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : dice_(seed) {}

  Life make() {
    calendar();
    membership();
    customers();
    if (dice_.chance(60)) easy_onboarding();
    const int changes = dice_.between(0, 7);
    for (int n = 0; n < changes; ++n) target();
    if (dice_.chance(20)) preset();
    const int offs = dice_.chance(25) ? 0 : dice_.between(1, 7);
    for (int n = 0; n < offs; ++n) off();
    talks();
    const int stories = dice_.between(0, 4);
    for (int n = 0; n < stories; ++n) life_.own.stories.push_back(any_day());
    return std::move(life_);
  }

  Talk talk_for(const Life& life) {
    life_ = life;
    begin_ = end_ = life.book.now.date;
    for (const auto& known : life.own.talks) begin_ = std::min(begin_, known.start.date);
    for (const Date day : life.own.pm.joined) begin_ = std::min(begin_, day);
    for (const auto& [uid, unused] : life.book.customers) customers_.push_back(uid);
    std::sort(customers_.begin(), customers_.end());
    return talk(any_day());
  }

 private:
  Date any_day() {
    return begin_ + Days(dice_.between(0, static_cast<int>((end_ - begin_).count())));
  }

  void calendar() {
    Rules& rules = life_.book.rules;
    if (dice_.chance(50))
      rules.week_start = std::chrono::weekday(static_cast<unsigned>(dice_.between(0, 6)));
    if (dice_.chance(30)) {
      rules.work_days = {static_cast<unsigned>(dice_.between(1, 7))};
      for (unsigned day = 1; day <= 7; ++day)
        if (dice_.chance(60)) rules.work_days.insert(day);
    }
    rules.hour = Minutes(dice_.chance(60) ? 50 : dice_.between(30, 90));
    begin_ = Date(std::chrono::year{2019} / 11 / 1) + Days(dice_.between(0, 3000));
    end_ = begin_ + Days(dice_.chance(30) ? dice_.between(5, 40) : dice_.between(40, 330));
    const int length = static_cast<int>((end_ - begin_).count());
    const int now = dice_.chance(80) ? dice_.between(length / 2, length + 10)
                                     : dice_.between(-10, length + 100);
    life_.book.now = {.date = begin_ + Days(now), .minute = dice_.between(0, 1439)};
  }

  void membership() {
    Pm& pm = life_.own.pm;
    pm.uid = uid_of(pm_uid);
    pm.name = "Priya";
    pm.handle = "priya";
    Date day = begin_ + Days(dice_.chance(70) ? 0 : dice_.between(0, 60));
    if (!dice_.chance(2)) pm.joined.insert(day);
    while (dice_.chance(25)) {
      day += Days(dice_.between(0, 120));
      if (dice_.chance(90)) pm.left.insert(day);
      day += Days(dice_.chance(20) ? 0 : dice_.between(1, 30));
      if (dice_.chance(80)) pm.joined.insert(day);
    }
    if (dice_.chance(20)) pm.judge_from = dice_.chance(40) ? first_date : any_day();
  }

  void customers() {
    const int count = dice_.between(1, 7);
    for (int n = 0; n < count; ++n) {
      const Uid uid = uid_of(customers_from + static_cast<std::uint32_t>(n));
      Customer customer{.uid = uid, .number = n + 1, .name = "Customer " + std::to_string(n)};
      if (dice_.chance(25)) customer.first_class = dice_.pick(classes).value;
      while (dice_.chance(20)) customer.classes[any_day()] = dice_.pick(classes).value;
      customer.region = dice_.pick(regions);
      customer.segment = dice_.pick(segments);
      for (const auto& tag : tags)
        if (!tag.empty() && dice_.chance(30)) customer.tags.insert(tag);
      if (n > 0 && dice_.chance(15)) customer.merged_into = dice_.pick(customers_);
      customers_.push_back(uid);
      life_.book.customers[uid] = customer;
    }
    if (dice_.chance(10)) customers_.push_back(uid_of(customers_from + 50));  // unknown
    for (std::uint32_t n = 1; n < 5; ++n)
      if (dice_.chance(15))
        life_.book.merged_people[uid_of(people_from + n)] = uid_of(
            people_from + static_cast<std::uint32_t>(dice_.between(0, static_cast<int>(n) - 1)));
  }

  Uid next_target_uid() {
    return uid_of(targets_from + static_cast<std::uint32_t>(life_.book.targets.size()));
  }

  void easy_onboarding() {
    life_.book.targets.push_back({.uid = next_target_uid(),
                                  .name = "onboarding",
                                  .metric = Metric::visits,
                                  .amount = dice_.between(1, 5),
                                  .every = {.unit = Every::Unit::once},
                                  .onboarding = true});
  }

  void filter(Filter& filter) {
    if (dice_.chance(7)) filter.loop = dice_.chance(70) ? Loop::colleague : Loop::self;
    while (dice_.chance(15)) filter.kinds.insert(dice_.pick(kinds).value);
    while (dice_.chance(15)) filter.purposes.insert(dice_.pick(purposes).value);
    if (dice_.chance(20)) filter.least = Minutes(dice_.chance(70) ? 50 : 30);
    if (dice_.chance(15)) filter.region = dice_.pick(regions);
    if (dice_.chance(10)) filter.segment = dice_.pick(segments);
    if (dice_.chance(10)) filter.tag = dice_.pick(tags);
  }

  void target() {
    static const std::vector<std::string> target_names{"weekly", "weekly",     "weekly", "deep",
                                                       "eu",     "onboarding", "sprint"};
    static const std::vector<Metric> target_metrics{
        Metric::hours,     Metric::hours,  Metric::sessions, Metric::visits,
        Metric::customers, Metric::people, Metric::stories,  Metric::learnings};
    Target target{.uid = next_target_uid(), .name = dice_.pick(target_names)};
    if (dice_.chance(40)) target.pm = uid_of(dice_.chance(80) ? pm_uid : other_pm_uid);
    target.metric = dice_.pick(target_metrics);
    target.amount = dice_.between(1, dice_.chance(80) ? 4 : 12);
    if (target.metric == Metric::hours) target.amount = 15 * dice_.between(1, 16);
    if (dice_.chance(8))  // eight hours, or eight counts, a day: the brink of what can be reached
      target.amount = (target.metric == Metric::hours ? 480 : 8) * dice_.between(1, 8);
    every(target);
    filter(target.filter);
    target.main = dice_.chance(target.name == "weekly" ? 85 : 20);
    if (target.every.unit == Every::Unit::once) target.main = false;
    const Date week = week_start(any_day(), life_.book.rules.week_start);
    const bool always =
        target.every.unit == Every::Unit::once ? dice_.chance(60) : dice_.chance(10);
    target.from = always ? first_date : dice_.chance(70) ? week : any_day();
    if (dice_.chance(20)) target.until = any_day();
    target.removed = dice_.chance(8);
    life_.book.targets.push_back(target);
  }

  void every(Target& target) {
    using Unit = Every::Unit;
    const int roll = dice_.between(1, 100);
    if (target.name == "onboarding" || target.name == "eu" || roll <= 8) {
      target.every.unit = Unit::once;
      target.onboarding = target.name == "onboarding" ? dice_.chance(90) : dice_.chance(15);
      if (dice_.chance(40)) target.by = any_day();
    } else if (target.name == "sprint" || roll <= 16) {
      target.every = {.unit = Unit::weeks, .count = dice_.between(1, 6)};
    } else if (roll <= 26) {
      target.every.unit = Unit::month;
    } else if (roll <= 32) {
      target.every.unit = Unit::quarter;
    }
  }

  void preset() {
    const Preset& chosen = dice_.pick(presets());
    const Date from = week_start(any_day(), life_.book.rules.week_start);
    std::optional<Uid> pm;
    if (dice_.chance(50)) pm = uid_of(pm_uid);
    for (auto& target : adopt(chosen, life_.book.targets, pm, from, life_.book.rules)) {
      target.uid = next_target_uid();
      life_.book.targets.push_back(target);
    }
  }

  void off() {
    Off off{.uid = uid_of(static_cast<std::uint32_t>(500 + life_.book.offs.size()))};
    if (!dice_.chance(30)) off.pm = uid_of(dice_.chance(85) ? pm_uid : other_pm_uid);
    off.days.from = any_day();
    off.days.until =
        off.days.from + Days(dice_.chance(60) ? dice_.between(1, 5) : dice_.between(5, 25));
    off.recorded = off.days.from + Days(dice_.chance(70) ? -3 : dice_.between(0, 40));
    life_.book.offs.push_back(off);
  }

  void talks() {
    const int days = static_cast<int>((end_ - begin_).count());
    const int percent = dice_.pick(busy_);
    for (int n = 0; n <= days; ++n)
      while (dice_.chance(percent)) life_.own.talks.push_back(talk(begin_ + Days(n)));
    while (dice_.chance(20)) life_.own.talks.push_back(talk(begin_ - Days(dice_.between(1, 30))));
    std::shuffle(life_.own.talks.begin(), life_.own.talks.end(), dice_.engine());
    for (std::size_t at = 0; at < life_.own.talks.size(); ++at)
      life_.own.talks[at].number = static_cast<std::int64_t>(at) + 1;
  }

  Talk talk(Date day) {
    static const std::vector<int> lengths{0, 15, 29, 30, 45, 49, 50, 60, 60, 60, 90, 180};
    Talk talk{.number = static_cast<std::int64_t>(life_.own.talks.size()) + 1};
    talk.start.date = day;
    if (dice_.chance(90)) talk.start.minute = dice_.between(0, 23) * 60;
    talk.assumed = talk.start.minute && dice_.chance(30);
    talk.length = Minutes(dice_.pick(lengths));
    talk.kind = dice_.chance(50) ? Kind::visit : dice_.pick(kinds).value;
    talk.purpose = dice_.chance(50) ? Purpose::discovery : dice_.pick(purposes).value;
    if (dice_.chance(10)) talk.loop = dice_.pick(loops).value;
    if (dice_.chance(10)) talk.status = dice_.pick(statuses).value;
    if (day > life_.book.now.date && dice_.chance(90)) talk.status = Status::planned;
    talk.learnings = dice_.between(0, 3);
    if (talk.loop == Loop::customer || dice_.chance(30)) {
      talk.customers.push_back(dice_.pick(customers_));
      while (dice_.chance(talk.kind == Kind::board ? 70 : 15)) {
        const Uid uid = dice_.pick(customers_);
        if (!std::count(talk.customers.begin(), talk.customers.end(), uid))
          talk.customers.push_back(uid);
      }
    }
    while (dice_.chance(35)) {
      const Uid uid = uid_of(people_from + static_cast<std::uint32_t>(dice_.between(0, 4)));
      if (!std::count(talk.people.begin(), talk.people.end(), uid)) talk.people.push_back(uid);
    }
    talk.recorded = {.date = day + Days(dice_.chance(75) ? 0 : dice_.between(0, 40)),
                     .minute = 1439};
    if (talk.recorded.date > life_.book.now.date) talk.recorded = life_.book.now;
    if (dice_.chance(2))  // further east, where it is tomorrow
      talk.start.date = talk.recorded.date = life_.book.now.date + Days(dice_.between(1, 2));
    return talk;
  }

  Dice dice_;
  Life life_;
  Date begin_;
  Date end_;
  std::vector<Uid> customers_;
  std::vector<int> busy_{3, 10, 20, 35, 50};
};

/// Leaves out elements of `vector` one after the other as long as the life still fails.
template <typename T>
bool drop(Life& life, std::vector<T>& vector, const std::function<bool(const Life&)>& fails) {
  bool dropped = false;
  for (std::size_t size = std::max<std::size_t>(vector.size() / 2, 1); size > 0; size /= 2)
    for (std::size_t at = 0; at < vector.size();) {
      const std::vector<T> kept = vector;
      const std::size_t last = std::min(at + size, vector.size());
      vector.erase(vector.begin() + static_cast<std::ptrdiff_t>(at),
                   vector.begin() + static_cast<std::ptrdiff_t>(last));
      if (fails(life)) {
        dropped = true;
      } else {
        vector = kept;
        at += size;
      }
    }
  return dropped;
}

/// Sets `value` to `plain` when the life still fails then.
template <typename T>
bool simplify(Life& life, T& value, const T& plain, const std::function<bool(const Life&)>& fails) {
  if (value == plain) return false;
  const T kept = value;
  value = plain;
  if (fails(life)) return true;
  value = kept;
  return false;
}

bool simplify_details(Life& life, const std::function<bool(const Life&)>& fails) {
  bool simpler = false;
  const auto to = [&](auto& value, const auto& plain) {
    simpler |= simplify(life, value, std::decay_t<decltype(value)>(plain), fails);
  };
  to(life.book.rules.week_start, std::chrono::Monday);
  to(life.book.rules.work_days, Rules{}.work_days);
  to(life.book.rules.hour, Minutes(50));
  to(life.book.merged_people, std::map<Uid, Uid>{});
  to(life.own.pm.judge_from, std::optional<Date>{});
  to(life.own.pm.left, std::set<Date>{});
  if (life.own.pm.joined.size() > 1)
    to(life.own.pm.joined, std::set<Date>{*life.own.pm.joined.begin()});
  for (auto& [uid, customer] : life.book.customers) {
    to(customer.first_class, Class::customer);
    to(customer.classes, std::map<Date, Class>{});
    to(customer.merged_into, std::optional<Uid>{});
    to(customer.region, std::string());
    to(customer.segment, std::string());
    to(customer.tags, std::set<std::string>{});
  }
  for (auto& talk : life.own.talks) {
    to(talk.kind, Kind::visit);
    to(talk.purpose, Purpose::discovery);
    to(talk.loop, Loop::customer);
    to(talk.status, Status::held);
    to(talk.assumed, false);
    to(talk.length, Minutes(60));
    to(talk.learnings, 0);
    to(talk.people, FewUids{});
    if (talk.customers.size() > 1) to(talk.customers, FewUids{*talk.customers.begin()});
    to(talk.recorded, Moment{.date = talk.start.date, .minute = 1439});
  }
  for (auto& target : life.book.targets) {
    to(target.filter, Filter{});
    to(target.pm, std::optional<Uid>{});
    to(target.until, std::optional<Date>{});
    to(target.by, std::optional<Date>{});
    to(target.removed, false);
    to(target.metric, Metric::visits);
    if (!target.onboarding) to(target.every, Every{});
  }
  return simpler;
}

template <typename E>
std::string list_of(const std::set<E>& values) {
  std::string text;
  for (const E value : values) text += " " + std::string(name_of(value));
  return text;
}

std::string id(const Uid& uid) { return std::to_string(uid.bytes[14] * 256 + uid.bytes[15]); }

std::string text_of(const Target& target) {
  static const std::vector<std::string> metric_names{"visits", "sessions", "hours",    "customers",
                                                     "people", "stories",  "learnings"};
  static const std::vector<std::string> unit_names{"week", "month", "quarter", "weeks", "once"};
  std::ostringstream out;
  out << "target #" << id(target.uid) << " " << target.name
      << (target.pm ? " --pm " + id(*target.pm) : std::string()) << " " << target.amount << " "
      << metric_names.at(static_cast<std::size_t>(target.metric)) << " every "
      << (target.every.unit == Every::Unit::weeks ? std::to_string(target.every.count) + " " : "")
      << unit_names.at(static_cast<std::size_t>(target.every.unit)) << " from "
      << to_string(target.from);
  if (target.until) out << " until " << to_string(*target.until);
  if (target.by) out << " by " << to_string(*target.by);
  if (target.main) out << " main";
  if (target.onboarding) out << " onboarding";
  if (target.removed) out << " REMOVED";
  const Filter& filter = target.filter;
  if (filter.loop != Loop::customer) out << " loop=" << name_of(filter.loop);
  if (!filter.kinds.empty()) out << " kinds:" << list_of(filter.kinds);
  if (!filter.purposes.empty()) out << " purposes:" << list_of(filter.purposes);
  if (filter.least.count()) out << " least=" << filter.least.count() << "m";
  if (!filter.region.empty()) out << " region=" << filter.region;
  if (!filter.segment.empty()) out << " segment=" << filter.segment;
  if (!filter.tag.empty()) out << " tag=" << filter.tag;
  return out.str();
}

std::string text_of(const Talk& talk) {
  std::ostringstream out;
  out << "talk #" << talk.number << " " << to_string(talk.start)
      << (talk.assumed ? " (assumed) " : " ") << talk.length.count() << "m " << name_of(talk.kind)
      << " " << name_of(talk.purpose);
  if (talk.loop != Loop::customer) out << " loop=" << name_of(talk.loop);
  if (talk.status != Status::held) out << " " << name_of(talk.status);
  out << " with";
  for (const auto& uid : talk.customers) out << " " << id(uid);
  if (!talk.people.empty()) out << " people";
  for (const auto& uid : talk.people) out << " " << id(uid);
  if (talk.learnings) out << " learnings=" << talk.learnings;
  if (talk.recorded.date != talk.start.date) out << " recorded " << to_string(talk.recorded.date);
  return out.str();
}

std::string text_of(const Customer& customer) {
  std::ostringstream out;
  out << "customer " << id(customer.uid) << " " << name_of(customer.first_class);
  for (const auto& [day, value] : customer.classes)
    out << ", " << name_of(value) << " from " << to_string(day);
  if (!customer.region.empty()) out << " region=" << customer.region;
  if (!customer.segment.empty()) out << " segment=" << customer.segment;
  for (const auto& tag : customer.tags) out << " tag=" << tag;
  if (customer.merged_into) out << " merged into " << id(*customer.merged_into);
  return out.str();
}

}  // namespace

Uid uid_of(std::uint32_t n) {
  Uid uid;
  for (std::size_t at = 0; at < 4; ++at)
    uid.bytes.at(15 - at) = static_cast<std::uint8_t>(n >> (8 * at));
  return uid;
}

Life random_life(std::uint64_t seed) { return Maker(seed).make(); }

Talk random_talk(const Life& life, std::uint64_t seed) { return Maker(seed).talk_for(life); }

Life shrunk(Life life, const std::function<bool(const Life&)>& fails) {
  for (bool smaller = true; smaller;) {
    smaller = drop(life, life.own.talks, fails);
    smaller |= drop(life, life.book.offs, fails);
    smaller |= drop(life, life.book.targets, fails);
    smaller |= drop(life, life.own.stories, fails);
    smaller |= simplify_details(life, fails);
  }
  return life;
}

std::string to_text(const Life& life) {
  std::ostringstream out;
  const Rules& rules = life.book.rules;
  out << "now " << to_string(life.book.now) << ", weeks from " << weekday_name(rules.week_start)
      << ", work days";
  for (const unsigned day : rules.work_days) out << " " << day;
  out << ", hour " << rules.hour.count() << "m\npm " << id(life.own.pm.uid);
  for (const Date day : life.own.pm.joined) out << " joined " << to_string(day);
  for (const Date day : life.own.pm.left) out << " left " << to_string(day);
  if (life.own.pm.judge_from) out << " judged from " << to_string(*life.own.pm.judge_from);
  out << "\n";
  for (const auto& target : life.book.targets) out << text_of(target) << "\n";
  for (const auto& off : life.book.offs)
    out << "off " << (off.pm ? id(*off.pm) : "all") << " " << to_string(off.days.from) << " until "
        << to_string(off.days.until) << "\n";
  std::set<Uid> known;
  for (const auto& [uid, customer] : life.book.customers) known.insert(uid);
  if (!life.own.talks.empty())
    for (const auto& uid : known) out << text_of(life.book.customers.at(uid)) << "\n";
  for (const auto& [from, to] : life.book.merged_people)
    out << "person " << id(from) << " merged into " << id(to) << "\n";
  for (const auto& talk : life.own.talks) out << text_of(talk) << "\n";
  for (const Date day : life.own.stories) out << "story " << to_string(day) << "\n";
  return out.str();
}

}  // namespace rapport
