#include "rapport/domain/calendar_match.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/text.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {
namespace {

constexpr std::int64_t longest_talk = 24 * 60;  // minutes
constexpr std::size_t longest_uid = 200;  // bytes of a source; longer ones are told by a checksum

std::string domain_of(std::string_view email) {
  const auto at = email.rfind('@');
  return at == std::string_view::npos ? std::string{} : std::string(email.substr(at + 1));
}

std::vector<std::string> folded_words(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<std::string> words;
  for (const std::string_view word : words_of(folded)) words.emplace_back(word);
  return words;
}

/// Calls `visit` for a domain and for those that it is part of: "mail.acme.test", "acme.test".
template <typename Visit>
void each_domain(std::string domain, const Visit& visit) {
  while (domain.find('.') != std::string::npos) {
    visit(domain);
    domain.erase(0, domain.find('.') + 1);
  }
}

void insert_all(std::set<Uid>& into, const std::set<Uid>& from) {
  into.insert(from.begin(), from.end());
}

}  // namespace

std::string_view text_of(LeftOut reason) {
  switch (reason) {
    case LeftOut::all_day:
      return "all day";
    case LeftOut::no_length:
      return "no length";
    case LeftOut::cancelled:
      return "cancelled";
    case LeftOut::declined:
      return "declined";
    case LeftOut::solo:
      return "nobody else in it";
    case LeftOut::internal:
      return "colleagues alone";
    case LeftOut::unmatched:
      return "no known customer";
  }
  return "";
}

CalendarMatcher::CalendarMatcher(Directory directory, const Pm& owner, std::string_view address)
    : directory_(std::move(directory)), owner_(owner.uid), owner_addresses_(owner.emails) {
  if (address.find('@') != std::string_view::npos) {
    const std::string folded = fold(address);
    const bool of_other = std::any_of(
        directory_.pms.begin(), directory_.pms.end(),
        [&](const Pm& pm) { return pm.uid != owner.uid && pm.emails.contains(folded); });
    if (!of_other) owner_addresses_.insert(folded);
  }
  for (const Pm& pm : directory_.pms)
    for (const std::string& email : pm.emails) pm_addresses_.emplace(email, pm.uid);
  for (const auto& [uid, customer] : directory_.customers) {
    const Uid joined = survivor(uid);
    for (const std::string& domain : customer.domains) domains_[domain].insert(joined);
    add_name(customer.name, joined, false);
    for (const std::string& alias : customer.aliases) add_name(alias, joined, true);
  }
  for (const Person& person : directory_.people)
    for (const std::string& email : person.emails) addresses_.emplace(email, &person);
  std::stable_sort(titles_.begin(), titles_.end(),
                   [](const Title& a, const Title& b) { return a.words.size() > b.words.size(); });
}

void CalendarMatcher::add_name(const std::string& name, const Uid& customer, bool is_alias) {
  if (is_alias) aliases_[fold(name)].insert(customer);
  auto words = folded_words(name);
  if (!words.empty()) titles_.push_back({std::move(words), customer});
}

Uid CalendarMatcher::survivor(const Uid& customer) const {
  const Customer* found = find_customer(directory_.customers, customer);
  return found == nullptr ? customer : found->uid;
}

bool CalendarMatcher::is_own(const std::string& email) const {
  if (owner_addresses_.contains(email) || pm_addresses_.contains(email)) return true;
  bool own = false;
  each_domain(domain_of(email), [&](const std::string& domain) {
    own = own || directory_.own_domains.contains(domain);
  });
  return own;
}

/// Everybody in the event once, the organizer too: files need not list them as an attendee.
std::vector<CalendarMatcher::Party> CalendarMatcher::parties_of(const CalendarEvent& event) const {
  std::vector<Party> parties;
  std::set<std::string> seen;
  const auto add = [&](const Attendee& attendee) {
    if (attendee.email.empty() || !seen.insert(attendee.email).second) return;
    Party party{.attendee = attendee, .is_owner = owner_addresses_.contains(attendee.email)};
    const auto pm = pm_addresses_.find(attendee.email);
    if (pm != pm_addresses_.end()) party.pm = pm->second;
    parties.push_back(std::move(party));
  };
  for (const Attendee& attendee : event.attendees) add(attendee);
  if (event.organizer) add(*event.organizer);
  mark_owner(parties);
  return parties;
}

/// Where no address tells the owner, the only one of an own domain is.
void CalendarMatcher::mark_owner(std::vector<Party>& parties) const {
  if (std::any_of(parties.begin(), parties.end(), [](const Party& one) { return one.is_owner; }))
    return;
  Party* only = nullptr;
  for (Party& party : parties) {
    if (!is_own(party.attendee.email)) continue;
    if (only != nullptr) return;
    only = &party;
  }
  if (only != nullptr && !only->pm) only->is_owner = true;
}

/// Whose customer somebody may be: by address, by domain, then by alias.
std::set<Uid> CalendarMatcher::customers_of(const Attendee& attendee) const {
  if (const auto known = addresses_.find(attendee.email); known != addresses_.end())
    return {survivor(known->second->customer)};
  std::set<Uid> found;
  each_domain(domain_of(attendee.email), [&](const std::string& domain) {
    const auto place = domains_.find(domain);
    if (found.empty() && place != domains_.end()) found = place->second;
  });
  if (!found.empty()) return found;
  for (const std::string& name : {attendee.email, domain_of(attendee.email), fold(attendee.name)}) {
    const auto place = name.empty() ? aliases_.end() : aliases_.find(name);
    if (place != aliases_.end()) return place->second;
  }
  return {};
}

/// The customers whose names stand in the title, the longest names first, so that "Acme Robotics"
/// is not "Acme" too. What means several customers means none.
std::set<Uid> CalendarMatcher::customers_by_title(std::string_view title) const {
  std::vector<std::string> words = folded_words(title);
  std::set<Uid> found;
  for (std::size_t i = 0; i < titles_.size(); ++i) {
    const auto& name = titles_[i].words;
    const auto place = std::search(words.begin(), words.end(), name.begin(), name.end());
    if (place == words.end()) continue;
    std::set<Uid> bearers;
    for (const Title& other : titles_)
      if (other.words == name) bearers.insert(other.customer);
    std::fill(place, place + static_cast<std::ptrdiff_t>(name.size()), std::string{});
    if (bearers.size() == 1) insert_all(found, bearers);
  }
  return found;
}

Person CalendarMatcher::person_of(const Attendee& attendee, const Uid& customer) const {
  if (const auto known = addresses_.find(attendee.email); known != addresses_.end())
    return *known->second;
  const std::string name =
      fold(attendee.name).empty() || attendee.name.find('@') != std::string::npos
          ? attendee.email.substr(0, attendee.email.find('@'))
          : attendee.name;
  for (const Person& person : directory_.people)
    if (!person.merged_into && survivor(person.customer) == customer &&
        fold(person.name) == fold(name))
      return person;
  return {.name = name, .customer = customer, .emails = {attendee.email}};
}

EventMatch CalendarMatcher::match(const CalendarEvent& event) const {
  EventMatch match;
  const auto leave_out = [&](LeftOut reason) {
    match.left_out = reason;
    return match;
  };
  if (event.all_day || minutes_between(event.start, event.end) > longest_talk)
    return leave_out(LeftOut::all_day);
  if (event.status == EventStatus::cancelled) return leave_out(LeftOut::cancelled);
  if (minutes_between(event.start, event.end) == 0) return leave_out(LeftOut::no_length);
  const std::vector<Party> parties = parties_of(event);
  match.hosts.insert(owner_);
  std::size_t others = 0;
  std::size_t coming = 0;
  std::vector<Attendee> outside;
  for (const Party& party : parties) {
    const bool declined = party.attendee.answer == Answer::declined;
    if (party.is_owner && declined) return leave_out(LeftOut::declined);
    if (party.is_owner) continue;
    ++others;
    if (declined) continue;
    ++coming;
    if (party.pm) match.hosts.insert(*party.pm);
    if (!is_own(party.attendee.email)) outside.push_back(party.attendee);
  }
  if (others == 0) return leave_out(LeftOut::solo);
  if (coming == 0) return leave_out(LeftOut::declined);
  if (outside.empty()) return leave_out(LeftOut::internal);

  const std::set<Uid> named = customers_by_title(event.summary);
  for (const Attendee& attendee : outside) {
    std::set<Uid> of = customers_of(attendee);
    if (of.size() > 1) {  // several share the domain: the title may tell which
      std::set<Uid> both;
      std::set_intersection(of.begin(), of.end(), named.begin(), named.end(),
                            std::inserter(both, both.end()));
      of = both;
    }
    if (of.size() != 1) {
      match.unknown.push_back(attendee);
      continue;
    }
    match.customers.insert(*of.begin());
    match.people.push_back(person_of(attendee, *of.begin()));
  }
  if (match.customers.empty()) match.customers = named;
  if (match.customers.empty()) return leave_out(LeftOut::unmatched);
  return match;
}

Kind kind_of(const CalendarEvent& event) {
  static constexpr std::array conferences{
      "zoom.us/",     "teams.microsoft.com/", "teams.live.com/", "meet.google.com/",
      "webex.com/",   "whereby.com/",         "meet.jit.si/",    "gotomeeting.com/",
      "gotomeet.me/", "bluejeans.com/",       "chime.aws/",      "skype.com/"};
  const auto has_conference = [](std::string_view text) {
    return std::any_of(conferences.begin(), conferences.end(),
                       [&](const char* host) { return text.find(host) != std::string_view::npos; });
  };
  const std::string title = fold(event.summary);
  if (title.find("advisory board") != std::string::npos) return Kind::board;
  const std::string place = fold(event.location);
  const auto words = folded_words(place);
  const auto says = [&](std::initializer_list<const char*> any) {
    return std::any_of(any.begin(), any.end(), [&](const char* word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    });
  };
  const bool is_link = place.starts_with("http://") || place.starts_with("https://");
  if (is_link || says({"zoom", "teams", "webex", "skype", "online", "virtual", "video"}) ||
      place.find("google meet") != std::string::npos)
    return Kind::video;
  if (place == "call" || place.starts_with("tel:") || place.starts_with('+') ||
      says({"phone", "telephone", "telefon"}))
    return Kind::call;
  if (!place.empty()) return Kind::visit;
  if (!event.links.empty() || has_conference(fold(event.description))) return Kind::video;
  return Kind::call;
}

namespace {

std::string name_of(std::string_view uid, const std::string& else_by) {
  std::string name(uid);
  if (name.empty()) name = to_string(fingerprint(else_by));
  if (name.size() > longest_uid) name = to_string(fingerprint(name));
  return "ics:" + name;
}

std::string source_of(std::string_view uid, const std::optional<Moment>& recurrence,
                      const std::string& else_by) {
  std::string name = name_of(uid, else_by);
  if (!recurrence) return name;
  if (!recurrence->minute || !recurrence->offset) return name + " " + to_string(*recurrence);
  return name + " " + to_string(in_zone(instant_of(*recurrence), [](Instant) { return 0; })) + "Z";
}

}  // namespace

std::string source_of(const CalendarEvent& event) {
  return source_of(event.uid, event.recurrence_id, to_string(event.start) + "\n" + event.summary);
}

std::string source_of(const RemovedEvent& event) {
  return source_of(event.uid, event.recurrence_id, "");
}

std::string series_source(std::string_view uid) { return name_of(uid, "") + " "; }

}  // namespace rapport
