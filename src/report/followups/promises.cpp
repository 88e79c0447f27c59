#include "rapport/report/promises.hpp"

#include <algorithm>
#include <tuple>

namespace rapport {
namespace {

std::int64_t days_overdue(const Promise& promise, Date today) {
  if (promise.kept || !promise.due) return 0;
  return std::max<std::int64_t>((today - *promise.due).count(), 0);
}

bool passes(const PromiseLine& line, Date today, PromiseFilter filter) {
  switch (filter) {
    case PromiseFilter::waiting:
      return !line.is_over();
    case PromiseFilter::open:
      return line.is_open();
    case PromiseFilter::overdue:
      return days_overdue(line.promise, today) > 0;
    case PromiseFilter::all:
      return true;
  }
  return true;
}

/// Open ones by due date, those without one behind them; then those to tell, then the rest.
auto order_of(const PromiseLine& line) {
  const int rank = line.is_open() ? 0 : line.is_over() ? 2 : 1;
  const Date day = rank == 0   ? line.promise.due.value_or(last_date)
                   : rank == 1 ? *line.promise.kept
                               : first_date;
  return std::tuple(rank, day, rank == 2 ? -line.promise.number : line.promise.number);
}

Value day_value(const std::optional<Date>& day) { return day ? Value{*day} : Value{}; }

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string empty_text(PromiseFilter filter) {
  switch (filter) {
    case PromiseFilter::waiting:
    case PromiseFilter::open:
      return "No promise is open. For example: rapport promise add \"send the plan\" --for acme "
             "--due fri";
    case PromiseFilter::overdue:
      return "No promise is overdue.";
    case PromiseFilter::all:
      break;
  }
  return "No promise yet. For example: rapport promise add \"send the plan\" --for acme --due fri";
}

}  // namespace

PromiseReport build_promises(const LoopFacts& facts, const std::map<Uid, std::string>& pms,
                             Date today, PromiseFilter filter) {
  std::map<Uid, std::vector<std::string>> waiting;
  for (const ToTell& loop : loops_of(facts)) {
    if (loop.matter != Matter::promise || loop.told) continue;
    const Customer* const customer = find_customer(facts.customers, loop.customer);
    waiting[loop.ref].push_back(customer == nullptr ? loop.colleague : customer->name);
  }
  PromiseReport report{.today = today};
  for (const Promise& promise : facts.promises) {
    PromiseLine line{.promise = promise};
    std::set<std::string> names;
    for (const Uid& uid : promise.customers)
      if (const Customer* customer = find_customer(facts.customers, uid))
        names.insert(customer->name);
    if (promise.colleague)
      if (const auto person = facts.colleagues.find(*promise.colleague);
          person != facts.colleagues.end())
        names.insert(person->second);
    line.who = {names.begin(), names.end()};
    if (const auto pm = pms.find(promise.pm); pm != pms.end()) line.pm = pm->second;
    line.to_tell = waiting[promise.uid];
    if (passes(line, today, filter)) report.lines.push_back(std::move(line));
  }
  std::sort(report.lines.begin(), report.lines.end(),
            [](const PromiseLine& a, const PromiseLine& b) { return order_of(a) < order_of(b); });
  return report;
}

std::string state_text(const PromiseLine& line, Date today) {
  if (const auto days = days_overdue(line.promise, today); days > 0)
    return std::to_string(days) + (days == 1 ? " day overdue" : " days overdue");
  if (line.is_open()) return "open";
  if (line.to_tell.empty()) return "told";
  return line.who.size() > line.to_tell.size() ? "kept, to tell: " + joined(line.to_tell)
                                               : "kept, to tell";
}

std::string line_text(const PromiseLine& line, Date today) {
  std::string text = "#" + std::to_string(line.promise.number) + " " + line.promise.text;
  if (!line.who.empty()) text += " · for " + joined(line.who);
  if (line.promise.due) text += " · due " + day_text(*line.promise.due, today);
  const std::string state = state_text(line, today);
  return state == "open" ? text : text + " · " + state;
}

Document document_of(const PromiseReport& report, PromiseFilter filter) {
  Table table{.key = "promises",
              .columns = {{"id", "#"},
                          {"text", "What"},
                          {"customers", "For"},
                          {"pm", "PM"},
                          {"made", "", Audience::programs},
                          {"due", "Due"},
                          {"overdue_days", "", Audience::programs},
                          {"kept", "Kept"},
                          {"told", "Told"},
                          {"to_tell", "", Audience::programs},
                          {"state", "State"}},
              .empty = empty_text(filter)};
  bool one_pm = true;
  for (const PromiseLine& line : report.lines)
    one_pm = one_pm && line.promise.pm == report.lines.front().promise.pm;
  if (one_pm) table.columns[3].audience = Audience::programs;
  for (const PromiseLine& line : report.lines) {
    const Promise& promise = line.promise;
    const auto late = days_overdue(promise, report.today);
    table.rows.push_back({{promise.number},
                          {promise.text},
                          {line.who},
                          {line.pm},
                          {promise.made},
                          {day_value(promise.due)},
                          {late},
                          {day_value(promise.kept)},
                          {day_value(promise.told)},
                          {line.to_tell},
                          {state_text(line, report.today), late > 0 ? Tone::warn : Tone::plain}});
  }
  return {.report = "promise list", .title = "Promises", .blocks = {std::move(table)}};
}

}  // namespace rapport
