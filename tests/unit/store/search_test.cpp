#include "rapport/store/search.hpp"

#include <doctest/doctest.h>

#include "../../property/rounds.hpp"
#include "book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/store/codec.hpp"

namespace rapport {
namespace {

using Found = std::vector<std::string>;

/// Kind and number of what is found.
Found found(TestBook& book, const std::vector<std::string>& typed,
            SearchOrder order = SearchOrder::newest, std::size_t limit = 20) {
  Found list;
  for (const SearchHit& hit : search(book.store.db(), parse_search(typed), order, limit).hits)
    list.push_back(hit.state.ent + " " + std::to_string(hit.state.number));
  return list;
}

Interaction talk_on(const char* day, const std::string& note, bool is_private = false) {
  Interaction talk;
  talk.start = *parse_iso_moment(day);
  talk.length = Minutes{30};
  talk.hosts = {*parse_uid("01a1f978-b580-7000-8623-9afc908c5b0c")};
  talk.note = note;
  talk.is_private = is_private;
  return talk;
}

/// Adds a talk and what was learned in it.
Uid add_talk(TestBook& book, const Interaction& talk, const std::string& learned = {}) {
  Uid uid;
  book.command("log", [&](Writing& writing) {
    uid = writing.add(talk, "pm/priya");
    if (!learned.empty())
      writing.add(Learning{.interaction = uid, .text = learned, .themes = {"orders"}}, "pm/priya");
  });
  return uid;
}

std::vector<std::string> index_of(Db& db) {
  std::vector<std::string> rows;
  db.each("SELECT rowid || ' ' || words FROM search ORDER BY rowid",
          [&](const Row& row) { rows.push_back(row.text(0)); });
  return rows;
}

/// One change of any kind to any entity, or an undo or redo.
template <typename T>
void change(TestBook& book, Random& random, T (*make)(Random&), std::vector<Uid>& uids) {
  book.command("change", [&](Writing& writing) {
    if (uids.empty() || random.maybe(40)) {
      uids.push_back(writing.add(make(random), random.maybe() ? space::team : "pm/x"));
      return;
    }
    const Uid uid = random.one_of(uids);
    if (!book.store.find<T>(uid)) return;
    if (random.maybe(30)) {
      writing.remove<T>(uid);
      return;
    }
    T other = make(random);
    other.uid = uid;
    writing.update(other);
  });
}

}  // namespace

TEST_CASE("search: the newest come first, by the time of the talk and not of the writing") {
  TestBook book;
  add_talk(book, talk_on("2026-02-20T10:00", "export b"));
  add_talk(book, talk_on("2026-02-21", "export c"));
  add_talk(book, talk_on("2026-02-20T09:00", "export a"));
  add_talk(book, talk_on("1999-12-31", "export z"), "exports fail");
  CHECK(found(book, {"export"}) ==
        Found{"interaction 2", "interaction 1", "interaction 3", "learning 1", "interaction 4"});
  CHECK(found(book, {"export"}, SearchOrder::newest, 2) == Found{"interaction 2", "interaction 1"});
  const auto cut = search(book.store.db(), parse_search({"export"}), SearchOrder::newest, 2);
  CHECK(cut.is_cut);
  CHECK_FALSE(search(book.store.db(), parse_search({"export"}), SearchOrder::newest, 5).is_cut);
  CHECK(to_string(cut.hits[0].when.date) == "2026-02-21");
}

TEST_CASE("search: the best match comes first where that is asked for") {
  TestBook book;
  add_talk(book, talk_on("2026-02-20", "export export export"));
  add_talk(book,
           talk_on("2026-02-21", "of the many things that were said only one was about an export"));
  CHECK(found(book, {"export"}, SearchOrder::best) == Found{"interaction 1", "interaction 2"});
}

TEST_CASE("search: any words are safe, and found in any script") {
  TestBook book;
  add_talk(book, talk_on("2026-02-20", "they re-key o'brien's c++ orders in 日本株式会社 👍 100%"));
  for (const char* typed : {"re-key", "RE KEY", "o'brien", "c++", "日本", "本株", "👍", "100%", "%",
                            "ord", "\"re-key\"", "(orders)", "c"}) {
    CAPTURE(std::string(typed));
    CHECK(found(book, {typed}) == Found{"interaction 1"});
  }
  for (const char* typed : {"key re", "日株", "NEAR(", "a:b", "^x", "-x", "AND", "rders", "b", "👎",
                            "_", "orders NOT", "words", "search"}) {
    CAPTURE(std::string(typed));
    CHECK(found(book, {typed}).empty());
  }
  CHECK(found(book, {"orders", "key"}) == Found{"interaction 1"});
  CHECK(found(book, {std::string(1 << 20, 'x')}).empty());
}

TEST_CASE("search: what is private is not in the index, and leaves it when it becomes so") {
  TestBook book;
  const Uid open = add_talk(book, talk_on("2026-02-20", "secret note"), "secret learning");
  const Uid closed = add_talk(book, talk_on("2026-02-21", "", true), "secret learning");
  book.command("private", [&](Writing& writing) {
    writing.add(PrivateNote{.uid = closed, .note = "secret note"}, space::local);
  });
  CHECK(found(book, {"secret"}) == Found{"learning 1", "interaction 1"});
  book.command("amend", [&](Writing& writing) {
    Interaction talk = *book.store.find<Interaction>(open);
    talk.is_private = true;
    writing.update(talk);
  });
  CHECK(found(book, {"secret"}).empty());
  CHECK(index_of(book.store.db()).empty());
  book.undo();
  CHECK(found(book, {"secret"}) == Found{"learning 1", "interaction 1"});
}

TEST_CASE("search: what was learned moves with its talk") {
  TestBook book;
  const Uid uid = add_talk(book, talk_on("2026-02-20", ""), "export");
  add_talk(book, talk_on("2026-02-21", "export"));
  CHECK(found(book, {"export"}) == Found{"interaction 2", "learning 1"});
  book.command("amend", [&](Writing& writing) {
    Interaction talk = *book.store.find<Interaction>(uid);
    talk.start = *parse_iso_moment("2026-02-22");
    writing.update(talk);
  });
  CHECK(found(book, {"export"}) == Found{"learning 1", "interaction 2"});
  book.command("remove", [&](Writing& writing) { writing.remove<Interaction>(uid); });
  CHECK(found(book, {"export"}) == Found{"interaction 2"});
}

TEST_CASE("search: after any command the index is sound and as a new one would be") {
  for (int round = 0; round < rounds(30); ++round) {
    Random random(first_seed() + static_cast<std::uint64_t>(round));
    CAPTURE(first_seed() + static_cast<std::uint64_t>(round));
    TestBook book;
    std::vector<Uid> talks, learnings, customers, promises, stories;
    static std::vector<Uid>* known = nullptr;
    known = &talks;
    const auto make_learning = +[](Random& some) {
      Learning learning = random_learning(some);
      if (!known->empty() && some.maybe(80)) learning.interaction = some.one_of(*known);
      return learning;
    };
    for (int step = 0; step < 40; ++step) {
      switch (random.up_to(6)) {
        case 0:
        case 1:
          change(book, random, random_interaction, talks);
          break;
        case 2:
          change(book, random, make_learning, learnings);
          break;
        case 3:
          change(book, random, random_customer, customers);
          break;
        case 4:
          change(book, random, random_promise, promises);
          break;
        case 5:
          change(book, random, random_story, stories);
          break;
        default:
          if (random.maybe())
            book.undo();
          else
            book.redo();
      }
      REQUIRE(is_search_sound(book.store.db()));
    }
    const auto rows = index_of(book.store.db());
    rebuild_search(book.store.db());
    REQUIRE(index_of(book.store.db()) == rows);
    REQUIRE(is_search_sound(book.store.db()));
    CHECK(book.store.check(Depth::deep).empty());
  }
}

TEST_CASE("search: a damaged index is told from damaged records, and built anew") {
  TestBook book;
  add_talk(book, talk_on("2026-02-20", "export"));
  Db& db = book.store.db();
  db.run("INSERT INTO search(rowid, words) VALUES(1, 'ghost')");
  CHECK(is_search_sound(db));
  CHECK_FALSE(book.store.check(Depth::deep).empty());  // no record says that
  try {
    found(book, {"ghost"});
    FAIL("a row without a record was not seen");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
    CHECK(std::string(error.what()).find("your records are not") != std::string::npos);
  }
  rebuild_search(db);
  CHECK(book.store.check(Depth::deep).empty());
  CHECK(found(book, {"export"}) == Found{"interaction 1"});
}

TEST_CASE("search: nothing of an erased text is left in the index") {
  TestBook book;
  const Uid uid = add_talk(book, talk_on("2026-02-20", "zanzibar"));
  for (int i = 0; i < 40; ++i) add_talk(book, talk_on("2026-02-20", "zebra"));
  book.command("remove", [&](Writing& writing) { writing.remove<Interaction>(uid); });
  const auto left = [&] {
    return book.store.db().number(
        "SELECT count(*) FROM search_data WHERE instr(hex(block), hex('nzibar')) > 0");
  };
  CHECK(left() > 0);  // a deletion alone is one more entry
  purge_search(book.store.db());
  CHECK(left() == 0);
  CHECK(is_search_sound(book.store.db()));
}

}  // namespace rapport
