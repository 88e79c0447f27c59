#pragma once

#include "rapport/command/session.hpp"
#include "rapport/domain/cadence.hpp"

namespace rapport {

/// What a `Cadence` of one PM is made from, loaded from the book as of the session's moment.
struct PmBook {
  BookFacts facts;
  PmFacts own;
};

PmBook load_pm_book(Session& session, const Pm& pm);

}  // namespace rapport
