#include <fmt/format.h>

#include <algorithm>

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
std::vector<std::string> customers_in_cell(const Directory& directory, const std::string& cell) {
  if (cell.find_first_of(";,|") == std::string::npos || !directory.customer_named(cell).is_nil())
    return {cell};
  if (cell.find(';') != std::string::npos) return parts_of(cell, ';');
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

void match_customers(const Directory& directory, const ImportCandidate& candidate,
                     MatchedParties& match) {
  if (candidate.customer.empty()) {
    for (const Attendee& one : candidate.attendees) {
      const std::set<Uid> of = one.email.empty() ? std::set<Uid>{} : directory.customers_of(one);
      if (of.size() == 1) match.customers.insert(*of.begin());
    }
    if (match.customers.empty()) match.skip = SkipReason::unmatched;
    return;
  }
  const auto* said = directory.cell_read_as(candidate.customer);
  for (const std::string& name :
       said == nullptr ? customers_in_cell(directory, candidate.customer) : *said) {
    const Uid known = directory.customer_named(name);
    if (!known.is_nil())
      match.customers.insert(known);
    else if (said == nullptr && is_of_several(directory, name))
      match.problem = fmt::format(
          "{} names several customers: part them by ; or, where it is one, `rapport customer add` "
          "it first",
          quoted_short(name));
    else
      match.new_customers.push_back(name);
  }
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

}  // namespace

std::vector<std::string> names_in_doubt(const Directory& directory, const std::string& cell) {
  if (cell.empty() || !directory.customer_named(cell).is_nil()) return {};
  std::vector<std::string> names = customers_in_cell(directory, cell);
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
  match.pm = candidate.owner.empty() ? me : directory.find_pm(candidate.owner);
  if (match.pm == nullptr && only != nullptr && !candidate.owner.empty()) {
    match.skip = SkipReason::other_pm;
    return match;
  }
  if (match.pm == nullptr) {
    match.problem = candidate.owner.empty()
                        ? "no PM is named, and the book does not know who you are"
                        : fmt::format(
                              "there is no PM {}; `rapport pm add`, or `pm edit NAME --alias` for "
                              "another name of one",
                              quoted_short(candidate.owner));
    return match;
  }
  if (only != nullptr && only->uid != match.pm->uid) {
    match.skip = SkipReason::other_pm;
    return match;
  }
  match.hosts = {match.pm->uid};
  match_customers(directory, candidate, match);
  for (const Attendee& one : candidate.attendees) {
    Person person{.name = one.name, .customer = employer_of(directory, one, match)};
    if (!one.email.empty()) person.emails = {one.email};
    match.newcomers.push_back(std::move(person));
  }
  return match;
}

}  // namespace rapport
