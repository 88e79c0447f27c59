#include "rapport/store/read_lock.hpp"

#include <exception>

namespace rapport {

ReadLock::ReadLock(Db& db) : db_(db) { db_.run("SAVEPOINT reading"); }

ReadLock::~ReadLock() {
  try {
    db_.run("RELEASE reading");
  } catch (const std::exception&) {
    // After an error SQLite has already given the lock back by itself.
  }
}

}  // namespace rapport
