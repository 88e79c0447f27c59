#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "command/data/import.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/progress.hpp"
#include "rapport/exchange/book_json.hpp"
#include "rapport/store/bulk.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/records.hpp"

// `rapport import FILE.json`: an export of this or another book comes in by the uids of its
// entities, all of it or nothing.
namespace rapport {
namespace {

constexpr std::size_t most_named = 5;  // of what stands in the way

/// What is to be done with the records of a file.
struct RecordPlan {
  std::vector<const Record*> put;
  std::vector<DifferingField> differences;
  std::size_t undecided = 0;  ///< records that differ, of which no option says what becomes
  std::map<std::string, RecordCounts> counts;
  std::size_t added = 0, replaced = 0, kept = 0, same = 0, forgotten = 0;
};

std::string text_field(const Record& record, std::string_view name) {
  const auto place = record.fields.find(name);
  if (place == record.fields.end()) return {};
  const auto* text = std::get_if<std::string>(&place->second);
  return text == nullptr ? std::string{} : *text;
}

/// What people would call it: its name, its text, its day.
std::string record_label(const Record& record) {
  constexpr std::size_t longest = 40, most_bytes = 1000;  // of a text that may be huge
  for (const std::string_view field : {"name", "text", "start", "note", "on", "from"})
    if (const std::string text = text_field(record, field); !text.empty())
      return fmt::format("{} {}", record.kind,
                         printable(shorten(text.substr(0, most_bytes), longest)));
  return fmt::format("{} {}", record.kind, to_string(record.uid));
}

/// The first record in which `find` finds a problem is refused, with its place.
template <typename Find>
void refuse_first(const BookJson& book, const ImportFile& file, const Find& find) {
  for (std::size_t i = 0; i < book.records.size(); ++i)
    if (const auto problem = find(book.records[i]))
      throw Error(ErrorKind::bad_data,
                  fmt::format("{}: {}: {}",
                              place_text(printable(file.options.file),
                                         place_of_field(file.text, i, problem->field)),
                              record_label(book.records[i]), problem->what),
                  "nothing was imported");
}

/// Each may be an entity of a book, and what it refers to is in the file or in this book.
void check_records(Session& session, const BookJson& book, const ImportFile& file) {
  Store& store = session.store();
  refuse_first(book, file, [](const Record& record) {
    auto problem = find_kind(record.kind) == nullptr ? std::nullopt : unknown_field(record);
    return problem ? problem : problem_of(record);
  });
  std::vector<std::pair<Uid, std::string_view>> told;  // sorted: small, also for a million
  told.reserve(book.records.size());
  for (const Record& record : book.records) told.emplace_back(record.uid, record.kind);
  std::sort(told.begin(), told.end());
  Surroundings around{.is_there =
                          [&](std::string_view kind, const Uid& uid) {
                            return std::binary_search(told.begin(), told.end(),
                                                      std::pair{uid, kind}) ||
                                   store.is_live(uid, kind);
                          },
                      .handles = {},
                      .now = session.now()};
  for (const Pm& pm : store.all<Pm>()) around.handles.insert(pm.handle);
  for (const Record& record : book.records)
    if (record.kind == EntityTraits<Pm>::name) around.handles.insert(text_field(record, "handle"));
  refuse_first(book, file, [&](const Record& record) { return loose_end(record, around); });
}

/// Two PMs of one handle would share one space.
void check_handles(Store& store, const BookJson& book) {
  std::map<std::string, Uid> owners;
  for (const Pm& pm : store.all<Pm>()) owners.emplace(pm.handle, pm.uid);
  for (const Record& record : book.records) {
    if (record.kind != EntityTraits<Pm>::name) continue;
    const auto [owner, is_new] = owners.emplace(text_field(record, "handle"), record.uid);
    if (is_new || owner->second == record.uid) continue;
    throw Error(ErrorKind::not_found,
                fmt::format("the PM {} in the file is not the PM with the same handle in this book",
                            printable(text_field(record, "name"))),
                "nothing was imported; import it into a new book: --db FILE");
  }
}

/// Counts a record as it stands to the book; one that differs and that no option decides becomes a
/// conflict. Whose book this is, nobody else's export decides.
void plan_record(Store& store, const Record& record, const ImportOptions& options,
                 RecordPlan& plan) {
  const Comparison found = compare(store, record);
  const Standing standing = found.standing;
  RecordCounts& counts = plan.counts[record.kind];
  const bool is_self = record.kind == EntityTraits<Self>::name;
  const bool differs = standing == Standing::different;
  const bool adds = standing == Standing::absent || standing == Standing::removed;
  const bool replaces = differs && options.replace && !is_self;
  counts.added += adds;
  counts.different += differs;
  counts.same += standing == Standing::equal;
  counts.forgotten += standing == Standing::forgotten;
  plan.added += adds;
  plan.replaced += replaces;
  plan.kept += differs && !replaces;
  plan.same += standing == Standing::equal;
  plan.forgotten += standing == Standing::forgotten;
  if (adds || replaces) plan.put.push_back(&record);
  if (!differs || is_self) return;
  for (const Difference& one : found.differences)
    plan.differences.push_back({record_label(record), one.field, one.here, one.there});
  plan.undecided += !options.keep && (!options.replace || found.is_other);
}

/// Puts each record into the space where it belongs: earlier books had other ones, and what lives
/// with a talk is as private as that.
void place_records(Store& store, std::vector<Record>& records) {
  std::map<Uid, std::pair<std::string, bool>> talks;  // their space, and whether they are private
  for (const Record& record : records)
    if (record.kind == EntityTraits<Interaction>::name)
      talks.emplace(record.uid, std::pair{record.space, are_private(record.fields)});
  const auto talk_of = [&](const Record& record, const EntityKind& kind) {
    const auto uid = uid_in(record.fields, kind.lives_with);
    if (uid && !talks.contains(*uid))
      if (const auto here = store.live_state(kind.lives_with, *uid))
        talks.emplace(*uid, std::pair{here->space, are_private(here->fields)});
    const auto talk = uid ? talks.find(*uid) : talks.end();
    return talk == talks.end() ? std::pair{record.space, false} : talk->second;
  };
  for (Record& record : records) {
    const EntityKind& kind = *find_kind(record.kind);
    const auto [space, is_private] = talk_of(record, kind);
    record.space = space_like(kind, space, is_private);
  }
}

RecordPlan plan_records(Store& store, BookJson& book, const ImportOptions& options) {
  check_handles(store, book);
  place_records(store, book.records);
  // Whoever was forgotten here is not brought back by a text in which the file names them.
  redact(forgotten_in(store.db(), book.records), book.records);
  RecordPlan plan;
  for (const Record& record : book.records) plan_record(store, record, options, plan);
  return plan;
}

std::string side_text(const std::string& said) {
  constexpr std::size_t longest = 40;
  return said.empty() ? "nothing" : shorten(printable(said), longest);
}

void refuse_conflicts(const RecordPlan& plan) {
  if (plan.undecided == 0) return;
  std::string named;
  for (std::size_t i = 0; i < std::min(plan.differences.size(), most_named); ++i) {
    const DifferingField& one = plan.differences[i];
    named += fmt::format("{}{}: {}: here {}, there {}", i == 0 ? "" : "; ", one.what, one.field,
                         side_text(one.here), side_text(one.there));
  }
  if (plan.differences.size() > most_named)
    named += fmt::format("; and {} more", plan.differences.size() - most_named);
  throw Error(
      ErrorKind::not_found,
      fmt::format("the book says something else of {}: {}",
                  plan.undecided == 1 ? "one entity" : fmt::format("{} entities", plan.undecided),
                  named),
      "nothing was imported; --keep keeps what is here, --replace takes what the file "
      "says, --dry-run lists the differences");
}

/// Customers of which there are two by one name now.
std::vector<std::string> doubles(Store& store, const RecordPlan& plan) {
  std::vector<std::string> lines;
  std::set<std::string> named;
  for (const Record* record : plan.put) {
    if (record->kind != EntityTraits<Customer>::name) continue;
    const std::string name = text_field(*record, "name");
    if (lines.size() == most_named || !named.insert(fold(name)).second) continue;
    if (store.match_names(fold(name), NameLevel::exact, {"customer"}).size() > 1)
      lines.push_back(
          fmt::format("there are now two customers called {}: `rapport customer merge` joins them",
                      printable(name)));
  }
  return lines;
}

Document records_document(Session& session, const RecordPlan& plan, const ImportOptions& options,
                          std::vector<Text> remarks, bool has_history) {
  const bool is_decided = plan.undecided == 0;
  ImportReport report{.is_rehearsal = options.dry_run,
                      .is_written = session.has_saved(),
                      .what = "record",
                      .added = plan.added,
                      .counts = {{"added", plan.added},
                                 {"replaced", plan.replaced, "replaced", "replaced"},
                                 {"kept", plan.kept, is_decided ? "kept as it is here" : "",
                                  "kept as they are here"},
                                 {"same", plan.same, "as before", "as before"},
                                 {"forgotten", plan.forgotten, "forgotten here, left out",
                                  "forgotten here, left out"}},
                      .remarks = std::move(remarks)};
  std::vector<RecordCounts> kinds;
  for (const std::string_view kind : entity_kinds())
    if (const auto counts = plan.counts.find(std::string(kind)); counts != plan.counts.end()) {
      kinds.push_back(counts->second);
      kinds.back().kind = plural_of_kind(kind);
    }
  report.found.emplace_back(records_table(kinds, !plan.put.empty()));
  if (options.dry_run) report.found.emplace_back(differences_table(plan.differences));
  if (options.dry_run && !is_decided)
    report.remarks.push_back({"nothing comes in before --keep or --replace decides", Tone::warn});
  if (has_history && !options.dry_run)
    report.notices.emplace_back("the history in the file was left out: each book writes its own");
  return import_document(std::move(report));
}

void write_records(Writing& writing, Session& session, const RecordPlan& plan) {
  ProgressLine progress(session, "importing", plan.put.size());
  std::size_t done = 0;
  for (const Record* record : plan.put) {
    progress.at(++done);
    writing.put(*record);
  }
}

}  // namespace

Document import_json(ImportFile& file, Session& session) {
  const ImportOptions& options = file.options;
  if (options.keep && options.replace)
    throw Error(ErrorKind::usage, "--keep and --replace do not go together", "leave one out");
  BookJson book = read_book_json(file.text, options.file);
  check_records(session, book, file);
  std::string().swap(file.text);
  RecordPlan plan;
  std::vector<Text> remarks;
  const auto answer = [&] {
    Store& store = session.store();
    if (session.has_saved() && !store.me() && !store.all<Pm>().empty())
      remarks.push_back({"it does not say whose book this is: `rapport config set me NAME`"});
    return records_document(session, plan, options, remarks, book.has_history);
  };
  if (!file.may_write) {
    plan = plan_records(session.store(), book, options);
    return answer();
  }
  return write_many(
      session, import_verb,
      [&](Writing& writing) {
        expect_many_records(session.store().db());
        plan = plan_records(session.store(), book, options);
        refuse_conflicts(plan);
        write_records(writing, session, plan);
        for (std::string& line : doubles(session.store(), plan))
          remarks.push_back({std::move(line), Tone::warn});
      },
      answer);
}

}  // namespace rapport
