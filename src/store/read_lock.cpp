#include "rapport/store/read_lock.hpp"

#include <exception>

namespace rapport {

ReadLock::ReadLock(Db& db) : db_(db) { db_.run("BEGIN"); }

ReadLock::~ReadLock() {
  try {
    db_.run("COMMIT");
  } catch (const std::exception&) {
    // After an error SQLite has already given the lock back by itself.
  }
}

}  // namespace rapport
