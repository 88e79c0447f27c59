#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "rapport/domain/calendar.hpp"
#include "rapport/domain/candidate.hpp"
#include "rapport/domain/directory.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/reconcile.hpp"

/// What the candidates of a file do to the book: from what is read to what is to be written.
/// Nothing here reads or writes it.
namespace rapport {

/// An interaction that comes in, or that the file knows, and what becomes of it.
struct PlannedTalk {
  ImportChange change = ImportChange::same;
  Interaction talk;
  const Pm* pm = nullptr;  ///< whose it is; borrowed from the `MatchedParties`
  std::vector<std::string> new_customers = {};
  std::vector<Person> newcomers = {};
  std::string title = {};
  std::string unknown_zone = {};
  bool keeps_ours = false;     ///< the file says something else of what people changed here
  bool is_unanswered = false;  ///< over, and a plan until somebody says that it took place
  bool is_older = false;       ///< overtaken by what came in before: that stays
  bool is_newer = false;       ///< `same`, and of a later version than what is here, or of an id
};

/// People of a candidate whose customer is not known.
struct UnknownParties {
  Moment start;
  std::string title;
  std::vector<Attendee> who;
  std::string series;
  bool came_in = false;  ///< the others in it were known
};

/// What one candidate comes to; nothing at all for one that the file has twice.
struct CandidatePlan {
  std::optional<PlannedTalk> talk;
  std::optional<Skipped> skipped;
  std::optional<ImportProblem> problem;
  std::optional<UnknownParties> unknown;
};

/// Candidates that stayed out for one reason.
struct SkippedGroup {
  std::size_t count = 0;
  std::vector<std::string> titles;  ///< of the first few, each once
};

/// A problem and the line of the file where it stands.
struct ProblemAt {
  std::size_t line = 0;
  ImportProblem problem;
};

/// How many candidates of a file came to what. Its size does not grow with theirs.
struct ImportTally {
  std::size_t held = 0, planned = 0, called_off = 0;  ///< new ones, by status
  std::size_t adopted = 0, changed = 0, same = 0;
  std::size_t unanswered = 0;  ///< of those that are planned
  std::size_t kept = 0;        ///< changed in the file and here: as they are here
  std::size_t older = 0;       ///< overtaken by what is here
  std::size_t newer = 0;       ///< the same, of a later version
  std::size_t bad = 0;
  std::vector<ProblemAt> problems;  ///< the first thousand of them
  std::map<std::pair<SkipReason, std::string>, SkippedGroup> skipped;  ///< by reason and detail
  std::map<std::string, std::size_t> unknown_zones;  ///< and how many candidates name them

  void add(const CandidatePlan& planned, std::size_t line = 0);
  void add(const Skipped& skipped);
  std::size_t added() const { return held + planned + called_off; }
  std::size_t skipped_for(SkipReason reason) const;
  std::size_t all_skipped() const;
};

/// What all candidates of a file come to, by start.
struct ImportPlan {
  std::vector<PlannedTalk> talks;
  std::vector<UnknownParties> unknown;  ///< those that stayed out for it first
  std::vector<Interaction> gone;        ///< plans of this calendar that it no longer has
  ImportTally tally;

  void add(CandidatePlan planned);
  bool changes() const { return tally.added() + tally.adopted + tally.changed + tally.newer > 0; }
};

/// What a plan asks the book.
struct BookTalks {
  std::function<bool(const std::string& source)> has_source;
  std::function<std::optional<Interaction>(const Uid& uid)> talk = {};
  std::function<std::optional<Interaction>(const std::string& source)> from_source;
  std::function<Interaction(const Uid& uid)> as_imported;  ///< as imports alone have written it
  std::function<std::vector<Interaction>(const Uid& pm, const DateRange& days)> hosted;
  std::set<std::string> removed = {};  ///< sources of talks that somebody removed
};

/// For whom, where and when a file is read.
struct ImportScope {
  std::function<MatchedParties(const ImportCandidate&)> match;
  std::function<Moment(const Moment&)> place;  ///< by the clocks of the PM; may throw Error
  Moment now;
  DateRange days{first_date, last_date + Days{1}};  ///< which count
  std::optional<Uid> owner = {};      ///< the PM whose file it is, where it has identities
  Minutes longest = longest_meeting;  ///< what is longer stays out
};

/// Plans candidates one by one.
///
/// - A row of a table of this program is the talk that has its uid, where that is here: it stays.
/// - One that is known by its source and has an identity is reconciled with what people made of
///   it; one without stays as it is.
/// - One with an identity adopts an interaction that was typed in before, of the same PM and
///   customer at that time.
/// - Occurrences of a series that begin after the days that count are passed over unless they are
///   known.
class ImportPlanner {
 public:
  ImportPlanner(BookTalks book, ImportScope scope);

  /// All that will be planned, where that is known before: what has moved is told by it.
  void expect(const std::vector<ImportCandidate>& candidates);

  CandidatePlan plan(const ImportCandidate& candidate);

  /// What is known by `source` is off unless a candidate has it: the talk that it had become, too.
  /// `version` is that of its series.
  std::optional<PlannedTalk> withdraw(const std::string& source, const std::string& title,
                                      const std::string& version = {});

  /// The plans of series, whose versions stand under the beginnings of their sources, that have no
  /// such occurrence any more: they end earlier, or were moved whole.
  std::vector<PlannedTalk> withdraw_missing(const std::map<std::string, std::string>& series);

  /// Interactions of a table whose rows have ids that are in none of its rows, though these speak
  /// of their days.
  std::vector<Interaction> find_gone_rows() const;

  /// Plans that came from a calendar and are in none of the candidates, though these speak of their
  /// days. Whether they were deleted there or stand in another calendar, people know.
  std::vector<Interaction> find_gone() const;

 private:
  bool is_first(const std::string& source);
  std::optional<PlannedTalk> known_by_content(const ImportCandidate& candidate,
                                              const MatchedParties& match) const;
  CandidatePlan plan_own(const Interaction& ours, const ImportCandidate& candidate,
                         const MatchedParties& match, const Moment& start) const;
  CandidatePlan plan_known(const ImportCandidate& candidate, const MatchedParties& match,
                           const Interaction& talk);
  CandidatePlan plan_new(const ImportCandidate& candidate, const MatchedParties& match,
                         const Moment& start);
  std::optional<PlannedTalk> call_off(const std::string& source, const std::string& title,
                                      const std::string& version) const;
  std::optional<PlannedTalk> adopt(const Interaction& talk, const std::string& title);
  bool has_moved_with_series(const Interaction& held, const Interaction& talk) const;
  CandidatePlan skip(const ImportCandidate& candidate, const MatchedParties& match,
                     const Moment& start);
  Interaction talk_from(const ImportCandidate& candidate, const MatchedParties& match,
                        const Moment& start) const;

  BookTalks book_;
  ImportScope scope_;
  std::unordered_set<Uid, UidHash> coming_, seen_;  // fingerprints of sources
  std::set<Uid> adopted_;
  std::set<std::string> id_columns_;          // what the sources of rows with ids begin with
  std::set<Uid> pms_;                         // whose rows have ids
  DateRange spanned_{last_date, first_date};  // from the first day of one to behind the last one
};

/// Plans a whole calendar: `events`, and what `calendar` says was taken out of it.
ImportPlan plan_calendar(const Calendar& calendar, const std::vector<ImportCandidate>& events,
                         const BookTalks& book, const ImportScope& scope);

}  // namespace rapport
