#include "rapport/store/read_lock.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "rapport/base/error.hpp"
#include "rapport/store/open.hpp"

using namespace rapport;

namespace {

/// A book in a folder of its own, gone with the test.
struct Folder {
  Folder() {
    std::string name = "/tmp/rapport-unit-XXXXXX";
    folder = ::mkdtemp(name.data());
    place = {folder + "/book.db", true};
    Notices notices;
    open_or_create_book(place, notices);
  }
  ~Folder() {
    ::unlink(place.path.c_str());
    ::unlink((place.path + "-journal").c_str());
    ::rmdir(folder.c_str());
  }
  std::string folder;
  BookPath place;
};

std::int64_t keys(Db& db) { return db.number("SELECT count(*) FROM book"); }

bool can_write(const Folder& book) {
  Db writer(book.place.path, Access::read_write);
  writer.run("PRAGMA busy_timeout=0");
  try {
    writer.run("INSERT INTO book VALUES((SELECT 'k' || count(*) FROM book), 1)");
    return true;
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::busy);
    return false;
  }
}

}  // namespace

TEST_CASE("what is read under one lock stays the same, and writers go on after it") {
  const Folder book;
  Db reader(book.place.path, Access::read_write);
  {
    const ReadLock lock(reader);
    const auto before = keys(reader);
    CHECK_FALSE(can_write(book));
    CHECK(keys(reader) == before);
  }
  CHECK(can_write(book));
}

TEST_CASE("locks stand within each other and within a writer's, which still saves") {
  const Folder book;
  Db db(book.place.path, Access::read_write);
  const auto before = keys(db);
  {
    const ReadLock outer(db);
    { const ReadLock inner(db); }
    keys(db);
    CHECK_FALSE(can_write(book));
  }
  WriteLock lock(db);
  {
    const ReadLock inner(db);
    db.run("INSERT INTO book VALUES('within', 1)");
  }
  CHECK(keys(db) == before + 1);
  lock.commit();
  CHECK(keys(db) == before + 1);
  CHECK(can_write(book));
}

TEST_CASE("an error under the lock gives it back") {
  const Folder book;
  Db reader(book.place.path, Access::read_write);
  const auto fail = [&] {
    const ReadLock lock(reader);
    keys(reader);
    throw std::runtime_error("while reading");
  };
  CHECK_THROWS(fail());
  CHECK(can_write(book));
}

TEST_CASE("a look in passing locks the book until it goes, and opening does not") {
  const Folder book;
  auto look = peek_book(book.place);
  REQUIRE(look);
  CHECK_FALSE(can_write(book));
  look.reset();
  CHECK(can_write(book));
  Notices notices;
  const auto opened = open_book(book.place, notices);
  REQUIRE(opened);
  CHECK(can_write(book));
}
