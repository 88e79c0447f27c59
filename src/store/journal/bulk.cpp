#include "rapport/store/bulk.hpp"

#include <fmt/format.h>

#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

namespace rapport {
namespace {

/// Gives the system back what was freed: as pages lay between smaller pieces, it would be kept.
void trim_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace

void expect_many_records(Db& db, int mebibytes) {
  db.run(fmt::format("PRAGMA cache_size=-{}", mebibytes * 1024).c_str());
}

void expect_few_records(Db& db) {
  db.run("PRAGMA cache_size=-2000");  // as SQLite has it
  db.run("PRAGMA shrink_memory");
  trim_memory();
}

}  // namespace rapport
