#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>

#include "output.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/background_sync.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/book_place.hpp"
#include "rapport/command/copies.hpp"
#include "rapport/command/files.hpp"
#include "rapport/command/help.hpp"
#include "rapport/command/invocation.hpp"
#include "rapport/command/private_folder.hpp"
#include "rapport/command/progress.hpp"
#include "rapport/command/session.hpp"
#include "rapport/exchange/file.hpp"
#include "rapport/render/format.hpp"
#include "rapport/store/beside.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/new_file.hpp"

namespace rapport {
namespace {

constexpr int answer_no = 1;
constexpr const char* output_hint = "name another file with -o";

const Format& format_of(const Globals& globals) {
  const std::string name = globals.format.value_or("text");
  if (const Format* format = find_format(name)) return *format;
  std::vector<std::string_view> known;
  for (const Format& format : formats()) known.push_back(format.name);
  throw Error(ErrorKind::usage, fmt::format("there is no format {}", quoted(name)),
              one_of(name, known));
}

/// How an answer is shown, as far as the terminal and the settings say.
struct Display {
  bool colour = false;
  bool pages = false;
  Found pager = {};
};

Display display_for(const World& world, const Globals& globals, const Settings& settings) {
  constexpr std::array<std::string_view, 3> known{"auto", "always", "never"};
  const std::string when = globals.color ? *globals.color : settings.find("color").value;
  if (std::find(known.begin(), known.end(), when) == known.end())
    throw Error(ErrorKind::usage, fmt::format("--color does not know {}", quoted(when)),
                one_of(when, known));
  const std::string term = world.variable("TERM");
  const bool is_able = world.terminal.out && !globals.output && !term.empty() && term != "dumb";
  return {.colour = when == "always" || (when == "auto" && is_able),
          .pages = is_able && !globals.no_pager,
          .pager = settings.find("pager")};
}

bool speaks_unicode(const World& world) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = fold(world.variable(name));
    if (locale.empty()) continue;
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

/// Commands that explain, and the one that answers shells, go on with a broken settings file: how
/// else would it be mended?
Settings settings_for(const World& world, const Command& command, bool explains) {
  if (is_hidden(command)) return Settings::of_environment(world);
  try {
    return Settings(world);
  } catch (const Error&) {
    if (!explains && group_of(command) != Group::about) throw;
    return Settings::of_environment(world);
  }
}

/// What is meant by `-o -`, and by --open where no file is named.
void settle_output(const World& world, Globals& globals) {
  if (globals.output == "-") globals.output.reset();
  if (!globals.open) return;
  if (globals.format.value_or("html") != "html")
    throw Error(ErrorKind::usage, "--open shows a page, and no other format",
                fmt::format("leave out --{}", printable(*globals.format)));
  globals.format = "html";
  if (!globals.output) globals.output = private_folder(world) + "/page.html";
}

/// A report must not take the place of the book, nor of what SQLite keeps beside it, however its
/// path is written.
void check_output(const World& world, const Globals& globals) {
  if (!globals.output) return;
  const std::string book = book_path(world, globals.db).path;
  const std::string target =
      real_path(folder_of(target_of(*globals.output))) + "/" + file_of(target_of(*globals.output));
  const std::string beside = real_path(book);
  const bool is_beside = std::any_of(beside_a_book.begin(), beside_a_book.end(),
                                     [&](const char* end) { return target == beside + end; });
  if (is_same_file(book, *globals.output) || book == *globals.output || is_beside)
    throw Error(ErrorKind::usage,
                fmt::format("-o '{}' would write over the book", printable(*globals.output)),
                "nothing was changed; name another file");
}

/// Why the book of the session cannot be used, if it is damaged: looks at all of it.
std::optional<Error> damage_of(Session& session) {
  if (answers_quietly(session.world())) return std::nullopt;
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

/// Where the hint of a command says what became of the data, it knows; others do not know that it
/// was saved before.
std::string hint_once_saved(const Error& error) {
  const bool is_wrong = error.hint().empty() || error.hint().starts_with("nothing was") ||
                        error.hint().starts_with("your data was");
  return is_wrong ? "it was saved, but the output failed" : error.hint();
}

/// `error` with what the person has to know besides: that all was saved before it, or where the
/// draft of what they wrote is.
Error explained(const Error& error, const Session& session) {
  std::string hint = session.has_saved() ? hint_once_saved(error) : error.hint();
  for (const std::string& draft : session.drafts())
    if (session.has_saved())
      ::unlink(draft.c_str());
    else if (::access(draft.c_str(), F_OK) == 0)
      hint += fmt::format("{}nothing was saved; your draft is kept at {}", hint.empty() ? "" : "; ",
                          printable(draft));
  return {error.kind(), error.what(), hint};
}

/// As `explained`, for a book that cannot be used: names the backup that could be restored.
Error rescued(const Error& error, const Session& session) {
  if (answers_quietly(session.world())) return error;
  return explained({error.kind(), error.what(),
                    rescue_hint(session.world(), session.globals().db, error.hint())},
                   session);
}

/// What the command answers, after `pull` of what reads the book. What looks like a bug is one only
/// if the book is sound.
Document run_prepared(const Prepared& prepared, Session& session,
                      const std::function<void(Document&)>& pull) {
  try {
    Document document = prepared(session);
    if (document.is_pulled()) {
      pull(document);
      add_altered(session, document);
    }
    for (const std::string& draft : session.drafts()) ::unlink(draft.c_str());
    return document;
  } catch (const UnusableFile& error) {
    throw rescued(error, session);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::internal)
      if (const auto damage = damage_of(session)) throw rescued(*damage, session);
    throw explained(error, session);
  } catch (const std::bad_alloc&) {
    if (!session.has_saved()) throw;
    throw explained({ErrorKind::internal, "out of memory", ""}, session);
  } catch (const std::exception&) {
    if (const auto damage = damage_of(session)) throw rescued(*damage, session);
    throw;
  }
}

/// Lines are broken for a terminal, or where COLUMNS says how wide they may be: in a pipe, `grep`
/// finds a phrase.
std::size_t line_width(const World& world, const Globals& globals) {
  const bool is_narrow =
      (world.terminal.out && !globals.output) || !world.variable("COLUMNS").empty();
  return is_narrow ? world.terminal.width : Style::endless;
}

/// Says what `document` leaves out: to people at its end, to programs and in a pipe on stderr.
void tell_left_out(const World& world, const Globals& globals, const Format& format,
                   Document& document) {
  if (document.left_out.empty()) return;
  const bool is_page = format.readers == Audience::people;
  if (is_page) document.blocks.emplace_back(Text{document.left_out, Tone::quiet});
  if (!is_page || !world.terminal.out || globals.output)
    document.notices.push_back(document.left_out);
}

/// Begins the file of -o before anything is read for it; nothing where it is none.
void begin_output(const World& world, const Globals& globals, std::optional<NewFile>& file) {
  if (!globals.output || !becomes_file(*globals.output)) return;
  remember_copy(world, *globals.output);
  file.emplace(target_of(*globals.output), output_hint);
}

/// How and where an answer is shown.
struct Showing {
  const World& world;
  const Globals& globals;
  const Display& display;
  NewFile* file = nullptr;  ///< of -o
};

/// Everything, in the format that was asked for, to `sink`.
void write_document(const Showing& showing, const Document& document, const Sink& sink) {
  const auto& [world, globals, display, file] = showing;
  const Format& format = format_of(globals);
  const Style style{.width = line_width(world, globals),
                    .colour = display.colour,
                    .unicode = speaks_unicode(world),
                    .today = world.clock.local.date,
                    .table = globals.table.value_or(""),
                    .raw_csv = globals.csv_raw};
  if (globals.csv_bom && format.name == "csv" && !document.blocks.empty()) sink(byte_order_mark);
  if (!document.file.empty() || document.more_of_file) {
    sink(document.file);
    if (document.more_of_file) document.more_of_file(sink);
  } else if (format.write != nullptr) {
    format.write(document, style, sink);
  } else {
    sink(format.render(document, style));
  }
}

void print_notices(const World& world, const Notices& notices, const Document& document) {
  for (const std::string& notice : notices) complain(world, notice, "");
  for (const std::string& notice : document.notices)
    std::fputs((printable(notice) + "\n").c_str(), world.err);
}

/// Writes a document that reads the book while that is open, as far as nobody has to be waited for;
/// what is left of it then is for `show_document`.
void pull(const Showing& showing, Document& document, Spool& spool) {
  constexpr std::size_t piece_size = 16 * 1024;
  const bool is_whole = !showing.file && (showing.globals.output || showing.display.pages);
  std::string text;
  const auto pass_on = [&] {
    if (showing.file != nullptr)
      showing.file->write(text);
    else
      spool.write(text);
    text.clear();
  };
  write_document(showing, document, [&](std::string_view piece) {
    text += piece;
    if (!is_whole && text.size() >= piece_size) pass_on();
  });
  if (!is_whole) pass_on();
  document.blocks.clear();
  document.file = std::move(text);
  document.more_of_file = [](const Sink&) {};  // nothing, and no blocks either
}

void show_document(const Showing& showing, const Notices& notices, Document document) {
  const auto& [world, globals, display, file] = showing;
  tell_left_out(world, globals, format_of(globals), document);
  std::string text;
  write_document(showing, document, [&](std::string_view piece) { text += piece; });
  print_notices(world, notices, document);
  if (file != nullptr) {
    file->write(text);
    file->replace();
  } else if (globals.output) {
    write_file(*globals.output, text, output_hint);
  } else if (display.pages && is_longer_than_screen(text, world.terminal)) {
    write_paged(world, display.pager, text, document.newest_is_last);
  } else {
    write_out(world.out, text);
  }
}

/// As `show_document`. What fails once something is saved must not read as if nothing had been.
void show_answer(const Showing& showing, const Notices& notices, Document document) {
  const std::string saved = document.saved;
  const std::string hint = saved + ", but the output failed";
  try {
    show_document(showing, notices, std::move(document));
  } catch (const Error& error) {
    if (saved.empty()) throw;
    throw Error(error.kind(), error.what(), hint);
  } catch (const std::bad_alloc&) {
    if (saved.empty()) throw;
    throw Error(ErrorKind::internal, "out of memory", hint);
  }
}

/// With what it was made, where somebody asks for all.
Document version(bool verbose) {
  std::string text = "rapport " RAPPORT_VERSION "\n";
  if (verbose) text += "made with\n" RAPPORT_MADE_WITH;
  return {.report = "version", .blocks = {Verbatim{"name", std::move(text)}}};
}

/// Finds the command, parses its options, runs it and shows what it answers.
int run_checked(World& world) {
  Globals globals;
  Display display;
  if (asks_version(world))
    return show_document({world, globals, display}, {}, version(world.args.size() > 1)), 0;

  const Invocation invocation = find_invocation(world.args, world.formats);
  Args args;
  const Prepared prepared = invocation.command->prepare(args);
  declare_globals(args, globals, world.formats);
  args.parse(invocation.name, invocation.rest);
  settle_output(world, globals);
  check_output(world, globals);
  std::optional<NewFile> file;
  begin_output(world, globals, file);
  const Showing showing{world, globals, display, file ? &*file : nullptr};
  if (globals.version) return show_document(showing, {}, version(false)), 0;

  Settings settings = settings_for(world, *invocation.command, globals.help);
  display = display_for(world, globals, settings);
  if (globals.help) {
    const std::size_t width = world.terminal.width;
    show_document(
        showing, {},
        world.args.size() == 1 ? overview(width) : explain(*invocation.command, args, width));
    return 0;
  }

  format_of(globals);  // refuse a bad format before anything is written
  Document document;
  Notices notices;
  Spool spool(world.out);
  {
    const WaitingLine waiting(world, invocation.name);
    Session session(world, globals, std::move(settings));
    document = run_prepared(prepared, session, [&](Document& made) { pull(showing, made, spool); });
    notices = session.notices();
    if (is_sync_due(session)) start_sync(session);
  }  // no book is open any more: who reads may take their time
  spool.finish();
  const bool answer = document.answer;
  show_answer(showing, notices, std::move(document));
  if (globals.open) open_page(*globals.output);
  return answer ? 0 : answer_no;
}

/// Says what went wrong; answers the exit code.
int fail(const World& world, ErrorKind kind, const std::string& message, const std::string& hint) {
  if (answers_quietly(world)) return 0;
  complain(world, message, hint);
  return exit_code(kind);
}

}  // namespace

bool answers_quietly(const World& world) {
  return !world.args.empty() && world.args.front() == "__complete";
}

bool asks_version(const World& world) {
  return !world.args.empty() && world.args.front() == "--version" &&
         (world.args.size() == 1 || (world.args.size() == 2 && world.args.back() == "--verbose"));
}

int run(World& world) {
  for (const Format& format : formats())
    world.formats.push_back({format.name, format.summary, format.write != nullptr});
  try {
    return run_checked(world);
  } catch (const Error& error) {
    return fail(world, error.kind(), error.what(), error.hint());
  } catch (const std::bad_alloc&) {
    return fail(world, ErrorKind::internal, "out of memory", "your data was not changed");
  } catch (const std::exception& error) {
    return fail(world, ErrorKind::internal, fmt::format("a bug in rapport: {}", error.what()),
                "your data was not changed; please report what you typed");
  }
}

}  // namespace rapport
