#include "rapport/store/bulk.hpp"

namespace rapport {

void expect_many_records(Db& db) { db.run("PRAGMA cache_size=-16384"); }

}  // namespace rapport
