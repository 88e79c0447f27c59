#include "rapport/report/told.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace rapport {
namespace {

std::string days_text(std::int64_t days) {
  return std::to_string(days) + (days == 1 ? " day" : " days");
}

/// "idea #3 Bulk export".
std::string what_text(const ToTell& loop) {
  return std::string(name_of(loop.matter)) + " #" + std::to_string(loop.number) + " " + loop.name;
}

Table table_of(const ToldReport& report, const char* key, std::string empty) {
  Table table{.key = key,
              .columns = {{"who", "Who"},
                          {"matter", "", Audience::programs},
                          {"id", "", Audience::programs},
                          {"name", "", Audience::programs},
                          {"what", "What", Audience::people},
                          {"outcome", "Became"},
                          {"settled", "When"},
                          {"told", "Told"},
                          {"days", "", Audience::programs},
                          {"waited", "Waits", Audience::people}},
              .empty = std::move(empty)};
  for (const auto& [who, loop] : report.lines) {
    const auto days = (loop.told.value_or(report.today) - loop.settled).count();
    table.rows.push_back({{who},
                          {std::string(name_of(loop.matter))},
                          {loop.number},
                          {loop.name},
                          {what_text(loop)},
                          {std::string(loop.outcome)},
                          {loop.settled},
                          {loop.told ? Value{*loop.told} : Value{}},
                          {std::int64_t{days}},
                          {loop.told   ? ""
                           : days == 0 ? "since today"
                                       : days_text(days)}});
  }
  return table;
}

KeyValues closure_facts(const Closure& closure) {
  const auto fact = [](const char* key, Value value) {
    return KeyValue{.key = key, .cell = {std::move(value)}, .audience = Audience::programs};
  };
  return {{fact("settled", std::int64_t{closure.settled}),
           fact("told_count", std::int64_t{closure.told}),
           fact("median_days",
                closure.median_days ? Value{std::int64_t{*closure.median_days}} : Value{})}};
}

}  // namespace

ToldReport build_told(const std::vector<ToTell>& listed, const std::vector<ToTell>& all,
                      const Customers& customers, Date today) {
  ToldReport report{.today = today, .closure = closure_of(all)};
  std::map<std::string, Date> since;
  for (const ToTell& loop : listed) {
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

Document waiting_of(const ToldReport& report) {
  Document document{.report = "told", .main_table = "to_tell"};
  document.blocks.emplace_back(closure_facts(report.closure));
  document.blocks.emplace_back(table_of(report, "to_tell", "Nobody waits to be told anything."));
  if (report.closure.settled > 0)
    document.blocks.emplace_back(
        Text{"Closing the loop: " + closure_text(report.closure), Tone::quiet});
  return document;
}

Document told_of(const ToldReport& report, const std::string& report_name) {
  Document document{.report = report_name, .main_table = "told", .saved = "saved"};
  for (const auto& [who, loop] : report.lines)
    document.blocks.emplace_back(Text{who + " knows: " + what_text(loop) + ", " +
                                          std::string(loop.outcome) + " " +
                                          day_text(loop.settled, report.today),
                                      Tone::strong});
  Table table = table_of(report, "told", "");
  table.audience = Audience::programs;
  document.blocks.emplace_back(std::move(table));
  document.blocks.emplace_back(closure_facts(report.closure));
  document.blocks.emplace_back(Text{"Closing the loop: " + closure_text(report.closure)});
  return document;
}

}  // namespace rapport
