#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

namespace rapport {

/// A product manager: somebody whose cadence is tracked.
struct Pm {
  Uid uid;
  std::int64_t number = 0;  ///< what people type; this book's own
  std::string name;
  std::string handle;  ///< folded, without blanks; names the PM's space for ever
  std::set<std::string> emails;
  std::set<std::string> aliases;
  std::set<Date> joined;           ///< first days as a member
  std::set<Date> left;             ///< first days no longer a member
  bool implicit_join = false;      ///< joined by the first log; an earlier talk moves it back
  std::optional<Date> judge_from;  ///< overrides when weekly judging starts
};

/// An organisation, or a person where the product is for consumers.
struct Customer {
  Uid uid;
  std::int64_t number = 0;
  std::string name;
  Class first_class = Class::customer;  ///< before any dated change
  std::map<Date, Class> classes;        ///< class from that day on
  std::string region;                   ///< empty where not said
  std::string segment;
  std::set<std::string> tags;
  std::set<std::string> domains;  ///< of their e-mail, lower case
  std::set<std::string> aliases;
  bool do_not_contact = false;
  bool archived = false;
  std::optional<Uid> merged_into;  ///< this one is a duplicate of that
  std::set<Uid> apart;             ///< of the same name, and yet others: never merged by themselves

  /// The class on `day`.
  Class class_on(Date day) const;
};

/// Somebody at a customer.
struct Person {
  Uid uid;
  std::int64_t number = 0;
  std::string name;
  Uid customer;
  std::string role;  ///< user, buyer, admin or another word; empty where not said
  std::set<std::string> emails;
  std::set<std::string> aliases;
  std::optional<Uid> merged_into;
};

/// The days on which `pm` is a member, in order, not touching; the last may be open (`last_date`).
std::vector<DateRange> memberships(const Pm& pm);

bool is_member(const Pm& pm, Date day);

/// The held talks with a customer or person.
struct Contacts {
  std::int64_t interactions = 0;
  std::optional<Date> last;
};

}  // namespace rapport
