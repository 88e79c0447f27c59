#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/domain/cadence.hpp"

/// The rules behind a verdict, in words, with the numbers they were fed.
namespace rapport {

/// One rule and what came of it.
struct Reason {
  std::string rule;     ///< "expected"
  std::string finding;  ///< "3h × 3 of 5 working days available = 2h, up to a quarter of an hour"
};

/// Why the period of `judgement` has its state.
std::vector<Reason> why_judgement(const Cadence& cadence, const Judgement& judgement);

/// Why a talk counts, or does not, towards each target that governs its day.
struct TalkReason {
  const Target* target = nullptr;
  bool counts = false;
  std::string finding;  ///< "counts 1h", "partner, not a customer"
};
std::vector<TalkReason> why_talk(const Cadence& cadence, const Entry& entry);

}  // namespace rapport
