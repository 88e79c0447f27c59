#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <random>
#include <vector>

#include "rapport/store/db.hpp"

namespace rapport {
namespace {

/// A block that SQLite was given, and the byte it is full of.
struct Held {
  unsigned char* bytes;
  int size;
  unsigned char filling;
};

bool is_whole(const Held& held) {
  return std::all_of(held.bytes, held.bytes + held.size,
                     [&](unsigned char byte) { return byte == held.filling; });
}

void fill(Held& held) { std::fill_n(held.bytes, held.size, held.filling); }

}  // namespace

TEST_CASE("memory: blocks of every size keep what is in them, whatever else is given back") {
  const Db db = Db::memory();  // settles how SQLite gets its memory
  std::mt19937 engine(20261120);
  const auto below = [&](int most) {
    return static_cast<int>(engine() % static_cast<unsigned>(most));
  };
  std::vector<Held> all;
  for (int i = 0; i < 20'000; ++i) {
    const int size = 1 + below(below(4) == 0 ? 5000 : 300);
    const auto filling = static_cast<unsigned char>(i);
    if (all.size() < 200 || below(3) == 0) {
      Held held{static_cast<unsigned char*>(sqlite3_malloc(size)), size, filling};
      REQUIRE(held.bytes != nullptr);
      REQUIRE(reinterpret_cast<std::uintptr_t>(held.bytes) % 8 == 0);
      REQUIRE(sqlite3_msize(held.bytes) >= static_cast<sqlite3_uint64>(size));
      fill(held);
      all.push_back(held);
      continue;
    }
    Held& held = all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    REQUIRE(is_whole(held));
    if (below(2) == 0) {
      held.bytes = static_cast<unsigned char*>(sqlite3_realloc(held.bytes, size));
      REQUIRE(held.bytes != nullptr);
      held.size = std::min(held.size, size);
      REQUIRE(is_whole(held));
      held = {held.bytes, size, filling};
      fill(held);
    } else {
      sqlite3_free(held.bytes);
      std::swap(held, all.back());
      all.pop_back();
    }
  }
  for (const Held& held : all) {
    CHECK(is_whole(held));
    sqlite3_free(held.bytes);
  }
}

}  // namespace rapport
