#pragma once

#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/loops.hpp"

namespace rapport {

/// A promise, and how it stands.
struct PromiseLine {
  Promise promise;
  std::vector<std::string> who;  ///< to whom, by name
  std::string pm;
  std::vector<std::string> to_tell;  ///< once it is kept

  bool is_open() const { return !promise.kept; }
  bool is_over() const { return promise.kept && to_tell.empty(); }
};

struct PromiseReport {
  Date today{};
  std::vector<PromiseLine> lines;
};

/// Which promises to list.
enum class PromiseFilter {
  waiting,  ///< not kept, or kept and not told
  open,     ///< not kept
  overdue,  ///< not kept, and due before today
  all
};

/// Those that pass, the most overdue first, then by due date, then what is only to be told, then
/// what is over. `pms` are the names of those who promised.
PromiseReport build_promises(const LoopFacts& facts, const std::map<Uid, std::string>& pms,
                             Date today, PromiseFilter filter);

/// "done", or "done, 46 days late" where that was after it was due.
std::string done_text(std::optional<Date> due, Date done);

/// "3 days overdue", "open", "done, not told yet", "done and told".
std::string state_text(const PromiseLine& line, Date today);

/// "#3 send the plan · for Acme Robotics · due Fri 27 Nov".
std::string line_text(const PromiseLine& line, Date today);

/// The table `promises`.
Document document_of(const PromiseReport& report, PromiseFilter filter);

/// The table `promises` as a part of a page; of a line only the promise and the PM are needed.
Table promises_table(const std::vector<PromiseLine>& lines, Date today);

/// What a command that wrote a promise answers.
Document promise_document(const char* report, const PromiseLine& line, Date today);

/// What `promise drop` answers.
Document dropped_document(const Promise& promise);

}  // namespace rapport
