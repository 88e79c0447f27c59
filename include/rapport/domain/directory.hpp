#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rapport/domain/candidate.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/domain/people.hpp"

namespace rapport {

/// Everybody whom a file may speak of, found by whatever it calls them. Duplicates are followed to
/// whom they were merged into.
class Directory {
 public:
  struct Entries {
    std::vector<Pm> pms;
    Customers customers;
    std::vector<Person> people;
    std::set<std::string> own_domains;  ///< of colleagues, who are never customers
  };
  explicit Directory(Entries entries);
  Directory(Directory&&) = default;
  Directory& operator=(Directory&&) = default;

  const std::vector<Pm>& pms() const { return entries_.pms; }

  /// The PM of that address, name, alias or handle; null where that means nobody, or several.
  const Pm* find_pm(std::string_view name) const;

  /// True for the e-mail address of a colleague.
  bool is_colleague(std::string_view email) const;

  /// The customer called exactly so, by name or alias; nil where there is none.
  Uid customer_named(const std::string& name) const;

  /// What a customer is called; empty for one that is not there.
  std::string name_of(const Uid& customer) const;

  /// From now on `name` means that customer, too.
  void also_called(const std::string& name, const Uid& customer);

  /// From now on a cell of customers that says `cell` names these.
  void read_cell_as(const std::string& cell, std::vector<std::string> names);

  /// What somebody said that a cell names; null where nobody did.
  const std::vector<std::string>* cell_read_as(const std::string& cell) const;

  /// As `customer_named`, for whoever is to add them: a nil uid is to be filled in.
  Uid& customer_to_add(const std::string& name);

  /// The names of those for whom `customer_to_add` had no uid, as first written.
  const std::vector<std::string>& new_customers() const { return new_customers_; }

  /// Whose customer somebody may be: by address, by domain, then by alias.
  std::set<Uid> customers_of(const Attendee& attendee) const;

  /// The customers whose names stand in a title, the longest names first, so that "Acme Robotics"
  /// is not "Acme" too. What means several customers means none.
  std::set<Uid> customers_in(std::string_view title) const;

  /// Somebody at `customer`, a colleague where that is nil, by address, else by name or alias; nil
  /// for nobody.
  Uid find_person(const Uid& customer, const Person& person) const;
  void add_person(const Person& person);

 private:
  struct Title {
    std::vector<std::string> words;
    Uid customer;
  };
  void add_customer(const Customer& customer);

  Entries entries_;
  std::map<std::string, const Pm*, std::less<>> pms_;  // by folded name; null for several
  std::unordered_map<std::string, Uid> customers_;     // by folded name
  std::unordered_map<std::string, Uid*> spelled_;      // customers as written
  std::vector<std::string> new_customers_;
  std::map<std::string, std::vector<std::string>> cells_;  // as somebody said that they are read
  std::map<std::string, std::set<Uid>> domains_;           // e-mail domain → customers
  std::map<std::string, std::set<Uid>> aliases_;           // folded alias → customers
  std::vector<Title> titles_;                              // names as words, the longest first
  std::map<std::string, Uid> employers_;                   // e-mail → customer
  std::map<std::pair<Uid, std::string>, Uid> people_;      // customer and folded name → person
};

/// Whom a candidate speaks of, as the book knows them.
struct MatchedParties {
  std::optional<SkipReason> skip;
  std::string problem;     ///< why nobody can be found; mostly empty
  const Pm* pm = nullptr;  ///< whose interaction it is; borrowed
  std::set<Uid> hosts;
  std::set<Uid> customers;
  std::vector<std::string> new_customers;  ///< by name: to be added
  std::set<Uid> people;
  std::vector<Person> newcomers;  ///< to be added unless `find_person` has them by then
  std::vector<Attendee> unknown;  ///< others whose customer is not known
  bool is_unanswered = false;     ///< the PM was asked, and never said whether they come
};

/// Customers that a cell may name, where it may as well be the name of a new one: parts between
/// semicolons of whom one is new, or known ones in a longer name. Empty where it is clear.
std::vector<std::string> names_in_doubt(const Directory& directory, const std::string& cell);

/// Who is named outright, as in a table: the PM by any name, `me` where none is named; customers
/// exactly, added where nobody is called so. Semicolons part them, commas and bars where each part
/// is known; a new name that holds those of several is a problem. Without a customer it is whose
/// people they are, by their addresses, then who stands in the title. PMs among the people are
/// hosts, colleagues nobody. A person belongs to the customer of their address. What is
/// of other PMs than `only` is skipped.
MatchedParties match_names(const Directory& directory, const ImportCandidate& candidate,
                           const Pm* me, const Pm* only);

}  // namespace rapport
