#include <cstdlib>

#include "rapport/store/journal.hpp"

// When something was recorded, as text and as number.
namespace rapport {
namespace {

// A time of recording as a number: its local minute since 1970 in the upper bits, then its offset.
constexpr std::int64_t minutes_a_day = 24 * 60;
constexpr std::int64_t most_offsets = 4096;
constexpr std::int64_t offset_of_none = 2048;

}  // namespace

std::string recorded_text(const Moment& local) {
  const int offset = local.offset.value_or(0);
  return to_string(local.date) + 'T' + clock_text(local.minute.value_or(0)) +
         (offset < 0 ? '-' : '+') + clock_text(std::abs(offset));
}

std::optional<Moment> parse_recorded(std::string_view text) {
  constexpr std::size_t local_size = 16;
  constexpr std::size_t whole_size = 22;
  if (text.size() != whole_size) return std::nullopt;
  auto moment = parse_iso_moment(text.substr(0, local_size));
  if (!moment) return std::nullopt;
  const auto digits = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const int offset = digits(local_size + 1) * 60 + digits(local_size + 4);
  moment->offset = text[local_size] == '-' ? -offset : offset;
  return moment;
}

std::int64_t recorded_number(std::string_view text) {
  const auto moment = parse_recorded(text);
  if (!moment) return 0;
  const std::int64_t minute =
      std::int64_t{moment->date.time_since_epoch().count()} * minutes_a_day +
      moment->minute.value_or(0);
  return minute * most_offsets + *moment->offset + offset_of_none;
}

std::optional<Moment> recorded_moment(std::int64_t number) {
  if (number == 0) return std::nullopt;
  const std::int64_t offset = number & (most_offsets - 1);
  const auto minute = Minutes{(number - offset) / most_offsets};
  const Days days = std::chrono::floor<Days>(minute);
  if (days < first_date.time_since_epoch() || days > last_date.time_since_epoch())
    return std::nullopt;
  return Moment{.date = Date{days},
                .minute = static_cast<int>((minute - days).count()),
                .offset = static_cast<int>(offset - offset_of_none)};
}

std::string recorded_text(std::int64_t number) {
  const auto moment = recorded_moment(number);
  return moment ? recorded_text(*moment) : std::string{};
}

std::int64_t recorded_until(const Moment& local) {
  const std::int64_t day = std::int64_t{local.date.time_since_epoch().count()} * minutes_a_day;
  return (day + local.minute.value_or(-1) + 1) * most_offsets - 1;
}

}  // namespace rapport
