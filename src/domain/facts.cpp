#include "rapport/domain/facts.hpp"

#include <cstring>

namespace rapport {

// The last eight bytes of a UUIDv7 are random, which is all that a hash asks for.
std::size_t UidHash::operator()(const Uid& uid) const noexcept {
  std::uint64_t random = 0;
  std::memcpy(&random, uid.bytes.data() + 8, sizeof random);
  return static_cast<std::size_t>(random);
}

Talk talk_of(const Interaction& interaction, int learnings) {
  return {.number = interaction.number,
          .start = interaction.start,
          .length = interaction.length,
          .kind = interaction.kind,
          .purpose = interaction.purpose,
          .loop = interaction.loop,
          .status = interaction.status,
          .edited = interaction.edited.has_value(),
          .learnings = learnings,
          .customers = {interaction.customers.begin(), interaction.customers.end()},
          .people = {interaction.people.begin(), interaction.people.end()},
          .recorded = interaction.recorded};
}

}  // namespace rapport
