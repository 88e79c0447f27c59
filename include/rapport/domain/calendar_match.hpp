#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/calendar.hpp"
#include "rapport/domain/directory.hpp"

/// Whose talk an event of a calendar was, and with which customers.
namespace rapport {

/// What an event says: its people with the organizer, each once, whom files need not list as an
/// attendee.
ImportCandidate candidate_of(const CalendarEvent& event);

/// How they met, as far as place and links tell: a link to a conference is a video call, a
/// telephone number a call, any other place a visit, and a customer advisory board is called one.
Kind kind_of(const CalendarEvent& event);

/// What an occurrence is known by in every file that has it.
std::string source_of(const CalendarEvent& event);
std::string source_of(const RemovedEvent& event);

/// What a calendar calls something, by its source: the UID, and of an occurrence of a series when
/// it was to be, "2026-11-20T14:00Z". Nothing for what did not come from a calendar.
struct CalendarOrigin {
  std::string uid;
  std::string recurrence;
};
std::optional<CalendarOrigin> origin_of(std::string_view source);

/// What the sources of all occurrences of the series `uid` begin with.
std::string series_source(std::string_view uid);

/// The PM whose calendar calls itself `calendar_name`: by address, name, alias, handle or what
/// stands in front of the @. Null where that means nobody, or several.
const Pm* owner_of(std::string_view calendar_name, const Directory& directory);

/// Somebody at `customer` by what a file says of them: what stands before the @ is a name too.
Person person_from(const Attendee& attendee, const Uid& customer);

struct CalendarOwnerGuess {
  const Pm* pm = nullptr;  ///< borrowed from the directory
  std::string address;     ///< what the calendar calls its owner; empty where nothing tells
};

/// What the name of a calendar and its events tell of the owner. The name goes first; then the
/// address that most often is the only one of a PM or an own domain, for a colleague takes part
/// beside the owner; then the PM whose address is in most events. The PM is whose address it is, or
/// whom it means by name. Nothing where two are in as many.
CalendarOwnerGuess guess_owner(std::string_view calendar_name,
                               const std::vector<ImportCandidate>& events,
                               const Directory& directory);

/// Finds the PMs, customers and people of events. By e-mail address and domain first, then by
/// alias, then by the title of the event; a title or domain that may mean several customers means
/// none. Borrows the directory and the owner.
class CalendarMatcher {
 public:
  /// `owner` is the PM whose calendar it is; `address` what the calendar calls its owner, where
  /// that is an e-mail address.
  CalendarMatcher(const Directory& directory, const Pm& owner, std::string_view address);

  MatchedParties match(const ImportCandidate& event) const;

 private:
  bool is_own(const std::string& email) const;
  std::set<std::string> owner_in(const std::vector<Attendee>& attendees) const;
  void add_customers(MatchedParties& match, const std::vector<Attendee>& outside,
                     std::string_view title) const;

  const Directory& directory_;
  const Pm& owner_;
  std::set<std::string> owner_addresses_;
};

}  // namespace rapport
