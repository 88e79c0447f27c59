#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <vector>

#include "rapport/domain/uid.hpp"

namespace rapport {

/// Uids in their order. Hardly ever are there more than two: those need no memory of their own.
class FewUids {
 public:
  FewUids() = default;
  FewUids(std::initializer_list<Uid> uids) : FewUids(uids.begin(), uids.size()) {}
  FewUids(const Uid* first, std::size_t count) : size_(count) {
    if (count <= few_.size())
      std::copy_n(first, count, few_.begin());
    else
      many_.assign(first, first + count);
  }
  template <typename Range>
  explicit FewUids(const Range& uids) {
    for (const Uid& uid : uids) push_back(uid);
  }

  void push_back(const Uid& uid) {
    if (size_ < few_.size()) {
      few_[size_] = uid;
    } else {
      if (many_.empty()) many_.assign(few_.begin(), few_.end());
      many_.push_back(uid);
    }
    ++size_;
  }

  const Uid* begin() const { return many_.empty() ? few_.data() : many_.data(); }
  const Uid* end() const { return begin() + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  bool operator==(const FewUids& other) const {
    return std::equal(begin(), end(), other.begin(), other.end());
  }

 private:
  std::array<Uid, 2> few_;
  std::vector<Uid> many_;  // all of them, where they are more
  std::size_t size_ = 0;
};

}  // namespace rapport
