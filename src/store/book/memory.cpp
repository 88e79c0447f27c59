#include "store/book/memory.hpp"

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

// One thread. Where a sanitizer watches, the memory of the system stays, which it knows.
namespace rapport {
namespace {

#ifdef RAPPORT_SANITIZED
constexpr bool is_watched = true;
#else
constexpr bool is_watched = false;
#endif

/// Before each block: how many bytes it has.
using Header = std::int64_t;

constexpr std::size_t step = 16;
constexpr std::size_t classes = 65;  // blocks of 16, 32 … 1024 bytes with their header
constexpr std::size_t chunk = std::size_t{64} << 10;
constexpr std::size_t largest = (classes - 1) * step - sizeof(Header);

struct Unused {
  Unused* next;
};

std::array<Unused*, classes> unused{};
char* fresh = nullptr;  // what is left of the newest chunk
std::size_t left = 0;

Header& header_of(void* block) { return static_cast<Header*>(block)[-1]; }

/// From the system. It aligns to 16 bytes, and SQLite needs 8: the header fits before.
void* large_block(std::size_t size) {
  auto* header = static_cast<Header*>(std::malloc(size + sizeof(Header)));
  if (header == nullptr) return nullptr;
  *header = static_cast<Header>(size);
  return header + 1;
}

void* take_block(int bytes) {
  const auto size = static_cast<std::size_t>(bytes);
  if (size > largest) return large_block(size);
  const std::size_t kind = (size + sizeof(Header) + step - 1) / step;
  if (Unused* block = unused[kind]) {
    unused[kind] = block->next;
    return block;
  }
  const std::size_t whole = kind * step;
  if (left < whole) {
    fresh = static_cast<char*>(std::malloc(chunk));
    left = fresh == nullptr ? 0 : chunk;
    if (fresh == nullptr) return nullptr;
  }
  auto* header = reinterpret_cast<Header*>(fresh);
  fresh += whole;
  left -= whole;
  *header = static_cast<Header>(whole - sizeof(Header));
  return header + 1;
}

void give_back(void* block) {
  if (block == nullptr) return;
  const auto size = static_cast<std::size_t>(header_of(block));
  if (size > largest) return std::free(&header_of(block));
  Unused*& list = unused[(size + sizeof(Header)) / step];
  list = new (block) Unused{list};
}

int size_of(void* block) { return block == nullptr ? 0 : static_cast<int>(header_of(block)); }

void* resize(void* block, int bytes) {
  const int before = size_of(block);
  const auto is_small = [](int size) { return static_cast<std::size_t>(size) <= largest; };
  if (bytes <= before && is_small(before)) return block;
  if (!is_small(before) && !is_small(bytes)) {
    const auto size = static_cast<std::size_t>(bytes);
    auto* header = static_cast<Header*>(std::realloc(&header_of(block), size + sizeof(Header)));
    if (header == nullptr) return nullptr;
    *header = static_cast<Header>(size);
    return header + 1;
  }
  void* moved = take_block(bytes);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, block, static_cast<std::size_t>(before < bytes ? before : bytes));
  give_back(block);
  return moved;
}

int rounded(int bytes) {
  const auto size = static_cast<std::size_t>(bytes);
  if (size > largest) return (bytes + 7) & ~7;
  return static_cast<int>((size + sizeof(Header) + step - 1) / step * step - sizeof(Header));
}

int begin(void* /*unused*/) { return SQLITE_OK; }
void end(void* /*unused*/) {}

}  // namespace

void settle_memory() {
  static const sqlite3_mem_methods methods{take_block, give_back, resize, size_of,
                                           rounded,    begin,     end,    nullptr};
  if (!is_watched) sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

}  // namespace rapport
