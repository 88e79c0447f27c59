#pragma once

#include <array>
#include <string>

#include "rapport/base/error.hpp"

/// What lies where a book is, or should be, before SQLite sees any of it.
namespace rapport {

/// What SQLite appends to the name of a book for the files that it keeps beside it.
inline constexpr std::array<const char*, 3> beside_a_book{"-journal", "-wal", "-shm"};

/// Throws Error(permission) where others may put files beside the book `path`, which has no links
/// in it, or have: a journal is rolled into the book by whoever opens it next.
void check_beside(const std::string& path);

/// True for an id of an application that is ours but for a byte: the disk altered it.
bool is_almost_ours(unsigned application_id);

/// A file in the place of a book that is none, and never was.
class NotABook : public Error {
 public:
  explicit NotABook(const std::string& path);
};

/// Throws NotABook for a file that is neither a book, whole or damaged, nor empty: no backup
/// may take its place.
void check_is_book(const std::string& path);

}  // namespace rapport
