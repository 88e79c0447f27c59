#include "rapport/report/signals.hpp"

#include <algorithm>

#include "rapport/domain/counting.hpp"

namespace rapport {
namespace {

std::string days_text(int days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

std::string talks_text(int talks, const char* kind) {
  return std::to_string(talks) + ' ' + kind + (talks == 1 ? " talk" : " talks");
}

SignalsReport::Line gap_line(const GapSignal& signal, const char* key, const char* title,
                             const char* until) {
  SignalsReport::Line line{.pm = {},
                           .signal = key,
                           .title = title,
                           .finding = {},
                           .sample = signal.rough,
                           .stands_out = signal.stands_out};
  if (signal.speaks)
    line.finding = days_text(*signal.after_rough) + " until the next contact with " + until +
                   ", usually " + days_text(*signal.usual) + " (medians of " +
                   talks_text(signal.rough, "rough") + " and " +
                   talks_text(signal.others, "other") + "; " + std::to_string(signal.longer) +
                   " longer than usual)";
  return line;
}

SignalsReport::Line cancel_line(const CancelSignal& signal) {
  SignalsReport::Line line{.pm = {},
                           .signal = "own-cancellations",
                           .title = "Plans called off",
                           .finding = {},
                           .sample = signal.plans,
                           .stands_out = signal.stands_out};
  if (signal.speaks)
    line.finding = std::to_string(signal.by_me) + " of " + std::to_string(signal.plans) +
                   " plans called off by us, " + std::to_string(signal.by_them) +
                   " by the customer";
  return line;
}

SignalsReport::Line revisit_line(const Signals& signals, const Customers& customers, Date today) {
  SignalsReport::Line line{.pm = {},
                           .signal = "not-revisited",
                           .title = "Rough, not revisited",
                           .finding = {},
                           .sample = signals.with_customer.rough,
                           .stands_out = !signals.not_revisited.empty()};
  if (signals.with_customer.others < least_other_talks) return line;
  for (const NotRevisited& talk : signals.not_revisited) {
    const Customer* customer = find_customer(customers, talk.customer);
    if (customer == nullptr) continue;
    line.finding += (line.finding.empty() ? "" : ", ") + customer->name + " since " +
                    day_text(talk.day, today) + " (#" + std::to_string(talk.number) + ", " +
                    days_text(talk.days) + ")";
  }
  if (line.finding.empty())
    line.finding = "nobody for twice the usual time";
  else
    line.finding += "; usually " + days_text(*signals.with_customer.usual) + " (median of " +
                    talks_text(signals.with_customer.others, "other") + ")";
  return line;
}

Table signals_table(const SignalsReport& report) {
  Table table{.key = "signals",
              .title = "",
              .columns = {{.key = "pm"},
                          {.key = "signal"},
                          {.key = "stands_out"},
                          {.key = "sample"},
                          {.key = "finding"}},
              .rows = {},
              .empty = "",
              .audience = Audience::programs};
  for (const auto& line : report.lines)
    table.rows.push_back({{line.pm},
                          {line.signal},
                          {line.stands_out},
                          {static_cast<std::int64_t>(line.sample)},
                          {line.finding.empty() ? Value{} : Value{line.finding}}});
  return table;
}

KeyValues facts_of(const std::vector<const SignalsReport::Line*>& lines) {
  KeyValues facts;
  for (const auto* line : lines)
    facts.values.push_back({"",
                            line->title,
                            {line->finding, line->stands_out ? Tone::warn : Tone::plain},
                            Audience::people});
  return facts;
}

}  // namespace

void add_signals(SignalsReport& report, const std::string& pm, const Signals& signals,
                 const Customers& customers, Date today) {
  std::vector<SignalsReport::Line> lines{
      gap_line(signals.with_customer, "gap-after-rough", "After a rough talk", "that customer"),
      gap_line(signals.with_anyone, "silence-after-rough", "With anybody", "any customer"),
      cancel_line(signals.cancelled), revisit_line(signals, customers, today)};
  for (auto& line : lines) {
    line.pm = pm;
    report.lines.push_back(std::move(line));
  }
}

Document document_of(const SignalsReport& report) {
  Document document{.report = "signals", .main_table = "signals"};
  auto& blocks = document.blocks;
  blocks.emplace_back(Heading{"Signals, 52 weeks"});
  blocks.emplace_back(
      Text{"After rough talks, against each PM's own usual. Facts, with their sample; where it is "
           "too small, nothing is said.",
           Tone::quiet});
  if (report.lines.empty())
    blocks.emplace_back(Text{"Nobody is tracked yet. For example: rapport pm add Priya"});
  for (auto at = report.lines.begin(); at != report.lines.end();) {
    const std::string pm = at->pm;
    std::vector<const SignalsReport::Line*> said;
    bool stands_out = false;
    for (; at != report.lines.end() && at->pm == pm; ++at) {
      if (!at->finding.empty()) said.push_back(&*at);
      stands_out = stands_out || at->stands_out;
    }
    blocks.emplace_back(Heading{pm, 2});
    if (said.empty()) {
      blocks.emplace_back(Text{"Too few to say anything: it takes " +
                                   talks_text(least_rough_talks, "rough") + " and " +
                                   talks_text(least_other_talks, "other") + ", or " +
                                   std::to_string(least_plans) + " plans.",
                               Tone::quiet});
      continue;
    }
    blocks.emplace_back(stands_out ? Text{"Something stands out", Tone::warn}
                                   : Text{"Nothing stands out", Tone::good});
    blocks.emplace_back(facts_of(said));
  }
  blocks.emplace_back(signals_table(report));
  return document;
}

std::vector<Block> blocks_of(const SignalsReport& report) {
  std::vector<Block> blocks;
  std::vector<const SignalsReport::Line*> striking;
  for (const auto& line : report.lines)
    if (line.stands_out) striking.push_back(&line);
  if (!striking.empty()) {
    blocks.emplace_back(Heading{"Signals", 2});
    blocks.emplace_back(facts_of(striking));
  }
  blocks.emplace_back(signals_table(report));
  return blocks;
}

}  // namespace rapport
