#include "rapport/domain/facts.hpp"

#include <algorithm>
#include <cstring>

#include "rapport/domain/merges.hpp"

namespace rapport {

// The last eight bytes of a UUIDv7 are random, which is all that a hash asks for.
std::size_t UidHash::operator()(const Uid& uid) const noexcept {
  std::uint64_t random = 0;
  std::memcpy(&random, uid.bytes.data() + 8, sizeof random);
  return static_cast<std::size_t>(random);
}

const Customer* find_customer(const Customers& customers, const Uid& uid) {
  return find_survivor(customers, uid);
}

Talk talk_of(const Interaction& interaction) { return talk_of(interaction, interaction.recorded); }

Talk talk_of(const Interaction& interaction, const Moment& recorded) {
  return {.number = interaction.number,
          .start = interaction.start,
          .length = interaction.length,
          .kind = interaction.kind,
          .purpose = interaction.purpose,
          .loop = interaction.loop,
          .status = interaction.status,
          .edited = interaction.edited.has_value(),
          .assumed = interaction.assumed,
          .was_planned = recorded.date < interaction.start.date,
          .mood = interaction.is_private ? std::nullopt : interaction.mood,
          .cancelled_by = interaction.cancelled_by,
          .customers = FewUids(interaction.customers),
          .people = FewUids(interaction.people),
          // A plan counts from when it was said to be held: earlier pages did not count it.
          .recorded = interaction.confirmed.value_or(recorded)};
}

bool share_time(const Talk& one, const Talk& other) {
  if (!one.start.minute || !other.start.minute) return false;
  const auto begin = [](const Talk& talk) {
    return talk.start.date.time_since_epoch() + Minutes{*talk.start.minute};
  };
  return std::max(begin(one), begin(other)) <
         std::min(begin(one) + one.length, begin(other) + other.length);
}

bool is_to_come(Date day, Date recorded, Date today) {
  constexpr Days furthest{2};  // between the clocks of any two zones
  return day > today && (day > recorded || day > today + furthest);
}

bool is_to_confirm(const Talk& talk, const Moment& now) {
  if (talk.status != Status::planned) return false;
  if (!talk.start.minute || !now.minute) return talk.start.date < now.date;
  const Minutes since = now.date - talk.start.date + Minutes(*now.minute - *talk.start.minute);
  return since >= talk.length;
}

}  // namespace rapport
