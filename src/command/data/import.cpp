#include "command/data/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/data/import_files.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/progress.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/exchange/calendar.hpp"
#include "rapport/exchange/encoding.hpp"
#include "rapport/exchange/file.hpp"

// `rapport import`: talks from what other programs know of them.
namespace rapport {
namespace {

constexpr std::string_view standard_input = "-";

/// A kind of file: how it is called, what it begins with, how much of it is read.
struct Reader {
  std::string_view ending;  ///< with the dot
  std::string_view begins;  ///< folded, behind a byte order mark; empty where that tells nothing
  std::size_t most;         ///< bytes
  Document (*import)(ImportFile&, Session&);
};

constexpr std::array readers{
    Reader{".ics", "begin:vcalendar", largest_calendar, import_calendar},
    Reader{".csv", "", std::size_t{160} << 20, import_table},
    Reader{".tsv", "", std::size_t{160} << 20, import_table},
    Reader{".txt", "", std::size_t{160} << 20, import_table},
    Reader{".json", "{", std::size_t{256} << 20, import_json},
};

void declare_import(Args& args, ImportOptions& options) {
  args.word(options.file, "FILE",
            "a calendar (.ics) or a folder of them, a table of activities (.csv) or an export "
            "(.json); - is standard input",
            Completes::file)
      .word(options.more, "FILE", "further calendars, and folders of them", Completes::file)
      .option(
          options.zone, "--zone", "ZONE",
          "the PM's time zone, such as Europe/Berlin; by default the calendar's, or this machine's",
          Completes::zone)
      .option(options.times, "--times", "ZONE",
              "the time zone of times in a table that name none, such as UTC", Completes::zone)
      .option(options.dates, "--dates", "ORDER",
              "how a table writes dates: iso (2026-09-24), dmy (24.09.2026) or mdy (09/24/2026)",
              Completes::date_order)
      .option(options.maps, "--map", "COLUMN=FIELD", "what a column means; remembered; repeatable")
      .option(options.kind_maps, "--map-kind", "THEIRS=OURS",
              "what a kind of activity means: a kind, a purpose or skip; remembered; repeatable")
      .option(options.length, "--length", "LENGTH",
              "the length of meetings that have none, such as 30m; by default they are left out",
              Completes::length)
      .flag(options.takes_long, "--long", "include meetings longer than 12 hours")
      .flag(options.skip_errors, "--skip-errors", "skip rows that cannot be read")
      .flag(options.keep, "--keep", "where an export differs from the book, keep the book")
      .flag(options.replace, "--replace", "where it differs, take the export")
      .flag(options.is_new, "--new",
            "customers in it are new, even if their names are close to others")
      .flag(options.dry_run, "--dry-run", "only show what would be imported")
      .example("rapport import calendar.ics", "talks with customers, from the PM's calendar")
      .example("rapport import ~/.calendars", "all calendars in a folder, as one")
      .example("rapport import calendar.ics --zone Europe/Berlin --dry-run", "look first")
      .example("rapport import crm.csv --dates dmy --skip-errors",
               "activities as a CRM exports them")
      .example("rapport import crm.csv --map 'Visit day=date' --map-kind Webinar=event")
      .example("rapport import calendar.ics --pm 'Priya <priya@example.com>'",
               "as the first command of all: whose book it is")
      .prose(
          "A calendar: meetings with people of customers become talks, those to come become plans. "
          "A customer is known by the e-mail domain, an alias, then by the title. Whole days, what "
          "was declined or cancelled, and meetings without a customer stay out. What was typed in "
          "already stays as it is. A file may come again: what was moved or cancelled follows, the "
          "rest stays, and an older file changes nothing.")
      .example("rapport import book.json", "what `rapport export --json` wrote")
      .prose(
          "An export: everything that this book does not have is added, by its uid, with the time "
          "it was recorded. If both have an entity and it differs, nothing is imported and the "
          "differences are named: --keep or --replace decides. A second time adds nothing; whoever "
          "was forgotten here stays forgotten; one `rapport undo` takes it all back.")
      .prose(
          "A table: the columns and kinds that common programs use are recognised. Fields for "
          "--map: date, "
          "time, end, minutes, hours, seconds, milliseconds, length, kind, status, customer, "
          "person, owner, subject, note, id. All rows are imported or none; a row that was "
          "imported before is left alone. With --pm, only the rows of that PM.");
}

bool ends_in(const std::string& path, std::string_view ending) {
  const std::string folded = fold(path);
  return folded.size() >= ending.size() && folded.ends_with(ending);
}

std::string endings() {
  std::vector<std::string_view> all;
  for (const Reader& reader : readers) all.push_back(reader.ending);
  return joined(all);
}

const Reader* reader_of(const std::string& path) {
  const auto found = std::find_if(readers.begin(), readers.end(), [&](const Reader& reader) {
    return ends_in(path, reader.ending);
  });
  return found == readers.end() ? nullptr : &*found;
}

/// By its content, where the name does not tell.
const Reader* reader_of_text(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (const Reader& reader : readers)
    if (!reader.begins.empty() && fold(text.substr(0, reader.begins.size())) == reader.begins)
      return &reader;
  return nullptr;
}

/// What a file is: by its content where that leaves no doubt, else by its name. What comes without
/// a name, from another program, is a table where it is nothing else.
const Reader& reader_for(const std::string& path, std::string_view text) {
  if (const Reader* reader = reader_of_text(text)) return *reader;
  if (const Reader* reader = reader_of(path == standard_input ? std::string(".csv") : path))
    return *reader;
  throw Error(ErrorKind::usage,
              fmt::format("'{}' is not a kind of file that can be imported", printable(path)),
              fmt::format("the name of the file says what it is: {}", endings()));
}

std::string text_of_file(const std::string& path) {
  const Reader* named = reader_of(path);
  std::size_t most = 0;
  for (const Reader& one : readers) most = std::max(most, one.most);
  const bool is_piped = path == standard_input;
  return decoded(read_file(is_piped ? "/dev/stdin" : path, named == nullptr ? most : named->most))
      .text;
}

Document run_import(const ImportOptions& typed, Session& session) {
  say_when_interrupted(session.world());
  const std::vector<std::string> files = named_files(typed);
  ImportOptions options = typed;
  if (files.size() == 1) options.file = files.front();
  ImportFile file{options,
                  files.size() == 1 ? text_of_file(options.file) : joined_calendars(files)};
  const Reader* const reader = &reader_for(options.file, file.text);
  if ((options.keep || options.replace) && reader->import != import_json)
    throw Error(ErrorKind::usage,
                fmt::format("{} is for an export (.json)", options.keep ? "--keep" : "--replace"),
                "leave it out");
  file.may_write = !options.dry_run && !is_retry(session, import_verb);
  try {
    return reader->import(file, session);
  } catch (const Error& error) {
    const std::string name = printable(options.file);
    const std::string_view what = error.what();
    const bool is_named = what.starts_with(name + ":") || what.starts_with("'" + name + "'");
    if (error.kind() != ErrorKind::bad_data || session.has_saved() || is_named) throw;
    throw Error(error.kind(), fmt::format("'{}': {}", printable(options.file), error.what()),
                error.hint());
  }
}

constexpr std::array import_rows{
    Command{"import", "import talks from a calendar or a table, or a whole export",
            prepare<ImportOptions, declare_import, run_import>},
};

}  // namespace

bool knows_zones() { return find_zone("Europe/London").has_value(); }

std::optional<ZoneOffset> named_zone(const std::optional<std::string>& name) {
  if (!name) return std::nullopt;
  if (auto zone = find_zone(*name)) return zone;
  throw Error(ErrorKind::usage, fmt::format("there is no time zone '{}'", printable(*name)),
              !knows_zones() ? "this machine knows no time zones: install tzdata"
                             : "name it by its city, such as Europe/Berlin or America/New_York");
}

std::optional<ZoneOffset> zone_of(const ImportOptions& options) { return named_zone(options.zone); }

Minutes length_of(const ImportOptions& options) {
  return options.length ? parse_length(*options.length) : Minutes{0};
}

Minutes longest_of(const ImportOptions& options) {
  return options.takes_long ? longest_talk : longest_meeting;
}

std::span<const Command> import_commands() { return import_rows; }

}  // namespace rapport
