#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/time.hpp"

/// Calendar files (iCalendar, RFC 5545) as plain values.
namespace rapport {

enum class EventStatus { confirmed, tentative, cancelled };

/// Whether somebody who was invited will come.
enum class Answer { none, accepted, tentative, declined };

struct Attendee {
  std::string name;   ///< as the file has it, often empty
  std::string email;  ///< lower case, without "mailto:"
  Answer answer = Answer::none;
};

/// One occurrence of an event. `uid` and `recurrence_id` together are the same in every file that
/// has it.
struct CalendarEvent {
  std::string uid;                      ///< may be empty: files lack it
  std::optional<Moment> recurrence_id;  ///< of a series: when this one was to be at first
  std::string summary;
  std::string location;
  std::string description;
  std::string organizer;  ///< e-mail
  std::vector<Attendee> attendees;
  Moment start;  ///< civil time where it takes place; without a minute where it is a whole day, and
                 ///< without an offset where the file names no known zone
  Moment end;    ///< exclusive: the day after the last one of whole days
  bool all_day = false;
  EventStatus status = EventStatus::confirmed;
};

struct Calendar {
  std::vector<CalendarEvent> events;  ///< by start
  std::size_t unreadable = 0;         ///< events without a start that can be read
};

/// The events of a calendar file that begin on `days`. A series is told apart into its occurrences,
/// without those that were taken out and with those that were moved; one that repeats more often
/// than daily is its first occurrence alone. Throws Error(bad_data), which names the line, for what
/// is no calendar; Error(unavailable) where the library is missing.
Calendar read_calendar(std::string_view text, const DateRange& days);

}  // namespace rapport
