#include "rapport/store/open.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "rapport/base/error.hpp"
#include "rapport/store/backup.hpp"
#include "rapport/store/journal.hpp"

using namespace rapport;

TEST_CASE("the fingerprint in the program is that of the schema files") {
  Db book = memory_book();
  CHECK(schema_fingerprint(book) == expected_fingerprint);
}

namespace {

/// A file of its own, gone with the test.
struct TemporaryFile {
  TemporaryFile() {
    std::string name = "/tmp/rapport-unit-XXXXXX";
    ::close(::mkstemp(name.data()));
    path = name;
  }
  ~TemporaryFile() {
    ::unlink(path.c_str());
    ::unlink((path + "-journal").c_str());
  }
  std::string path;
};

bool has_table(Db& db, const char* name) {
  return db.number("SELECT count(*) FROM sqlite_schema WHERE name = ?", name) == 1;
}

}  // namespace

TEST_CASE("a book that is migrated is saved first, as it was; one that is not is left alone") {
  const TemporaryFile file;
  const TemporaryFile copy;
  const std::array steps{schema_steps()[0], SchemaStep{"2", "CREATE TABLE two(x)"}};
  Db db(file.path, Access::read_write);
  migrate(db, std::span(steps).first(1));
  int saved = 0;
  const BookPath where{file.path, true, [&](Db& book) {
                         ++saved;
                         save_copy(book, copy.path, Existing::replace);
                         return copy.path;
                       }};
  Notices notices;
  bring_up_to_date(db, steps, where, notices);
  CHECK(saved == 1);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].find(copy.path) != std::string::npos);
  CHECK(db.number("PRAGMA user_version") == 2);
  CHECK(has_table(db, "two"));
  {
    Db kept(copy.path, Access::read_only);
    CHECK(kept.number("PRAGMA user_version") == 1);
    CHECK(!has_table(kept, "two"));
  }
  bring_up_to_date(db, steps, where, notices);
  CHECK(saved == 1);
  CHECK(notices.size() == 1);
}

TEST_CASE("a book that cannot be saved is not migrated") {
  const TemporaryFile file;
  const std::array steps{schema_steps()[0], SchemaStep{"2", "CREATE TABLE two(x)"}};
  Db db(file.path, Access::read_write);
  migrate(db, std::span(steps).first(1));
  const BookPath where{file.path, true, [](Db&) -> std::string {
                         throw Error(ErrorKind::io, "the disk is full", "");
                       }};
  Notices notices;
  CHECK_THROWS_AS(bring_up_to_date(db, steps, where, notices), Error);
  CHECK(db.number("PRAGMA user_version") == 1);
  CHECK(!has_table(db, "two"));
}

TEST_CASE("a migration that breaks in the middle leaves the version before, whole") {
  const SchemaStep first{"1", "CREATE TABLE one(x)"};
  const SchemaStep broken{"2", "CREATE TABLE two(x); INSERT INTO two VALUES(1); SELECT no_such()"};
  const SchemaStep second{"2", "CREATE TABLE two(x); INSERT INTO two VALUES(2)"};
  const SchemaStep third{"3", "CREATE TABLE three(x)"};
  const TemporaryFile file;
  {
    Db db(file.path, Access::read_write);
    const std::array steps{first, broken, third};
    CHECK_THROWS_AS(migrate(db, steps), Error);
  }
  Db db(file.path, Access::read_write);
  CHECK(db.number("PRAGMA user_version") == 1);
  CHECK(db.number("PRAGMA application_id") == book_application_id);
  CHECK(has_table(db, "one"));
  CHECK(!has_table(db, "two"));
  CHECK(!has_table(db, "three"));

  const std::array steps{first, second, third};
  migrate(db, steps);
  CHECK(db.number("PRAGMA user_version") == 3);
  CHECK(db.number("SELECT x FROM two") == 2);
  migrate(db, steps);  // nothing more to do
  CHECK(db.number("SELECT count(*) FROM two") == 1);
}
