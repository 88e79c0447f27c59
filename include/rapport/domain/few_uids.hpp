#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <utility>

#include "rapport/domain/uid.hpp"

namespace rapport {

/// Uids in their order. Mostly there is one, or none: that needs no memory of its own.
class FewUids {
 public:
  FewUids() = default;
  FewUids(std::initializer_list<Uid> uids) : FewUids(uids.begin(), uids.size()) {}
  FewUids(const Uid* first, std::size_t count) { std::copy_n(first, count, room_for(count)); }
  template <typename Range>
  explicit FewUids(const Range& uids) {
    std::copy(uids.begin(), uids.end(), room_for(uids.size()));
  }
  FewUids(const FewUids& other) : FewUids(other.begin(), other.size()) {}
  FewUids(FewUids&& other) noexcept
      : one_(other.one_), many_(std::move(other.many_)), size_(std::exchange(other.size_, 0)) {}
  FewUids& operator=(FewUids other) noexcept {
    one_ = other.one_;
    many_ = std::move(other.many_);
    size_ = other.size_;
    return *this;
  }
  ~FewUids() = default;

  void push_back(const Uid& uid) {
    FewUids longer;
    Uid* const room = longer.room_for(size() + 1);
    *std::copy(begin(), end(), room) = uid;
    *this = std::move(longer);
  }

  const Uid* begin() const { return many_ ? many_.get() : &one_; }
  const Uid* end() const { return begin() + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  bool operator==(const FewUids& other) const {
    return std::equal(begin(), end(), other.begin(), other.end());
  }

 private:
  Uid* room_for(std::size_t count) {
    size_ = static_cast<std::uint32_t>(count);
    if (count > 1) many_ = std::make_unique<Uid[]>(count);
    return many_ ? many_.get() : &one_;
  }

  Uid one_;
  std::unique_ptr<Uid[]> many_;  // all of them, where they are more
  std::uint32_t size_ = 0;
};

}  // namespace rapport
