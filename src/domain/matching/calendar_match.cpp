#include "rapport/domain/calendar_match.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "rapport/base/text.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {
namespace {

using AddressCounts = std::map<std::string, std::size_t>;

/// The address that stands alone at the top.
std::string most_frequent(const AddressCounts& counts) {
  std::string best;
  std::size_t most = 0;
  for (const auto& [address, count] : counts) {
    if (count == most) best.clear();
    if (count <= most) continue;
    best = address;
    most = count;
  }
  return best;
}

}  // namespace

Person person_from(const Attendee& attendee, const Uid& customer) {
  const bool is_named =
      !fold(attendee.name).empty() && attendee.name.find('@') == std::string::npos;
  return {.name = is_named ? attendee.name : attendee.email.substr(0, attendee.email.find('@')),
          .customer = customer,
          .emails = {attendee.email}};
}

const Pm* owner_of(std::string_view calendar_name, const Directory& directory) {
  const Pm* whole = directory.find_pm(calendar_name);
  return whole != nullptr ? whole
                          : directory.find_pm(calendar_name.substr(0, calendar_name.find('@')));
}

CalendarOwnerGuess guess_owner(std::string_view calendar_name,
                               const std::vector<ImportCandidate>& events,
                               const Directory& directory) {
  CalendarOwnerGuess guess{.pm = owner_of(calendar_name, directory), .address = {}};
  const bool has_address = calendar_name.find('@') != std::string::npos;
  if (has_address) guess.address = fold(calendar_name);
  if (guess.pm != nullptr && has_address) return guess;
  AddressCounts of_pms, only, beside_pms;
  for (const ImportCandidate& event : events) {
    std::vector<std::string> known, colleagues;
    for (const Attendee& one : event.attendees) {
      const Pm* pm = directory.find_pm(one.email);
      if (pm != nullptr && pm->emails.contains(one.email))
        known.push_back(one.email);
      else if (directory.is_colleague(one.email))
        colleagues.push_back(one.email);
    }
    for (const std::string& address : known) ++of_pms[address];
    if (colleagues.size() == 1) ++(known.empty() ? only : beside_pms)[colleagues.front()];
    if (colleagues.empty() && known.size() == 1) ++only[known.front()];
  }
  std::string address;
  for (const AddressCounts* counts : {&only, &of_pms, &beside_pms})
    if (address.empty()) address = most_frequent(*counts);
  if (guess.pm == nullptr && !address.empty()) guess.pm = owner_of(address, directory);
  const bool has_email = guess.pm != nullptr && !guess.pm->emails.empty();
  if (guess.address.empty() && !has_email) guess.address = address;
  return guess;
}

CalendarMatcher::CalendarMatcher(const Directory& directory, const Pm& owner,
                                 std::string_view address)
    : directory_(directory), owner_(owner), owner_addresses_(owner.emails) {
  if (address.find('@') == std::string_view::npos) return;
  const Pm* other = directory.find_pm(address);
  if (other == nullptr || other->uid == owner.uid) owner_addresses_.insert(fold(address));
}

bool CalendarMatcher::is_own(const std::string& email) const {
  return owner_addresses_.contains(email) || directory_.find_pm(email) != nullptr ||
         directory_.is_colleague(email);
}

/// The addresses of the owner; where none is known, the only one of an own domain.
std::set<std::string> CalendarMatcher::owner_in(const std::vector<Attendee>& attendees) const {
  std::set<std::string> owner, own;
  for (const Attendee& one : attendees) {
    if (owner_addresses_.contains(one.email)) owner.insert(one.email);
    if (is_own(one.email)) own.insert(one.email);
  }
  const bool is_told =
      owner.empty() && own.size() == 1 && directory_.find_pm(*own.begin()) == nullptr;
  return is_told ? own : owner;
}

void CalendarMatcher::add_customers(MatchedParties& match, const std::vector<Attendee>& outside,
                                    std::string_view title) const {
  const std::set<Uid> named = directory_.customers_in(title);
  for (const Attendee& attendee : outside) {
    std::set<Uid> of = directory_.customers_of(attendee);
    if (of.size() > 1)  // several share the domain: the title may tell which
      std::erase_if(of, [&](const Uid& customer) { return !named.contains(customer); });
    if (of.size() != 1) {
      match.unknown.push_back(attendee);
      continue;
    }
    match.customers.insert(*of.begin());
    Person person = person_from(attendee, *of.begin());
    const Uid known = directory_.find_person(*of.begin(), person);
    if (known.is_nil())
      match.newcomers.push_back(std::move(person));
    else
      match.people.insert(known);
  }
  if (match.customers.empty()) match.customers = named;
  if (match.customers.empty()) match.skip = SkipReason::unmatched;
}

MatchedParties CalendarMatcher::match(const ImportCandidate& event) const {
  MatchedParties match{.skip = {}, .problem = {}, .pm = &owner_, .hosts = {owner_.uid}};
  const auto skip = [&](SkipReason reason) {
    match.skip = reason;
    return match;
  };
  if (!event.start.minute || event.length > longest_talk) return skip(SkipReason::all_day);
  if (event.status == Status::cancelled) return skip(SkipReason::cancelled);
  if (event.length == Minutes{0}) return skip(SkipReason::no_length);
  const std::set<std::string> owner = owner_in(event.attendees);
  std::size_t others = 0, coming = 0;
  std::vector<Attendee> outside;
  for (const Attendee& one : event.attendees) {
    const bool is_absent = one.answer == Answer::declined || one.answer == Answer::delegated;
    if (owner.contains(one.email)) {
      if (is_absent)
        return skip(one.answer == Answer::declined ? SkipReason::declined : SkipReason::delegated);
      match.is_unanswered = one.answer == Answer::owed;
      continue;
    }
    ++others;
    if (is_absent) continue;
    ++coming;
    if (const Pm* pm = directory_.find_pm(one.email)) match.hosts.insert(pm->uid);
    if (!is_own(one.email)) outside.push_back(one);
  }
  if (others == 0) {  // a file that was handed out names nobody: its title may
    match.customers = directory_.customers_in(event.title);
    return match.customers.empty() ? skip(SkipReason::solo) : match;
  }
  if (coming == 0) return skip(SkipReason::declined);
  if (outside.empty()) return skip(SkipReason::internal);
  add_customers(match, outside, event.title);
  return match;
}

}  // namespace rapport
