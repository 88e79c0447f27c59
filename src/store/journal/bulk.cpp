#include "rapport/store/bulk.hpp"

namespace rapport {

void expect_many_records(Db& db) { db.run("PRAGMA cache_size=-28672"); }

void expect_few_records(Db& db) {
  db.run("PRAGMA cache_size=-2000");  // as SQLite has it
  db.run("PRAGMA shrink_memory");
}

}  // namespace rapport
