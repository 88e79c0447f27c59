#include <fmt/format.h>

#include <algorithm>

#include "domain/matching/crm_cells.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/directory.hpp"

// Whom a row of a table speaks of.
namespace rapport {
namespace {

constexpr std::size_t longest_shown = 40;  // columns

std::string quoted_short(const std::string& name) {
  return "'" + shorten(printable(name), longest_shown) + "'";
}

std::vector<std::string> parts_of(std::string_view text, char sign) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(text, sign))
    if (!trim(part).empty()) parts.emplace_back(trim(part));
  return parts;
}

/// The names in a cell of customers.
std::vector<std::string> customers_in_cell(const Directory& directory, const std::string& cell,
                                           bool is_own) {
  if (cell.empty()) return {};
  if (cell.find_first_of(";,|") == std::string::npos || !directory.customer_named(cell).is_nil())
    return {cell};
  if (is_own || cell.find(';') != std::string::npos) return listed_in(cell);
  for (const char sign : {',', '|'}) {
    auto parts = parts_of(cell, sign);
    if (parts.size() > 1 && std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
          return !directory.customer_named(part).is_nil();
        }))
      return parts;
  }
  return {cell};
}

/// True for a new name with the names of several in it: "Acme Robotics and Globex Energy".
bool is_of_several(const Directory& directory, const std::string& name) {
  const std::string folded = ' ' + fold(name) + ' ';
  const bool has_joint = folded.find_first_of(",|/&+") != std::string::npos ||
                         folded.find(" and ") != std::string::npos ||
                         folded.find(" und ") != std::string::npos ||
                         folded.find(" et ") != std::string::npos;
  return has_joint && directory.customers_in(name).size() > 1;
}

/// Those of the addresses of whoever takes part, else those in the title.
void match_by_people(const Directory& directory, const ImportCandidate& candidate,
                     MatchedParties& match) {
  for (const Attendee& one : candidate.attendees) {
    const std::set<Uid> of = one.email.empty() ? std::set<Uid>{} : directory.customers_of(one);
    if (of.size() == 1) match.customers.insert(*of.begin());
  }
  if (match.customers.empty()) match.customers = directory.customers_in(candidate.title);
  if (match.customers.empty()) match.skip = SkipReason::unmatched;
}

void match_customers(const Directory& directory, const ImportCandidate& candidate,
                     MatchedParties& match) {
  const bool is_own = candidate.uid.has_value();
  const auto* said = directory.cell_read_as(candidate.customer);
  const auto names =
      said == nullptr ? customers_in_cell(directory, candidate.customer, is_own) : *said;
  for (const std::string& name : names) {
    const Uid known = directory.customer_named(name);
    if (!known.is_nil())
      match.customers.insert(known);
    else if (said == nullptr && !is_own && is_of_several(directory, name))
      match.problem = fmt::format(
          "{} names several customers: part them by ; or, where it is one, `rapport customer add` "
          "it first",
          quoted_short(name));
    else
      match.new_customers.push_back(name);
  }
  if (names.empty() && candidate.loop == Loop::customer)
    match_by_people(directory, candidate, match);
}

/// Somebody of the customer of their address, else of the one of these that knows them, else of the
/// first; nil for the first new one.
Uid employer_of(const Directory& directory, const Attendee& one, const MatchedParties& match) {
  const std::set<Uid> of = one.email.empty() ? std::set<Uid>{} : directory.customers_of(one);
  if (of.size() == 1) return *of.begin();
  for (const Uid& customer : match.customers)
    if (!directory.find_person(customer, {.name = one.name}).is_nil()) return customer;
  return match.customers.empty() ? Uid{} : *match.customers.begin();
}

void add_person(const Directory& directory, const Attendee& one, MatchedParties& match) {
  Person person{.name = one.name, .customer = employer_of(directory, one, match)};
  if (!one.email.empty()) person.emails = {one.email};
  match.newcomers.push_back(std::move(person));
}

/// "Priya", "priya@example.com" or "Priya Shah <priya@example.com>".
const Pm* owner_named(const Directory& directory, const std::string& cell) {
  if (const Pm* pm = directory.find_pm(cell)) return pm;
  const Attendee one = attendee_from(cell);
  const Pm* pm = one.email.empty() ? nullptr : directory.find_pm(one.email);
  return pm != nullptr || one.email.empty() ? pm : directory.find_pm(one.name);
}

}  // namespace

std::vector<std::string> names_in_doubt(const Directory& directory, const std::string& cell) {
  if (cell.empty() || !directory.customer_named(cell).is_nil()) return {};
  std::vector<std::string> names = customers_in_cell(directory, cell, false);
  if (names.size() == 1) {
    if (!is_of_several(directory, cell)) return {};
    names.clear();
    for (const Uid& uid : directory.customers_in(cell)) names.push_back(directory.name_of(uid));
    return names;
  }
  const bool is_clear = std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    return !directory.customer_named(name).is_nil();
  });
  return is_clear ? std::vector<std::string>{} : names;
}

MatchedParties match_names(const Directory& directory, const ImportCandidate& candidate,
                           const Pm* me, const Pm* only) {
  MatchedParties match{.skip = {}, .problem = {}};
  for (const std::string& name : listed_in(candidate.owner)) {
    const Pm* pm = owner_named(directory, name);
    if (pm == nullptr && match.problem.empty())
      match.problem = fmt::format(
          "there is no PM {}; `rapport pm add`, or `pm edit NAME --alias` for another name of one",
          quoted_short(name));
    if (pm == nullptr) continue;
    match.hosts.insert(pm->uid);
    if (match.pm == nullptr || pm == me) match.pm = pm;
  }
  if (candidate.owner.empty()) match.pm = me;
  if (match.pm != nullptr) match.hosts.insert(match.pm->uid);
  const bool is_named = match.pm != nullptr || !candidate.owner.empty();
  if (only != nullptr && is_named && !match.hosts.contains(only->uid)) {
    match.skip = SkipReason::other_pm;
    match.problem.clear();
  } else if (!is_named) {
    match.problem = "no PM is named, and the book does not know who you are";
  }
  if (match.skip || !match.problem.empty()) return match;
  match_customers(directory, candidate, match);
  for (const Attendee& one : candidate.attendees) {
    const Pm* pm = directory.find_pm(one.email.empty() ? one.name : one.email);
    if (pm != nullptr && (pm == match.pm || !one.email.empty()))
      match.hosts.insert(pm->uid);
    else if (!directory.is_colleague(one.email))
      add_person(directory, one, match);
  }
  return match;
}

}  // namespace rapport
