#pragma once

#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/signals.hpp"
#include "rapport/report/numbering.hpp"

namespace rapport {

/// What one signal of one PM comes to, in words.
struct SignalLine {
  std::string pm;
  std::string signal;   ///< "gap-after-rough", for programs
  std::string title;    ///< "After a rough talk"
  std::string finding;  ///< facts with their sample; empty where the sample is too small
  int sample = 0;       ///< rough talks, or plans
  bool stands_out = false;
};

/// How far back they look: what is usual takes a while to know.
inline constexpr Days signals_look_back{364};

struct SignalsReport {
  std::vector<SignalLine> lines;
};

/// Adds the four signals of `pm`.
void add_signals(SignalsReport& report, const std::string& pm, const Signals& signals,
                 const Customers& customers, Date today, const Numbering& numbering = {});

/// All that is said, and of the rest how large a sample it would take.
Document document_of(const SignalsReport& report);

/// Only what stands out, for a page on many things; no block where nothing does.
std::vector<Block> blocks_of(const SignalsReport& report);

}  // namespace rapport
