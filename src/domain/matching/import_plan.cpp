#include "rapport/domain/import_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/domain/calendar_match.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {
namespace {

constexpr Days back{8 * 7};  // plans that nobody has resolved; older ones are let be

bool is_from_calendar(const std::string& source) { return source.starts_with("ics:"); }

/// True for a meeting that became a series, or was one: it keeps its UID.
bool is_same_meeting(const std::string& one, const std::string& other) {
  return one == other || one.starts_with(other + " ") || other.starts_with(one + " ");
}

/// Whether it is still to be at `now`. What may come again is a plan until it is over, a row that
/// comes once until it begins.
bool is_to_be(const ImportCandidate& candidate, const Moment& start, const Moment& now) {
  if (!start.minute) return start.date > now.date;
  const auto over = instant_of(start) + (candidate.has_identity ? candidate.length.count() : 0);
  return over > instant_of(now);
}

}  // namespace

ImportPlanner::ImportPlanner(BookTalks book, ImportScope scope)
    : book_(std::move(book)), scope_(std::move(scope)) {}

bool ImportPlanner::is_first(const std::string& source) {
  return seen_.insert(fingerprint(source)).second;
}

Interaction ImportPlanner::talk_from(const ImportCandidate& candidate, const MatchedParties& match,
                                     const Moment& start) const {
  std::set<std::string> sources{candidate.source};
  const bool is_of_another = candidate.content.empty() || book_.has_source(candidate.content);
  if (!is_of_another) sources.insert(candidate.content);
  const bool is_planned = match.is_unanswered || is_to_be(candidate, start, scope_.now);
  const Status by_clock = is_planned ? Status::planned : Status::held;
  return {.start = start,
          .length = candidate.length,
          .kind = candidate.kind,
          .purpose = candidate.purpose,
          .loop = candidate.loop,
          .status = candidate.status.value_or(by_clock),
          .cancelled_by = candidate.cancelled_by,
          .hosts = match.hosts,
          .customers = match.customers,
          .people = match.people,
          .is_private = candidate.is_private,
          .mood = candidate.mood,
          .note = candidate.note,
          .sources = std::move(sources),
          .version = candidate.version};
}

CandidatePlan ImportPlanner::skip(const ImportCandidate& candidate, const MatchedParties& match,
                                  const Moment& start) {
  CandidatePlan planned;
  if (match.skip == SkipReason::cancelled || match.skip == SkipReason::declined ||
      match.skip == SkipReason::delegated)
    planned.talk = call_off(candidate.source, candidate.title, candidate.version);
  if (start.date < scope_.days.from) return planned;
  planned.skipped = Skipped{.reason = *match.skip, .title = candidate.title};
  if (!match.unknown.empty())
    planned.unknown =
        UnknownParties{start, candidate.title, match.unknown, candidate.series, false};
  return planned;
}

CandidatePlan ImportPlanner::plan(const ImportCandidate& candidate) try {
  MatchedParties match = scope_.match(candidate);
  if (!match.skip && !candidate.uid && candidate.length > scope_.longest)
    match.skip = SkipReason::too_long;
  if (!match.problem.empty()) return {.problem = ImportProblem{"", match.problem}};
  if (match.skip == SkipReason::other_pm || (match.skip && !candidate.has_identity))
    return {.skipped = Skipped{.reason = *match.skip, .title = candidate.title}};
  const Moment start = scope_.place(candidate.start);
  if (candidate.status == Status::held && is_to_be(candidate, start, scope_.now))
    return {.problem = ImportProblem{
                "", fmt::format("{} is still to come but marked as held", to_string(start))}};
  if (!candidate.has_identity) {
    if (book_.has_source(candidate.source))
      return {.talk = PlannedTalk{.talk = talk_from(candidate, match, start), .pm = match.pm}};
    return plan_new(candidate, match, start);
  }
  const bool is_new = is_first(candidate.source);
  const bool is_row = !is_from_calendar(candidate.source);
  if (!is_new && is_row)
    return {.skipped = Skipped{SkipReason::no_talk, candidate.title, "an id that occurs twice"}};
  if (!is_new) return {};
  spanned_.from = std::min(spanned_.from, start.date);
  spanned_.until = std::max(spanned_.until, start.date + Days{1});
  if (is_row) {
    id_columns_.insert(candidate.source.substr(0, candidate.source.find('=') + 1));
    pms_.insert(match.pm->uid);
  }
  if (candidate.uid && book_.talk)
    if (auto ours = book_.talk(*candidate.uid)) return plan_own(*ours, candidate, match, start);
  const bool is_far = !candidate.series.empty() && start.date >= scope_.days.until;
  if (is_far && !book_.has_source(candidate.source)) return {};
  if (match.skip) return skip(candidate, match, start);
  if (auto known = known_by_content(candidate, match)) return {.talk = std::move(*known)};
  if (book_.has_source(candidate.source))
    return plan_known(candidate, match, talk_from(candidate, match, start));
  return plan_new(candidate, match, start);
} catch (const Error& error) {
  return {.problem = ImportProblem{"", error.what()}};
}

/// A talk that came in before its row had an id learns it, unless it has one of that column.
std::optional<PlannedTalk> ImportPlanner::known_by_content(const ImportCandidate& candidate,
                                                           const MatchedParties& match) const {
  if (candidate.content.empty() || book_.has_source(candidate.source)) return std::nullopt;
  auto ours = book_.from_source(candidate.content);
  const auto column = candidate.source.substr(0, candidate.source.find('=') + 1);
  if (!ours || std::any_of(ours->sources.begin(), ours->sources.end(),
                           [&](const std::string& one) { return one.starts_with(column); }))
    return std::nullopt;
  ours->sources.insert(candidate.source);
  return PlannedTalk{.talk = std::move(*ours), .pm = match.pm, .is_newer = true};
}

CandidatePlan ImportPlanner::plan_own(const Interaction& ours, const ImportCandidate& candidate,
                                      const MatchedParties& match, const Moment& start) const {
  const Interaction theirs = talk_from(candidate, match, start);
  const bool is_told = !is_from_calendar(candidate.source) &&
                       (ours.start.date != start.date || ours.start.minute != start.minute ||
                        ours.length != theirs.length || ours.status != theirs.status);
  return {.talk = PlannedTalk{.talk = theirs, .pm = match.pm, .keeps_ours = is_told}};
}

CandidatePlan ImportPlanner::plan_known(const ImportCandidate& candidate,
                                        const MatchedParties& match, const Interaction& talk) {
  const auto ours = book_.from_source(candidate.source);
  if (!ours) return plan_new(candidate, match, talk.start);
  PlannedTalk planned{.talk = *ours, .pm = match.pm, .title = candidate.title};
  const bool is_same = ours->start == talk.start && ours->length == talk.length &&
                       ours->status == talk.status && ours->hosts.contains(match.pm->uid);
  if (!is_same) {  // what imports have written need not be looked up
    Interaction theirs = talk;
    if (is_older(candidate.version, ours->version)) {  // all that it may say is that time went by
      const bool is_as_here = ours->start == talk.start && ours->length == talk.length;
      const bool is_over = ours->status == Status::planned && talk.status == Status::held;
      planned.is_older = !is_as_here || (ours->status != talk.status && !is_over);
      theirs.start = ours->start;
      theirs.length = ours->length;
      if (!is_as_here || !is_over) theirs.status = ours->status;
    }
    const Reconciled result = reconcile(*ours, book_.as_imported(ours->uid), theirs, match.pm->uid);
    planned.change = result.change;
    planned.talk = result.talk;
    planned.keeps_ours = result.keeps_ours;
  }
  const bool is_newer = !candidate.version.empty() && candidate.version != ours->version &&
                        !is_older(candidate.version, ours->version);
  planned.is_newer = is_newer && planned.change == ImportChange::same;
  if (is_newer) planned.talk.version = candidate.version;
  return {.talk = std::move(planned)};
}

CandidatePlan ImportPlanner::plan_new(const ImportCandidate& candidate, const MatchedParties& match,
                                      const Moment& start) {
  if (start.date < scope_.days.from)
    return {.skipped = Skipped{.reason = SkipReason::before_join, .title = candidate.title}};
  if (book_.removed.contains(candidate.source) || book_.removed.contains(candidate.content))
    return {.skipped = Skipped{.reason = SkipReason::removed, .title = candidate.title}};
  CandidatePlan planned;
  if (!match.unknown.empty())
    planned.unknown = UnknownParties{start, candidate.title, match.unknown, candidate.series, true};
  Interaction talk = talk_from(candidate, match, start);
  if (is_from_calendar(candidate.source)) planned.talk = adopt(talk, candidate.title);
  if (!planned.talk)
    planned.talk = PlannedTalk{
        .change = ImportChange::added,
        .talk = std::move(talk),
        .pm = match.pm,
        .new_customers = match.new_customers,
        .newcomers = match.newcomers,
        .title = candidate.title,
        .is_unanswered = match.is_unanswered && !is_to_be(candidate, start, scope_.now)};
  planned.talk->unknown_zone = candidate.unknown_zone;
  return planned;
}

std::optional<PlannedTalk> ImportPlanner::withdraw(const std::string& source,
                                                   const std::string& title,
                                                   const std::string& version) {
  return is_first(source) ? call_off(source, title, version) : std::nullopt;
}

std::optional<PlannedTalk> ImportPlanner::call_off(const std::string& source,
                                                   const std::string& title,
                                                   const std::string& version) const {
  const auto ours = book_.from_source(source);
  if (!ours || ours->status == Status::cancelled) return std::nullopt;
  const Interaction written = book_.as_imported(ours->uid);
  Interaction theirs = written;
  theirs.status = Status::cancelled;
  Reconciled result = reconcile(*ours, written, theirs, *scope_.owner);
  if (result.change != ImportChange::cancelled) return std::nullopt;
  // An occurrence with a version of its own was taken out after that, whatever its series says.
  if (is_version_of_series(version) == is_version_of_series(ours->version) &&
      is_older(version, ours->version))
    return PlannedTalk{.talk = *ours, .title = title, .is_older = true};
  if (!version.empty()) result.talk.version = version;
  return PlannedTalk{.change = result.change, .talk = std::move(result.talk), .title = title};
}

void ImportPlanner::expect(const std::vector<ImportCandidate>& candidates) {
  for (const ImportCandidate& one : candidates) coming_.insert(fingerprint(one.source));
}

/// True for a talk that was held as an occurrence of the series of `talk` on its day, and that the
/// series has no more: its hour was changed as a whole.
bool ImportPlanner::has_moved_with_series(const Interaction& held, const Interaction& talk) const {
  const std::string& source = *talk.sources.begin();
  const std::string series = source.substr(0, source.rfind(' ') + 1);
  return held.status == Status::held && talk.status == Status::held && !series.empty() &&
         held.start.date == talk.start.date && !held.sources.empty() &&
         std::all_of(held.sources.begin(), held.sources.end(), [&](const std::string& one) {
           return one.starts_with(series) && !coming_.contains(fingerprint(one));
         });
}

std::optional<PlannedTalk> ImportPlanner::adopt(const Interaction& talk, const std::string& title) {
  const DateRange near{talk.start.date - Days{1}, talk.start.date + Days{2}};
  for (Interaction& typed : book_.hosted(*scope_.owner, near)) {
    const std::string& source = *talk.sources.begin();
    const bool is_of_another =
        std::any_of(typed.sources.begin(), typed.sources.end(), [&](const std::string& one) {
          return is_from_calendar(one) && !is_same_meeting(one, source);
        });
    const bool has_moved = has_moved_with_series(typed, talk);
    if (adopted_.contains(typed.uid)) continue;
    if (!has_moved && (is_of_another || !is_same_talk(typed, talk))) continue;
    adopted_.insert(typed.uid);
    typed.sources.insert(talk.sources.begin(), talk.sources.end());
    typed.version = talk.version;
    const Interaction written = book_.as_imported(typed.uid);
    if (has_moved && typed.start == written.start && typed.length == written.length) {
      typed.start = talk.start;
      typed.length = talk.length;
    }
    return PlannedTalk{.change = has_moved ? ImportChange::moved : ImportChange::adopted,
                       .talk = typed,
                       .title = title};
  }
  return std::nullopt;
}

std::vector<PlannedTalk> ImportPlanner::withdraw_missing(
    const std::map<std::string, std::string>& series) {
  std::vector<PlannedTalk> withdrawn;
  if (series.empty()) return withdrawn;
  const DateRange days{std::max(scope_.days.from, scope_.now.date - back), scope_.days.until};
  for (const Interaction& plan : book_.hosted(*scope_.owner, days)) {
    if (plan.status != Status::planned) continue;
    for (const std::string& source : plan.sources)
      if (const auto one = series.find(source.substr(0, source.rfind(' ') + 1));
          one != series.end())
        if (auto talk = withdraw(source, plan.note, one->second))
          withdrawn.push_back(std::move(*talk));
  }
  return withdrawn;
}

std::vector<Interaction> ImportPlanner::find_gone() const {
  std::vector<Interaction> gone;
  if (spanned_.empty()) return gone;
  for (const Interaction& plan : book_.hosted(*scope_.owner, spanned_)) {
    const auto& sources = plan.sources;
    if (plan.status == Status::planned &&
        std::any_of(sources.begin(), sources.end(), is_from_calendar) &&
        std::none_of(sources.begin(), sources.end(), [&](const std::string& source) {
          return seen_.contains(fingerprint(source));
        }))
      gone.push_back(plan);
  }
  return gone;
}

std::vector<Interaction> ImportPlanner::find_gone_rows() const {
  std::vector<Interaction> gone;
  const auto is_gone = [&](const std::string& source) {
    return id_columns_.contains(source.substr(0, source.find('=') + 1)) &&
           !seen_.contains(fingerprint(source));
  };
  for (const Uid& pm : pms_)
    for (const Interaction& talk : book_.hosted(pm, spanned_))
      if (std::any_of(talk.sources.begin(), talk.sources.end(), is_gone)) gone.push_back(talk);
  return gone;
}

ImportPlan plan_calendar(const Calendar& calendar, const std::vector<ImportCandidate>& events,
                         const BookTalks& book, const ImportScope& scope) {
  ImportPlanner planner(book, scope);
  ImportPlan plan;
  planner.expect(events);
  for (const ImportCandidate& event : events) plan.add(planner.plan(event));
  for (const RemovedEvent& event : calendar.removed)
    plan.add({.talk = planner.withdraw(source_of(event), "", event.version)});
  std::map<std::string, std::string> series;
  for (const auto& [uid, version] : calendar.series) series.emplace(series_source(uid), version);
  for (PlannedTalk& talk : planner.withdraw_missing(series)) plan.add({.talk = std::move(talk)});
  for (const std::string& title : calendar.earlier)
    plan.tally.add({.reason = SkipReason::before_join, .title = title});
  for (const SkippedSeries& one : calendar.skipped)
    plan.tally.add(Skipped{SkipReason::unreadable, one.summary, one.reason});
  for (std::size_t i = 0; i < calendar.unreadable; ++i)
    plan.tally.add(Skipped{SkipReason::unreadable, "", "no readable start"});
  const ImportTally& tally = plan.tally;
  if (plan.talks.size() > tally.added()) plan.gone = planner.find_gone();
  std::stable_sort(plan.talks.begin(), plan.talks.end(),
                   [](const PlannedTalk& a, const PlannedTalk& b) {
                     return earlier(a.talk.start, b.talk.start);
                   });
  std::stable_partition(plan.unknown.begin(), plan.unknown.end(),
                        [](const UnknownParties& one) { return !one.came_in; });
  return plan;
}

}  // namespace rapport
