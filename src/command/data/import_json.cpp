#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "command/data/import.hpp"
#include "rapport/base/error.hpp"
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
struct Plan {
  std::vector<const Record*> put;
  std::vector<std::string> conflicts;  ///< "customer Acme: region"
  std::map<std::string, std::map<Standing, std::int64_t>> counts;
  std::size_t added = 0, replaced = 0, kept = 0, same = 0, forgotten = 0;
};

std::string text_field(const Record& record, std::string_view name) {
  const auto place = record.fields.find(name);
  if (place == record.fields.end()) return {};
  const auto* text = std::get_if<std::string>(&place->second);
  return text == nullptr ? std::string{} : *text;
}

/// What people would call it: its name, its text, its day.
std::string label_of(const Record& record) {
  constexpr std::size_t longest = 40;
  for (const std::string_view field : {"name", "text", "start", "note", "on", "from"})
    if (const std::string text = text_field(record, field); !text.empty())
      return fmt::format("{} {}", record.kind, shorten(printable(text), longest));
  return fmt::format("{} {}", record.kind, to_string(record.uid));
}

void check_records(const BookJson& book, const std::string& name) {
  for (std::size_t i = 0; i < book.records.size(); ++i)
    if (const auto problem = problem_of(book.records[i]))
      throw Error(ErrorKind::bad_data,
                  fmt::format("{}: {}", place_text(printable(name), book.places[i]), *problem),
                  "nothing was imported");
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
                fmt::format("the PM {} of the file is another one than the PM of this book with "
                            "the same handle",
                            printable(text_field(record, "name"))),
                "nothing was imported; import it into a new book: --db FILE");
  }
}

/// How a record stands to the book; what neither option settles becomes a conflict. Whose book this
/// is, nobody else's export decides.
Standing settled(const Comparison& found, const Record& record, const ImportOptions& options,
                 Plan& plan) {
  if (found.standing != Standing::different) return found.standing;
  if (record.kind == EntityTraits<Self>::name || options.keep) return found.standing;
  const bool is_other = found.fields.front() == "kind" || found.fields.front() == "space";
  if (!options.replace || is_other)
    plan.conflicts.push_back(fmt::format(
        "{}: {}", label_of(record), printable(fmt::format("{}", fmt::join(found.fields, ", ")))));
  return found.standing;
}

Plan plan_of(Store& store, BookJson& book, const ImportOptions& options) {
  check_handles(store, book);
  // Whoever was forgotten here is not brought back by a text in which the file names them.
  redact(forgotten_in(store.db(), book.records), book.records);
  Plan plan;
  for (const Record& record : book.records) {
    const Standing standing = settled(compare(store, record), record, options, plan);
    ++plan.counts[record.kind][standing];
    const bool replaces = standing == Standing::different && options.replace &&
                          record.kind != EntityTraits<Self>::name;
    const bool adds = standing == Standing::absent || standing == Standing::removed;
    if (adds || replaces) plan.put.push_back(&record);
    plan.added += adds ? 1 : 0;
    plan.replaced += replaces ? 1 : 0;
    plan.kept += standing == Standing::different && !replaces ? 1 : 0;
    plan.same += standing == Standing::equal ? 1 : 0;
    plan.forgotten += standing == Standing::forgotten ? 1 : 0;
  }
  return plan;
}

void refuse_conflicts(const Plan& plan) {
  if (plan.conflicts.empty()) return;
  std::vector<std::string> named = plan.conflicts;
  std::string more;
  if (named.size() > most_named) {
    more = fmt::format("; and {} more", named.size() - most_named);
    named.resize(most_named);
  }
  throw Error(
      ErrorKind::not_found,
      fmt::format("the book says something else of {}: {}{}",
                  plan.conflicts.size() == 1 ? "one entity"
                                             : fmt::format("{} entities", plan.conflicts.size()),
                  fmt::join(named, "; "), more),
      "nothing was imported; --keep keeps what is here, --replace takes what the file says");
}

Table kinds_table(const Plan& plan) {
  Table table{.key = "imported",
              .title = "",
              .columns = {{"kind", ""},
                          {"added", "New"},
                          {"different", "Different"},
                          {"same", "As it was"},
                          {"forgotten", "Forgotten"}},
              .rows = {},
              .empty = ""};
  const auto cell = [](std::int64_t count) { return Cell{count == 0 ? Value{} : Value{count}}; };
  for (const std::string_view kind : entity_kinds()) {
    const auto row = plan.counts.find(std::string(kind));
    if (row == plan.counts.end()) continue;
    const auto count = [&](Standing standing) {
      const auto found = row->second.find(standing);
      return found == row->second.end() ? std::int64_t{0} : found->second;
    };
    table.rows.push_back({{plural_of_kind(kind)},
                          cell(count(Standing::absent) + count(Standing::removed)),
                          cell(count(Standing::different)),
                          cell(count(Standing::equal)),
                          cell(count(Standing::forgotten))});
  }
  return table;
}

std::string summary_text(const Plan& plan, bool dry_run) {
  if (dry_run && !plan.conflicts.empty())
    return "nothing would come in before --keep or --replace decides";
  const char* come = dry_run ? "would come in" : "came in";
  if (plan.put.empty() && plan.kept == 0 && plan.forgotten == 0)
    return "nothing to add: all of it is here already";
  std::string text = fmt::format("{} {}", count_text(plan.added, "record", "records"), come);
  if (plan.replaced > 0) text += fmt::format(" · {} replaced", plan.replaced);
  if (plan.kept > 0) text += fmt::format(" · {} kept as they are here", plan.kept);
  if (plan.same > 0) text += fmt::format(" · {} as before", plan.same);
  if (plan.forgotten > 0) text += fmt::format(" · {} forgotten here, left out", plan.forgotten);
  return text;
}

/// Customers of which there are two by one name now.
std::vector<std::string> doubles(Store& store, const Plan& plan) {
  std::vector<std::string> lines;
  std::set<std::string> told;
  for (const Record* record : plan.put) {
    if (record->kind != EntityTraits<Customer>::name) continue;
    const std::string name = text_field(*record, "name");
    if (lines.size() == most_named || !told.insert(fold(name)).second) continue;
    if (store.match_names(fold(name), NameLevel::exact, {"customer"}).size() > 1)
      lines.push_back(
          fmt::format("there are two customers called {} now: `rapport customer merge` joins them",
                      printable(name)));
  }
  return lines;
}

Document answer(const Plan& plan, bool dry_run) {
  const auto fact = [](const char* key, Value value) {
    return KeyValue{key, "", {std::move(value)}, Audience::programs};
  };
  const auto number = [&](const char* key, std::size_t count) {
    return fact(key, static_cast<std::int64_t>(count));
  };
  Document document{.report = "import"};
  if (!dry_run && !plan.put.empty()) document.saved = "saved";
  document.blocks.emplace_back(KeyValues{
      {fact("dry_run", dry_run), number("added", plan.added), number("replaced", plan.replaced),
       number("kept", plan.kept), number("same", plan.same), number("forgotten", plan.forgotten)}});
  Table table = kinds_table(plan);
  if (plan.put.empty()) table.audience = Audience::programs;
  document.blocks.emplace_back(std::move(table));
  document.blocks.emplace_back(Text{summary_text(plan, dry_run), Tone::strong});
  return document;
}

Document rehearse(BookJson& book, const ImportOptions& options, Session& session) {
  const Plan plan = plan_of(session.store(), book, options);
  Document document = answer(plan, true);
  for (const std::string& conflict : plan.conflicts)
    document.blocks.emplace_back(Text{"the book says something else: " + conflict, Tone::warn});
  return document;
}

}  // namespace

Document import_json(ImportFile& file, Session& session) {
  const ImportOptions& options = file.options;
  if (options.keep && options.replace)
    throw Error(ErrorKind::usage, "--keep and --replace contradict each other", "leave one out");
  BookJson book = read_book_json(file.text, options.file);
  std::string().swap(file.text);
  check_records(book, options.file);
  if (options.dry_run) return rehearse(book, options, session);
  Plan plan;
  std::vector<std::string> twice;
  {
    Writing writing = session.write(import_verb);
    expect_many_records(session.store().db());
    plan = plan_of(session.store(), book, options);
    refuse_conflicts(plan);
    ProgressLine progress(session, "import", plan.put.size());
    std::size_t done = 0;
    for (const Record* record : plan.put) {
      progress.at(++done);
      writing.put(*record);
    }
    twice = doubles(session.store(), plan);   // looked up before, so that little is left to be
    if (!plan.put.empty()) writing.commit();  // interrupted once all is saved
  }
  Document document = answer(plan, false);
  Store& store = session.store();
  for (const std::string& line : twice) document.blocks.emplace_back(Text{line, Tone::warn});
  if (!plan.put.empty() && !store.me() && !store.all<Pm>().empty())
    document.blocks.emplace_back(
        Text{"whose book this is it does not say: `rapport config set me NAME`"});
  if (book.has_history)
    document.notices.emplace_back("the history in the file was left out: a book writes its own");
  return document;
}

}  // namespace rapport
