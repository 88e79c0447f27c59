#include "rapport/domain/few_uids.hpp"

#include "book.hpp"

namespace rapport {

TEST_CASE("few uids: kept in their order, however many they are") {
  const std::vector<Uid> all{uid_of(3), uid_of(1), uid_of(2), uid_of(4)};
  for (std::size_t count = 0; count <= all.size(); ++count) {
    CAPTURE(count);
    FewUids pushed;
    for (std::size_t at = 0; at < count; ++at) pushed.push_back(all[at]);
    CHECK(pushed.size() == count);
    CHECK(std::equal(pushed.begin(), pushed.end(), all.begin()));
    CHECK(pushed == FewUids(all.data(), count));
    const FewUids copied = pushed;
    const FewUids moved = std::move(pushed);
    CHECK(copied == moved);
    CHECK(copied.empty() == (count == 0));
  }
}

}  // namespace rapport
