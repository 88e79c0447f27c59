#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/domain/calendar.hpp"
#include "rapport/domain/calendar_match.hpp"
#include "rapport/domain/reconcile.hpp"
#include "rapport/domain/time.hpp"

/// What the events of a calendar do to the book.
namespace rapport {

/// Whose calendar, where, and what it is read for.
struct CalendarOwner {
  Pm pm;
  std::string address;  ///< how the calendar calls its owner
  ZoneOffset zone;      ///< of the PM
  DateRange days;       ///< which count: from the join on
};

/// An event, or a talk that is in the book, and what becomes of it.
struct PlannedTalk {
  Interaction talk;
  std::vector<Person> people;  ///< who is to be added with it
  EventChange change = EventChange::none;
  bool is_new = false;
  bool is_adopted = false;  ///< typed in before: it only learns where it stands in the calendar
  std::string title;
};

/// An event that does not come in.
struct LeftOutEvent {
  Moment start;  ///< in the PM's zone
  std::string title;
  std::vector<Attendee> unknown;
  std::string series = {};  ///< whose occurrence it is; empty for an event by itself
};

struct CalendarPlan {
  std::vector<PlannedTalk> talks;  ///< by start; those that stay as they are, too
  std::map<LeftOut, std::vector<LeftOutEvent>> left_out;
  std::vector<LeftOutEvent> before_join;
  std::vector<LeftOutEvent> partly;          ///< came in, but somebody in them is unknown
  std::vector<Interaction> vanished;         ///< plans of this calendar that it no longer has
  std::map<std::string, std::size_t> zones;  ///< unknown ones, and how many events name them

  bool changes() const;
};

/// Everybody the book knows.
Directory directory_of(Store& store);

/// Reads the book only.
CalendarPlan plan_of(Store& store, const Calendar& calendar, const CalendarOwner& owner,
                     const Moment& now);

/// Writes it, and gives the talks that are new their uid.
void write_plan(Writing& writing, Store& store, const CalendarOwner& owner, CalendarPlan& plan);

}  // namespace rapport
