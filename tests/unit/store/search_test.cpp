#include "rapport/store/search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <span>

#include "../../property/rounds.hpp"
#include "book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/search_index.hpp"

namespace rapport {
namespace {

using Found = std::vector<std::string>;

SearchResult look(TestBook& book, SearchQuery query) { return search(book.store.db(), query); }

Found names_of(const SearchResult& result) {
  Found list;
  for (const SearchHit& hit : result.hits)
    list.push_back(hit.state.ent + " " + std::to_string(hit.state.number));
  return list;
}

/// Kind and number of what is found.
Found found(TestBook& book, const std::vector<std::string>& typed,
            SearchOrder order = SearchOrder::newest, std::size_t limit = 0) {
  return names_of(
      look(book, {.terms = parse_search(typed), .order = order, .limit = limit, .passes = {}}));
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
    uid = writing.add(talk);
    if (!learned.empty())
      writing.add(Learning{.interaction = uid, .text = learned, .themes = {"orders"}});
  });
  return uid;
}

/// All that the index says.
std::vector<std::string> index_of(Db& db) {
  db.run(make_search_vocabulary);
  std::vector<std::string> rows;
  db.each(
      "SELECT doc || ' ' || \"offset\" || ' ' || term FROM temp.search_words "
      "ORDER BY doc, \"offset\"",
      [&](const Row& row) { rows.push_back(row.text(0)); });
  return rows;
}

/// One change of any kind to any entity.
template <typename T>
void change(TestBook& book, Random& random, T (*make)(Random&), std::vector<Uid>& uids) {
  book.command("change", [&](Writing& writing) {
    for (int i = random.up_to(2); i >= 0; --i) {  // several of one entity in one command, too
      if (uids.empty() || random.maybe(40)) {
        uids.push_back(writing.add(make(random)));
        continue;
      }
      const Uid uid = random.one_of(uids);
      if (!book.store.find<T>(uid)) continue;
      if (random.maybe(30)) {
        writing.remove<T>(uid);
        continue;
      }
      T other = make(random);
      other.uid = uid;
      writing.update(other);
    }
  });
}

/// A book in which anything happens, and the index after each command.
class Walk {
 public:
  explicit Walk(std::uint64_t seed) : random_(seed) {}

  void step() {
    switch (random_.up_to(9)) {
      case 0:
      case 1:
        return change(book, random_, random_interaction, talks_);
      case 2:
      case 3:
        return change_learning();
      case 4:
        return change(book, random_, random_customer, customers_);
      case 5:
        return change(book, random_, random_promise, promises_);
      case 6:
        return change(book, random_, random_story, stories_);
      case 7:
        return change(book, random_, random_idea, ideas_);
      case 8:
        return change(book, random_, random_showstopper, stops_);
      default:
        if (random_.maybe())
          book.undo();
        else
          book.redo();
    }
  }

  /// Some word of some live entity with words, and the id of its row.
  std::optional<std::pair<std::int64_t, std::string>> some_word() {
    std::vector<SearchRow> rows;
    book.store.db().each("SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity",
                         [&](const Row& each) {
                           const auto state =
                               read_entity(book.store.db(), each.uid(0), each.text(1));
                           if (const auto row = search_row(book.store.db(), *state))
                             rows.push_back(*row);
                         });
    if (rows.empty()) return std::nullopt;
    const SearchRow& row = random_.one_of(rows);
    const auto words = search_words(row.words);
    return std::pair{row.id, random_.one_of(words)};
  }

  TestBook book;

 private:
  void change_learning() {
    static std::vector<Uid>* known = nullptr;
    known = &talks_;
    change(
        book, random_,
        +[](Random& some) {
          Learning learning = random_learning(some);
          if (!known->empty() && some.maybe(80)) learning.interaction = some.one_of(*known);
          return learning;
        },
        learnings_);
  }

  Random random_;
  std::vector<Uid> talks_, learnings_, customers_, promises_, stories_, ideas_, stops_;
};

bool has_row(const SearchResult& result, std::int64_t id) {
  const SearchKey key = key_of(id);
  return std::any_of(result.hits.begin(), result.hits.end(), [&](const SearchHit& hit) {
    return hit.state.ent == key.kind && hit.state.number == key.number && hit.day == key.day;
  });
}

}  // namespace

TEST_CASE("search: the newest come first, by the day of the talk and not of the writing") {
  TestBook book;
  add_talk(book, talk_on("2026-02-20T10:00", "export b"));
  add_talk(book, talk_on("2026-02-21", "export c"));
  add_talk(book, talk_on("2026-02-20T09:00", "export a"));
  add_talk(book, talk_on("1999-12-31", "export z"), "exports fail");
  CHECK(found(book, {"export"}) ==
        Found{"interaction 2", "interaction 3", "interaction 1", "interaction 4", "learning 1"});
  CHECK(found(book, {"export"}, SearchOrder::newest, 2) == Found{"interaction 2", "interaction 3"});
  SearchQuery query{.terms = parse_search({"export"}), .limit = 2, .passes = {}};
  CHECK(look(book, query).total == 5);
  CHECK(to_string(look(book, query).hits[0].day) == "2026-02-21");
  query.limit = 5;
  CHECK(look(book, query).total == 5);
  query.days = {make_date(2026, 2, 20).value(), make_date(2026, 2, 21).value()};
  CHECK(names_of(look(book, query)) == Found{"interaction 3", "interaction 1"});
  query.order = SearchOrder::best;
  CHECK(look(book, query).hits.size() == 2);
}

TEST_CASE("search: filters leave out, and the limit counts what is left") {
  TestBook book;
  for (int i = 0; i < 700; ++i)
    add_talk(book, talk_on("2026-02-20", i % 100 == 0 ? "export rare" : "export"));
  SearchQuery query{.terms = parse_search({"export"}), .limit = 5, .passes = {}};
  query.passes = [](const SearchHit& hit) {
    return hit.texts[0].second.find("rare") != std::string::npos;
  };
  CHECK(names_of(look(book, query)) == Found{"interaction 601", "interaction 501",
                                             "interaction 401", "interaction 301",
                                             "interaction 201"});
  CHECK(look(book, query).total == 7);
  query.limit = 7;
  CHECK(look(book, query).hits.size() == 7);
  CHECK(look(book, query).total == 7);
  query.order = SearchOrder::best;
  CHECK(look(book, query).hits.size() == 7);
  query.limit = 0;  // none: nothing is counted with it that could grow past its type
  for (const auto order : {SearchOrder::newest, SearchOrder::best}) {
    query.order = order;
    CHECK(look(book, query).hits.size() == 7);
    CHECK(look(book, query).total == 7);
  }
  query.passes = {};
  CHECK(look(book, query).hits.size() == 700);
  query.kinds = {"learning"};
  CHECK(look(book, query).hits.empty());
}

TEST_CASE("search: the best match comes first where that is asked for") {
  TestBook book;
  add_talk(book, talk_on("2026-02-20", "export export export"));
  add_talk(book, talk_on("2026-02-21", "only one was about an export"));
  add_talk(book, talk_on("2026-02-22", "nothing of that"));
  CHECK(found(book, {"export"}, SearchOrder::best) == Found{"interaction 1", "interaction 2"});
}

TEST_CASE("search: any words are safe, and found in any script") {
  TestBook book;
  add_talk(book, talk_on("2026-02-20",
                         "they re-key o'brien's c++ orders in 日本株式会社 👍 100%, naïvely"));
  for (const char* typed :
       {"re-key", "RE KEY", "re-k",  "o'brien", "c++",        "日本",     "本株",
        "👍",      "100%",   "%",     "ord",     "\"re-key\"", "(orders)", "c",
        "in",     "naive",  "NAÏVE", "社",      "'s",         "++"}) {
    CAPTURE(std::string(typed));
    CHECK(found(book, {typed}) == Found{"interaction 1"});
  }
  for (const char* typed : {"key re", "日株", "NEAR(", "a:b", "^x", "-x", "AND", "rders", "b", "👎",
                            "_", "orders NOT", "words", "search", "*", "\"", "--"}) {
    CAPTURE(std::string(typed));
    CHECK(found(book, {typed}).empty());
  }
  CHECK(found(book, {"orders", "key"}) == Found{"interaction 1"});
  CHECK(found(book, {"ord", "the"}) == Found{"interaction 1"});
  CHECK(found(book, {std::string(1 << 20, 'x')}).empty());
  std::string many;
  for (int i = 0; i < 200'000; ++i) many += "ab ";
  CHECK(found(book, {many}).empty());
}

TEST_CASE("search: a word with very many endings is found by all of them") {
  TestBook book;
  for (int i = 0; i < 100; ++i) add_talk(book, talk_on("2026-02-20", "word" + std::to_string(i)));
  CHECK(found(book, {"word"}).size() == 100);
  CHECK(found(book, {"word1"}).size() == 11);
  SearchQuery closed{.terms = parse_search({"word1"}, WordEnd::closed), .passes = {}};
  CHECK(look(book, closed).hits.size() == 1);
}

TEST_CASE("search: what is private is not in the index, and leaves it when it becomes so") {
  TestBook book;
  const Uid open = add_talk(book, talk_on("2026-02-20", "secret note"), "secret learning");
  const Uid closed = add_talk(book, talk_on("2026-02-21", "", true), "secret % learning");
  book.command("private", [&](Writing& writing) {
    writing.add(PrivateNote{.uid = closed, .note = "secret % note"});
  });
  CHECK(found(book, {"secret"}) == Found{"learning 1", "interaction 1"});
  CHECK(found(book, {"%"}).empty());
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

TEST_CASE("search: after any command the index is as a new one would be, and finds every word") {
  for (int round = 0; round < rounds(25); ++round) {
    const auto seed = first_seed() + static_cast<std::uint64_t>(round);
    CAPTURE(seed);
    Walk walk(seed);
    Db& db = walk.book.store.db();
    for (int step = 0; step < 40; ++step) {
      walk.step();
      REQUIRE(is_search_sound(db));
      if (const auto word = walk.some_word()) {
        CAPTURE(word->second);
        REQUIRE(has_row(look(walk.book, {.terms = parse_search({word->second}), .passes = {}}),
                        word->first));
      }
    }
    const auto rows = index_of(db);
    const auto sum = search_checksum(db);
    CHECK(walk.book.store.check(Depth::deep).empty());
    rebuild_search(db);
    REQUIRE(index_of(db) == rows);
    REQUIRE(search_checksum(db) == sum);
    REQUIRE(is_search_sound(db));
  }
}

TEST_CASE("search: a damaged index is told from damaged records, and built anew") {
  TestBook book;
  add_talk(book, talk_on("2026-02-20", "export"));
  Db& db = book.store.db();
  const auto is_refused = [&](const char* word) {
    try {
      found(book, {word});
      return false;
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::bad_data);
      CHECK(std::string(error.what()) == "the search index is damaged, your records are not");
      return true;
    }
  };
  SUBCASE("a row that no record has") {
    db.run("INSERT INTO search(rowid, words) VALUES(?, 'ghost')", (std::int64_t{1} << 40) + 3);
    CHECK(is_search_sound(db));
    CHECK(is_refused("ghost"));
  }
  SUBCASE("a row that says something else") {
    db.run("INSERT INTO search(rowid, words) VALUES(1, 'ghost')");
    CHECK(is_search_sound(db));
  }
  SUBCASE("a page of it is gone") {
    db.allow_index_tables(true);
    db.run("DELETE FROM search_data WHERE id > 10");
    CHECK_FALSE(is_search_sound(db));
    CHECK(is_refused("export"));
  }
  SUBCASE("its order is gone") {
    db.allow_index_tables(true);
    db.run("DELETE FROM search_data WHERE id = 10");
    CHECK_FALSE(is_search_sound(db));
    CHECK(is_refused("export"));
  }
  CHECK_FALSE(book.store.check(Depth::deep).empty());
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

TEST_CASE("search: however often something is erased, the index stays one that SQLite reads") {
  TestBook book;
  Db& db = book.store.db();
  add_talk(book, talk_on("2026-02-20", "zebra"));
  std::vector<Uid> talks;
  for (int i = 0; i < 300; ++i) {
    const std::string words = "about zanzibar, number" + std::to_string(i) + " and more of it";
    talks.push_back(add_talk(book, talk_on("2026-02-20", words)));
  }
  for (const Uid& uid : std::span(talks).first(100)) {
    book.command("amend", [&](Writing& writing) {  // erases within its own change of the index
      Interaction talk = *book.store.find<Interaction>(uid);
      talk.is_private = true;
      writing.update(talk);
    });
    // Newer versions of SQLite read up to 64 levels, of two bytes each where they are empty.
    REQUIRE(db.number("SELECT length(block) FROM search_data WHERE id = 10") < 2 * 64 + 20);
  }
  CHECK(is_search_sound(db));
  CHECK(search_checksum(db) == expected_search_checksum(db));
  CHECK(found(book, {"zebra"}) == Found{"interaction 1"});
}

}  // namespace rapport
