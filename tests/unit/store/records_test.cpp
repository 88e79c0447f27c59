#include "rapport/store/records.hpp"

#include <doctest/doctest.h>

#include "../../property/rounds.hpp"
#include "book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/exchange/book_json.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/forget.hpp"

// A book as text and back: what `rapport export --json` and `rapport import` do. More books:
//   RAPPORT_ROUNDS=1000 build/debug/tests/rapport_unit -tc='records: a book*'
namespace rapport {
namespace {

std::string exported(Store& store) {
  std::string text;
  BookJsonWriter writer(entity_kinds(), [&](std::string_view piece) { text += piece; });
  each_record(store, {}, [&](const Record& record) { writer.add(record); });
  writer.finish();
  return text;
}

struct Counts {
  int put = 0, equal = 0, other = 0;
};

/// Brings in what is not there; nothing where one record is refused.
Counts import_text(TestBook& book, const std::string& text) {
  const BookJson read = read_book_json(text, "book.json");
  for (const Record& record : read.records)
    if (const auto problem = problem_of(record)) throw Error(ErrorKind::bad_data, problem->what);
  Counts counts;
  book.command("import", [&](Writing& writing) {
    for (const Record& record : read.records) {
      const Standing standing = compare(book.store, record).standing;
      if (standing == Standing::absent || standing == Standing::removed) {
        writing.put(record);
        ++counts.put;
      } else {
        ++(standing == Standing::equal ? counts.equal : counts.other);
      }
    }
  });
  return counts;
}

template <typename T>
void add_some(TestBook& book, Random& random, T (*make)(Random&), std::vector<Uid>& added) {
  for (int i = random.up_to(3); i > 0; --i)
    book.command("add", [&](Writing& writing) { added.push_back(writing.add(make(random))); });
}

template <typename T>
void change_one(TestBook& book, Random& random, T (*make)(Random&), const std::vector<Uid>& uids) {
  if (uids.empty()) return;
  const Uid uid = random.one_of(uids);
  if (!book.store.find<T>(uid)) return;
  book.command("change", [&](Writing& writing) {
    T other = make(random);
    other.uid = uid;
    if (random.maybe(20))
      writing.remove<T>(uid);
    else
      writing.update(other);
  });
}

void fill(TestBook& book, Random& random) {
  std::vector<Uid> talks;
  const auto some = [&](auto make) {
    std::vector<Uid> added;
    add_some(book, random, make, added);
    for (int i = 0; i < 2; ++i) change_one(book, random, make, added);
    return added;
  };
  some(random_pm);
  some(random_customer);
  some(random_person);
  talks = some(random_interaction);
  for (const Uid& talk : talks) {
    if (random.maybe()) continue;
    PrivateNote kept = random_private_note(random);
    kept.uid = talk;  // shared with its interaction, in another space
    book.command("private", [&](Writing& writing) { writing.add(kept); });
  }
  some(random_learning);
  some(random_promise);
  some(random_idea);
  some(random_vote);
  some(random_showstopper);
  some(random_story);
  some(random_share);
  some(random_review);
  some(random_action);
  some(random_timer);
  some(random_off);
  some(random_target);
  if (random.maybe())
    book.command("map", [&](Writing& writing) {
      writing.add(ImportMapping{mapping_uid, random.texts(3), random.texts(3)});
    });
  if (random.maybe())
    book.command("rules", [&](Writing& writing) { writing.set_rules(random_rules(random)); });
  if (random.maybe()) book.command("me", [&](Writing& writing) { writing.set_me(random.uid()); });
  if (random.maybe(30)) book.undo();
}

/// The texts between which an export is cut and glued: what a hand or a bad disk does to it.
std::string mutated(std::string text, Random& random) {
  static const std::vector<std::string> pieces{"\"",   "{",    "}",     "[",       "]",
                                               ",",    ":",    "1e999", "null",    "\\ud800",
                                               "\xff", "true", "-",     "\\u0000", "\n"};
  for (int i = 1 + random.up_to(3); i > 0; --i) {
    const auto at = static_cast<std::size_t>(random.up_to(static_cast<int>(text.size()) - 1));
    const auto length = static_cast<std::size_t>(random.up_to(20));
    switch (random.up_to(3)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, random.one_of(pieces));
        break;
      case 2:
        text[at] = static_cast<char>(text[at] ^ (1 << random.up_to(7)));
        break;
      default:
        text.insert(at, text.substr(text.size() / 2, length));
    }
    if (text.empty()) text = "{";
  }
  return text;
}

Record record_for(const Fields& fields, const std::string& kind = "customer") {
  Random random(1);
  return {kind, random.uid(), "team", "2026-03-02T09:00+01:00", fields};
}

}  // namespace

TEST_CASE("records: a book that was exported and imported exports the same bytes") {
  std::set<std::string> seen;  // without every one of them, the law would say little
  for (int round = 0; round < rounds(100); ++round) {
    Random random(first_seed() + static_cast<std::uint64_t>(round));
    CAPTURE(first_seed() + static_cast<std::uint64_t>(round));
    TestBook book, copy;
    fill(book, random);
    const std::string text = exported(book.store);
    each_record(book.store, {}, [&](const Record& record) { seen.insert(record.kind); });
    copy.pass(60 * 24 * 400);  // imported long after
    const Counts first = import_text(copy, text);
    REQUIRE(exported(copy.store) == text);
    CHECK(first.equal + first.other == 0);
    CHECK(copy.store.check(Depth::deep).empty());

    const Counts again = import_text(copy, text);
    CHECK(again.equal == first.put);
    CHECK(again.put + again.other == 0);
    REQUIRE(copy.store.commands(9).size() == 2);

    copy.undo();  // of the second import, which did nothing
    copy.undo();
    each_record(copy.store, {}, [](const Record& record) { FAIL("still there: " << record.kind); });
    CHECK(import_text(copy, text).put == first.put);
    REQUIRE(exported(copy.store) == text);
  }
  for (const std::string_view kind : entity_kinds()) {
    CAPTURE(kind);
    CHECK((seen.contains(std::string(kind)) || rounds(100) < 20));
  }
}

TEST_CASE("records: a mutated export is refused, or comes in whole") {
  for (int round = 0; round < rounds(100) * 10; ++round) {
    Random random(first_seed() + static_cast<std::uint64_t>(round / 20));
    static std::string text;
    if (round % 20 == 0) {
      TestBook book;
      fill(book, random);
      text = exported(book.store);
    }
    Random dice(first_seed() * 7919 + static_cast<std::uint64_t>(round));
    CAPTURE(round);
    const std::string other = mutated(text, dice);
    TestBook copy;
    const std::string empty = exported(copy.store);
    bool is_refused = false;
    try {
      import_text(copy, other);
    } catch (const Error& error) {
      is_refused = true;
      CHECK(error.kind() == ErrorKind::bad_data);
    }
    if (is_refused) {
      REQUIRE(exported(copy.store) == empty);
    } else {
      const std::string once = exported(copy.store);
      TestBook third;
      import_text(third, once);
      REQUIRE(exported(third.store) == once);
      REQUIRE(copy.store.check(Depth::deep).empty());
    }
  }
}

TEST_CASE("records: the reserved keys of the file are no fields") {
  for (const std::string_view kind : entity_kinds()) {
    CHECK(kind != "version");
    CHECK(kind != "report");
    CHECK(kind != "history");
  }
  TestBook book;
  for (int round = 0; round < 50; ++round) {
    Random random(static_cast<std::uint64_t>(round));
    fill(book, random);
  }
  each_record(book.store, {}, [](const Record& record) {
    for (const auto& [name, value] : record.fields) {
      const std::string word = name.substr(0, name.find('.'));
      CHECK(word != "uid");
      CHECK(word != "space");
      CHECK(word != "recorded");
    }
  });
}

TEST_CASE("records: fields that this program does not know are kept") {
  TestBook book, copy;
  const Record record =
      record_for({{"name", "Acme"}, {"class", "customer"}, {"planet", "Mars"}, {"moon.io", true}});
  CHECK_FALSE(problem_of(record));
  book.command("import", [&](Writing& writing) { writing.put(record); });
  const std::string text = exported(book.store);
  CHECK(text.find(R"("moon":["io"])") != std::string::npos);
  import_text(copy, text);
  CHECK(exported(copy.store) == text);
}

TEST_CASE("records: a known field with a value that it cannot have is refused") {
  const auto refused = [](const Fields& more, const std::string& kind = "customer") {
    Fields fields{{"name", "Acme"}, {"start", "2026-03-02"}, {"minutes", std::int64_t{60}}};
    for (const auto& [name, value] : more) fields.insert_or_assign(name, value);
    return problem_of(record_for(fields, kind)).has_value();
  };
  CHECK_FALSE(refused({}));
  CHECK_FALSE(refused({}, "interaction"));
  CHECK(refused({{"class", "friend"}}));
  CHECK(refused({{"class", true}}));
  CHECK(refused({{"class.2026-02-30", "partner"}}));
  CHECK(refused({{"merged_into", "nobody"}}));
  CHECK(refused({{"archived", false}}));
  CHECK(refused({{"name", std::string("a\0b", 3)}}));
  CHECK(refused({{"name", "\xff"}}));
  CHECK(refused({{"start", "2026-03-02T25:00"}}, "interaction"));
  CHECK(refused({{"minutes", std::int64_t{-1}}}, "interaction"));
  CHECK(refused({{"minutes", std::int64_t{1441}}}, "interaction"));
  CHECK(refused({{"offset", std::int64_t{100000}}}, "interaction"));
  CHECK(refused({{"host.x", true}}, "interaction"));
  CHECK(refused({{"tag.", true}}));
  CHECK(refused({}, "planet"));
  CHECK(problem_of(record_for({{"class", "customer"}})));  // without a name

  Record record = record_for({{"name", "Acme"}});
  CHECK_FALSE(problem_of(record));
  record.space = "elsewhere";
  CHECK(problem_of(record));
  record.space = "team";
  record.recorded = "2026-03-02T09:00+1:00";
  CHECK(problem_of(record));
  record = record_for({{"note", "secret"}}, "private");
  CHECK(problem_of(record));  // it may not leave its space
  record.space = "local";
  CHECK_FALSE(problem_of(record));
}

TEST_CASE("records: one uid is one thing in one space") {
  TestBook book;
  const Record here = record_for({{"name", "Acme"}});
  book.command("import", [&](Writing& writing) { writing.put(here); });
  Record other = here;
  CHECK(compare(book.store, here).standing == Standing::equal);
  other.space = "pm/priya";
  CHECK(compare(book.store, other).differences.at(0).field == "space");
  other.kind = "idea";
  CHECK(compare(book.store, other).differences.at(0).field == "kind");
  other.kind = "private";
  other.space = "local";
  CHECK(compare(book.store, other).standing == Standing::absent);
  book.command("remove", [&](Writing& writing) { writing.remove<Customer>(here.uid); });
  CHECK(compare(book.store, here).standing == Standing::removed);
  other.kind = "customer";
  CHECK(compare(book.store, other).differences.at(0).field == "space");
}

TEST_CASE("records: whoever was forgotten is not brought back by a text that names them") {
  TestBook book;
  Uid uid;
  book.command("add", [&](Writing& writing) {
    uid = writing.add(Customer{.name = "Acme Robotics", .domains = {"acme.test"}});
    writing.add(Idea{.name = "what ACME robotics asks for"});
  });
  std::vector<Record> file;
  each_record(book.store, {}, [&](const Record& record) { file.push_back(record); });
  CHECK(forgotten_in(book.store.db(), file).empty());
  book.command("forget", [&](Writing& writing) {
    writing.forget(forgotten_with(book.store.db(), {"customer", uid}));
  });
  redact(forgotten_in(book.store.db(), file), file);
  for (const Record& record : file) {
    const bool is_customer = record.kind == "customer";
    CAPTURE(record.kind);
    CHECK(compare(book.store, record).standing ==
          (is_customer ? Standing::forgotten : Standing::equal));
  }
  each_record(book.store, {}, [&](const Record& record) {
    CHECK(compare(book.store, record).standing == Standing::equal);
    CHECK_FALSE(problem_of(record));
  });
}

TEST_CASE("records: what was erased on request does not come back") {
  TestBook book;
  Uid uid;
  book.command("add", [&](Writing& writing) { uid = writing.add(Customer{.name = "Acme"}); });
  std::optional<Record> kept;
  each_record(book.store, {}, [&](const Record& record) { kept = record; });
  REQUIRE(kept);
  receive(book.store.db(), {.space = "erasure",
                            .replica = Random(3).uid(),
                            .seq = 1,
                            .hlc = std::int64_t{1} << 60,
                            .ent = "forgotten",
                            .uid = uid,
                            .op = Op::restate,
                            .at = "2026-03-02T10:00+01:00",
                            .body = std::nullopt});
  CHECK(compare(book.store, *kept).standing == Standing::equal);
  kept->fields.insert_or_assign("region", "EU");
  CHECK(compare(book.store, *kept).standing == Standing::forgotten);
}

TEST_CASE("records: what is wrong says which field, its value and what it may be") {
  const auto problem = [](const Fields& more) {
    Fields fields{{"start", "2026-03-02"}, {"minutes", std::int64_t{60}}};
    for (const auto& [name, value] : more) fields.insert_or_assign(name, value);
    return problem_of(record_for(fields, "interaction")).value();
  };
  CHECK(problem({{"minutes", std::int64_t{-60}}}).what == "'minutes' is -60; it may be 0 to 1440");
  CHECK(problem({{"minutes", std::int64_t{-60}}}).field == "minutes");
  CHECK(problem({{"mood", "gut"}}).what == "'mood' is 'gut'; it may be good, neutral, rough");
  CHECK(problem({{"host.x", true}}).what == "'host' is 'x'; it may be a UUID");
}

TEST_CASE("records: a key that is not known is told with the nearest") {
  const auto said = [](const std::string& key) {
    const auto problem = unknown_field(record_for({{"name", "Acme"}, {key, "x"}}));
    return problem ? problem->what.substr(0, problem->what.find("? use")) : "";
  };
  CHECK(said("region").empty());
  CHECK(said("regoin") == "'regoin' is not a key of customers; did you mean region");
  CHECK(said("tag") == "'tag' is 'x'; it may be a list in square brackets");
  CHECK_FALSE(unknown_field(record_for({{"name", "Acme"}, {"tag.x", true}})));
}

}  // namespace rapport
