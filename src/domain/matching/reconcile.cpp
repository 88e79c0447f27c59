#include "rapport/domain/reconcile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>

#include "rapport/domain/time.hpp"

namespace rapport {
namespace {

/// The same instant, or the same time of day in whatever zone: who travels moves no meeting.
bool same_start(const Moment& a, const Moment& b) {
  if (a.date == b.date && a.minute == b.minute) return true;
  return a.minute && b.minute && a.offset && b.offset && instant_of(a) == instant_of(b);
}

/// True when nobody but the import has written anything.
bool is_untouched(const Interaction& ours, Interaction written) {
  written.uid = ours.uid;
  written.number = ours.number;
  written.recorded = ours.recorded;
  written.edited = ours.edited;
  return written == ours;
}

constexpr std::string_view series_mark = " series";

/// When it was changed: "20261101T100000Z".
std::string_view changed_in(std::string_view version) {
  version = version.substr(std::min(version.find(' ') + 1, version.size()));
  return version.substr(0, version.find(' '));
}

bool share_one(const std::set<Uid>& a, const std::set<Uid>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Uid& uid) { return b.contains(uid); });
}

}  // namespace

Reconciled reconcile(const Interaction& ours, const Interaction& written, const Interaction& theirs,
                     const Uid& owner) {
  Reconciled result{.talk = ours};
  Interaction& talk = result.talk;
  if (!written.hosts.contains(owner) && talk.hosts.insert(owner).second)
    result.change = ImportChange::joined;
  if (written.hosts.empty()) return result;
  const auto move = [&](auto Interaction::*member, const auto& is_same) {
    if (is_same(theirs.*member, written.*member) || is_same(theirs.*member, ours.*member)) return;
    if (!is_same(ours.*member, written.*member)) {
      result.keeps_ours = true;
      return;
    }
    talk.*member = theirs.*member;
    result.change = ImportChange::moved;
  };
  move(&Interaction::start, same_start);
  move(&Interaction::length, std::equal_to<Minutes>{});
  const bool may_hold = theirs.status != Status::held || is_untouched(ours, written);
  if (theirs.status == written.status || ours.status != written.status || !may_hold) return result;
  talk.status = theirs.status;
  if (ours.status == Status::cancelled) result.change = ImportChange::planned;
  if (theirs.status == Status::cancelled) result.change = ImportChange::cancelled;
  if (theirs.status == Status::held) result.change = ImportChange::held;
  return result;
}

std::string version_text(int sequence, std::string_view changed, bool is_of_series) {
  if (sequence == 0 && changed.empty()) return {};
  return fmt::format("{} {}{}", sequence, changed, is_of_series ? series_mark : "");
}

bool is_version_of_series(std::string_view version) { return version.ends_with(series_mark); }

int sequence_in(std::string_view version) {
  int sequence = 0;
  std::from_chars(version.data(), version.data() + version.size(), sequence);
  return sequence;
}

bool is_older(std::string_view version, std::string_view other) {
  if (version.empty() || other.empty()) return false;
  const int here = sequence_in(version), there = sequence_in(other);
  if (is_version_of_series(version) == is_version_of_series(other) && here != there)
    return here < there;
  const std::string_view changed = changed_in(version), after = changed_in(other);
  return !changed.empty() && !after.empty() && changed < after;
}

bool is_same_talk(const Interaction& typed, const Interaction& imported) {
  if (!share_one(typed.hosts, imported.hosts) || !share_one(typed.customers, imported.customers))
    return false;
  const Moment& start = typed.start;
  if (!start.minute) return start.date == imported.start.date;
  const std::int64_t gap = minutes_between(imported.start, start);
  return gap < std::max<std::int64_t>(imported.length.count(), 1) &&
         -gap < std::max<std::int64_t>(typed.length.count(), 1);
}

}  // namespace rapport
