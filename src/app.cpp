#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>

#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/help.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/world.hpp"
#include "rapport/render/format.hpp"

namespace rapport {
namespace {

constexpr int answer_no = 1;

std::string env_of(const World& world, const std::string& name) {
  const auto place = world.env.find(name);
  return place == world.env.end() ? std::string{} : place->second;
}

const Format& format_of(const Globals& globals) {
  std::string name = "text";
  int asked = 0;
  const auto ask = [&](const std::string& format) {
    asked += format == name && asked > 0 ? 0 : 1;
    name = format;
  };
  if (globals.format) ask(*globals.format);
  if (globals.json) ask("json");
  if (globals.csv) ask("csv");
  if (globals.markdown) ask("md");
  if (globals.html) ask("html");
  if (asked > 1)
    throw Error(ErrorKind::usage, "several output formats were asked for", "choose one");
  if (const Format* format = find_format(name)) return *format;
  std::vector<std::string_view> known;
  for (const Format& format : formats()) known.push_back(format.name);
  throw Error(ErrorKind::usage, fmt::format("there is no format '{}'", printable(name)),
              fmt::format("use one of: {}", fmt::join(known, ", ")));
}

bool wants_colour(const World& world, const Globals& globals) {
  const std::string when = globals.color.value_or("auto");
  if (when == "always") return true;
  if (when == "never") return false;
  if (when != "auto")
    throw Error(ErrorKind::usage, fmt::format("--color does not know '{}'", printable(when)),
                "use auto, always or never");
  if (!env_of(world, "NO_COLOR").empty()) return false;
  const std::string force = env_of(world, "FORCE_COLOR");
  if (!force.empty() && force != "0") return true;
  const std::string term = env_of(world, "TERM");
  return world.terminal.out && !globals.output && !term.empty() && term != "dumb";
}

bool speaks_unicode(const World& world) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = fold(env_of(world, name));
    if (locale.empty()) continue;
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

Style style_of(const World& world, const Globals& globals) {
  return {.width = world.terminal.width,
          .colour = wants_colour(world, globals),
          .unicode = speaks_unicode(world),
          .today = world.clock.local.date,
          .table = globals.table.value_or(""),
          .raw_csv = globals.csv_raw};
}

/// Writes all of `text`, however slowly it is read; a reader that has gone away ends the program as
/// SIGPIPE would.
void write_out(std::FILE* out, const std::string& text) {
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

/// Writes to a new file beside `path`, synced, then gives it its name: never half a report.
void write_file(const std::string& path, const std::string& text) {
  const std::string draft = path + ".new." + std::to_string(::getpid());
  const auto fail = [&](const char* what) {
    const int code = errno;
    ::unlink(draft.c_str());
    throw Error(code == ENOSPC || code == EIO ? ErrorKind::io : ErrorKind::cannot_create,
                fmt::format("{} '{}': {}", what, printable(path), std::strerror(code)),
                "name another file with -o");
  };
  struct stat there {};
  if (::stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) {  // a device or a pipe
    std::FILE* device = std::fopen(path.c_str(), "w");
    if (device == nullptr) fail("cannot write");
    const bool ok = std::fwrite(text.data(), 1, text.size(), device) == text.size();
    if (std::fclose(device) != 0 || !ok) fail("cannot write");
    return;
  }
  const int file = ::open(draft.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) fail("cannot create");
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t written = ::write(file, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write");
    done += static_cast<std::size_t>(written);
  }
  if (::fsync(file) != 0 || ::close(file) != 0 || ::rename(draft.c_str(), path.c_str()) != 0)
    fail("cannot write");
}

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const CommandRow& row : command_rows())
    for (const Command& command : row.commands()) {
      if (is_hidden(command)) continue;
      names.emplace_back(command.name);
      if (const auto blank = command.name.find(' '); blank != std::string_view::npos)
        names.emplace_back(command.name.substr(0, blank));
    }
  return names;
}

[[noreturn]] void fail_unknown(const std::string& first, const std::string& second) {
  const std::string typed = second.empty() ? first : first + " " + second;
  const auto names = all_names();
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto near = closest(is_noun(first) ? typed : first, known);
  throw Error(ErrorKind::usage, fmt::format("'{}' is no command", printable(typed)),
              near.empty()
                  ? "see `rapport help`"
                  : fmt::format("did you mean `rapport {}`? See `rapport help`", near.front()));
}

/// The words of the command line, taken apart: which command, and what is left for it.
struct Invocation {
  const Command* command = nullptr;
  std::string name;
  std::vector<std::string> rest;
};

/// Finds the command's name among global options that stand before it.
Invocation find_invocation(const World& world, const Args& globals) {
  const auto& words = world.args;
  const std::size_t at = globals.leading_options(words);
  const std::vector<std::string> before(words.begin(),
                                        words.begin() + static_cast<std::ptrdiff_t>(at));
  Invocation found;
  std::size_t used = 0;
  if (at < words.size()) {
    const std::string second = at + 1 < words.size() ? words[at + 1] : "";
    found.command = find_command(words[at], second, used);
    if (found.command == nullptr && is_noun(words[at]) &&
        (second.empty() || second == "--help" || second == "-h")) {
      found.command = find_command("help", "", used);  // a noun alone lists its verbs
      found.rest = {words[at]};
      found.name = "help";
      return found;
    }
    if (found.command == nullptr) fail_unknown(words[at], is_noun(words[at]) ? second : "");
  } else {
    found.command = find_command("status", "", used);
    if (found.command == nullptr) found.command = find_command("help", "", used);
    used = 0;
  }
  found.name = std::string(found.command->name);
  found.rest = before;
  found.rest.insert(found.rest.end(), words.begin() + static_cast<std::ptrdiff_t>(at + used),
                    words.end());
  return found;
}

/// Runs `work`. What fails once something is `saved` must not read as if nothing had been.
template <typename Work, typename Saved>
auto with_word_of(Saved&& saved, Work&& work) {
  const auto hint = [&] { return saved() + ", but the output failed"; };
  try {
    return work();
  } catch (const Error& error) {
    if (saved().empty()) throw;
    throw Error(error.kind(), error.what(), hint());
  } catch (const std::bad_alloc&) {
    if (saved().empty()) throw;
    throw Error(ErrorKind::internal, "out of memory", hint());
  }
}

/// A report must not take the place of the book, however its path is written.
void check_output(const World& world, const Globals& globals) {
  if (!globals.output) return;
  const std::string book = book_path(world, globals.db).path;
  struct stat there {};
  struct stat output {};
  const bool is_same = ::stat(book.c_str(), &there) == 0 &&
                       ::stat(globals.output->c_str(), &output) == 0 &&
                       there.st_dev == output.st_dev && there.st_ino == output.st_ino;
  if (is_same || book == *globals.output)
    throw Error(ErrorKind::usage,
                fmt::format("-o '{}' would write over the book", printable(*globals.output)),
                "nothing was changed; name another file");
}

Document answer(World& world, Globals& globals, Notices& notices) {
  Globals ignored;
  Args only_globals;
  declare_globals(only_globals, ignored);
  const Invocation invocation = find_invocation(world, only_globals);
  Args args;
  const Prepared prepared = invocation.command->prepare(args);
  declare_globals(args, globals);
  args.parse(invocation.name, invocation.rest);
  check_output(world, globals);
  if (globals.version)
    return {.report = "version", .blocks = {Verbatim{"name", "rapport " RAPPORT_VERSION "\n"}}};
  if (globals.help)
    return world.args.size() == 1 ? overview(world.terminal.width)
                                  : explain(*invocation.command, args, world.terminal.width);
  format_of(globals);  // refuse a bad format before anything is written
  Session session(world, globals);
  Document document =
      with_word_of([&] { return std::string(session.has_saved() ? "it was saved" : ""); },
                   [&] { return prepared(session); });
  notices = session.notices();
  return document;
}

/// On stderr, as far as that can be written: a full disk there must not hide what went wrong.
void complain(const World& world, const std::string& message, const std::string& hint) {
  std::fprintf(world.err, "rapport: %s\n", message.c_str());  // needs no memory
  if (!hint.empty()) std::fprintf(world.err, "  %s\n", hint.c_str());
}

/// Says what went wrong; answers the exit code.
int fail(const World& world, ErrorKind kind, const std::string& message, const std::string& hint) {
  if (answers_quietly(world)) return 0;
  complain(world, message, hint);
  return exit_code(kind);
}

int run_checked(World& world) {
  Globals globals;
  Notices notices;
  const Document document = answer(world, globals, notices);
  with_word_of([&] { return document.saved; },
               [&] {
                 const std::string text =
                     document.file.empty()
                         ? format_of(globals).render(document, style_of(world, globals))
                         : document.file;
                 for (const std::string& notice : notices) complain(world, notice, "");
                 for (const std::string& notice : document.notices)
                   std::fputs((printable(notice) + "\n").c_str(), world.err);
                 if (globals.output)
                   write_file(*globals.output, text);
                 else
                   write_out(world.out, text);
               });
  return document.answer ? 0 : answer_no;
}

}  // namespace

bool answers_quietly(const World& world) {
  return !world.args.empty() && world.args.front() == "__complete";
}

int run(World& world) {
  for (const Format& format : formats()) world.formats.push_back({format.name, format.summary});
  try {
    return run_checked(world);
  } catch (const Error& error) {
    return fail(world, error.kind(), error.what(), error.hint());
  } catch (const std::bad_alloc&) {
    return fail(world, ErrorKind::internal, "out of memory", "your data was not changed");
  } catch (const std::exception& error) {
    return fail(world, ErrorKind::internal, fmt::format("a bug of rapport: {}", error.what()),
                "your data was not changed; please report what you typed");
  }
}

}  // namespace rapport
