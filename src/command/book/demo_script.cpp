#include "command/book/demo_script.hpp"

#include <algorithm>

namespace rapport::demo {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_minutes = 24 * 60;

std::int64_t minutes_since(const Moment& from, const Moment& until) {
  return (until.date - from.date).count() * day_minutes + until.minute.value_or(0) -
         from.minute.value_or(0);
}

}  // namespace

void Script::at(Date day, int minute, std::string verb, Write write) {
  entries_.push_back({{day, minute, clock_.local.offset}, std::move(verb), std::move(write)});
}

Stamp Script::stamp_of(const Moment& at) const {
  return {.local = at, .unix_ms = clock_.unix_ms - minutes_since(at, clock_.local) * minute_ms};
}

void Script::run(Store& book) {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return earlier(a.at, b.at); });
  for (const Entry& entry : entries_) {
    if (earlier(clock_.local, entry.at)) break;
    Writing writing(book, entry.verb, stamp_of(entry.at), std::nullopt);
    entry.write(writing);
    writing.commit();
  }
}

}  // namespace rapport::demo
