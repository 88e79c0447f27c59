#include "rapport/store/backup.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "rapport/base/error.hpp"
#include "rapport/store/open.hpp"

using namespace rapport;

namespace {

/// A folder of its own, gone with the test.
struct TemporaryFolder {
  TemporaryFolder() {
    std::string name = "/tmp/rapport-unit-XXXXXX";
    path = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

}  // namespace

TEST_CASE("a copy that is taken away while it is looked at is made again") {
  const TemporaryFolder folder;
  Db book = memory_book();
  int looked = 0;
  save_copy(book, folder.path / "copy.db", Existing::refuse, [&](Db&) {
    if (++looked > 1) return;
    for (const auto& file : std::filesystem::directory_iterator(folder.path))
      std::filesystem::remove(file);
    throw Error(ErrorKind::no_input, "there is no file", "none");
  });
  CHECK(looked == 2);
  CHECK(std::filesystem::exists(folder.path / "copy.db"));
}

TEST_CASE("a copy that is found bad is not made again, and leaves nothing") {
  const TemporaryFolder folder;
  Db book = memory_book();
  CHECK_THROWS_WITH(save_copy(book, folder.path / "copy.db", Existing::refuse,
                              [](Db&) { throw Error(ErrorKind::no_input, "bad", "none"); }),
                    "bad");
  CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE(
    "a copy that holds less of the journal than the book did is refused, and leaves nothing") {
  const TemporaryFolder folder;
  Db book = memory_book();
  Contents at_least = contents_of(book);
  const auto save = [&](const char* name) {
    save_copy(book, folder.path / name, Existing::refuse,
              [&](Db& copy) { verify_copy(copy, at_least); });
  };
  save("as-much.db");
  at_least.changes = 1;
  CHECK_THROWS_WITH(save("less.db"), "the copy is damaged: it holds 0 of 1 changes");
  std::filesystem::remove(folder.path / "as-much.db");
  CHECK(std::filesystem::is_empty(folder.path));
}
