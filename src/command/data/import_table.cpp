#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "command/data/import.hpp"
#include "command/data/table_plan.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/progress.hpp"
#include "rapport/exchange/csv.hpp"
#include "rapport/store/bulk.hpp"

// `rapport import FILE.csv`: rows of activities become talks. The file is read twice: to find out
// what is wrong with it before anything is written, then to write, so that memory holds one row and
// a bit for each of the others.
namespace rapport {
namespace {

constexpr std::size_t most_told = 20;       // problems, in an error
constexpr std::size_t most_kept = 1'000;    // problems, in a table
constexpr std::size_t most_compared = 200;  // new customers, with those there are

DateOrder order_of(const ImportOptions& options) {
  const std::string order = fold(options.dates.value_or("iso"));
  if (order == "iso" || order == "ymd") return DateOrder::iso;
  if (order == "dmy") return DateOrder::dmy;
  if (order == "mdy") return DateOrder::mdy;
  throw Error(ErrorKind::usage, fmt::format("--dates does not know '{}'", printable(order)),
              "use iso (2026-09-24), dmy (24.09.2026, 24/09/2026) or mdy (09/24/2026)");
}

/// Lays what is said now over what is remembered: one meaning for each of theirs.
void lay_over(std::set<std::string>& entries, const std::vector<std::string>& said) {
  const auto theirs = [](const std::string& entry) {
    return fold(trim(std::string_view(entry).substr(0, entry.rfind('='))));
  };
  for (const std::string& entry : said) {
    check_text(entry, "mapping");
    std::erase_if(entries, [&](const std::string& old) { return theirs(old) == theirs(entry); });
    entries.insert(entry);
  }
}

ImportMapping mapping_of(Store& store, const ImportOptions& options) {
  ImportMapping mapping = store.find<ImportMapping>(mapping_uid).value_or(ImportMapping{});
  mapping.uid = mapping_uid;
  lay_over(mapping.columns, options.maps);
  lay_over(mapping.kinds, options.kind_maps);
  return mapping;
}

/// Calls `take(row, reader)` for each row below the header.
template <typename Take>
void each_row(const std::string& text, const CrmMapping& mapping, const Take& take) {
  std::optional<CrmReader> reader;
  read_csv(text, [&](const CsvRow& row) {
    if (reader)
      take(row, *reader);
    else
      reader.emplace(row.cells, mapping);
  });
  if (!reader)
    throw Error(ErrorKind::bad_data, "there is no row in it", "the first row names the columns");
}

void check_columns(const std::string& text, const ImportOptions& options) {
  if (options.maps.empty()) return;
  const auto sides = [](const std::string& entry) {
    return fold(trim(std::string_view(entry).substr(0, entry.rfind('='))));
  };
  std::vector<std::string> header;
  read_csv(text, [&](const CsvRow& row) {
    if (header.empty()) header = row.cells;
  });
  for (const std::string& entry : options.maps)
    if (std::none_of(header.begin(), header.end(),
                     [&](const std::string& name) { return fold(trim(name)) == sides(entry); }))
      throw Error(ErrorKind::usage,
                  fmt::format("--map: there is no column '{}'", printable(sides(entry))),
                  shorten(printable(fmt::format("there are: {}", fmt::join(header, ", "))), 200));
}

/// What there is in a table, against the book as it is.
class Look {
 public:
  Look(Session& session, const std::optional<Pm>& only, const std::optional<ZoneOffset>& zone)
      : session_(session), names_(session, only), judge_(session, names_, zone) {}

  void read(const std::string& text, const CrmMapping& words) {
    ProgressLine progress(session_, "reading", text.size() / 64);
    each_row(text, words, [&](const CsvRow& row, CrmReader& reader) {
      comes_in.push_back(take(row.line, reader.read(row.cells)));
      progress.at(++found.rows);
    });
    seen_ = decltype(seen_)();  // its memory too
  }

  /// The talk of a row that comes in.
  TableTalk talk(const CsvRow& row, CrmReader& reader) {
    return std::get<TableTalk>(judge_.judge(std::get<CrmTalk>(reader.read(row.cells))));
  }

  TableNames& names() { return names_; }
  TableJudge& judge() { return judge_; }

  TableFindings found;
  std::vector<bool> comes_in;  // for each row

 private:
  /// Counts a row; true where its talk is new.
  bool take(std::size_t line, std::variant<CrmTalk, CrmProblem, CrmSkip> reading) {
    if (const auto* skip = std::get_if<CrmSkip>(&reading)) {
      ++found.skipped[skip->kind];
      return false;
    }
    if (const auto* problem = std::get_if<CrmProblem>(&reading)) return fail(line, *problem);
    const auto judged = judge_.judge(std::move(std::get<CrmTalk>(reading)));
    if (const auto* problem = std::get_if<CrmProblem>(&judged)) return fail(line, *problem);
    if (std::holds_alternative<std::monostate>(judged)) {
      ++found.of_others;
      return false;
    }
    const auto& row = std::get<TableTalk>(judged);
    if (!seen_.insert(row.said.digest).second ||
        session_.store().has_source(*row.talk.sources.begin())) {
      ++found.known;
      return false;
    }
    names_.customer(row.said.customer);
    if (row.talk.status == Status::held)
      ++found.held;
    else
      ++(row.talk.status == Status::planned ? found.planned : found.off);
    return true;
  }

  bool fail(std::size_t line, const CrmProblem& problem) {
    ++found.bad;
    if (found.problems.size() < most_kept)
      found.problems.push_back({line, problem.column, problem.reason});
    return false;
  }

  Session& session_;
  TableNames names_;
  TableJudge judge_;
  std::unordered_set<Uid, UidHash> seen_;
};

std::string text_of(const TableProblem& problem) {
  return problem.column.empty() ? fmt::format("line {}: {}", problem.line, problem.reason)
                                : fmt::format("line {}, {}: {}", problem.line,
                                              printable(problem.column), problem.reason);
}

[[noreturn]] void refuse(const TableFindings& found) {
  std::string list;
  for (std::size_t i = 0; i < std::min(found.problems.size(), most_told); ++i)
    list += text_of(found.problems[i]) + "\n  ";
  if (found.bad > most_told) list += fmt::format("and {} more\n  ", found.bad - most_told);
  throw Error(ErrorKind::bad_data,
              fmt::format("{} of {} cannot be read: nothing was imported", found.bad,
                          count_text(found.rows, "row", "rows")),
              list + "--skip-errors imports the others, --dry-run shows them");
}

/// Writes the talks of one file.
class TableWriter {
 public:
  TableWriter(Writing& writing, TableNames& names) : writing_(writing), names_(names) {}

  void write(TableTalk row) {
    Interaction& talk = row.talk;
    Uid& customer = names_.customer(row.said.customer);
    if (customer.is_nil())
      customer = writing_.add(Customer{.name = row.said.customer}, space::team);
    talk.customers = {customer};
    for (const CrmPerson& said : row.said.people) talk.people.insert(person_of(said, customer));
    writing_.add(talk, space::of(*row.pm));
    if (talk.status != Status::held) return;
    Date& first = firsts_.emplace(row.pm->uid, talk.start.date).first->second;
    first = std::min(first, talk.start.date);
  }

  /// An earlier talk moves a join back that nobody has stated.
  void move_joins(Store& store, std::vector<std::string>& says) {
    for (const auto& [uid, first] : firsts_)
      if (const auto pm = store.find<Pm>(uid)) move_implicit_join(writing_, *pm, first, says);
  }

 private:
  /// By address, else by name; else somebody new.
  Uid person_of(const CrmPerson& said, const Uid& customer) {
    Uid& person = names_.person(customer, said.email.empty() ? said.name : said.email);
    if (person.is_nil()) person = names_.person(customer, said.name);
    if (!person.is_nil()) return person;
    Person fresh{.name = said.name, .customer = customer};
    if (!said.email.empty()) fresh.emails = {said.email};
    person = writing_.add(fresh, space::team);
    return names_.person(customer, said.name) = person;
  }

  Writing& writing_;
  TableNames& names_;
  std::map<Uid, Date> firsts_;
};

/// The rows that come in, as `look` has found.
void write_talks(Writing& writing, Session& session, const std::string& text,
                 const CrmMapping& words, Look& look, std::vector<std::string>& says) {
  TableWriter writer(writing, look.names());
  ProgressLine progress(session, "importing", look.found.rows);
  std::size_t done = 0;
  each_row(text, words, [&](const CsvRow& row, CrmReader& reader) {
    if (look.comes_in[done]) writer.write(look.talk(row, reader));
    progress.at(++done);
  });
  writer.move_joins(session.store(), says);
}

void remember(Writing& writing, Store& store, const ImportMapping& mapping) {
  if (mapping.columns.empty() && mapping.kinds.empty()) return;
  if (store.find<ImportMapping>(mapping_uid))
    writing.update(mapping);
  else
    writing.add(mapping, space::team);
}

bool is_remembered(Store& store, const ImportMapping& mapping) {
  const auto old = store.find<ImportMapping>(mapping_uid).value_or(ImportMapping{});
  return old.columns == mapping.columns && old.kinds == mapping.kinds;
}

/// New customers whose names are near to one that is there: perhaps the same.
Table near_table(Store& store, const std::vector<std::string>& created) {
  Table table{.key = "near",
              .title = "Perhaps the same (`rapport customer merge`)",
              .columns = {{"customer", "New"}, {"near", "Known"}},
              .rows = {},
              .empty = ""};
  for (std::size_t i = 0; i < std::min(created.size(), most_compared); ++i) {
    auto near = near_names(store, created[i], "customer");
    std::erase(near, created[i]);
    if (!near.empty()) table.rows.push_back({{created[i]}, {std::move(near)}});
  }
  return table;
}

Table created_table(const std::vector<std::string>& created) {
  Table table{.key = "customers",
              .title = "",
              .columns = {{"name", "New customer"}},
              .rows = {},
              .empty = "",
              .audience = created.size() > most_told ? Audience::programs : Audience::everyone};
  for (const std::string& name : created) table.rows.push_back({{name}});
  return table;
}

Table problems_table(const TableFindings& found) {
  Table table{.key = "problems",
              .title = "Rows that cannot be read",
              .columns = {{"line", "Line"}, {"column", "Column"}, {"reason", "Why"}},
              .rows = {},
              .empty = ""};
  for (const TableProblem& problem : found.problems)
    table.rows.push_back(
        {{static_cast<std::int64_t>(problem.line)}, {problem.column}, {problem.reason}});
  return table;
}

std::string summary_text(const TableFindings& found, std::size_t created, bool dry_run) {
  std::string text = fmt::format("{} {}", count_text(found.added(), "talk", "talks"),
                                 dry_run ? "would come in" : "came in");
  if (found.added() > 0) text += fmt::format(": {} held, {} planned", found.held, found.planned);
  if (found.off > 0) text += fmt::format(", {} called off", found.off);
  if (created > 0) text += " · " + count_text(created, "new customer", "new customers");
  if (found.known > 0) text += fmt::format(" · {} here already", found.known);
  if (found.of_others > 0) text += fmt::format(" · {} of other PMs left out", found.of_others);
  for (const auto& [kind, count] : found.skipped)
    text += fmt::format(" · {} left out: {}, no talk", count, printable(kind));
  if (found.bad > 0) text += " · " + count_text(found.bad, "bad row", "bad rows");
  return text;
}

Document answer(const TableFindings& found, std::size_t created, bool dry_run) {
  const auto number = [](const char* key, std::size_t count) {
    return KeyValue{key, "", {static_cast<std::int64_t>(count)}, Audience::programs};
  };
  Document document{.report = "import", .main_table = "problems"};
  document.blocks.emplace_back(
      KeyValues{{KeyValue{"dry_run", "", {dry_run}, Audience::programs}, number("rows", found.rows),
                 number("held", found.held), number("planned", found.planned),
                 number("called_off", found.off), number("known", found.known),
                 number("of_others", found.of_others), number("bad", found.bad),
                 number("new_customers", created)}});
  document.blocks.emplace_back(problems_table(found));
  return document;
}

/// One file, from the first look to the answer.
class TableImport {
 public:
  TableImport(ImportFile& file, Session& session)
      : file_(file),
        session_(session),
        options_(file.options),
        zone_(zone_of(options_)),
        only_(session.globals().pm ? session.find_pm() : std::nullopt),
        mapping_(mapping_of(session.store(), options_)),
        words_{mapping_.columns, mapping_.kinds, order_of(options_)} {
    check(words_);
    check_columns(file_.text, options_);
  }

  Document run() {
    const auto seen = session_.store().db().data_version();
    look_at_all();
    if (!options_.dry_run && has_news()) write(seen);
    return said();
  }

 private:
  void look_at_all() {
    look_.emplace(session_, only_, zone_);
    look_->read(file_.text, words_);
    if (look_->found.bad > 0 && !options_.skip_errors && !options_.dry_run) refuse(look_->found);
    near_ = near_table(session_.store(), look_->names().new_customers());
  }

  bool has_news() { return look_->found.added() > 0 || !is_remembered(session_.store(), mapping_); }

  void write(std::uint32_t seen) {
    Writing writing = session_.write(import_verb);
    if (session_.store().db().data_version() != seen) look_at_all();  // somebody wrote meanwhile
    if (!has_news()) return;
    expect_many_records(session_.store().db());
    remember(writing, session_.store(), mapping_);
    write_talks(writing, session_, file_.text, words_, *look_, says_);
    std::string().swap(file_.text);  // committing may take as much
    writing.commit();
  }

  Document said() {
    const TableFindings& found = look_->found;
    const std::vector<std::string> created = look_->names().new_customers();
    Document document = answer(found, created.size(), options_.dry_run);
    if (session_.has_saved()) document.saved = "saved";
    if (options_.dry_run) add_rehearsal(document, file_.text, words_, look_->judge());
    document.blocks.emplace_back(created_table(created));
    document.blocks.emplace_back(std::move(near_));
    document.blocks.emplace_back(
        Text{summary_text(found, created.size(), options_.dry_run), Tone::strong});
    for (const std::string& sentence : says_) document.blocks.emplace_back(Text{sentence});
    document.answer = !(options_.dry_run && found.bad > 0 && !options_.skip_errors);
    if (const auto pm = options_.dry_run ? std::nullopt : session_.find_pm())
      for (Block& block : standing_blocks(session_, *pm))
        document.blocks.push_back(std::move(block));
    return document;
  }

  ImportFile& file_;
  Session& session_;
  const ImportOptions& options_;
  std::optional<ZoneOffset> zone_;
  std::optional<Pm> only_;
  ImportMapping mapping_;
  CrmMapping words_;
  std::optional<Look> look_;
  Table near_;
  std::vector<std::string> says_;
};

}  // namespace

Document import_table(ImportFile& file, Session& session) {
  return TableImport(file, session).run();
}

}  // namespace rapport
