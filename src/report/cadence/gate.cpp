#include "rapport/report/gate.hpp"

#include <algorithm>

#include "rapport/document/table.hpp"

namespace rapport {

std::optional<GateReport> build_gate(const Cadence& cadence, std::string_view name) {
  const auto gate = cadence.gate(name);
  if (!gate) return std::nullopt;
  return GateReport{.pm = cadence.pm().name,
                    .today = cadence.today(),
                    .target = target_line(cadence, gate->judgement, cadence.today()),
                    .met = gate->met,
                    .missing = gate->missing};
}

std::string gate_text(const GateReport& report) {
  const TargetLine& target = report.target;
  std::string text = target.name + (report.met ? ": met, " : ": not met, ") +
                     share_text(target.done, target.expected, target.metric);
  if (!report.met) text += "; missing: " + report.missing;
  if (target.forecast) text += "; at this pace on " + day_text(*target.forecast, report.today);
  return text;
}

Document document_of(const GateReport& report) {
  const TargetLine& target = report.target;
  return {
      .report = "gate",
      .blocks = {Text{gate_text(report), report.met ? Tone::good : Tone::warn},
                 KeyValues{
                     {value_for_programs("pm", report.pm), value_for_programs("name", target.name),
                      value_for_programs("met", report.met),
                      value_for_programs("metric", std::string(name_of(target.metric))),
                      value_for_programs("period", to_string(target.every)),
                      value_for_programs("done", target.done),
                      value_for_programs("expected", target.expected),
                      value_for_programs("unit", std::string(name_of(row_of(target.metric).unit))),
                      value_for_programs("state", std::string(name_of(target.state))),
                      value_for_programs("missing",
                                         std::max<std::int64_t>(0, target.expected - target.done)),
                      value_for_programs("finding", value_of(report.missing)),
                      value_for_programs("forecast", value_of(target.forecast))}}},
      .answer = report.met};
}

}  // namespace rapport
