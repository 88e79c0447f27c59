#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/search_index.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/links.hpp"

// The search index as a whole: built, checked, compared.
namespace rapport {
namespace {

constexpr const char* optimise = "INSERT INTO search(search) VALUES('optimize')";

/// Lets the tables behind the index be written, as long as it lives.
class Mending {
 public:
  explicit Mending(Db& db) : db_(db) { db_.allow_index_tables(true); }
  ~Mending() { db_.allow_index_tables(false); }
  Mending(const Mending&) = delete;
  Mending& operator=(const Mending&) = delete;

 private:
  Db& db_;
};

/// Makes the tables of the index such as SQLite opens, whatever is left of them: it needs its
/// version, and even to be emptied its first rows.
void make_openable(Db& db) {
  const Mending mending(db);
  db.run("INSERT OR REPLACE INTO search_config(k, v) VALUES('version', 4)");
  db.run("DELETE FROM search_data");
  db.run("DELETE FROM search_idx");
  db.run("INSERT INTO search_data(id, block) VALUES(1, x''), (10, x'00000000000000')");
}

/// All of the index anew, once SQLite opens it.
void refill_search(Db& db) {
  db.run("INSERT INTO search(search) VALUES('delete-all')");
  db.run("INSERT INTO search(search, rank) VALUES('automerge', 16)");
  std::vector<SearchRow> rows;
  std::size_t bytes = 0;
  db.each((select_entity + "WHERE deleted = 0").c_str(), [&](const Row& each) {
    auto row = search_row(db, read_state(each));
    if (!row) return;
    bytes += sizeof(*row) + row->words.size();
    rows.push_back(std::move(*row));
    if (bytes <= most_rows_kept) return;
    insert_rows(db, rows);
    bytes = 0;
  });
  insert_rows(db, rows);
  db.run(optimise);
}

constexpr int most_levels = 48;

/// How many levels the index has. SQLite gives what it optimises a new one each time, and takes an
/// index of more than 2000 for damaged, newer versions one of more than 64.
int levels_of_search(Db& db) {
  constexpr std::size_t after_cookie = 4;
  int levels = 0;
  db.each("SELECT block FROM search_data WHERE id = 10", [&](const Row& row) {
    for (const char byte : row.bytes(0).substr(std::min(after_cookie, row.bytes(0).size()), 2)) {
      levels = levels << 7 | (byte & 0x7f);
      if ((byte & 0x80) == 0) break;
    }
  });
  return levels;
}

/// Of one word at its place: to be added up, so that the order does not matter.
std::uint64_t checksum_of_word(std::string_view word, std::int64_t row, std::int64_t place) {
  Checksum hash;
  hash.add(word);
  for (const std::int64_t number : {row, place})
    for (int shift = 0; shift < 64; shift += 8)
      hash.add(static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> shift));
  return hash.value();
}

}  // namespace

void fail_search_damaged() {
  throw Error(ErrorKind::bad_data, "the search index is damaged, your records are not",
              "nothing was changed; `rapport check --fix` rebuilds it");
}

void rebuild_search(Db& db) {
  make_openable(db);
  refill_search(db);
}

void build_search(Db& db) {
  WriteLock lock(db);
  rebuild_search(db);
  lock.commit();
}

void purge_search(Db& db) {
  if (levels_of_search(db) < most_levels)
    db.run(optimise);
  else
    refill_search(db);
}

bool is_search_sound(Db& db) {
  if (db.read_only()) return true;
  try {
    db.run("INSERT INTO search(search, rank) VALUES('integrity-check', 1)");
    return true;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::bad_data) return false;
    throw;
  }
}

std::uint64_t search_checksum(Db& db) {
  db.run(make_search_vocabulary);
  std::uint64_t sum = 0;
  db.each("SELECT term, doc, \"offset\" FROM temp.search_words", [&](const Row& row) {
    sum += checksum_of_word(row.bytes(0), row.integer(1), row.integer(2));
  });
  return sum;
}

std::uint64_t expected_search_checksum(Db& db) {
  std::uint64_t sum = 0;
  db.each((select_entity + "WHERE deleted = 0").c_str(), [&](const Row& each) {
    const auto state = readable_state(each);
    const auto row = state ? search_row(db, *state) : std::nullopt;
    if (!row) return;
    std::int64_t place = 0;
    for (const std::string_view word : split(row->words, ' '))
      sum += checksum_of_word(word, row->id, place++);
  });
  return sum;
}

}  // namespace rapport
