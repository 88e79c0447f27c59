#include "store/repair/salvaged_numbers.hpp"

#include <array>
#include <utility>

#include "rapport/store/describe.hpp"
#include "rapport/store/records.hpp"

namespace rapport {
namespace {

class Numbering {
 public:
  explicit Numbering(Db& book) : book_(book) {
    book.each("SELECT DISTINCT ent, uid FROM change", [&](const Row& row) {
      if (is_numbered(row.text(0))) without_[row.text(0)].insert(row.uid(1));
    });
    for (const auto& [ent, uids] : without_) counts_[ent] = static_cast<std::int64_t>(uids.size());
  }

  void put(const NumberKey& number, const Uid& uid) {
    const auto waiting = without_.find(number.first);
    if (waiting == without_.end() || number.second < 1 || !waiting->second.contains(uid) ||
        !taken_.insert(number).second)
      return;
    waiting->second.erase(uid);
    book_.run("INSERT INTO number(ent, id, uid) VALUES(?,?,?)", number.first, number.second, uid);
  }

  /// Numbers are given without gaps.
  bool fits(const NumberKey& number) const {
    const auto count = counts_.find(number.first);
    return count != counts_.end() && number.second <= count->second;
  }

  /// True when these are the numbers of all that has changes.
  bool is_whole(const std::map<NumberKey, Uid>& numbers) const {
    std::map<std::string, std::set<Uid>> known;
    for (const auto& [number, uid] : numbers) {
      const auto some = without_.find(number.first);
      if (!fits(number) || !some->second.contains(uid)) return false;
      known[number.first].insert(uid);
    }
    return known == without_;
  }

 private:
  Db& book_;
  std::map<std::string, std::set<Uid>> without_;  ///< by kind: who has no number yet
  std::map<std::string, std::int64_t> counts_;
  std::set<NumberKey> taken_;
};

}  // namespace

// A number is stored twice. Where the two do not agree, a backup decides, and where there is none,
// that numbers have no gaps.
void write_numbers(Db& book, const Remains& remains, Others& others) {
  Numbering numbering(book);
  std::map<NumberKey, Uid> of_records;
  for (const EntityState& state : remains.entities)
    if (state.number > 0) of_records.emplace(NumberKey{state.ent, state.number}, state.uid);
  if (!numbering.is_whole(remains.numbers)) {
    for (const auto& [number, uid] : remains.numbers) {
      const auto other = of_records.find(number);
      if (other != of_records.end() && other->second == uid) numbering.put(number, uid);
    }
    others.first([&](const Remains& other) {
      for (const auto& [number, uid] : other.numbers) numbering.put(number, uid);
      return true;
    });
  }
  const std::array sources{&remains.numbers, &std::as_const(of_records)};
  for (const auto* source : sources)
    for (const auto& [number, uid] : *source)
      if (numbering.fits(number)) numbering.put(number, uid);
  for (const auto* source : sources)
    for (const auto& [number, uid] : *source) numbering.put(number, uid);
}

}  // namespace rapport
