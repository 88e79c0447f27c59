#include "rapport/report/gate.hpp"

#include <array>

#include "command/cadence/target_options.hpp"
#include "command/current_pm.hpp"
#include "command/pm_book.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

struct GateOptions {
  std::string target;
};

void declare_gate(Args& args, GateOptions& options) {
  args.word(options.target, "TARGET", "its name in `rapport target list`", Completes::target)
      .example("rapport gate onboarding", "is it met, and if not, what is missing")
      .example("rapport gate weekly --pm Priya && ./release", "go on only when it is met")
      .prose(
          "The exit code is 0 when the target is met, 1 when it is not, and 3 when there is no "
          "such target.");
}

Document run_gate(const GateOptions& options, Session& session) {
  PmBook book = load_pm_book(session, current_pm_or_new(session));
  const Cadence cadence(book.facts, std::move(book.own));
  return document_of(*build_gate(cadence, target_in_force(cadence, options.target)));
}

constexpr std::array gate_rows{
    Command{"gate", "is a target met?", prepare_report<GateOptions, declare_gate, run_gate>},
};

}  // namespace

std::span<const Command> gate_commands() { return gate_rows; }

}  // namespace rapport
