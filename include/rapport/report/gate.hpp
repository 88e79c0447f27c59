#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

/// Whether one target is met today; the document's answer is "no" when it is not.
struct GateReport {
  std::string pm;
  Date today{};
  TargetLine target;
  bool met = false;
  std::string missing;  ///< "6 customers in region EU"; empty when met
};

/// Nothing when no target of that name is in force.
std::optional<GateReport> build_gate(const Cadence& cadence, std::string_view name);

/// "eu: not met, 9 of 15 customers; missing: 6 customers in region EU".
std::string gate_text(const GateReport& report);

Document document_of(const GateReport& report);

}  // namespace rapport
