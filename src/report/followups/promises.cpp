#include "rapport/report/promises.hpp"

#include <algorithm>
#include <tuple>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

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

template <typename T>
auto promise_field(T Promise::*member) {
  return [member](const PromiseLine& line) { return line.promise.*member; };
}

std::string shown(const PromiseLine& line) { return shown_text(line.promise); }

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
  for (const AwaitedOutcome& loop : loops_of(facts)) {
    if (loop.kind != LoopKind::promise || loop.closed_on) continue;
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

std::string done_text(std::optional<Date> due, Date done) {
  const std::int64_t late = due ? (done - *due).count() : 0;
  return late > 0 ? "done, " + days_text(late) + " late" : "done";
}

std::string state_text(const PromiseLine& line, Date today) {
  if (const auto days = days_overdue(line.promise, today); days > 0)
    return days_text(days) + " overdue";
  if (line.is_open()) return "open";
  const std::string done = done_text(line.promise.due, *line.promise.kept);
  if (line.to_tell.empty()) return done + (done == "done" ? " and told" : ", told");
  return done + ", not told yet" +
         (line.who.size() > line.to_tell.size() ? ": " + joined(line.to_tell) : "");
}

std::string line_text(const PromiseLine& line, Date today) {
  std::string text = "#" + std::to_string(line.promise.number) + " " + shown_text(line.promise);
  if (!line.who.empty()) text += " · for " + joined(line.who);
  if (line.promise.due) text += " · due " + day_text(*line.promise.due, today);
  const std::string state = state_text(line, today);
  return state == "open" ? text : text + " · " + state;
}

Document document_of(const PromiseReport& report, PromiseFilter filter) {
  const auto& lines = report.lines;
  const bool is_of_one = std::all_of(lines.begin(), lines.end(), [&](const PromiseLine& line) {
    return line.promise.pm == lines.front().promise.pm;
  });
  const auto overdue = [today = report.today](const PromiseLine& line) {
    return days_overdue(line.promise, today);
  };
  const auto state = [today = report.today](const PromiseLine& line) -> Cell {
    return {state_text(line, today),
            days_overdue(line.promise, today) > 0 ? Tone::warn : Tone::plain};
  };
  Table table =
      table_of({.key = "promises", .empty = empty_text(filter)}, lines,
               {{"id", "#", promise_field(&Promise::number)},
                {"text", "What", shown},
                {"customers", "For", &PromiseLine::who},
                {"pm", "PM", &PromiseLine::pm, is_of_one ? Audience::programs : Audience::everyone},
                {"made", "", promise_field(&Promise::made), Audience::programs},
                {"due", "Due", promise_field(&Promise::due)},
                {"overdue_days", "", overdue, Audience::programs},
                {"kept", "Kept", promise_field(&Promise::kept)},
                {"told", "Told", promise_field(&Promise::told)},
                {"to_tell", "", &PromiseLine::to_tell, Audience::programs},
                {"state", "State", state}});
  return {.report = "promise list", .title = "Promises", .blocks = {std::move(table)}};
}

Table promises_table(const std::vector<PromiseLine>& lines, Date today) {
  const auto state = [today](const PromiseLine& line) -> Cell {
    if (line.promise.kept)
      return {done_text(line.promise.due, *line.promise.kept) +
              (line.promise.told ? ", told" : "")};
    return days_overdue(line.promise, today) > 0 ? Cell{"overdue", Tone::warn} : Cell{"open"};
  };
  return table_of({.key = "promises", .title = lines.empty() ? "" : "Promises"}, lines,
                  {{"id", "#", promise_field(&Promise::number)},
                   {"text", "What", shown},
                   {"pm", "PM", &PromiseLine::pm},
                   {"made", "", promise_field(&Promise::made), Audience::programs},
                   {"due", "Due", promise_field(&Promise::due)},
                   {"kept", "Kept", promise_field(&Promise::kept)},
                   {"told", "Told", promise_field(&Promise::told)},
                   {"state", "State", state}});
}

Document promise_document(const char* report, const PromiseLine& line, Date today) {
  const Promise& promise = line.promise;
  return {.report = report,
          .blocks = {KeyValues{{value_for_programs("id", promise.number),
                                value_for_programs("uid", to_string(promise.uid)),
                                value_for_programs("text", shown_text(promise)),
                                value_for_programs("customers", line.who),
                                value_for_programs("due", value_of(promise.due)),
                                value_for_programs("kept", value_of(promise.kept)),
                                value_for_programs("told", value_of(promise.told)),
                                value_for_programs("to_tell", line.to_tell)}},
                     Text{line_text(line, today), Tone::strong}},
          .saved = "saved as #" + std::to_string(promise.number)};
}

Document dropped_document(const Promise& promise) {
  return {.report = "promise drop",
          .blocks = {KeyValues{{value_for_programs("id", promise.number)}},
                     Text{"dropped #" + std::to_string(promise.number) + " " +
                              printable(shown_text(promise)),
                          Tone::strong},
                     Text{"`rapport undo` brings it back", Tone::quiet}},
          .saved = "dropped"};
}

}  // namespace rapport
