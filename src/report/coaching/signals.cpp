#include "rapport/report/signals.hpp"

#include <algorithm>
#include <span>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/counting.hpp"

namespace rapport {
namespace {

std::string rough_talks(int count) { return count_text(count, "rough talk"); }
std::string other_talks(int count) { return count_text(count, "other talk"); }

std::string gap_finding(const GapSignal& signal, const char* until) {
  if (!signal.speaks) return {};
  return days_text(*signal.after_rough) + " until the next contact with " + until + ", usually " +
         days_text(*signal.usual) + " (medians of " + rough_talks(signal.rough) + " and " +
         other_talks(signal.others) + "; " + std::to_string(signal.longer) + " longer than usual)";
}

std::string cancel_finding(const CancelSignal& signal) {
  if (!signal.speaks) return {};
  return std::to_string(signal.by_me) + " of " + std::to_string(signal.plans) +
         " plans called off by us, " + std::to_string(signal.by_them) + " by the customer";
}

std::string revisit_finding(const Signals& signals, const Customers& customers, Date today,
                            const Numbering& numbering) {
  if (signals.with_customer.others < least_other_talks) return {};
  std::vector<std::string> waiting;
  for (const NotRevisited& talk : signals.not_revisited)
    if (const Customer* customer = find_customer(customers, talk.customer))
      waiting.push_back(customer->name + " since " + day_text(talk.day, today) + " (" +
                        numbering.text("interaction", talk.number) + ", " + days_text(talk.days) +
                        ")");
  const int usual = *signals.with_customer.usual;
  const std::string usually =
      "usually " + days_text(usual) + " (median of " + other_talks(signals.with_customer.others) +
      (usual > longest_usual_days ? ", taken as " + std::to_string(longest_usual_days) : "") + ")";
  if (waiting.empty()) return "nobody for " + days_text(revisit_days(usual)) + "; " + usually;
  return joined(waiting) + "; " + usually;
}

Table signals_table(const SignalsReport& report) {
  return table_of({.key = "signals", .audience = Audience::programs}, report.lines,
                  {{"pm", "", &SignalLine::pm},
                   {"signal", "", &SignalLine::signal},
                   {"stands_out", "", &SignalLine::stands_out},
                   {"sample", "", &SignalLine::sample},
                   {"finding", "", [](const SignalLine& line) { return value_of(line.finding); }}});
}

KeyValue finding_of(const SignalLine& line) {
  return value_for_people(line.title, line.finding, line.stands_out ? Tone::warn : Tone::plain);
}

/// What is said of one PM, whose lines these are.
void add_pm_signals(std::vector<Block>& blocks, std::span<const SignalLine> lines) {
  KeyValues said;
  for (const SignalLine& line : lines)
    if (!line.finding.empty()) said.values.push_back(finding_of(line));
  blocks.emplace_back(Heading{lines.front().pm, 2});
  if (said.values.empty()) {
    blocks.emplace_back(Text{"Not enough data yet: at least " + rough_talks(least_rough_talks) +
                                 " and " + other_talks(least_other_talks) + ", or " +
                                 std::to_string(least_plans) + " plans are needed.",
                             Tone::quiet});
    return;
  }
  const bool stands_out = std::any_of(lines.begin(), lines.end(),
                                      [](const SignalLine& line) { return line.stands_out; });
  blocks.emplace_back(stands_out ? Text{"Something stands out", Tone::warn}
                                 : Text{"Nothing stands out", Tone::good});
  blocks.emplace_back(std::move(said));
}

}  // namespace

void add_signals(SignalsReport& report, const std::string& pm, const Signals& signals,
                 const Customers& customers, Date today, const Numbering& numbering) {
  const auto add = [&](const char* signal, const char* title, std::string finding, int sample,
                       bool stands_out) {
    report.lines.push_back({pm, signal, title, std::move(finding), sample, stands_out});
  };
  const GapSignal& with_customer = signals.with_customer;
  const GapSignal& with_anyone = signals.with_anyone;
  const CancelSignal& cancelled = signals.cancelled;
  add("gap-after-rough", "After a rough talk", gap_finding(with_customer, "that customer"),
      with_customer.rough, with_customer.stands_out);
  add("silence-after-rough", "With anybody", gap_finding(with_anyone, "any customer"),
      with_anyone.rough, with_anyone.stands_out);
  add("own-cancellations", "Plans called off", cancel_finding(cancelled), cancelled.plans,
      cancelled.stands_out);
  add("not-revisited", "Rough, not revisited",
      revisit_finding(signals, customers, today, numbering), with_customer.rough,
      !signals.not_revisited.empty());
}

Document document_of(const SignalsReport& report) {
  Document document{
      .report = "signals",
      .blocks =
          {Heading{"Signals, 52 weeks"},
           Text{"What happens after rough talks, compared with what is usual for each PM. Every "
                "figure comes with its sample; where that is too small, nothing is said.",
                Tone::quiet}},
      .main_table = "signals"};
  auto& blocks = document.blocks;
  if (report.lines.empty())
    blocks.emplace_back(Text{"No PM yet. For example: rapport pm add Priya"});
  for (auto first = report.lines.begin(); first != report.lines.end();) {
    const auto last = std::find_if(first, report.lines.end(),
                                   [&](const SignalLine& line) { return line.pm != first->pm; });
    add_pm_signals(blocks, {first, last});
    first = last;
  }
  blocks.emplace_back(signals_table(report));
  return document;
}

std::vector<Block> blocks_of(const SignalsReport& report) {
  KeyValues striking;
  for (const SignalLine& line : report.lines)
    if (line.stands_out) striking.values.push_back(finding_of(line));
  std::vector<Block> blocks;
  if (!striking.values.empty()) {
    blocks.emplace_back(Heading{"Signals", 2});
    blocks.emplace_back(std::move(striking));
  }
  blocks.emplace_back(signals_table(report));
  return blocks;
}

}  // namespace rapport
