#include "output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/foreground.hpp"

namespace rapport {
namespace {

/// `message` line by line without what acts in a terminal.
std::string harmless(const std::string& message) {
  std::string lines;
  for (const std::string_view line : split(message, '\n'))
    lines.append(lines.empty() ? "" : "\n").append(printable(line));
  return lines;
}

/// Without the colours, which take no room.
std::string without_escapes(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1b')
      i = std::min(line.find('m', i), line.size() - 1);
    else
      text += line[i];
  }
  return text;
}

/// The environment of a pager: it shows, and does nothing else (less: no shell, no editor, no
/// LESSOPEN).
std::vector<std::string> pager_environment(const World& world, bool at_end) {
  auto env = world.env;
  env.insert_or_assign("LESSSECURE", "1");
  env.emplace("LESS", at_end ? "-FRX +G" : "FRX");
  env.emplace("LV", "-c");
  std::vector<std::string> lines;
  for (const auto& [name, value] : env) lines.push_back(fmt::format("{}={}", name, value));
  return lines;
}

/// Writes until the pager has all, or wants no more.
void feed(int pipe, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t written = ::write(pipe, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;
    done += static_cast<std::size_t>(written);
  }
}

/// Only the user's own command is read by a shell; the text goes through a pipe. False when the
/// program is not there: then nothing was shown.
bool show(const World& world, const Found& pager, const std::string& text, bool at_end) {
  std::vector<std::string> words{"/bin/sh", "-c", pager.value};
  if (pager.by == Found::By::fallback) {
    words.clear();
    for (const std::string_view word : split(pager.value, ' ')) words.emplace_back(word);
  }
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0) return false;
  for (const int end : pipe) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  const Foreground foreground;
  const pid_t child =
      Foreground::start(std::move(words), pager_environment(world, at_end), pipe[0]);
  ::close(pipe[0]);
  if (child != 0) feed(pipe[1], text);
  ::close(pipe[1]);
  if (child == 0) return false;
  const int status = Foreground::wait(child);
  constexpr int not_found = 127;  // as a shell says it
  constexpr int not_executable = 126;
  return !WIFEXITED(status) ||
         (WEXITSTATUS(status) != not_found && WEXITSTATUS(status) != not_executable);
}

}  // namespace

void open_page(const std::string& path) {
#ifdef __APPLE__
  constexpr const char* opener = "open";
#else
  constexpr const char* opener = "xdg-open";
#endif
  const Foreground foreground;
  const pid_t child = Foreground::start({opener, path}, {}, -1);
  if (child == 0 || Foreground::wait(child) != 0)
    throw Error(ErrorKind::unavailable, fmt::format("{} did not open a browser", opener),
                fmt::format("the page is at {}", printable(path)));
}

void write_out(std::FILE* out, std::string_view text) {
  const int file = ::fileno(out);
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t written = ::write(file, text.data() + done, text.size() - done);
    if (written >= 0) {
      done += static_cast<std::size_t>(written);
    } else if (errno == EAGAIN) {
      pollfd wait{file, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno == EPIPE) {
      std::signal(SIGPIPE, SIG_DFL);
      std::raise(SIGPIPE);
    } else if (errno != EINTR) {
      throw Error(ErrorKind::io,
                  fmt::format("the output could not be written: {}", std::strerror(errno)));
    }
  }
}

void complain(const World& world, const std::string& message, const std::string& typed_hint) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;'`";
  const bool is_plain = message.find_first_not_of(plain) == message.npos;  // needs no memory then
  std::fprintf(world.err, "rapport: %s\n", is_plain ? message.c_str() : harmless(message).c_str());
  const std::string hint = harmless(typed_hint);
  if (hint.empty()) return;
  for (const std::string_view part : split(hint, '\n')) {
    const bool is_wrapped = world.terminal.err && part.size() + 2 > world.terminal.width;
    const auto lines = is_wrapped ? wrap(trim(part), world.terminal.width - 2)
                                  : std::vector{std::string(trim(part))};
    for (const std::string& line : lines) std::fprintf(world.err, "  %s\n", line.c_str());
  }
}

Spool::~Spool() {
  if (waiting_ != nullptr) std::fclose(waiting_);
}

void Spool::write(std::string_view text) {
  const int file = ::fileno(out_);
  while (waiting_ == nullptr && !text.empty()) {
    pollfd ready{file, POLLOUT, 0};
    if (::poll(&ready, 1, 0) != 1) break;
    const auto piece = text.substr(0, PIPE_BUF);  // a pipe that is ready has room for as much
    write_out(out_, piece);
    text.remove_prefix(piece.size());
  }
  if (text.empty()) return;
  if (waiting_ == nullptr) waiting_ = std::tmpfile();
  if (waiting_ == nullptr || std::fwrite(text.data(), 1, text.size(), waiting_) != text.size())
    throw Error(ErrorKind::io,
                fmt::format("what waits to be read finds no room: {}", std::strerror(errno)),
                "write it to a file with -o");
}

void Spool::finish() {
  if (waiting_ == nullptr) return;
  std::rewind(waiting_);
  std::string text(std::size_t{64} * 1024, '\0');
  for (std::size_t got = 0; (got = std::fread(text.data(), 1, text.size(), waiting_)) > 0;)
    write_out(out_, std::string_view(text).substr(0, got));
}

bool is_longer_than_screen(const std::string& text, const Terminal& terminal) {
  if (terminal.height == 0) return false;
  std::size_t rows = 0;
  for (const std::string_view line : split(text, '\n')) {
    const std::size_t columns =
        line.size() <= terminal.width ? line.size() : display_width(without_escapes(line));
    rows += columns <= terminal.width ? 1 : (columns + terminal.width - 1) / terminal.width;
    if (rows > terminal.height) return true;  // the last row is the prompt's
  }
  return false;
}

void write_paged(const World& world, const Found& pager, const std::string& text, bool at_end) {
  const std::string command(trim(pager.value));
  if (command.empty() || command == "cat") return write_out(world.out, text);
  if (show(world, pager, text, at_end)) return;
  if (pager.by == Found::By::file || pager.by == Found::By::own_variable)
    throw Error(ErrorKind::unavailable,
                fmt::format("the pager `{}` ({}) cannot be run", printable(command), pager.origin),
                "name another, or use --no-pager");
  write_out(world.out, text);
}

}  // namespace rapport
