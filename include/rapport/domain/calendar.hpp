#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rapport/domain/candidate.hpp"

/// What a calendar holds, as plain values.
namespace rapport {

enum class EventStatus { confirmed, tentative, cancelled };

/// One occurrence of an event. `uid` and `recurrence_id` together are the same in every file that
/// has it.
struct CalendarEvent {
  std::string uid;                      ///< may be empty: files lack it
  std::optional<Moment> recurrence_id;  ///< of a series: when this one was to be at first
  std::string version;                  ///< of several of one event, see `is_older`
  std::string summary;
  std::string location;
  std::string description;
  std::vector<std::string> categories;
  std::optional<Attendee> organizer;
  std::vector<Attendee> attendees;
  std::vector<std::string> links;  ///< addresses of a conference or a page
  Moment start;  ///< civil time where it takes place; without a minute where it is a whole day, and
                 ///< without an offset where the file names no known zone
  Moment end;    ///< exclusive: the day after the last one of whole days
  bool all_day = false;
  bool is_marked_all_day = false;  ///< written with times, and called all day by its program
  bool is_free = false;            ///< whoever asks finds the time free
  bool is_private = false;         ///< marked private or confidential
  std::string unknown_zone;        ///< the zone of `start` where nobody knows it
  EventStatus status = EventStatus::confirmed;
};

/// The days of an event that is of whole days, however its program writes them: as dates, marked as
/// such, or from midnight to midnight in `zone`, that of the owner. Nothing for any other.
std::optional<DateRange> whole_days_of(const CalendarEvent& event, const ZoneOffset& zone);

/// True for what was called off: its status says so, or its title begins with the word that Outlook
/// puts in front ("Canceled: …", in the languages of its organizers) and the time is free again.
bool is_called_off(const CalendarEvent& event);

/// "Canceled: review", "[Abgesagt] review": as Outlook and others write it before a title.
bool begins_with_cancelling(std::string_view title);

/// An occurrence that was taken out of its series.
struct RemovedEvent {
  std::string uid;
  std::optional<Moment> recurrence_id;  ///< nothing: an event that is no series
  std::string version;                  ///< of its series
};

/// What is in the file and no event, or cannot be followed.
struct SkippedSeries {
  std::string summary;
  Moment start;
  std::string reason;  ///< "repeats every hour", "an answer to an invitation"
};

struct Calendar {
  std::string name;                   ///< of the calendar or of its owner; often empty
  std::string zone;                   ///< of its owner: "Europe/Berlin"; often empty
  std::vector<CalendarEvent> events;  ///< by start
  std::vector<RemovedEvent> removed;
  std::map<std::string, std::string> series;  ///< versions by UID of those that were told apart
                                              ///< into their occurrences
  std::vector<SkippedSeries> skipped;
  std::size_t unreadable = 0;        ///< events without a start that can be read
  std::vector<std::string> earlier;  ///< titles of meetings before the days that were asked for; of
                                     ///< a series that ended before them, one
};

}  // namespace rapport
