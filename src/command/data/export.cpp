#include <fmt/format.h>

#include <array>
#include <memory>

#include "command/data/exports.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/progress.hpp"
#include "rapport/command/session.hpp"
#include "rapport/exchange/book_json.hpp"
#include "rapport/store/read_lock.hpp"
#include "rapport/store/records.hpp"

// `rapport export`: the book for other programs, for keeping, and for another book.
namespace rapport {
namespace {

struct ExportOptions {
  std::optional<std::string> customer;
  bool ics = false;
  bool own = false;
  bool history = false;
  bool with_private = false;
};

void declare_export(Args& args, ExportOptions& options) {
  args.flag(options.ics, "--ics", "planned talks and open promises, for your phone's calendar")
      .flag(options.own, "--own", "with --ics: without what came from a calendar")
      .option(options.customer, "--customer", "NAME",
              "everything about one customer or person, including the history", Completes::who)
      .flag(options.history, "--history", "with --json: also every change ever made")
      .flag(options.with_private, "--private",
            "with --json: also notes, moods, learnings and promises of private talks")
      .example("rapport export --json -o book.json", "everything, for another book or program")
      .example("rapport export --csv --table customers -o customers.csv", "for a spreadsheet")
      .example("rapport export --ics -o plans.ics", "what is planned, for a phone")
      .example("rapport export --customer \"Jane Park\" -o jane.json",
               "for somebody who asks what you know about them")
      .prose(
          "JSON (the default) is the whole book: every entity as it stands, by its uid, with the "
          "times it was recorded and edited. `rapport import` reads it into another book, whose "
          "export is then byte for byte the same. Notes, moods, learnings and promises of private "
          "talks are left out unless you say --private; the numbers that you type are each book's "
          "own.")
      .prose(
          "CSV is one kind of entity: the talks, or with --table pms, customers, people, "
          "learnings, promises, ideas and so on; text that a spreadsheet would take for a formula "
          "gets a ' in front, which `rapport import` removes again (--csv-raw writes none).")
      .prose(
          "A calendar file has what is planned from today on and each open promise on its day, of "
          "--pm or of the PM whose book it is; what is said of a private talk is not in it. Import "
          "it again when plans change: each event keeps its identity, what was called off is "
          "called "
          "off there too, for 60 days, and what came from a calendar goes back under the name that "
          "it had there, or stays out with --own.");
}

/// What of the book is written: what is private now, and what it was while it was, only where that
/// was asked for.
class Wanted {
 public:
  Wanted(Store& store, bool with_private, std::optional<Subject> subject)
      : with_private_(with_private),
        subject_(std::move(subject)),
        parts_(with_private ? std::set<Uid>{} : private_parts(store)) {}

  bool is_about(const std::string& space, const Uid& uid) const {
    return !subject_ || subject_->has(space, uid);
  }
  bool is_kept_back(std::string_view kind, const std::string& space, const Uid& uid) const {
    if (with_private_) return false;
    if (kind == EntityTraits<PrivateNote>::name || parts_.contains(uid)) return true;
    const EntityKind* row = find_kind(kind);
    return space == space::local && row != nullptr && row->home != Home::local;
  }
  bool has(std::string_view kind, const std::string& space, const Uid& uid) const {
    return is_about(space, uid) && !is_kept_back(kind, space, uid);
  }

 private:
  bool with_private_;
  std::optional<Subject> subject_;
  std::set<Uid> parts_;
};

void write_json(Session& session, const Wanted& wanted, bool with_history, const Sink& sink) {
  Store& store = session.store();
  BookJsonWriter writer(entity_kinds(), sink);
  std::size_t done = 0;
  ProgressLine progress(session, "export", count_records(store));
  const auto wants = [&](const std::string& kind, const std::string& space, const Uid& uid) {
    return wanted.has(kind, space, uid);
  };
  each_record(
      store,
      [&](const std::string& kind, const std::string& space, const Uid& uid) {
        progress.at(++done);
        return wants(kind, space, uid);
      },
      [&](const Record& record) { writer.add(record); });
  if (with_history) {
    writer.begin_history();
    each_journal_record(store, wants, [&](const JournalRecord& change) { writer.add(change); });
  }
  writer.finish();
}

Document export_json(const ExportOptions& options, Session& session,
                     std::optional<Subject> subject) {
  Store& store = session.store();
  const bool with_history = options.history || subject;
  const auto wanted = std::make_shared<Wanted>(store, options.with_private, std::move(subject));
  std::int64_t left_out = 0;
  each_local(store, [&](std::string_view kind, const Uid& uid) {
    const std::string space(space::local);
    if (wanted->is_about(space, uid) && wanted->is_kept_back(kind, space, uid)) ++left_out;
  });
  Document document{
      .report = "export",
      .more_of_file = [&session, wanted, with_history,
                       lock = std::make_shared<ReadLock>(store.db())](const Sink& sink) {
        write_json(session, *wanted, with_history, sink);
      }};
  if (left_out > 0)
    document.notices.push_back(fmt::format("{} left out; --private includes {}",
                                           count_text(left_out, "private entry", "private entries"),
                                           left_out == 1 ? "it" : "them"));
  return document;
}

/// ExportOptions that go with JSON alone must not seem to have done something elsewhere.
void refuse_json_options(const ExportOptions& options, std::string_view format) {
  const char* option = options.history ? "--history" : options.with_private ? "--private" : nullptr;
  if (option == nullptr) return;
  throw Error(ErrorKind::usage, fmt::format("{} does not go with {}", option, format),
              "it is for --json");
}

Document run_export(const ExportOptions& options, Session& session) {
  const std::string format = session.globals().format.value_or("");
  if (options.ics) {
    if (!format.empty() || options.customer)
      throw Error(ErrorKind::usage, "--ics is a format of its own", "leave the others out");
    refuse_json_options(options, "--ics");
    return export_calendar(session, options.own);
  }
  if (options.own)
    throw Error(ErrorKind::usage, "--own is for a calendar", "give it with --ics, or leave it out");
  std::optional<Subject> subject;
  if (options.customer) subject.emplace(session, *options.customer);
  if (format.empty() || format == "json") return export_json(options, session, std::move(subject));
  refuse_json_options(options, "--" + format);
  if (subject) return subject->page(session);
  if (format == "csv") return export_table(session);
  throw Error(ErrorKind::usage, fmt::format("a book cannot be exported as {}", format),
              "use --json, --csv or --ics; reports such as `rapport list` print as text, "
              "Markdown and HTML");
}

constexpr std::array export_rows{
    Command{"export", "write the book to a file: JSON, a table, a calendar",
            prepare_report<ExportOptions, declare_export, run_export>},
};

}  // namespace

std::span<const Command> export_commands() { return export_rows; }

}  // namespace rapport
