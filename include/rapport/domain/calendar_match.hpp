#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/calendar.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/people.hpp"

/// Whose talk an event of a calendar was, and with which customers.
namespace rapport {

/// Everybody whom a calendar may speak of.
struct Directory {
  std::vector<Pm> pms;
  Customers customers;
  std::vector<Person> people;
  std::set<std::string> own_domains;  ///< of colleagues, who are never customers
};

/// Why an event is no talk. The order is that of reports.
enum class LeftOut {
  all_day,
  no_length,  ///< it ends when it begins: a reminder
  cancelled,
  declined,  ///< by the PM, or by everybody else
  solo,      ///< nobody else is in it
  internal,  ///< colleagues alone
  unmatched  ///< others are in it, and none of a known customer
};

/// "all day", "colleagues alone": for people.
std::string_view text_of(LeftOut reason);

/// What an event comes to.
struct EventMatch {
  std::optional<LeftOut> left_out;
  std::set<Uid> hosts;            ///< the owner of the calendar, and other PMs who take part
  std::set<Uid> customers;        ///< duplicates followed
  std::vector<Person> people;     ///< of these customers; those who are new have a nil uid
  std::vector<Attendee> unknown;  ///< others whose customer is not known
};

/// Finds the PM, customers and people of events. By e-mail address and domain first, then by alias,
/// then by the title of the event; a title or domain that may mean several customers means none.
class CalendarMatcher {
 public:
  /// `owner` is the PM whose calendar it is; `address` what the calendar calls its owner, where
  /// that is an e-mail address.
  CalendarMatcher(Directory directory, const Pm& owner, std::string_view address);

  EventMatch match(const CalendarEvent& event) const;

  /// True for the e-mail address of a PM or of a colleague.
  bool is_own(const std::string& email) const;

 private:
  struct Party {
    Attendee attendee;
    bool is_owner = false;
    std::optional<Uid> pm;
  };
  struct Title {
    std::vector<std::string> words;
    Uid customer;
  };
  std::vector<Party> parties_of(const CalendarEvent& event) const;
  void mark_owner(std::vector<Party>& parties) const;
  std::set<Uid> customers_of(const Attendee& attendee) const;
  std::set<Uid> customers_by_title(std::string_view title) const;
  Person person_of(const Attendee& attendee, const Uid& customer) const;
  Uid survivor(const Uid& customer) const;
  void add_name(const std::string& name, const Uid& customer, bool is_alias);

  Directory directory_;
  Uid owner_;
  std::set<std::string> owner_addresses_;
  std::map<std::string, Uid> pm_addresses_;
  std::map<std::string, std::set<Uid>> domains_;    // e-mail domain → customers
  std::map<std::string, std::set<Uid>> aliases_;    // folded alias → customers
  std::map<std::string, const Person*> addresses_;  // e-mail → person
  std::vector<Title> titles_;                       // names as words, the longest first
};

/// How they met, as far as place and links tell: a link to a conference is a video call, a
/// telephone number a call, any other place a visit, and a customer advisory board is called one.
Kind kind_of(const CalendarEvent& event);

/// What an occurrence is known by in every file that has it.
std::string source_of(const CalendarEvent& event);
std::string source_of(const RemovedEvent& event);

/// What the sources of all occurrences of the series `uid` begin with.
std::string series_source(std::string_view uid);

}  // namespace rapport
