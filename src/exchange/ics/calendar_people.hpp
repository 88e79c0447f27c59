#pragma once

#include <optional>

#include "exchange/ics/ical_library.hpp"
#include "rapport/domain/candidate.hpp"

namespace rapport {

/// Whom an ATTENDEE or ORGANIZER means; nothing where that is nobody: a room, a group, a calendar,
/// a machine of the program's maker, or what is no e-mail address (a name in a directory, a
/// number).
std::optional<Attendee> somebody_of(const IcalLibrary& ical, icalproperty* property);

}  // namespace rapport
