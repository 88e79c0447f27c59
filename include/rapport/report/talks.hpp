#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

/// What a table of interactions says beyond the columns of a week: also their status and loop; for
/// programs, or for everybody, who hosted them.
enum class TalkColumns { of_week, with_status, with_hosts, with_shown_hosts };

/// The table `interactions`: one row a talk, with whether it counts and why not.
Table talks_table(const std::vector<TalkLine>& talks, TalkColumns columns, std::string empty,
                  Audience audience = Audience::everyone);

/// Talks of one PM or of several, each once, by start.
struct ListReport {
  std::map<std::int64_t, TalkLine> talks;  ///< by number
  bool several_pms = false;
  std::size_t unread = 0;  ///< older ones, of which no more than their number is told
};

/// Adds the talks that the PM of `cadence` hosted and that `is_asked` is true for.
void add_talks(ListReport& report, const Cadence& cadence,
               const std::function<bool(const Talk&)>& is_asked);

/// The talks of a report by their start.
std::vector<TalkLine> lines_of(const ListReport& report);

/// The newest `limit` talks, all when it is 0.
Document document_of(const ListReport& report, std::size_t limit);

/// `total` talks, by their start, for programs: each is read as it is written.
Document document_of(std::function<void(const std::function<void(const TalkLine&)>& take)> each,
                     bool several_pms, std::size_t total);

}  // namespace rapport
