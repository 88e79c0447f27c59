#include <doctest/doctest.h>

#include <functional>

#include "book.hpp"
#include "rapport/base/error.hpp"

using namespace rapport;

namespace {

using Dump = std::vector<std::string>;

/// Random commands over a book, as the commands of the program make them.
class Walk {
 public:
  explicit Walk(std::uint64_t seed) : random_(seed) {
    book.command("pm add", [&](Writing& writing) {
      const Uid uid = writing.add(Pm{.name = "Priya", .handle = "priya"});
      writing.set_me(uid);
    });
  }

  void step() {
    static const std::vector<void (Walk::*)(Writing&)> commands{
        &Walk::log,           &Walk::log,         &Walk::amend,
        &Walk::remove_talk,   &Walk::add_pm,      &Walk::edit_pm,
        &Walk::edit_customer, &Walk::add_person,  &Walk::edit_learning,
        &Walk::edit_promise,  &Walk::add_off,     &Walk::remove_off,
        &Walk::set_rules,     &Walk::set_me,      &Walk::toggle_note,
        &Walk::add_target,    &Walk::edit_target, &Walk::remove_customer};
    const auto command = random_.one_of(commands);
    book.command("walk", [&](Writing& writing) { (this->*command)(writing); });
  }

  Random& random() { return random_; }

  TestBook book;

 private:
  template <typename T>
  std::optional<T> any() {
    const auto all = book.store.all<T>();
    if (all.empty()) return std::nullopt;
    return random_.one_of(all);
  }

  /// Gives `fresh` the identity of `old`, and writes it.
  template <typename T>
  void rewrite(Writing& writing, const T& old, T fresh) {
    fresh.uid = old.uid;
    writing.update(fresh);
  }

  Interaction talk() {
    Interaction talk = random_interaction(random_);
    talk.hosts = {any<Pm>()->uid};
    talk.confirmed.reset();
    talk.edited.reset();
    if (const auto customer = any<Customer>(); customer && random_.maybe(80))
      talk.customers = {customer->uid};
    return talk;
  }

  void log(Writing& writing) {
    Interaction fresh = talk();
    if (random_.maybe()) fresh.customers.insert(writing.add(random_customer(random_)));
    const PrivateNote kept = take_private(fresh);
    const Uid uid = writing.add(fresh);
    for (int i = random_.up_to(2); i > 0; --i) {
      Learning learning = random_learning(random_);
      learning.interaction = uid;
      writing.add(learning);
    }
    if (random_.maybe()) {
      Promise promise = random_promise(random_);
      promise.interaction = uid;
      writing.add(promise);
    }
    save_private(writing, uid, kept);
  }
  /// As the commands do: what is said of a private talk is kept apart.
  static PrivateNote take_private(Interaction& talk) {
    PrivateNote kept;
    if (!talk.is_private) return kept;
    kept.note = std::exchange(talk.note, {});
    kept.mood = std::exchange(talk.mood, std::nullopt);
    return kept;
  }
  void save_private(Writing& writing, const Uid& talk, PrivateNote kept) {
    kept.uid = talk;
    const bool is_there = book.store.find<PrivateNote>(talk).has_value();
    if (!kept.mood && kept.note.empty()) {
      if (is_there) writing.remove<PrivateNote>(talk);
    } else if (is_there) {
      writing.update(kept);
    } else {
      writing.add(kept);
    }
  }
  /// What is said in public is said once: nothing of it can come back once it was private.
  void rewrite_talk(Writing& writing, const Interaction& old, bool may_turn) {
    Interaction fresh = talk();
    fresh.is_private = may_turn && random_.maybe() ? !old.is_private : old.is_private;
    const auto kept = book.store.find<PrivateNote>(old.uid);
    if (!old.is_private && fresh.is_private) {
      if (random_.maybe()) fresh.note = old.note;
    } else if (!old.is_private || !fresh.is_private) {
      fresh.note = !old.is_private ? old.note : kept ? kept->note : "";
      fresh.mood = !old.is_private ? old.mood : kept ? kept->mood : std::nullopt;
    }
    const PrivateNote apart = take_private(fresh);
    rewrite(writing, old, fresh);
    save_private(writing, old.uid, apart);
  }
  void amend(Writing& writing) {
    const auto old = any<Interaction>();
    if (!old) return;
    rewrite_talk(writing, *old, true);
    if (random_.maybe())  // twice in one command
      rewrite_talk(writing, *book.store.find<Interaction>(old->uid), false);
  }
  void remove_talk(Writing& writing) {
    const auto old = any<Interaction>();
    if (!old) return;
    for (const auto& learning : book.store.linked<Learning>(old->uid))
      writing.remove<Learning>(learning.uid);
    for (const auto& promise : book.store.linked<Promise>(old->uid))
      writing.remove<Promise>(promise.uid);
    writing.remove<Interaction>(old->uid);
  }
  void toggle_note(Writing& writing) {
    const auto old = any<Interaction>();
    if (!old || !old->is_private) return;
    save_private(writing, old->uid, random_.maybe() ? random_private_note(random_) : PrivateNote{});
  }
  void add_pm(Writing& writing) { writing.add(random_pm(random_)); }
  void edit_pm(Writing& writing) {
    const Pm old = *any<Pm>();
    Pm fresh = random_pm(random_);
    fresh.handle = old.handle;
    rewrite(writing, old, fresh);
  }
  void edit_customer(Writing& writing) {
    if (const auto old = any<Customer>()) rewrite(writing, *old, random_customer(random_));
  }
  void remove_customer(Writing& writing) {
    if (const auto old = any<Customer>(); old && random_.maybe(30))
      writing.remove<Customer>(old->uid);
  }
  void add_person(Writing& writing) { writing.add(random_person(random_)); }
  void edit_learning(Writing& writing) {
    const auto old = any<Learning>();
    if (!old) return;
    Learning fresh = random_learning(random_);
    fresh.text = old->text;  // words are said once, see `rewrite_talk`
    fresh.themes = old->themes;
    fresh.heard_from = old->heard_from;
    rewrite(writing, *old, fresh);
  }
  void edit_promise(Writing& writing) {
    const auto old = any<Promise>();
    if (!old) return;
    Promise fresh = random_promise(random_);
    fresh.text = old->text;
    rewrite(writing, *old, fresh);
  }
  void add_off(Writing& writing) { writing.add(random_off(random_)); }
  void remove_off(Writing& writing) {
    if (const auto old = any<Off>()) writing.remove<Off>(old->uid);
  }
  void add_target(Writing& writing) { writing.add(random_target(random_)); }
  void edit_target(Writing& writing) {
    if (const auto old = any<Target>()) rewrite(writing, *old, random_target(random_));
  }
  void set_rules(Writing& writing) { writing.set_rules(random_rules(random_)); }
  void set_me(Writing& writing) { writing.set_me(any<Pm>()->uid); }

  Random random_;
};

/// The customer "Acme" in `book`, in the region US.
Uid add_acme(TestBook& book) {
  Uid uid;
  book.command("customer add", [&](Writing& writing) {
    uid = writing.add(Customer{.name = "Acme", .region = "US"});
  });
  return uid;
}

void edit_acme(TestBook& book, const Uid& uid, const std::string& region,
               const std::string& segment) {
  book.command("customer edit", [&](Writing& writing) {
    auto customer = book.store.find<Customer>(uid).value();
    customer.region = region;
    customer.segment = segment;
    writing.update(customer);
  });
}

void receive_region(TestBook& book, const Uid& uid, const std::string& region) {
  Db& db = book.store.db();
  const auto seq = db.number(
                       "SELECT count(*) FROM change c JOIN stream s ON s.id = c.stream "
                       "WHERE s.replica = ?",
                       Uid{{7}}) +
                   1;
  receive(db, {.space = "team",
               .replica = Uid{{7}},
               .seq = seq,
               .hlc = (book.unix_ms << 16) + 60000,
               .cmd = random_id(),
               .ent = "customer",
               .uid = uid,
               .at = "2026-03-02T09:30+01:00",
               .body = encode_fields({{"region", region}})});
  refold(db);
}

}  // namespace

TEST_CASE("undo goes back through every state byte for byte, redo forth") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Walk walk(seed);
    Db& db = walk.book.store.db();
    std::vector<Dump> states(1, live_dump(db));
    for (int length = 1 + walk.random().up_to(29); length > 0; --length) {
      walk.step();
      states.push_back(live_dump(db));
    }
    INFO("seed " << seed);
    for (int round = 0; round < 2; ++round) {
      for (std::size_t i = states.size() - 1; i > 0; --i) {
        const auto reverted = walk.book.undo();
        REQUIRE(reverted);
        CHECK(reverted->kept.empty());
        REQUIRE(live_dump(db) == states[i - 1]);
      }
      for (std::size_t i = 1; i < states.size(); ++i) {
        REQUIRE(walk.book.redo());
        REQUIRE(live_dump(db) == states[i]);
      }
      Writing writing(walk.book.store, "redo", walk.book.stamp(), std::nullopt);
      CHECK(!writing.redo());
    }
    const auto before = whole_dump(db);
    refold(db);
    CHECK(whole_dump(db) == before);
  }
}

TEST_CASE("commands, undo and redo in any order are those of a stack") {
  for (std::uint64_t seed = 100; seed < 110; ++seed) {
    Walk walk(seed);
    Db& db = walk.book.store.db();
    std::vector<Dump> done(1, live_dump(db));
    std::vector<Dump> undone;
    for (int i = 0; i < 120; ++i) {
      const int dice = walk.random().up_to(9);
      INFO("seed " << seed << ", step " << i);
      if (dice < 3 && done.size() > 1) {
        REQUIRE(walk.book.undo());
        undone.push_back(std::move(done.back()));
        done.pop_back();
      } else if (dice < 6 && !undone.empty()) {
        REQUIRE(walk.book.redo());
        done.push_back(std::move(undone.back()));
        undone.pop_back();
      } else {
        walk.step();
        done.push_back(live_dump(db));
        undone.clear();
      }
      REQUIRE(live_dump(db) == done.back());
    }
    const auto before = whole_dump(db);
    refold(db);
    CHECK(whole_dump(db) == before);
  }
}

TEST_CASE("a setting of the book can be given again after its first giving was undone") {
  TestBook book;
  Uid pm;
  book.command("pm add", [&](Writing& writing) { pm = writing.add(Pm{.name = "A"}); });
  book.command("set", [&](Writing& writing) { writing.set_me(pm); });
  book.command("set", [&](Writing& writing) { writing.set_rules({.hour = Minutes{45}}); });
  book.undo();
  book.undo();
  CHECK(!book.store.me());
  CHECK(book.store.rules().hour == Rules{}.hour);
  book.command("set", [&](Writing& writing) { writing.set_me(pm); });
  book.command("set",
               [&](Writing& writing) { writing.set_rules({.week_start = std::chrono::Sunday}); });
  CHECK(book.store.me() == pm);
  CHECK(book.store.rules().week_start == std::chrono::Sunday);
  CHECK(book.store.rules().hour == Rules{}.hour);  // nothing left of what was undone
}

TEST_CASE("what another replica changed since stays, and is named") {
  TestBook book;
  const Uid uid = add_acme(book);
  edit_acme(book, uid, "EU", "retail");
  receive_region(book, uid, "APAC");
  auto reverted = book.undo();
  REQUIRE(reverted);
  CHECK(reverted->kept == std::vector<std::string>{"customer #1 region"});
  CHECK(book.store.find<Customer>(uid)->region == "APAC");
  CHECK(book.store.find<Customer>(uid)->segment.empty());

  reverted = book.redo();
  REQUIRE(reverted);
  CHECK(book.store.find<Customer>(uid)->region == "APAC");
  CHECK(book.store.find<Customer>(uid)->segment == "retail");
}

TEST_CASE("undo speaks of this book's newest command, redo only of what undo just took") {
  TestBook book;
  const Uid uid = add_acme(book);
  edit_acme(book, uid, "EU", "");
  receive_region(book, uid, "APAC");  // no command of this book
  CHECK(book.undo()->command.verb == "customer edit");
  edit_acme(book, uid, "LATAM", "");  // a new command clears redo
  {
    Writing writing(book.store, "redo", book.stamp(), std::nullopt);
    CHECK(!writing.redo());
  }
  CHECK(book.undo()->command.verb == "customer edit");
  CHECK(book.undo()->command.verb == "customer add");
  CHECK(book.store.all<Customer>().empty());
  Writing writing(book.store, "undo", book.stamp(), std::nullopt);
  CHECK(!writing.undo());
}

TEST_CASE("what cannot be undone is refused by name and changes nothing") {
  for (const char* verb : {"forget", "restore", "check --fix"}) {
    TestBook book;
    add_acme(book);
    book.command(verb, [&](Writing& writing) { writing.add(Customer{.name = "x"}); });
    const auto before = whole_dump(book.store.db());
    Writing writing(book.store, "undo", book.stamp(), std::nullopt);
    try {
      writing.undo();
      FAIL("undone");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::not_found);
      CHECK(std::string(error.what()).find(verb) != std::string::npos);
    }
    CHECK(whole_dump(book.store.db()) == before);
  }
}

TEST_CASE("as-of shows the book as it stood at that minute") {
  for (std::uint64_t seed = 200; seed < 206; ++seed) {
    Walk walk(seed);
    struct Then {
      Moment at;
      std::vector<std::string> dump;
    };
    std::vector<Then> history;
    for (int i = 0; i < 15; ++i) {
      walk.step();
      if (walk.random().maybe(20)) walk.book.undo();
      history.push_back({walk.book.local, live_dump(walk.book.store.db())});
    }
    for (const Then& then : history) {
      Store past = walk.book.store.as_of(then.at);
      INFO("seed " << seed << " at " << to_string(then.at));
      CHECK(live_dump(past.db()) == then.dump);
    }
  }
}
