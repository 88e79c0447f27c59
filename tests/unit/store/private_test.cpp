#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/store/records.hpp"

// What is private is on this machine alone: in no other space, from the first byte.
namespace rapport {
namespace {

constexpr const char* secret = "layoffs";

struct PrivateTalk : TestBook {
  Uid pm, talk, learning, promise;

  PrivateTalk() {
    command("pm add",
            [&](Writing& writing) { pm = writing.add(Pm{.name = "Priya", .handle = "priya"}); });
    command("log", [&](Writing& writing) {
      talk = writing.add(Interaction{.start = {local.date, 540, 60},
                                     .length = Minutes{60},
                                     .hosts = {pm},
                                     .note = "layoffs are coming"});
      learning = writing.add(Learning{.interaction = talk, .text = "pain of layoffs"});
      promise =
          writing.add(Promise{.interaction = talk, .pm = pm, .text = "not a word of layoffs"});
    });
  }

  /// As the command does.
  void turn(bool is_private) {
    command("amend", [&](Writing& writing) {
      auto changed = *store.find<Interaction>(talk);
      PrivateNote kept{.uid = talk, .note = changed.note};
      const auto apart = store.find<PrivateNote>(talk);
      changed.is_private = is_private;
      changed.note = is_private || !apart ? "" : apart->note;
      writing.update(changed);
      if (is_private)
        writing.add(kept);
      else
        writing.remove<PrivateNote>(talk);
    });
  }

  /// The spaces in which the journal has the secret, each once.
  std::set<std::string> told_in() {
    std::set<std::string> spaces;
    each_change(store.db(), [&](std::int64_t, const Change& change, std::int64_t) {
      if (change.body && change.body->find(secret) != std::string::npos)
        spaces.insert(change.space);
    });
    store.db().each("SELECT space, body FROM entity", [&](const Row& row) {
      if (row.text(1).find(secret) != std::string::npos) spaces.insert(row.text(0));
    });
    return spaces;
  }

  void check_sound() {
    CHECK(store.check(Depth::deep).empty());
    const auto before = whole_dump(store.db());
    refold(store.db());
    CHECK(whole_dump(store.db()) == before);
  }
};

using Spaces = std::set<std::string>;

}  // namespace

TEST_CASE("private: what is logged so is never anywhere else") {
  PrivateTalk book;
  book.command("log", [&](Writing& writing) {
    const Uid talk =
        writing.add(Interaction{.length = Minutes{60}, .hosts = {book.pm}, .is_private = true});
    const Uid one = writing.add(Learning{.interaction = talk, .text = "x"});
    const Uid two = writing.add(Promise{.interaction = talk, .pm = book.pm, .text = "x"});
    CHECK(book.store.live_state("learning", one)->space == "local");
    CHECK(book.store.live_state("promise", two)->space == "local");
    CHECK(book.store.live_state("interaction", talk)->space == "pm/priya");
  });
  book.check_sound();
}

TEST_CASE("private: what becomes so is taken out of every other space, and comes back whole") {
  PrivateTalk book;
  CHECK(book.told_in() == Spaces{"pm/priya"});
  const auto open = live_dump(book.store.db());
  book.turn(true);
  const auto hidden = live_dump(book.store.db());
  CHECK(book.told_in() == Spaces{"local"});
  CHECK(book.store.find<Learning>(book.learning)->number == 1);
  CHECK(book.store.find<Promise>(book.promise)->text == "not a word of layoffs");
  CHECK(private_parts(book.store) == std::set<Uid>{book.learning, book.promise});
  book.check_sound();
  SUBCASE("by undo") {
    REQUIRE(book.undo());
    CHECK(live_dump(book.store.db()) == open);
    CHECK(private_parts(book.store).empty());
    REQUIRE(book.redo());
    CHECK(live_dump(book.store.db()) == hidden);
    CHECK(book.told_in() == Spaces{"local"});
  }
  SUBCASE("by --public, which is undone") {
    book.turn(false);
    CHECK(book.told_in() == Spaces{"local", "pm/priya"});
    REQUIRE(book.undo());
    CHECK(live_dump(book.store.db()) == hidden);
    CHECK(book.told_in() == Spaces{"local"});
  }
  SUBCASE("what was learned is removed while it is private") {
    book.command("remove", [&](Writing& writing) { writing.remove<Learning>(book.learning); });
    book.turn(false);
    CHECK_FALSE(book.store.find<Learning>(book.learning));
  }
  book.check_sound();
}

TEST_CASE("private: what was removed before leaves no words behind") {
  PrivateTalk book;
  book.command("remove", [&](Writing& writing) { writing.remove<Learning>(book.learning); });
  book.turn(true);
  CHECK(book.told_in() == Spaces{"local"});
  CHECK_FALSE(book.store.find<Learning>(book.learning));
  book.check_sound();
}

TEST_CASE("private: what counts is as it was on every day, words or not") {
  PrivateTalk book;
  const Moment then = book.local;
  const auto before = book.store.talks(book.pm, all_days);
  book.command("amend", [&](Writing& writing) {
    auto talk = *book.store.find<Interaction>(book.talk);
    talk.length = Minutes{30};
    writing.update(talk);
  });
  book.turn(true);
  Store past = book.store.as_of(then);
  REQUIRE(past.talks(book.pm, all_days).size() == before.size());
  CHECK(past.talks(book.pm, all_days).front().length == Minutes{60});
  CHECK(past.linked<Learning>(book.talk).size() == 1);
}

}  // namespace rapport
