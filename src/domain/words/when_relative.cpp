#include "domain/words/when_parts.hpp"

namespace rapport {
namespace {

struct Distance {
  std::int64_t count;
  TimeUnit unit;
};

/// "3 days", "3d", "a week".
std::optional<Match<Distance>> match_distance(Words words) {
  const auto word = word_at(words, 0);
  if (word == "a" || word == "an" || word == "one") {
    if (const auto unit = find_unit(word_at(words, 1))) return Match<Distance>{{1, *unit}, 2};
    return std::nullopt;
  }
  const std::size_t digits = leading_digits(word);
  const auto count = whole_number(word.substr(0, digits));
  if (!count) return std::nullopt;
  const bool apart = digits == word.size();
  const auto unit = find_unit(apart ? word_at(words, 1) : word.substr(digits));
  if (!unit) return std::nullopt;
  return Match<Distance>{{*count, *unit}, apart ? std::size_t{2} : std::size_t{1}};
}

/// `months` months from `day`; the last day of the month where there is no such day.
Date add_months(Date day, std::int64_t count, std::string_view typed) {
  constexpr std::int64_t most = 12 * 9999;
  if (count < -most || count > most) refuse("date", typed, "years go from 1 to 9999", date_example);
  const std::chrono::year_month_day start{day};
  const auto month = std::chrono::year_month{start.year(), start.month()} +
                     std::chrono::months{static_cast<int>(count)};
  const std::chrono::year_month_day moved{month.year(), month.month(), start.day()};
  if (moved.ok()) return in_range(std::chrono::sys_days{moved}, typed);
  return in_range(std::chrono::sys_days{month / std::chrono::last}, typed);
}

std::optional<WhenPart> moved(const Moment& now, std::int64_t count, TimeUnit unit,
                              std::string_view typed) {
  switch (unit) {
    case TimeUnit::minute:
    case TimeUnit::hour: {
      if (!now.minute) return std::nullopt;
      const std::int64_t day = 24 * 60;
      const std::int64_t minute = *now.minute + count * (unit == TimeUnit::hour ? 60 : 1);
      const std::int64_t days = (minute >= 0 ? minute : minute - day + 1) / day;
      auto part = day_part(in_range(now.date + Days{days}, typed));
      part.minute = static_cast<int>(minute - days * day);
      return part;
    }
    case TimeUnit::day:
      return day_part(in_range(now.date + Days{count}, typed));
    case TimeUnit::week:
      return day_part(in_range(now.date + Days{7 * count}, typed));
    case TimeUnit::month:
      return day_part(add_months(now.date, count, typed));
    case TimeUnit::year:
      return day_part(add_months(now.date, 12 * count, typed));
  }
  return std::nullopt;
}

}  // namespace

std::optional<WhenPart> match_signed(Words words, const Reading& reading) {
  const auto word = word_at(words, 0);
  if (word.size() < 3 || (word[0] != '-' && word[0] != '+')) return std::nullopt;
  const std::size_t digits = leading_digits(word.substr(1));
  const auto count = whole_number(word.substr(1, digits));
  const auto unit = find_unit(word.substr(1 + digits));
  if (!count || !unit || *unit == TimeUnit::minute || *unit == TimeUnit::hour) return std::nullopt;
  return moved(reading.now, word[0] == '-' ? -*count : *count, *unit, word);
}

std::optional<WhenPart> match_relative(Words words, const Reading& reading) {
  const bool ahead = word_at(words, 0) == "in";
  const auto distance = match_distance(ahead ? from(words, 1) : words);
  if (!distance) return std::nullopt;
  const auto& [count, unit] = distance->value;
  const std::size_t used = distance->words + 1;
  if (!ahead && word_at(words, used - 1) != "ago") {
    if (unit == TimeUnit::minute || unit == TimeUnit::hour) return std::nullopt;  // a length
    const auto typed = joined(words.first(used - 1));
    refuse("date", typed, "before or after today?",
           "write '" + typed + " ago' or 'in " + typed + "'");
  }
  auto part = moved(reading.now, ahead ? count : -count, unit, joined(words.first(used)));
  if (part) part->words = used;
  return part;
}

}  // namespace rapport
