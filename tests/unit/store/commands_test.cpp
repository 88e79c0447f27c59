#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/base/error.hpp"

using namespace rapport;

// The commands that a book remembers, and the numbers that it gives.

TEST_CASE("an op-id is remembered with the command that committed, and only then") {
  TestBook book;
  const Uid op{{1, 2, 3}}, other{{3, 2, 1}};
  {
    Writing writing(book.store, "add", book.stamp(), op);
    CHECK(!writing.repeated());
    writing.add(Customer{.name = "lost"});
  }  // goes away without commit
  CHECK(book.store.all<Customer>().empty());
  std::int64_t cmd = 0;
  {
    Writing writing(book.store, "add", book.stamp(), op);
    REQUIRE(!writing.repeated());
    writing.add(Customer{.name = "kept"});
    writing.commit();
    cmd = writing.cmd();
  }
  {
    Writing writing(book.store, "add", book.stamp(), op);
    REQUIRE(writing.repeated());
    CHECK(writing.repeated()->cmd == cmd);
    CHECK(writing.repeated()->verb == "add");
  }
  Writing writing(book.store, "add", book.stamp(), other);
  CHECK(!writing.repeated());
}

TEST_CASE("of a command that touched much, the first can be asked for, and how much it was") {
  TestBook book;
  const auto cmd = book.command("import", [](Writing& writing) {
    const Uid first = writing.add(Customer{.name = "first"});
    writing.update(Customer{.uid = first, .name = "first", .region = "EU"});
    for (const char* name : {"second", "third"}) writing.add(Customer{.name = name});
  });
  CHECK(book.store.count_touched(cmd) == 3);
  CHECK(book.store.touched_by(cmd).size() == 3);
  const auto some = book.store.touched_by(cmd, 2);
  REQUIRE(some.size() == 2);
  CHECK(some[0].after.at("region") == FieldValue{"EU"});
  CHECK(some[1].after.at("name") == FieldValue{"second"});
  CHECK(book.store.touched_by(cmd, 0).empty());
  CHECK(book.store.count_touched(cmd + 1) == 0);
}

TEST_CASE("numbers are never used again, and what was refused uses none") {
  TestBook book;
  const auto add = [&] {
    Uid uid;
    book.command("add", [&](Writing& writing) { uid = writing.add(Customer{.name = "Acme"}); });
    return uid;
  };
  add();
  book.undo();
  {
    Writing writing(book.store, "x", book.stamp(), {});
    writing.add(Customer{.name = "y"});
  }
  const Uid uid = add();
  CHECK(book.store.find<Customer>(uid)->number == 2);
  CHECK(!book.store.find_number<Customer>(1));
}
