#include "rapport/exchange/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

/// An open file, closed at the end.
class File {
 public:
  explicit File(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

[[noreturn]] void fail(const std::string& path) {
  const int code = errno;
  throw Error(code == EACCES || code == EPERM ? ErrorKind::permission : ErrorKind::no_input,
              fmt::format("cannot read '{}': {}", printable(path), std::strerror(code)),
              "check the name of the file");
}

}  // namespace

std::string read_file(const std::string& path, std::size_t most) {
  const File file(path);
  struct stat there {};
  if (file.fd() < 0 || ::fstat(file.fd(), &there) != 0) fail(path);
  if (S_ISDIR(there.st_mode))
    throw Error(ErrorKind::no_input, fmt::format("'{}' is a folder", printable(path)),
                "name a file in it");
  const auto refuse_size = [&] {
    throw Error(ErrorKind::bad_data, fmt::format("'{}' is too large", printable(path)),
                fmt::format("nothing was imported; at most {} MiB are read", most >> 20));
  };
  std::string text;
  if (S_ISREG(there.st_mode)) {
    const auto size = static_cast<std::size_t>(there.st_size);
    if (size > most) refuse_size();
    text.reserve(size + 1);  // a text that grows would be there twice
  }
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = ::read(file.fd(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path);
    if (got == 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(got));
    if (text.size() > most) refuse_size();
  }
  if (text.empty())
    throw Error(ErrorKind::no_input, fmt::format("'{}' is empty", printable(path)),
                "check the name of the file");
  return text;
}

}  // namespace rapport
