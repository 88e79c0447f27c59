#include "rapport/report/told.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

/// "idea #3 Bulk export".
std::string loop_text(const AwaitedOutcome& loop) {
  return std::string(name_of(loop.kind)) + " #" + std::to_string(loop.number) + " " + loop.name;
}

std::int64_t days_waited(const AwaitedOutcome& loop, Date today) {
  return (loop.closed_on.value_or(today) - loop.settled).count();
}

Table loops_table(const ToldReport& report, Table head) {
  using Line = ToldReport::Line;
  const auto days = [today = report.today](const Line& line) {
    return days_waited(line.loop, today);
  };
  const auto waits = [days](const Line& line) -> std::string {
    if (line.loop.closed_on) return "";
    return days(line) == 0 ? "since today" : days_text(days(line));
  };
  return table_of(
      std::move(head), report.lines,
      {{"who", "Who", &Line::who},
       {"matter", "", [](const Line& line) { return std::string(name_of(line.loop.kind)); },
        Audience::programs},
       {"id", "", [](const Line& line) { return line.loop.number; }, Audience::programs},
       {"name", "", [](const Line& line) { return line.loop.name; }, Audience::programs},
       {"what", "What", [](const Line& line) { return loop_text(line.loop); }, Audience::people},
       {"outcome", "Outcome", [](const Line& line) { return std::string(line.loop.outcome); }},
       {"settled", "When", [](const Line& line) { return line.loop.settled; }},
       {"told", "Told", [](const Line& line) { return line.loop.closed_on; }},
       {"days", "", days, Audience::programs},
       {"waited", "Waits", waits, Audience::people}});
}

KeyValues closure_values(const Closure& closure) {
  return {{value_for_programs("settled", std::int64_t{closure.settled}),
           value_for_programs("told_count", std::int64_t{closure.closed}),
           value_for_programs("median_days", value_of(closure.median_days))}};
}

}  // namespace

ToldReport build_told(const std::vector<AwaitedOutcome>& listed,
                      const std::vector<AwaitedOutcome>& all, const Customers& customers,
                      Date today) {
  ToldReport report{.today = today, .closure = closure_of(all)};
  std::map<std::string, Date> since;
  for (const AwaitedOutcome& loop : listed) {
    const Customer* const customer = find_customer(customers, loop.customer);
    std::string who = customer == nullptr ? loop.colleague : customer->name;
    Date& day = since.try_emplace(who, loop.settled).first->second;
    day = std::min(day, loop.settled);
    report.lines.push_back({std::move(who), loop});
  }
  std::stable_sort(report.lines.begin(), report.lines.end(), [&](const auto& a, const auto& b) {
    return std::tie(since.at(a.who), a.who) < std::tie(since.at(b.who), b.who);
  });
  return report;
}

Document loops_waiting(const ToldReport& report) {
  Document document{
      .report = "told",
      .blocks = {closure_values(report.closure),
                 loops_table(report, {.key = "to_tell",
                                      .empty = "Nobody is waiting to be told anything."})},
      .main_table = "to_tell"};
  if (report.closure.settled > 0)
    document.blocks.emplace_back(
        Text{"Closing the loop: " + closure_text(report.closure), Tone::quiet});
  return document;
}

Document loops_closed(const ToldReport& report, const std::string& report_name) {
  Document document{.report = report_name, .main_table = "told", .saved = "saved"};
  for (const auto& [who, loop] : report.lines)
    document.blocks.emplace_back(Text{who + " knows: " + loop_text(loop) + ", " +
                                          std::string(loop.outcome) + " " +
                                          day_text(loop.settled, report.today),
                                      Tone::strong});
  document.blocks.emplace_back(
      loops_table(report, {.key = "told", .audience = Audience::programs}));
  document.blocks.emplace_back(closure_values(report.closure));
  document.blocks.emplace_back(Text{"Closing the loop: " + closure_text(report.closure)});
  return document;
}

}  // namespace rapport
