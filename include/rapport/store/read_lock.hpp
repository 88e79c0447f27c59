#pragma once

#include "rapport/store/db.hpp"

namespace rapport {

/// One lock for all that is read while this lives, instead of one a query, which is eight system
/// calls each. Writers wait for its end: never to be held while a person, a pipe or another program
/// is waited for. All see the book of one moment. May stand within another lock.
class ReadLock {
 public:
  explicit ReadLock(Db& db);
  ~ReadLock();
  ReadLock(const ReadLock&) = delete;
  ReadLock& operator=(const ReadLock&) = delete;

 private:
  Db& db_;
};

}  // namespace rapport
