#include <algorithm>
#include <array>

#include "domain/words/when_parts.hpp"

namespace rapport {
namespace {

/// "14:00-15:10"; 24:00 may end it.
WhenPart checked_range(std::string_view begin, std::string_view end, std::string_view typed) {
  WhenPart part;
  part.minute = checked_time(begin, typed);
  const auto until = find_time(end);
  if (!until) refuse("time of day", typed, "", "write it as 14:00-15:10");
  if (*until <= *part.minute)
    refuse("time of day", typed, "it ends before it begins",
           "write it as 14:00-15:10; past midnight as 23:30 and a length");
  part.length = Minutes{*until - *part.minute};
  return part;
}

}  // namespace

std::optional<int> find_time(std::string_view word) {
  const bool pm = word.ends_with("pm"), half_day = pm || word.ends_with("am");
  if (half_day) word.remove_suffix(2);
  const auto colon = word.find(':');
  const auto hours = word.substr(0, colon);
  const auto minutes = colon == std::string_view::npos ? "00" : word.substr(colon + 1);
  if (hours.size() > 2 || minutes.size() != 2 || (colon == std::string_view::npos && !half_day))
    return std::nullopt;
  const auto hour = whole_number(hours), minute = whole_number(minutes);
  if (!hour || !minute || *minute > 59) return std::nullopt;
  if (half_day && (*hour < 1 || *hour > 12)) return std::nullopt;
  const auto of_day = (half_day ? *hour % 12 + (pm ? 12 : 0) : *hour) * 60 + *minute;
  if (of_day > 24 * 60) return std::nullopt;
  return static_cast<int>(of_day);
}

int checked_time(std::string_view word, std::string_view typed) {
  const auto minute = find_time(word);
  if (!minute) refuse("time of day", typed, "", "write it as 14:30");
  if (*minute == 24 * 60)
    refuse("time of day", typed, "a day ends at 23:59", "write 00:00 and the next day");
  return *minute;
}

namespace {

/// "15h30", as it is written in France. "1h30" is a length: what is a time has four digits.
std::optional<int> find_time_with_h(std::string_view word) {
  if (word.size() != 5 || word[2] != 'h') return std::nullopt;
  return find_time(std::string(word.substr(0, 2)) + ':' + std::string(word.substr(3)));
}

/// How `begin` is meant in front of `end`: "3" before "4pm" is 3pm, "11" before "1pm" is 11am.
std::string with_half_day(std::string_view begin, std::string_view end) {
  std::string typed(begin);
  if (find_time(begin) || leading_digits(begin) != begin.size()) return typed;
  const auto until = find_time(end);
  if (!until || (!end.ends_with("am") && !end.ends_with("pm"))) return typed;
  const std::string same = typed + std::string(end.substr(end.size() - 2));
  const auto start = find_time(same);
  return start && *start < *until ? same : typed + (end.ends_with("pm") ? "am" : "pm");
}

/// "2pm to 3pm", "14:00 until 15:10".
std::optional<WhenPart> match_from_until(Words words) {
  constexpr std::array<std::string_view, 5> between{"to", "until", "till", "-", "–"};
  if (std::find(between.begin(), between.end(), word_at(words, 1)) == between.end())
    return std::nullopt;
  const auto end = word_at(words, 2);
  const std::string begin = with_half_day(word_at(words, 0), end);
  if (!find_time(begin) || !find_time(end)) return std::nullopt;
  auto part = checked_range(begin, end, joined(words.first(3)));
  part.words = 3;
  return part;
}

}  // namespace

std::optional<WhenPart> match_time(Words words) {
  const auto word = word_at(words, 0);
  if (word == "noon" || word == "midday") {
    WhenPart part;
    part.minute = 12 * 60;
    return part;
  }
  if (word.empty() || !is_digit(word[0])) return std::nullopt;
  if (const auto minute = find_time_with_h(word)) {
    WhenPart part;
    part.minute = minute;
    return part;
  }
  if (auto part = match_from_until(words)) return part;
  const bool has_colon = word.find(':') != std::string_view::npos;
  for (const std::string_view dash : {"-", "–"}) {
    const auto at = word.find(dash);
    if (at == std::string_view::npos) continue;
    const auto end = word.substr(at + dash.size());
    const std::string begin = with_half_day(word.substr(0, at), end);
    if (has_colon || (find_time(begin) && find_time(end))) return checked_range(begin, end, word);
  }
  WhenPart part;
  const auto half_day = word_at(words, 1);
  const bool is_number = leading_digits(word) == word.size();
  if ((has_colon || is_number) && (half_day == "am" || half_day == "pm")) {
    const auto typed = joined(words.first(2));
    part.minute = checked_time(std::string(word) + std::string(half_day), typed);
    part.words = 2;
    return part;
  }
  const bool has_half_day =
      leading_digits(word) + 2 == word.size() && (word.ends_with("am") || word.ends_with("pm"));
  if (!has_colon && !has_half_day) return std::nullopt;
  part.minute = checked_time(word, word);
  return part;
}

}  // namespace rapport
