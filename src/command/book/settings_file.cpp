#include "rapport/command/settings_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/files.hpp"
#include "rapport/store/backup.hpp"
#include "rapport/store/new_file.hpp"

namespace rapport {
namespace {

constexpr std::size_t largest = std::size_t{1} << 20;

}  // namespace

std::string settings_path(const World& world) {
  constexpr const char* file = "/rapport/config.toml";
  const std::string config = world.variable("XDG_CONFIG_HOME");
  if (config.starts_with('/')) return config + file;
  return world.home.starts_with('/') ? world.home + "/.config" + file : "";
}

std::optional<std::string> read_settings_file(const std::string& path) {
  if (path.empty()) return std::nullopt;
  // O_NONBLOCK: a pipe in its place must not hang every command.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  const auto fail = [&](ErrorKind kind, const std::string& what, const char* hint) {
    if (file >= 0) ::close(file);
    throw Error(kind, fmt::format("the settings file '{}' {}", printable(path), what), hint);
  };
  struct stat there {};
  if (file < 0 || ::fstat(file, &there) != 0)
    fail(ErrorKind::permission, fmt::format("cannot be read: {}", std::strerror(errno)),
         "make it readable, or remove it");
  if (!S_ISREG(there.st_mode)) fail(ErrorKind::config, "is not a file", "remove it");
  if (there.st_uid != ::geteuid() && there.st_uid != 0)
    fail(ErrorKind::permission, "belongs to somebody else",
         "it names programs to run, so it must be yours");
  if ((there.st_mode & S_IWOTH) != 0)
    fail(ErrorKind::permission, "can be written by anybody",
         "it names programs to run: chmod go-w it");
  if (static_cast<std::size_t>(there.st_size) > largest)
    fail(ErrorKind::config, "is too large", "at most 1 MiB is read");
  std::string text(static_cast<std::size_t>(there.st_size), '\0');
  std::size_t done = 0;
  for (ssize_t got = 1; got != 0 && done < text.size();) {
    got = ::read(file, text.data() + done, text.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(ErrorKind::io, fmt::format("cannot be read: {}", std::strerror(errno)), "");
    done += static_cast<std::size_t>(got);
  }
  ::close(file);
  text.resize(done);
  return text;
}

void write_settings_file(const std::string& path, std::string_view text) {
  if (path.empty())
    throw Error(ErrorKind::config, "there is no home folder to keep settings in", "set HOME");
  make_private_folders(path.substr(0, path.rfind('/')));
  write_file(path, text, "nothing was changed");
}

}  // namespace rapport
