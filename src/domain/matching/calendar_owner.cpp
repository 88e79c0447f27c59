#include "rapport/domain/calendar_owner.hpp"

#include <algorithm>
#include <map>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

using Counts = std::map<std::string, std::size_t>;  // by address

std::vector<std::string> addresses_of(const CalendarEvent& event) {
  std::set<std::string> addresses;
  for (const Attendee& attendee : event.attendees) addresses.insert(attendee.email);
  if (event.organizer) addresses.insert(event.organizer->email);
  return {addresses.begin(), addresses.end()};
}

bool is_of(const std::string& email, const std::set<std::string>& domains) {
  return std::any_of(domains.begin(), domains.end(), [&](const std::string& domain) {
    return email.ends_with("@" + domain) || email.ends_with("." + domain);
  });
}

/// The address that stands alone at the top.
std::string most_frequent(const Counts& counts) {
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

std::optional<Pm> owner_of(std::string_view calendar_name, const std::vector<Pm>& pms) {
  const std::string whole = fold(calendar_name);
  const std::string front = whole.substr(0, whole.find('@'));
  const auto is_called = [](const Pm& pm, const std::string& name) {
    return !name.empty() && (fold(pm.name) == name || pm.handle == name ||
                             std::any_of(pm.aliases.begin(), pm.aliases.end(),
                                         [&](const auto& alias) { return fold(alias) == name; }));
  };
  const auto only = [&](const auto& means) -> std::optional<Pm> {
    const auto found = std::find_if(pms.begin(), pms.end(), means);
    if (found == pms.end() || std::any_of(found + 1, pms.end(), means)) return std::nullopt;
    return *found;
  };
  if (auto pm = only([&](const Pm& one) { return one.emails.contains(whole); })) return pm;
  if (auto pm = only([&](const Pm& one) { return is_called(one, whole); })) return pm;
  return only([&](const Pm& one) { return is_called(one, front); });
}

CalendarOwnerGuess guess_owner(const Calendar& calendar, const std::vector<Pm>& pms,
                               const std::set<std::string>& own_domains) {
  CalendarOwnerGuess guess{.pm = owner_of(calendar.name, pms), .address = {}};
  const bool has_address = calendar.name.find('@') != std::string::npos;
  if (has_address) guess.address = fold(calendar.name);
  if (guess.pm && has_address) return guess;
  Counts of_pms, only, beside_pms;
  for (const CalendarEvent& event : calendar.events) {
    std::vector<std::string> known, colleagues;
    for (const std::string& address : addresses_of(event)) {
      if (std::any_of(pms.begin(), pms.end(),
                      [&](const Pm& pm) { return pm.emails.contains(address); }))
        known.push_back(address);
      else if (is_of(address, own_domains))
        colleagues.push_back(address);
    }
    for (const std::string& address : known) ++of_pms[address];
    if (colleagues.size() == 1) ++(known.empty() ? only : beside_pms)[colleagues.front()];
    if (colleagues.empty() && known.size() == 1) ++only[known.front()];
  }
  std::string address;
  for (const Counts* counts : {&only, &of_pms, &beside_pms})
    if (address.empty()) address = most_frequent(*counts);
  if (!guess.pm && !address.empty()) guess.pm = owner_of(address, pms);
  const bool has_email = guess.pm && !guess.pm->emails.empty();
  if (guess.address.empty() && !has_email) guess.address = address;
  return guess;
}

}  // namespace rapport
