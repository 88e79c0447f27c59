#include "rapport/report/gate.hpp"

namespace rapport {

std::optional<GateReport> build_gate(const Cadence& cadence, std::string_view name) {
  const auto gate = cadence.gate(name);
  if (!gate) return std::nullopt;
  return GateReport{.pm = cadence.pm().name,
                    .today = cadence.today(),
                    .target = target_line(cadence, gate->judgement),
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
  const auto fact = [](const char* key, Value value) {
    return KeyValue{.key = key, .cell = {std::move(value)}, .audience = Audience::programs};
  };
  Document document{.report = "gate", .answer = report.met};
  document.blocks.emplace_back(Text{gate_text(report), report.met ? Tone::good : Tone::warn});
  document.blocks.emplace_back(KeyValues{
      {fact("pm", report.pm), fact("name", target.name), fact("met", report.met),
       fact("metric", std::string(name_of(target.metric))), fact("period", to_string(target.every)),
       fact("done", target.done), fact("expected", target.expected),
       fact("unit", std::string(name_of(row_of(target.metric).unit))),
       fact("state", std::string(name_of(target.state))), fact("missing", report.missing)}});
  return document;
}

}  // namespace rapport
