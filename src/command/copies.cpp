#include "rapport/command/copies.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

/// Where the paths are noted, one a line; empty where there is no home.
std::string notes_of(const World& world) {
  const auto state = world.env.find("XDG_STATE_HOME");
  if (state != world.env.end() && state->second.starts_with('/'))
    return state->second + "/rapport/copies";
  return world.home.starts_with('/') ? world.home + "/.local/state/rapport/copies" : "";
}

std::string absolute(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? std::string(real.get()) : path;
}

bool is_regular(const std::string& path) {
  struct stat file {};
  return ::stat(path.c_str(), &file) == 0 && S_ISREG(file.st_mode);
}

/// Text between bytes that are no text, as in the pages of a database.
bool holds(const std::string& bytes, const Mentions& names) {
  std::string text;
  for (const char c : bytes) text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return names.found_in(text);
}

}  // namespace

void remember_copy(const World& world, const std::string& path) {
  const std::string notes = notes_of(world);
  const std::string copy = absolute(path);
  if (notes.empty() || !is_regular(copy) || copy.find('\n') != std::string::npos) return;
  const std::string folder = notes.substr(0, notes.rfind('/'));
  for (std::size_t end = folder.find('/', 1); end != std::string::npos;
       end = folder.find('/', end + 1))
    ::mkdir(folder.substr(0, end).c_str(), 0700);
  ::mkdir(folder.c_str(), 0700);
  const std::string known = "\n" + text_of_file(notes);
  if (known.find("\n" + copy + "\n") != std::string::npos) return;
  const int file =
      ::open(notes.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return;
  const std::string line = copy + "\n";
  [[maybe_unused]] const ssize_t written = ::write(file, line.data(), line.size());
  ::close(file);
}

std::vector<std::string> copies_with(const World& world, const Mentions& names) {
  const std::string notes = notes_of(world);
  std::set<std::string> found;
  if (notes.empty()) return {};
  const std::string lines = text_of_file(notes);
  for (const std::string_view line : split(lines, '\n')) {
    const std::string path(line);
    if (path.empty() || !is_regular(path)) continue;
    const std::string bytes = text_of_file(path);
    if (bytes.empty() || holds(bytes, names)) found.insert(path);
  }
  return {found.begin(), found.end()};
}

std::string text_of_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  std::string text;
  std::array<char, 65536> buffer{};
  for (ssize_t got = 0; (got = ::read(file, buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  ::close(file);
  return text;
}

void remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT)
    throw Error(ErrorKind::permission,
                fmt::format("cannot delete '{}': {}", printable(path), std::strerror(errno)),
                "delete it yourself and repeat the command");
}

}  // namespace rapport
