#include "rapport/store/open.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "rapport/base/error.hpp"
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
