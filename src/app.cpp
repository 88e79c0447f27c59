#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <new>

#include "output.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/copies.hpp"
#include "rapport/command/help.hpp"
#include "rapport/command/progress.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/topics.hpp"
#include "rapport/command/world.hpp"
#include "rapport/exchange/file.hpp"
#include "rapport/render/format.hpp"
#include "start.hpp"

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
              one_of(name, known));
}

bool wants_colour(const World& world, const Globals& globals, const Settings& settings) {
  const std::string when = globals.color ? *globals.color : settings.find("color").value;
  if (when == "always") return true;
  if (when == "never") return false;
  constexpr std::array<std::string_view, 3> known{"auto", "always", "never"};
  if (when != "auto")
    throw Error(ErrorKind::usage, fmt::format("--color does not know '{}'", printable(when)),
                one_of(when, known));
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

/// What the settings say of the way in which an answer is shown.
struct Manner {
  bool colour = false;
  bool pages = false;
  Found pager = {};
};

Manner manner_of(const World& world, const Globals& globals, const Settings& settings) {
  const std::string term = env_of(world, "TERM");
  return {.colour = wants_colour(world, globals, settings),
          .pages = world.terminal.out && !globals.output && !globals.no_pager && !term.empty() &&
                   term != "dumb",
          .pager = settings.find("pager")};
}

Style style_of(const World& world, const Globals& globals, bool colour) {
  return {.width = world.terminal.width,
          .colour = colour,
          .unicode = speaks_unicode(world),
          .today = world.clock.local.date,
          .table = globals.table.value_or(""),
          .raw_csv = globals.csv_raw};
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
  if (find_topic(first) != nullptr)
    throw Error(ErrorKind::usage, fmt::format("'{}' is no command", printable(typed)),
                fmt::format("`rapport help {}` explains that", first));
  const auto names = all_names();
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto near = closest(is_noun(first) ? typed : first, known);
  throw Error(ErrorKind::usage, fmt::format("'{}' is no command", printable(typed)),
              near.empty() ? "see `rapport help`"
                           : fmt::format("did you mean `rapport {}`?", near.front()));
}

/// The words of the command line, taken apart: which command, and what is left for it.
struct Invocation {
  const Command* command = nullptr;
  std::string name;
  std::vector<std::string> rest;
};

/// How many words at the beginning are global options and their values. Declaring what is not
/// asked for would be a twentieth of a short command.
std::size_t leading_options(const std::vector<std::string>& words) {
  if (words.empty() || !words.front().starts_with('-')) return 0;
  Globals ignored;
  Args globals;
  declare_globals(globals, ignored);
  return globals.leading_options(words);
}

/// Finds the command's name among global options that stand before it.
Invocation find_invocation(const World& world) {
  const auto& words = world.args;
  const std::size_t at = leading_options(words);
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

/// Commands that explain, and the one that answers shells, go on with a broken settings file: how
/// else would it be mended?
bool needs_settings(const Command& command) {
  for (const CommandRow& row : command_rows())
    for (const Command& each : row.commands())
      if (each.name == command.name) return row.group != Group::about;
  return true;
}

Settings settings_for(const World& world, const Command& command, bool explains) {
  if (is_hidden(command)) return Settings::of_environment(world);
  try {
    return Settings(world);
  } catch (const Error&) {
    if (needs_settings(command) && !explains) throw;
    return Settings::of_environment(world);
  }
}

/// Why the book of the session cannot be used, if it is damaged: looks at all of it.
std::optional<Error> damage_of(Session& session) {
  try {
    if (!session.has_book()) return std::nullopt;
    const auto troubles = session.store().check(Depth::deep);
    if (troubles.empty()) return std::nullopt;
    return Error(ErrorKind::bad_data, "the book is damaged: " + troubles.front(),
                 "nothing was changed; `rapport check --fix` repairs what it can");
  } catch (const UnusableFile& error) {
    return error;
  } catch (const std::exception&) {
    return std::nullopt;  // out of memory, a lock, or a bug after all
  }
}

/// What the command answers. Where the book cannot be used, says which backup could be restored.
/// What looks like a bug is one only if the book is sound.
Document answer_of(const Prepared& prepared, Session& session) {
  const auto rescue = [&](const Error& error) {
    return Error(error.kind(), error.what(),
                 rescue_hint(session.world(), session.globals().db, error.hint()));
  };
  try {
    return prepared(session);
  } catch (const UnusableFile& error) {
    if (answers_quietly(session.world())) throw;
    throw rescue(error);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    const auto* known = dynamic_cast<const Error*>(&error);
    const bool is_bug = known == nullptr || known->kind() == ErrorKind::internal;
    if (!is_bug || answers_quietly(session.world())) throw;
    if (const auto damage = damage_of(session)) throw rescue(*damage);
    throw;
  }
}

/// What somebody wrote for a command is kept until it is saved: `work` fails, and it is named.
template <typename Work>
auto with_drafts(const Session& session, Work&& work) {
  const auto drop = [&] {
    for (const std::string& draft : session.drafts()) ::unlink(draft.c_str());
  };
  try {
    auto result = work();
    drop();
    return result;
  } catch (const Error& error) {
    if (session.has_saved()) drop();
    std::string hint = error.hint();
    for (const std::string& draft : session.drafts())
      if (::access(draft.c_str(), F_OK) == 0)
        hint += fmt::format("{}nothing was saved; your draft is kept at {}",
                            hint.empty() ? "" : "; ", printable(draft));
    throw Error(error.kind(), error.what(), hint);
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

Document version() {
  return {.report = "version", .blocks = {Verbatim{"name", "rapport " RAPPORT_VERSION "\n"}}};
}

Document answer(World& world, Globals& globals, Manner& manner, Notices& notices) {
  if (asks_version(world)) return version();
  const Invocation invocation = find_invocation(world);
  Args args;
  const Prepared prepared = invocation.command->prepare(args);
  declare_globals(args, globals);
  args.parse(invocation.name, invocation.rest);
  check_output(world, globals);
  if (globals.version) return version();
  Settings settings = settings_for(world, *invocation.command, globals.help);
  manner = manner_of(world, globals, settings);
  if (globals.help)
    return world.args.size() == 1 ? overview(world.terminal.width)
                                  : explain(*invocation.command, args, world.terminal.width);
  format_of(globals);  // refuse a bad format before anything is written
  const WaitingLine waiting(world, invocation.name);
  Session session(world, globals, std::move(settings));
  Document document = with_drafts(session, [&] {
    return with_word_of([&] { return std::string(session.has_saved() ? "it was saved" : ""); },
                        [&] { return answer_of(prepared, session); });
  });
  notices = session.notices();
  return document;
}

/// On stderr, as far as that can be written: a full disk there must not hide what went wrong.
void complain(const World& world, const std::string& message, const std::string& hint) {
  std::fprintf(world.err, "rapport: %s\n", message.c_str());  // needs no memory
  if (hint.empty()) return;
  if (!world.terminal.err || hint.size() + 2 <= world.terminal.width) {
    std::fprintf(world.err, "  %s\n", hint.c_str());
    return;
  }
  for (const std::string_view part : split(hint, '\n'))
    for (const std::string& line : wrap(trim(part), world.terminal.width - 2))
      std::fprintf(world.err, "  %s\n", line.c_str());
}

/// Says what went wrong; answers the exit code.
int fail(const World& world, ErrorKind kind, const std::string& message, const std::string& hint) {
  if (answers_quietly(world)) return 0;
  complain(world, message, hint);
  return exit_code(kind);
}

int run_checked(World& world) {
  Globals globals;
  Manner manner;
  Notices notices;
  const Document document = answer(world, globals, manner, notices);
  with_word_of([&] { return document.saved; },
               [&] {
                 const std::string text =
                     document.file.empty() ? format_of(globals).render(
                                                 document, style_of(world, globals, manner.colour))
                                           : document.file;
                 for (const std::string& notice : notices) complain(world, notice, "");
                 for (const std::string& notice : document.notices)
                   std::fputs((printable(notice) + "\n").c_str(), world.err);
                 if (globals.output) {
                   write_file(*globals.output, text, "name another file with -o");
                   remember_copy(world, *globals.output);
                 } else if (manner.pages && is_longer_than_screen(text, world.terminal)) {
                   write_paged(world, manner.pager, text);
                 } else {
                   write_out(world.out, text);
                 }
               });
  return document.answer ? 0 : answer_no;
}

}  // namespace

bool answers_quietly(const World& world) {
  return !world.args.empty() && world.args.front() == "__complete";
}

bool asks_version(const World& world) {
  return world.args.size() == 1 && world.args.front() == "--version";
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
