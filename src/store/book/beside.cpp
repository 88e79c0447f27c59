#include "rapport/store/beside.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "rapport/base/text.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/schema.hpp"

namespace rapport {
namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t id_place = 68;     // in the header of a database
constexpr std::size_t page = 4096;       // bytes, as books have them
constexpr std::size_t most_looked = 32;  // pages
constexpr std::size_t same_bytes = 3;    // of the four of an id

unsigned number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  unsigned number = 0;
  for (const char byte : bytes.substr(at, size))
    number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

/// A group of one's own, as many systems give to each user.
bool is_private_group(gid_t group) { return group == ::getegid() && group == ::geteuid(); }

void check_folder(const std::string& folder) {
  struct stat there {};
  if (::stat(folder.c_str(), &there) != 0) return;
  const bool is_open = (there.st_mode & S_IWOTH) != 0 ||
                       ((there.st_mode & S_IWGRP) != 0 && !is_private_group(there.st_gid));
  const bool is_foreign = there.st_uid != ::geteuid() && there.st_uid != 0;
  if (!is_foreign && (!is_open || (there.st_mode & S_ISVTX) != 0)) return;
  throw Error(ErrorKind::permission,
              fmt::format("others may write to '{}', the folder of the book", printable(folder)),
              is_foreign ? "nothing was read; name a book in a folder of your own with --db"
                         : fmt::format("nothing was read; `chmod go-w '{}'`, or name a book "
                                       "elsewhere with --db",
                                       printable(folder)));
}

void check_file_beside(const std::string& path) {
  struct stat there {};
  if (::lstat(path.c_str(), &there) != 0) return;
  const char* why = !S_ISREG(there.st_mode)       ? "is no file"
                    : there.st_uid != ::geteuid() ? "belongs to another user"
                    : (there.st_mode & 022) != 0  ? "may be written by others"
                    : there.st_nlink > 1          ? "has a second name (hard link)"
                                                  : nullptr;
  if (why != nullptr)
    throw Error(ErrorKind::permission,
                fmt::format("'{}', beside the book, {}", printable(path), why),
                "nothing was read; find out whose it is, and remove it");
}

/// What begins a page of a table or an index, and says no more than fits.
bool is_page_of_database(std::string_view bytes) {
  const auto kind = static_cast<unsigned char>(bytes[0]);
  if (kind != 2 && kind != 5 && kind != 10 && kind != 13) return false;
  const std::size_t head = kind < 10 ? 12 : 8;
  const std::size_t cells = number_at(bytes, 3, 2), content = number_at(bytes, 5, 2);
  return head + 2 * cells <= content && content <= page;
}

/// `head`: how the file begins.
bool may_be_book(std::string_view head) {
  if (head.size() < id_place + 4)  // cut short
    return magic.starts_with(head.substr(0, magic.size()));
  if (is_almost_ours(number_at(head, id_place, 4))) return true;
  if (head.starts_with(magic)) return false;  // of another program
  std::size_t pages = 0, sound = 0;
  for (std::size_t at = page; at + page <= head.size(); at += page, ++pages)
    if (is_page_of_database(head.substr(at, page))) ++sound;
  return sound > 0 && 2 * sound >= pages;
}

std::string head_of_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return {};
  std::string head(most_looked * page, '\0');
  const ssize_t got = ::pread(file, head.data(), head.size(), 0);
  ::close(file);
  head.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return head;
}

}  // namespace

void check_beside(const std::string& path) {
  check_folder(folder_of(path));
  for (const char* end : beside_a_book) check_file_beside(path + end);
}

bool is_almost_ours(unsigned application_id) {
  std::size_t same = 0;
  for (unsigned shift = 0; shift < 32; shift += 8)
    same += (application_id >> shift & 0xff) == (unsigned{book_application_id} >> shift & 0xff);
  return same >= same_bytes;
}

NotABook::NotABook(const std::string& path)
    : Error(ErrorKind::bad_data, fmt::format("'{}' is not a book", printable(path)),
            "nothing was changed; name the book with --db") {}

void check_is_book(const std::string& path) {
  const std::string head = head_of_file(path);
  if (head.empty() || may_be_book(head)) return;
  throw NotABook(path);
}

}  // namespace rapport
