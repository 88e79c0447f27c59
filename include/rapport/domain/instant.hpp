#pragma once

#include <cstdint>
#include <functional>

#include "rapport/domain/time.hpp"

/// Points of time that are the same everywhere, and what the clocks of a zone show then.
namespace rapport {

/// Minutes of UTC since the beginning of 1970.
using Instant = std::int64_t;

/// Minutes east of UTC that the clocks of one zone show.
using ZoneOffset = std::function<int(Instant)>;

/// `moment` as an instant; one without an offset as if it were of UTC, one without a minute at the
/// beginning of its day.
Instant instant_of(const Moment& moment);

/// What the clocks of the zone show at an instant, with their offset.
Moment in_zone(Instant at, const ZoneOffset& zone);

/// A civil time with the offset of the zone. A time that comes twice is the first one, and one that
/// is skipped is as much later.
Moment placed(const Moment& civil, const ZoneOffset& zone);

/// The civil time so many minutes later, by clocks that nobody moves.
Moment later_by(const Moment& moment, std::int64_t minutes);

/// Civil minutes from one to the other.
std::int64_t minutes_between(const Moment& from, const Moment& until);

}  // namespace rapport
