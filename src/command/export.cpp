#include <fmt/format.h>

#include <array>

#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/exports.hpp"
#include "rapport/command/session.hpp"
#include "rapport/exchange/book_json.hpp"
#include "rapport/store/records.hpp"

// `rapport export`: the book for other programs, for keeping, and for another book.
namespace rapport {
namespace {

struct Options {
  std::optional<std::string> customer;
  bool ics = false;
  bool history = false;
  bool with_private = false;
};

void declare(Args& args, Options& options) {
  args.flag(options.ics, "--ics", "planned talks and open promises, for the calendar of a phone")
      .option(options.customer, "--customer", "NAME",
              "everything about one customer or person, the history included", Completes::who)
      .flag(options.history, "--history", "with --json: also every change that was ever made")
      .flag(options.with_private, "--private",
            "with --json: also private notes and moods, and whose book it is")
      .example("rapport export --json -o book.json", "everything, for another book or program")
      .example("rapport export --csv --table customers -o customers.csv", "for a spreadsheet")
      .example("rapport export --ics -o plans.ics", "what is planned, for a phone")
      .example("rapport export --customer \"Jane Park\" -o jane.json",
               "for somebody who asks what is known of them")
      .prose(
          "JSON (the default) is the whole book: every entity as it stands, by its uid, with the "
          "times at which it was recorded and edited. `rapport import` brings it into another "
          "book, whose export is then the same to the byte. What was marked private stays out of "
          "it unless --private is given; the numbers that you type are each book's own.")
      .prose(
          "CSV is one kind of entity: the talks, or with --table pms, customers, people, "
          "learnings, promises, ideas and so on; text that a spreadsheet would take for a formula "
          "gets a ' in front.");
}

/// The output format that was asked for; empty when none was.
std::string format_asked(const Globals& globals) {
  if (globals.format) return *globals.format;
  if (globals.json) return "json";
  if (globals.csv) return "csv";
  if (globals.markdown) return "md";
  if (globals.html) return "html";
  return {};
}

Document export_json(const Options& options, Session& session,
                     const std::optional<Subject>& subject) {
  BookJsonWriter writer(entity_kinds());
  std::size_t private_notes = 0;
  const auto is_wanted = [&](const std::string& space, const Uid& uid) {
    return !subject || subject->has(space, uid);
  };
  const auto leaves = [&](const std::string& space) {
    return options.with_private || space != space::local;
  };
  each_record(session.store(), [&](const Record& record) {
    if (!is_wanted(record.space, record.uid)) return;
    if (leaves(record.space))
      writer.add(record);
    else if (record.kind == EntityTraits<PrivateNote>::name)
      ++private_notes;
  });
  if (options.history || subject) {
    writer.begin_history();
    each_change(session.store(), [&](const JournalRecord& change) {
      if (leaves(change.space) && is_wanted(change.space, change.uid)) writer.add(change);
    });
  }
  Document document{.report = "export", .file = writer.finish()};
  if (private_notes > 0)
    document.notices.push_back(
        fmt::format("left out: what was marked private of {} talk{}; --private takes it along",
                    private_notes, private_notes == 1 ? "" : "s"));
  return document;
}

/// Options that go with JSON alone must not seem to have done something elsewhere.
void refuse_json_options(const Options& options, std::string_view format) {
  const char* option = options.history ? "--history" : options.with_private ? "--private" : nullptr;
  if (option == nullptr) return;
  throw Error(ErrorKind::usage, fmt::format("{} does not go with {}", option, format),
              "it is for --json");
}

Document run(const Options& options, Session& session) {
  const std::string format = format_asked(session.globals());
  if (options.ics) {
    if (!format.empty() || options.customer)
      throw Error(ErrorKind::usage, "--ics is a form of its own", "leave the others out");
    refuse_json_options(options, "--ics");
    return {.report = "export", .file = export_calendar(session)};
  }
  std::optional<Subject> subject;
  if (options.customer) subject.emplace(session, *options.customer);
  if (format.empty() || format == "json") return export_json(options, session, subject);
  refuse_json_options(options, "--" + format);
  if (subject) return subject->page(session);
  if (format == "csv") return export_table(session);
  throw Error(ErrorKind::usage, fmt::format("a book cannot be exported as {}", format),
              "use --json, --csv or --ics; reports such as `rapport list` print as text, "
              "Markdown and HTML");
}

constexpr std::array commands{
    Command{"export", "the whole book as a file", prepare<Options, declare, run>},
};

}  // namespace

std::span<const Command> export_commands() { return commands; }

}  // namespace rapport
