#pragma once

#include <map>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/domain/calendar.hpp"
#include "rapport/domain/directory.hpp"
#include "rapport/domain/import_plan.hpp"
#include "rapport/domain/time.hpp"

/// Between the book and a plan of interactions: what the plan asks of it, and the one writer.
namespace rapport {

Directory load_directory(Store& store);

/// Borrows the store.
BookTalks book_talks(Store& store);

/// `said` as the clocks of `zone` show it.
Moment place_in(const Moment& said, const ZoneOffset& zone);

/// Whose calendar, where, and what it is read for.
struct CalendarOwner {
  Pm pm;
  std::string address;  ///< how the calendar calls its owner
  ZoneOffset zone;      ///< of the PM
  DateRange days;       ///< which count: from the join on
};

/// Reads the book only. What it answers borrows the directory and the owner.
ImportPlan plan_calendar(Store& store, const Directory& directory, const CalendarOwner& owner,
                         const Calendar& calendar, const std::vector<ImportCandidate>& events,
                         const Moment& now, Minutes longest);

/// Writes planned interactions, the customers and people that are new with them, once each.
class TalkWriter {
 public:
  TalkWriter(Writing& writing, Directory& directory) : writing_(writing), directory_(directory) {}

  /// Gives one that is new its uid.
  void write(PlannedTalk& planned);

  /// Moves the joins back that nobody has stated, to the first interaction that was held, as `log`
  /// does; answers sentences about it.
  std::vector<std::string> move_joins(Store& store);

 private:
  Uid customer_of(const std::string& name);
  void add_talk(PlannedTalk& planned);

  Writing& writing_;
  Directory& directory_;
  std::map<Uid, Date> firsts_;  // by PM
};

}  // namespace rapport
