#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

/// What the readers of `rapport import` yield, before the book is asked anything.
namespace rapport {

/// No interaction is longer: what a file says beyond it is no length, or no talk.
inline constexpr Minutes longest_talk{24 * 60};

/// What is longer is rather a day that is marked than a talk: it comes in only where it is asked
/// for.
inline constexpr Minutes longest_meeting{12 * 60};

/// Whether somebody who was invited will come.
enum class Answer {
  none,  ///< the file says nothing of it
  accepted,
  tentative,
  declined,
  delegated,  ///< somebody else comes instead
  owed        ///< asked, and never answered
};

/// Somebody who took part, as a file names them.
struct Attendee {
  std::string name;   ///< as the file has it, often empty
  std::string email;  ///< lower case, without "mailto:"; often empty
  Answer answer = Answer::none;

  bool operator==(const Attendee&) const = default;
};

/// An interaction as a file tells it.
struct ImportCandidate {
  std::string source;  ///< what it is known by in every file that has it: "ics:…", "csv:…"
  bool has_identity = false;  ///< `source` outlives changes: what comes again changed is the same
                              ///< interaction. Otherwise it is made of all that the file says,
                              ///< and no other of the file has it
  std::string content;        ///< of a row whose id was pointed out: what it was known by without
                              ///< it; mostly empty
  std::optional<Uid> uid;     ///< of a file of this program: what it is in the book it came from
  std::string series;         ///< whose occurrence it is; empty for one by itself
  std::string version;        ///< see `Interaction::version`
  Moment start;               ///< a whole day where it has no minute
  Minutes length{};
  Kind kind = Kind::call;
  Purpose purpose = Purpose::discovery;
  Loop loop = Loop::customer;
  std::optional<Status> status;  ///< where the file says it; else the clock does
  std::optional<Side> cancelled_by;
  std::optional<Mood> mood;
  bool is_private = false;
  std::string title;
  std::string note;
  std::string owner;     ///< the PM by any name; empty where the file names none
  std::string customer;  ///< by name, or by several; empty where only the attendees tell
  std::vector<Attendee> attendees;
  std::string unknown_zone;  ///< the zone of `start` where nobody knows it
};

/// Why a candidate does not come in. The order is that of reports.
enum class SkipReason {
  all_day,
  too_long,   ///< longer than `longest_meeting`
  no_length,  ///< it ends when it begins: a reminder
  cancelled,
  declined,   ///< by the PM, or by everybody else
  delegated,  ///< by the PM, to somebody else
  solo,       ///< nobody else is in it
  internal,   ///< colleagues alone
  unmatched,  ///< others are in it, and none of a known customer
  before_join,
  other_pm,  ///< `--pm` asks for another one's
  no_talk,   ///< a task, say
  removed,   ///< somebody removed it here
  unreadable,
};

/// "all day", "colleagues alone": for people.
std::string_view skip_text(SkipReason reason);

struct Skipped {
  SkipReason reason = SkipReason::no_talk;
  std::string title;
  std::string detail = {};  ///< what it is instead, or what is wrong with it
};

/// What is wrong with a candidate that cannot be read or placed.
struct ImportProblem {
  std::string column;  ///< empty where no single one is to blame
  std::string reason;
};

}  // namespace rapport
