#include "store/repair/fold_check.hpp"

#include <fmt/format.h>

#include <functional>
#include <string_view>
#include <unordered_map>

#include "store/book/checksum.hpp"
#include "store/entities/derived.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

/// A checksum over a row, and what it is called.
using TakeRow = std::function<void(std::string_view label, std::uint64_t sum)>;

/// Over the cells of a row.
class RowSum {
 public:
  explicit RowSum(std::string_view table) { add(table); }

  RowSum& add(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));  // so that neighbours cannot trade bytes
    sum_.add(text);
    return *this;
  }
  RowSum& add(const Uid& uid) {
    return add({reinterpret_cast<const char*>(uid.bytes.data()), uid.bytes.size()});
  }
  RowSum& add(std::int64_t number) {
    for (int shift = 0; shift < 64; shift += 8)
      sum_.add(static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> shift));
    return *this;
  }
  std::uint64_t value() const { return sum_.value(); }

 private:
  Checksum sum_;
};

void take_entity(const EntityState& state, const TakeRow& take) {
  const std::string number = state.number > 0 ? fmt::format(" #{}", state.number) : "";
  take(state.ent + number, RowSum("entity")
                               .add(state.ent)
                               .add(state.number)
                               .add(state.uid)
                               .add(state.space)
                               .add(state.hlc)
                               .add(std::int64_t{state.deleted})
                               .add(state.recorded)
                               .add(encode_fields(state.fields))
                               .value());
}

void take_talk(const TalkRow& row, const TakeRow& take) {
  take("the talks of a host", RowSum("hosted_talk")
                                  .add(row.pm)
                                  .add(row.day)
                                  .add(row.minute)
                                  .add(row.number)
                                  .add(row.talk)
                                  .add(row.interaction)
                                  .value());
}

void take_link(const LinkRow& row, const TakeRow& take) {
  take("a link", RowSum("link")
                     .add(row.owner)
                     .add(std::int64_t{row.role})
                     .add(row.day)
                     .add(row.other)
                     .value());
}

void take_name(const NameRow& row, std::string_view ent, const Uid& uid, const TakeRow& take) {
  take("a name",
       RowSum("name").add(row.folded).add(ent).add(uid).add(std::int64_t{row.whole}).value());
}

void each_row(Db& book, const TakeRow& take) {
  book.each((select_entity + "ORDER BY e.uid, e.space").c_str(), [&](const Row& row) {
    if (const auto state = readable_state(row)) return take_entity(*state, take);
    constexpr std::uint64_t unlike_any = 1;
    take(row.text(2), unlike_any);
  });
  book.each(
      "SELECT pm, day, minute, number, talk, interaction FROM hosted_talk", [&](const Row& row) {
        take_talk(
            {row.uid(0), row.integer(1), row.integer(2), row.integer(3), row.text(4), row.uid(5)},
            take);
      });
  book.each("SELECT owner, role, day, other FROM link", [&](const Row& row) {
    take_link({row.uid(0), static_cast<int>(row.integer(1)), row.integer(2), row.uid(3)}, take);
  });
  book.each("SELECT folded, whole, ent, uid FROM name", [&](const Row& row) {
    take_name({row.text(0), row.integer(1) != 0}, row.text(2), row.uid(3), take);
  });
}

void each_row_folded(Db& book, const TakeRow& take) {
  each_folded(book, [&](const EntityState& state) {
    take_entity(state, take);
    if (state.deleted) return;
    const DerivedRows rows = derived_from(state);
    for (const TalkRow& row : rows.talks) take_talk(row, take);
    for (const LinkRow& row : rows.links) take_link(row, take);
    for (const NameRow& row : rows.names) take_name(row, state.ent, state.uid, take);
  });
}

/// The sum of all, so that their order does not matter.
std::uint64_t total_of(void (*each)(Db&, const TakeRow&), Db& book) {
  std::uint64_t all = 0;
  each(book, [&](std::string_view, std::uint64_t sum) { all += sum; });
  return all;
}

}  // namespace

std::optional<std::string> row_unlike_journal(Db& book) {
  if (total_of(each_row, book) == total_of(each_row_folded, book)) return std::nullopt;
  std::unordered_map<std::uint64_t, std::int64_t> expected;
  each_row_folded(book, [&](std::string_view, std::uint64_t sum) { ++expected[sum]; });
  std::optional<std::string> odd;
  each_row(book, [&](std::string_view label, std::uint64_t sum) {
    if (--expected[sum] < 0 && !odd) odd = label;
  });
  if (odd) return odd;
  each_row_folded(book, [&](std::string_view label, std::uint64_t sum) {
    if (expected[sum] > 0 && !odd) odd = label;
  });
  return odd;
}

}  // namespace rapport
