#include <doctest/doctest.h>

#include <cctype>
#include <memory>
#include <set>

#include "../../property/rounds.hpp"
#include "../store/book.hpp"
#include "folder.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/chains.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/ids.hpp"
#include "rapport/store/join.hpp"
#include "rapport/store/search_index.hpp"

// Four to seven books that exchange through a folder which lags, or a database, meet kills, clocks
// that are wrong, copies of books and books that were put back: all that read the same have the
// same. RAPPORT_ROUNDS=200 tries as many lives; RAPPORT_TEST_DATABASE says which database, else a
// folder.
namespace rapport {
namespace {

using Dump = std::vector<std::string>;

struct Killed {};

/// What one machine sees of the folder: files come late, and the process may end at any call.
class Carrier : public Hub {
 public:
  Carrier(const std::string& url, bool is_folder, Random& random)
      : hub_(open_hub(url)), is_folder_(is_folder), random_(random) {}

  HubCard card() override { return hub_->card(); }

  std::vector<Stretch> stretches(std::vector<std::string>& odd) override {
    auto there = hub_->stretches(odd);
    std::erase_if(there, [&](const Stretch& stretch) {
      if (!lags || !is_folder_ || here_.contains(stretch.place) || random_.maybe(50)) {
        here_.insert(stretch.place);
        return false;
      }
      return true;
    });
    return there;
  }
  std::optional<Rows> read(const Stretch& stretch, std::int64_t after) override {
    may_die();
    return hub_->read(stretch, after);
  }
  std::string append(const Stretch& stretch, const Rows& rows, const Peer& self) override {
    may_die();
    std::string place = hub_->append(stretch, rows, self);
    may_die();
    return place;
  }
  void remove(const Stretch& stretch) override {
    hub_->remove(stretch);
    may_die();
  }
  std::vector<Peer> peers() override { return hub_->peers(); }
  void announce(const Peer& self) override { hub_->announce(self); }
  Members* members() override { return hub_->members(); }

  bool lags = true;

 private:
  void may_die() {
    if (lags && random_.maybe(4)) throw Killed{};
  }

  std::unique_ptr<Hub> hub_;
  bool is_folder_;
  Random& random_;
  std::set<std::string> here_;
};

struct Laptop : TestBook {
  std::string handle;
  Uid pm;
  std::unique_ptr<Carrier> hub;
  std::int64_t ahead_ms = 0;  ///< how wrong its clock is

  Stamp stamp() const { return {local, unix_ms + ahead_ms}; }

  template <typename Work>
  void command(const std::string& verb, Work&& work) {
    pass(1);
    Writing writing(store, verb, stamp(), std::nullopt);
    work(writing);
    writing.commit();
  }
};

class TeamLives {
 public:
  explicit TeamLives(std::uint64_t seed) : random_(seed) {
    for (int i = 3 + random_.up_to(2); i >= 0; --i) {
      auto laptop = new_laptop(std::string(1, static_cast<char>('a' + i)));
      laptop->command("pm add", [&](Writing& writing) {
        laptop->pm = writing.add(Pm{.name = "PM " + laptop->handle, .handle = laptop->handle});
        writing.set_me(laptop->pm);
      });
      laptops.push_back(std::move(laptop));
    }
    for (auto& laptop : laptops)  // some live alone before they join
      for (int i = random_.up_to(12); i > 0; --i) act(*laptop);
  }

  void live() {
    for (int i = 60 + random_.up_to(60); i > 0; --i) {
      Laptop& laptop = any_laptop();
      const int what = random_.up_to(99);
      if (what < 30)
        sync(laptop);
      else if (what < 33)
        set_clock(laptop);
      else if (what < 35 && membership_of(laptop.store.db()))  // else its words were nobody's
        saved_.insert_or_assign(laptop.handle, Db::memory_copy(laptop.store.db()));
      else if (what < 37)
        put_back(laptop);
      else if (what < 39 && laptops.size() < 7)
        copy(laptop);
      else
        act(laptop);
    }
  }

  /// Everything arrives, and everybody syncs until nobody has anything to say.
  void settle_all() {
    for (auto& laptop : laptops) laptop->hub->lags = false;
    int quiet = 0;
    for (int i = 0; i < 60 && quiet < 2; ++i) {
      bool is_quiet = true;
      for (auto& laptop : laptops) is_quiet = !sync(*laptop) && is_quiet;
      quiet = is_quiet ? quiet + 1 : 0;
    }
    REQUIRE(quiet == 2);
  }

  std::vector<std::unique_ptr<Laptop>> laptops;
  std::set<std::string> forgotten;
  TestHub hub;

 private:
  std::unique_ptr<Laptop> new_laptop(const std::string& handle) {
    auto laptop = std::make_unique<Laptop>();
    laptop->handle = handle;
    laptop->hub = std::make_unique<Carrier>(hub.url_of(handle), hub.is_folder(), random_);
    laptop->pass(random_.up_to(120));
    return laptop;
  }

  Laptop& any_laptop() {
    return *laptops[static_cast<std::size_t>(random_.up_to(static_cast<int>(laptops.size()) - 1))];
  }

  /// True where anything went either way.
  bool sync(Laptop& laptop) {
    laptop.pass(1);
    try {
      auto membership = membership_of(laptop.store.db());
      if (!membership) {
        Store there(memory_book());
        Exchanged pulled;
        pull(there, *laptop.hub, laptop.stamp(), pulled);
        const auto plan = plan_join(laptop.store, there, laptop.handle, laptop.local.date);
        pull(laptop.store, *laptop.hub, laptop.stamp(), pulled);
        membership = Membership{
            .url = "hub", .id = laptop.hub->card().id, .handle = laptop.handle, .kept = plan.kept};
        join_as(laptop.store, plan, *membership, laptop.stamp());
        if (const auto me = laptop.store.me()) laptop.pm = *me;
      }
      const auto exchanged =
          exchange(laptop.store, *laptop.hub, *membership, laptop.stamp(), "0.2.0");
      REQUIRE(exchanged.set_aside == Dump{});
      return exchanged.sent + exchanged.received > 0;
    } catch (const Killed&) {
      return true;
    }
  }

  void set_clock(Laptop& laptop) {
    constexpr std::int64_t hour = 3'600'000;
    static const std::vector<std::int64_t> offsets{0, 0, -hour, hour / 2, 30 * hour, 87'600 * hour};
    laptop.ahead_ms = random_.one_of(offsets);
  }

  /// By the file, as people do: with the id under which it wrote.
  void put_back(Laptop& laptop) {
    const auto saved = saved_.find(laptop.handle);
    if (saved == saved_.end()) return;
    laptop.store = Store(Db::memory_copy(saved->second));
    if (const auto me = laptop.store.me()) laptop.pm = *me;
  }

  void copy(Laptop& laptop) {
    auto other = new_laptop(laptop.handle);
    other->store = Store(Db::memory_copy(laptop.store.db()));
    other->pm = laptop.pm;
    other->local = laptop.local;
    other->unix_ms = laptop.unix_ms;
    laptops.push_back(std::move(other));
  }

  void act(Laptop& laptop) {
    static const std::vector<void (TeamLives::*)(Laptop&)> acts{
        &TeamLives::add_customer, &TeamLives::add_customer, &TeamLives::edit_customer,
        &TeamLives::log,          &TeamLives::log,          &TeamLives::amend,
        &TeamLives::undo,         &TeamLives::merge,        &TeamLives::forget,
        &TeamLives::set_rules,    &TeamLives::take_back};
    (this->*random_.one_of(acts))(laptop);
  }

  template <typename T>
  std::optional<T> any(Laptop& laptop) {
    const auto all = laptop.store.all<T>();
    if (all.empty()) return std::nullopt;
    return random_.one_of(all);
  }
  void add_customer(Laptop& laptop) {
    static const std::vector<std::string> names{"Acme", "ACME", "Globex", "Initech"};
    std::string name = random_.maybe(70) ? random_.one_of(names) : "Zyx" + std::to_string(++count_);
    if (!laptop.store.match_names(fold(name), NameLevel::exact, {"customer"}).empty()) return;
    laptop.command("customer add", [&](Writing& writing) { writing.add(Customer{.name = name}); });
  }
  void edit_customer(Laptop& laptop) {
    auto customer = any<Customer>(laptop);
    if (!customer) return;
    customer->region = random_.maybe() ? "EU" : "US";
    if (random_.maybe()) customer->tags.insert("t" + std::to_string(random_.up_to(3)));
    laptop.command("customer edit", [&](Writing& writing) { writing.update(*customer); });
  }
  void merge(Laptop& laptop) {
    const auto into = any<Customer>(laptop);
    auto duplicate = any<Customer>(laptop);
    if (!into || into->uid == duplicate->uid) return;
    duplicate->merged_into = into->uid;
    laptop.command("customer merge", [&](Writing& writing) { writing.update(*duplicate); });
  }
  void take_back(Laptop& laptop) {
    const auto customer = any<Customer>(laptop);
    if (!customer || !laptop.store.interactions({.customer = customer->uid}).empty()) return;
    laptop.command("undo", [&](Writing& writing) { writing.remove<Customer>(customer->uid); });
  }
  void log(Laptop& laptop) {
    if (!laptop.store.find<Pm>(laptop.pm)) return;  // taken back
    const auto customer = any<Customer>(laptop);
    Interaction talk{.start = {laptop.local.date, random_.up_to(1000), 60},
                     .length = Minutes{30},
                     .hosts = {laptop.pm},
                     .note = "said " + std::to_string(++count_)};
    if (customer) {
      talk.customers = {customer->uid};
      talk.note += " of " + customer->name;
    }
    laptop.command("log", [&](Writing& writing) {
      const Uid uid = writing.add(talk);
      writing.add(Learning{.interaction = uid, .text = talk.note});
    });
  }
  void amend(Laptop& laptop) {
    const auto talks = laptop.store.interactions({.pm = laptop.pm});
    if (talks.empty() || !laptop.store.find<Pm>(laptop.pm)) return;
    Interaction talk = random_.one_of(talks);
    talk.length = Minutes{15 * (1 + random_.up_to(5))};
    laptop.command("amend", [&](Writing& writing) { writing.update(talk); });
  }
  void undo(Laptop& laptop) {
    laptop.pass(1);
    Writing writing(laptop.store, "undo", laptop.stamp(), std::nullopt);
    try {
      if (writing.undo()) writing.commit();
    } catch (const Error&) {
      // What was forgotten stays so.
    }
  }
  void forget(Laptop& laptop) {
    const auto customer = any<Customer>(laptop);
    if (!customer || !customer->name.starts_with("Zyx")) return;
    laptop.command("forget", [&](Writing& writing) {
      writing.forget(forgotten_with(laptop.store.db(), {"customer", customer->uid}));
    });
    forgotten.insert(customer->name);
    saved_.clear();  // backups forget too
  }
  void set_rules(Laptop& laptop) {
    Rules rules = laptop.store.rules();
    rules.hour = Minutes{40 + random_.up_to(20)};
    laptop.command("config set", [&](Writing& writing) { writing.set_rules(rules); });
  }

  Random random_;
  int count_ = 0;
  std::map<std::string, Db> saved_;
};

std::string shown(const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return "=" + *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return "=" + std::to_string(*number);
  return std::holds_alternative<bool>(value) ? "" : "=nothing";
}

Dump rows_of(Db& db, const char* sql) {
  Dump rows;
  db.each(sql, [&](const Row& row) { rows.push_back(row.text(0)); });
  return rows;
}

/// What all readers must have the same, an entity a row.
Dump exchanged_state(Db& db) {
  Dump rows;
  db.each(
      "SELECT uid, space, ent || ' ' || hlc || ' ' || deleted || ' ' || recorded, body FROM entity "
      "WHERE space <> 'local' ORDER BY uid, space",
      [&](const Row& row) {
        std::string text = to_string(row.uid(0)) + " " + row.text(1) + " " + row.text(2);
        for (const auto& [field, value] : decode_fields(row.text(3)))
          text += " " + field + shown(value);
        for (const char byte : row.text(3)) text += " " + std::to_string(static_cast<int>(byte));
        rows.push_back(text);
      });
  return rows;
}

/// The first row that is in one of two alone.
std::string difference(const Dump& a, const Dump& b) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i)
    if (i >= a.size() || i >= b.size() || a[i] != b[i])
      return (i < a.size() ? a[i] : "nothing") + "\n" + (i < b.size() ? b[i] : "nothing");
  return {};
}

Dump exchanged_changes(Db& db) {
  return rows_of(db,
                 "SELECT DISTINCT c.nonce FROM change c JOIN stream s ON s.id = c.stream WHERE "
                 "s.space <> 'local' ORDER BY c.nonce");
}

/// True where `text` has the word: Zyx1 is not Zyx12.
bool has_word(std::string_view text, const std::string& word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if (at + word.size() == text.size() ||
        !std::isdigit(static_cast<unsigned char>(text[at + word.size()])))
      return true;
  return false;
}

void check_laptop(Laptop& laptop) {
  Store& store = laptop.store;
  const auto before = whole_dump(store.db());
  REQUIRE(joined(store.check(Depth::deep)) == "");
  refold(store.db());
  REQUIRE(whole_dump(store.db()) == before);
  store.db().each("SELECT uid FROM name WHERE ent = 'customer'",
                  [&](const Row& row) { REQUIRE(store.find<Customer>(row.uid(0))); });
}

void check_forgotten(const TeamLives& lives) {
  for (const std::string& name : lives.forgotten) {
    for (const auto& file : lives.hub.texts()) {
      INFO(file.first);
      REQUIRE(!has_word(file.second, name));
    }
    for (const auto& laptop : lives.laptops)
      for (const std::string& body :
           rows_of(laptop->store.db(), "SELECT body FROM change UNION SELECT body FROM entity"))
        REQUIRE(!has_word(body, name));
  }
}

}  // namespace

TEST_CASE("hub: books that exchange through a folder that lags have the same in the end") {
  const auto first = first_seed();
  for (auto seed = first; seed < first + static_cast<std::uint64_t>(rounds(5)); ++seed) {
    INFO("seed " << seed);
    const FixedIds ids(seed);
    TeamLives lives(seed);
    lives.live();
    lives.settle_all();
    const auto state = exchanged_state(lives.laptops.front()->store.db());
    const auto changes = exchanged_changes(lives.laptops.front()->store.db());
    for (auto& laptop : lives.laptops) {
      INFO("book " << laptop->handle);
      REQUIRE(difference(exchanged_changes(laptop->store.db()), changes) == "");
      REQUIRE(difference(exchanged_state(laptop->store.db()), state) == "");
      check_laptop(*laptop);
    }
    check_forgotten(lives);
  }
}

}  // namespace rapport
