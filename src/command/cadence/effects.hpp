#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"

/// What a change of customers or people does to the numbers of PMs: said before or with the change,
/// since the past is judged by what the book says of customers now.
namespace rapport {

/// Customers and people as they will be.
struct Proposal {
  std::vector<Customer> customers;
  std::vector<Person> people;
};

/// One number or verdict that changes.
struct Effect {
  std::string pm;
  std::string target;
  std::string period;
  Metric metric = Metric::hours;
  std::int64_t before = 0;
  std::int64_t after = 0;
  State state_before = State::paused;
  State state_after = State::paused;

  /// Less is counted, or what was met no longer is.
  bool lowers() const {
    return after < before || (state_before == State::met && state_after != State::met);
  }
};

/// For every PM: each target that governs today and shows another count, and each closed period of
/// the main target with another verdict.
std::vector<Effect> effects_of(Session& session, const Proposal& proposal);

/// "Priya, eu (once): 15 customers → 14 customers, met → on pace".
std::string text_of(const Effect& effect);

/// The sentences for people, and the table `effects` for programs.
std::vector<Block> blocks_of(const std::vector<Effect>& effects);

/// True when `what` ("merging Acme into Acme Robotics") may go ahead: nothing is lowered, `yes` was
/// given, or the person at the terminal agrees. Throws Error(usage) where nobody can be asked. Not
/// while holding the write lock.
bool may_lower(Session& session, const std::vector<Effect>& effects, const std::string& what,
               bool yes);

}  // namespace rapport
