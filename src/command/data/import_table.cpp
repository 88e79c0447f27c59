#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "command/current_pm.hpp"
#include "command/data/import.hpp"
#include "command/data/import_head.hpp"
#include "command/data/import_newcomer.hpp"
#include "command/data/import_talks.hpp"
#include "command/interactions.hpp"
#include "command/names.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/progress.hpp"
#include "rapport/domain/crm.hpp"
#include "rapport/exchange/csv.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/bulk.hpp"
#include "rapport/store/read_lock.hpp"

// `rapport import FILE.csv`: rows of activities become talks. Each row is written as it is read, so
// that memory holds one and a fingerprint of each of the others; where something turns out to be
// wrong with the file, nothing is committed.
namespace rapport {
namespace {

constexpr std::size_t most_listed = 20;     // problems, in an error
constexpr std::size_t most_compared = 200;  // new customers, with those there are
constexpr std::size_t most_first = 5;       // talks, in a rehearsal
constexpr std::size_t longest_list = 60;    // columns of the terminal, of names that were not read

std::string problem_text(const ProblemAt& at) {
  const auto& [column, reason] = at.problem;
  return column.empty() ? fmt::format("line {}: {}", at.line, reason)
                        : fmt::format("line {}, {}: {}", at.line, printable(column), reason);
}

[[noreturn]] void refuse_rows(const ImportTally& tally, std::size_t rows) {
  std::string list;
  for (std::size_t i = 0; i < std::min(tally.problems.size(), most_listed); ++i)
    list += problem_text(tally.problems[i]) + "\n  ";
  if (tally.bad > most_listed) list += fmt::format("and {} more\n  ", tally.bad - most_listed);
  throw Error(ErrorKind::bad_data,
              fmt::format("{} of {} cannot be read: nothing was imported", tally.bad,
                          count_text(static_cast<std::int64_t>(rows), "row")),
              list + "--skip-errors imports the others, --dry-run shows them");
}

/// Thrown where new customers are called almost as others are: somebody has to say whom they mean,
/// and not while the book is locked.
struct NearNamesFound {};

/// One file, from the first look to the answer.
class TableImport {
 public:
  TableImport(ImportFile& file, Session& session)
      : file_(file),
        session_(session),
        options_(file.options),
        zone_(zone_of(options_)),
        times_(named_zone(options_.times)),
        mapping_(session.store().find<ImportMapping>(mapping_uid).value_or(ImportMapping{})),
        remembered_(mapping_) {
    mapping_.uid = mapping_uid;
    lay_over(mapping_.columns, options_.maps);
    lay_over(mapping_.kinds, options_.kind_maps);
    words_ = {mapping_.columns, mapping_.kinds, date_order(options_)};
    words_.length = length_of(options_);
    check(words_);
    above_ = rows_above_head(file_.text, words_);
    const Attendee owner = only_owner();
    newcomer_ = find_newcomer(session, file.options.file, owner);
    if (newcomer_ && !owner.name.empty()) {  // whatever the file calls them
      if (fold(owner.name) != fold(newcomer_->name)) newcomer_->aliases.insert(owner.name);
      if (!owner.email.empty()) newcomer_->emails.insert(owner.email);
    }
    me_ = newcomer_ ? newcomer_ : find_current_pm(session);
  }

  Document run() {
    settle_cells();
    if (!file_.may_write || newcomer_) look();  // no book is begun for what is refused
    if (!file_.may_write) return answer();
    while (true) {
      try {
        return write_many(
            session_, import_verb, [&](Writing& writing) { write(writing); },
            [&] { return answer(); });
      } catch (const NearNamesFound&) {
        settle_near_names();
      }
    }
  }

 private:
  bool is_mapping_new() const {
    return remembered_.columns != mapping_.columns || remembered_.kinds != mapping_.kinds;
  }

  /// Gives each row that can be read to `take`.
  template <typename Take>
  void each_candidate(const Take& take) {
    std::optional<CrmReader> reader;
    std::size_t above = above_;
    read_csv(file_.text, [&](const CsvRow& row) {
      if (!reader && above-- > 0) return;
      if (!reader) {
        reader.emplace(row.cells, words_);
        return;
      }
      const CrmReading reading = reader->read(row.cells);
      if (const auto* one = std::get_if<ImportCandidate>(&reading)) take(*one);
    });
  }

  /// Whom the rows call their owner, where they all name the same.
  Attendee only_owner() {
    std::set<std::string> owners;
    if (!session_.store().all<Pm>().empty()) return {};
    each_candidate([&](const ImportCandidate& row) {
      if (!row.owner.empty()) owners.insert(row.owner);
    });
    if (owners.size() != 1) return {};
    const auto [name, email] = name_and_email(*owners.begin());
    return {.name = name, .email = email};
  }

  /// Asks about cells that may be several customers, or the name of a new one.
  void settle_cells() {
    if (!session_.can_ask()) return;
    directory_ = load_directory(session_.store());
    each_candidate([&](const ImportCandidate& row) {
      if (row.uid || cells_.contains(row.customer)) return;
      auto names = names_in_doubt(directory_, row.customer);
      if (!names.empty()) cells_.emplace(row.customer, std::move(names));
    });
    for (auto& [cell, names] : cells_) {
      const auto answer =
          session_.ask(fmt::format("'{}': {} customers, {}? [Y/n]", printable(cell), names.size(),
                                   printable(joined(names, " and "))));
      if (answer && (fold(*answer) == "n" || fold(*answer) == "no")) names = {cell};
    }
  }

  /// Plans each row below the header and gives it to `take`, with what the row says.
  template <typename Take>
  void each_row(const Take& take) {
    const Pm* only = session_.globals().pm && me_ ? &*me_ : nullptr;
    std::optional<CrmReader> reader;
    ImportPlanner planner(
        book_talks(session_.store()),
        {.match =
             [&](const ImportCandidate& row) {
               return match_names(directory_, row, me_ ? &*me_ : nullptr, only);
             },
         .place =
             [&](Moment said) {
               if (said.offset && reader->is_own()) return said;  // it stays where it was held
               if (times_ && said.minute && !said.offset) said = placed(said, *times_);
               if (!zone_ && !said.offset) return session_.in_zone(said);
               return place_in(
                   said, zone_ ? *zone_ : [this](Instant at) { return session_.zone_offset(at); });
             },
         .now = session_.now(),
         .longest = longest_of(options_)});
    std::size_t above = above_;
    read_csv(file_.text, [&](const CsvRow& row) {
      if (!reader && above-- > 0) return;
      if (!reader) {
        check_columns(row.cells, options_);
        words_.has_comma = row.separator != ',';
        reader.emplace(row.cells, words_);
        return;
      }
      if (std::all_of(row.cells.begin(), row.cells.end(),
                      [](const std::string& cell) { return trim(cell).empty(); }))
        return;  // formatted once, and empty
      CrmReading reading = reader->read(row.cells);
      const auto* candidate = std::get_if<ImportCandidate>(&reading);
      CandidatePlan planned;
      if (candidate != nullptr)
        planned = planner.plan(*candidate);
      else if (const auto* problem = std::get_if<ImportProblem>(&reading))
        planned.problem = *problem;
      else
        planned.skipped = std::get<Skipped>(reading);
      take(planned, candidate, row.line);
    });
    if (!reader)
      throw Error(ErrorKind::bad_data, "it has no rows", "the first row names the columns");
    gone_.clear();
    if (tally_.same + tally_.changed > 0) gone_ = planner.find_gone_rows();
    repeated_ = reader->repeated();
    is_own_ = reader->is_own();
    columns_.clear();
    for (const auto& [column, field] : reader->columns())
      columns_.emplace_back(column, name_of(field));
    unread_ = joined(reader->unread());
  }

  void look() {
    const ReadLock lock(session_.store().db());
    read_rows("reading", nullptr);
    compare_names();
  }

  /// Reads them all; writes what they come to, as long as nothing is wrong with one.
  void read_rows(const char* what, Writing* writing) {
    const bool is_there = !newcomer_ || !me_->uid.is_nil();  // and else only to be added
    directory_ = is_there ? load_directory(session_.store()) : directory_with(*newcomer_);
    for (const auto& [name, customer] : meant_) directory_.also_called(name, customer);
    for (const auto& [cell, names] : cells_) directory_.read_cell_as(cell, names);
    names_ = session_.store().whole_names({entity_kind<Customer>.name});
    tally_ = {};
    first_.clear();
    rows_ = 0;
    std::optional<TalkWriter> writer;
    if (writing != nullptr) writer.emplace(*writing, directory_);
    const auto lines = std::count(file_.text.begin(), file_.text.end(), '\n');
    ProgressLine progress(session_, what, static_cast<std::size_t>(lines));
    each_row([&](CandidatePlan& planned, const ImportCandidate* row, std::size_t line) {
      progress.at(++rows_);
      tally_.add(planned, line);
      if (!planned.talk || is_refused()) return;
      PlannedTalk& talk = *planned.talk;
      if (writer)
        writer->write(talk);
      else if (talk.change == ImportChange::added)
        for (const std::string& name : talk.new_customers) directory_.customer_to_add(name);
      if (options_.dry_run && first_.size() < most_first)
        first_.push_back({talk.talk, row->customer, talk.pm->name});
    });
    if (is_refused()) refuse_rows(tally_, rows_);
    if (!writer) return;
    for (std::string& sentence : writer->move_joins(session_.store()))
      report_.remarks.push_back({std::move(sentence)});
  }

  bool is_refused() const { return tally_.bad > 0 && !options_.skip_errors && !options_.dry_run; }

  /// Asks whom such names mean, unless --new says that they are new ones. Throws Unclear where
  /// nobody can be asked.
  void settle_near_names() {
    are_near_settled_ = true;
    for (const NearNames& near : near_) {
      const auto known = asking_which(session_, [&] {
        return known_by_near_name(
            session_.store(), near.first,
            fmt::format("rapport import {} --new", shell_word(options_.file)));
      });
      if (known) meant_.emplace(near.first, known->uid);
    }
  }

  /// New customers whose names are near to one that is there: perhaps the same.
  void compare_names() {
    created_ = directory_.new_customers();
    near_.clear();
    for (std::size_t i = 0; i < std::min(created_.size(), most_compared); ++i) {
      std::vector<std::string> near;
      for (const NameHit& hit : near_hits(session_.store(), created_[i], names_))
        near.push_back(label_of(session_.store(), hit));
      std::erase(near, created_[i]);
      std::sort(near.begin(), near.end());
      if (!near.empty()) near_.emplace_back(created_[i], std::move(near));
    }
  }

  void write(Writing& writing) {
    report_.remarks.clear();
    if (newcomer_) {
      me_ = session_.store().find<Pm>(add_newcomer(writing, session_.store(), *newcomer_));
      report_.remarks.push_back({newcomer_text(*newcomer_)});
    }
    expect_many_records(session_.store().db());
    if (is_mapping_new()) {
      if (session_.store().find<ImportMapping>(mapping_uid))
        writing.update(mapping_);
      else
        writing.add(mapping_);
    }
    read_rows("importing", &writing);
    compare_names();
    if (!near_.empty() && !options_.is_new && !are_near_settled_) throw NearNamesFound{};
    std::string().swap(file_.text);  // committing may take as much
  }

  Document answer() {
    report_.is_rehearsal = options_.dry_run;
    report_.is_written = session_.has_saved();
    report_.counts = {{"rows", rows_}};
    add_talk_counts(report_, tally_);
    for (const ImportCount& one :
         {ImportCount{"called_off", tally_.called_off},
          ImportCount{"new_customers", created_.size(), "new customer"},
          ImportCount{"changed", tally_.changed, "changed", "changed"},
          ImportCount{"known", tally_.same, "as before", "as before"},
          ImportCount{"kept", tally_.kept, "changed here and left", "changed here and left"},
          ImportCount{"of_others", tally_.skipped_for(SkipReason::other_pm)},
          ImportCount{"left_out_rows", tally_.all_skipped(), "left out", "left out"},
          ImportCount{"bad", tally_.bad, "bad row"}})
      report_.counts.push_back(one);
    const bool would_be_refused = options_.dry_run && tally_.bad > 0 && !options_.skip_errors;
    if (would_be_refused)
      report_.found.emplace_back(
          Text{"without --skip-errors nothing is imported, as long as a row cannot be read",
               Tone::warn});
    report_.found.emplace_back(problems_table(tally_));
    if (options_.dry_run) {
      report_.found.emplace_back(columns_table(columns_));
      if (!unread_.empty())
        report_.found.emplace_back(
            Text{"not read: " + shorten(printable(unread_), longest_list), Tone::quiet});
      report_.found.emplace_back(first_talks_table(first_));
    }
    for (const std::string& name : options_.dry_run ? repeated_ : std::set<std::string>{})
      report_.found.emplace_back(Text{
          fmt::format("several columns are called '{}': the first one is read", printable(name)),
          Tone::quiet});
    if (above_ > 0)
      report_.found.emplace_back(
          Text{fmt::format("{} above the header row: left out",
                           count_text(static_cast<std::int64_t>(above_), "row")),
               Tone::quiet});
    report_.found.emplace_back(skipped_table(tally_, "Rows"));
    std::vector<GoneLine> gone;
    for (const Interaction& talk : gone_)
      gone.push_back({&talk, customer_names(session_.store(), talk.customers)});
    report_.found.emplace_back(gone_rows_table(gone));
    report_.found.emplace_back(new_customers_table(created_));
    report_.found.emplace_back(near_names_table(near_));
    if (const auto pm = options_.dry_run ? std::nullopt : find_current_pm(session_))
      report_.standing = standing_blocks(session_, *pm);
    Document document = import_document(std::move(report_));
    document.answer = !would_be_refused;
    return document;
  }

  ImportFile& file_;
  Session& session_;
  const ImportOptions& options_;
  std::optional<ZoneOffset> zone_, times_;
  std::size_t above_ = 0;  // rows in front of the head
  bool is_own_ = false;
  std::set<std::string> repeated_;
  std::vector<Interaction> gone_;
  std::optional<Pm> newcomer_;  // whose first command it is
  std::optional<Pm> me_;        // or whom --pm names: only their rows, then
  ImportMapping mapping_, remembered_;
  CrmMapping words_;
  Directory directory_{{}};
  ImportTally tally_;
  std::size_t rows_ = 0;
  std::vector<std::pair<std::string, std::string>> columns_;
  std::string unread_;
  std::vector<FirstTalk> first_;
  std::vector<std::string> created_;
  std::vector<std::pair<std::string, NameHit>> names_;  // folded, of customers before this
  std::vector<NearNames> near_;
  bool are_near_settled_ = false;
  std::map<std::string, Uid> meant_;  // names of the file, and whom somebody said that they mean
  std::map<std::string, std::vector<std::string>> cells_;  // and the customers that they are
  ImportReport report_;
};

}  // namespace

Document import_table(ImportFile& file, Session& session) {
  return TableImport(file, session).run();
}

}  // namespace rapport
