#include "rapport/domain/dates.hpp"

#include "domain/words/when.hpp"
#include "domain/words/when_parts.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

std::vector<std::string> simplified_words(std::string_view text) {
  auto words = words_between_blanks(text);
  for (auto& word : words) word = simplified(word);
  return words;
}

/// A day and a time of day in either order, or one of them.
std::optional<WhenPart> match_day_and_time(Words words, const Reading& reading) {
  auto part = match_part(words, reading);
  if (!part) return std::nullopt;
  if (part->day && part->minute) return part;
  const auto rest = from(words, part->words);
  if (const auto more = match_part(rest, reading)) add_part(*part, *more);
  return part;
}

[[noreturn]] void refuse_date(std::string_view text, const std::string& word) {
  std::string hint = "write it as 2026-11-20, 3 mar, mon, yest, -3d or 2 weeks ago";
  if (const auto names = closest(word, day_names()); !names.empty())
    hint = "did you mean '" + names.front() + "'?";
  std::string message = "cannot read the date '" + std::string(text) + "'";
  if (!word.empty() && word != text) message += " at '" + word + "'";
  throw Error(ErrorKind::usage, message, hint);
}

/// Refuses "14:00-15:10" where a start alone is meant.
void refuse_length(const WhenPart& part, std::string_view typed) {
  if (part.length)
    throw Error(ErrorKind::usage, "'" + std::string(typed) + "' is a length too",
                "write the start alone, as in 14:00");
}

WhenPart parse_part(std::string_view text, const Reading& reading) {
  const auto words = simplified_words(text);
  const auto part = match_day_and_time(words, reading);
  const std::size_t used = part ? part->words : 0;
  if (used < words.size() || words.empty()) refuse_date(text, std::string(word_at(words, used)));
  refuse_length(*part, trim(text));
  return *part;
}

Reading reading_of(const Moment& now, Leaning leaning) {
  return {.now = now, .leaning = leaning, .anchor = now.date};
}

Date parse_day(std::string_view text, const Reading& reading) {
  const auto part = parse_part(text, reading);
  if (part.minute)
    throw Error(ErrorKind::usage,
                "'" + std::string(trim(text)) + "' has a time, but only a day is needed",
                "write " + to_string(moment_of(part, reading).date));
  return likely(*part.day, reading);
}

}  // namespace

std::optional<Match<Moment>> match_when(std::span<const std::string> words, const Moment& now,
                                        Leaning leaning) {
  std::vector<std::string> lower;
  lower.reserve(words.size());
  for (const auto& word : words) lower.push_back(simplified(word));
  const auto reading = reading_of(now, leaning);
  const auto part = match_day_and_time(lower, reading);
  if (!part) return std::nullopt;
  refuse_length(*part, joined(words.first(part->words)));
  return Match<Moment>{moment_of(*part, reading), part->words};
}

Moment parse_when(std::string_view text, const Moment& now, Leaning leaning,
                  const std::optional<Moment>& own) {
  auto reading = reading_of(now, leaning);
  reading.own = own;
  return moment_of(parse_part(text, reading), reading);
}

void refuse_future(const Moment& moment, const Moment& now, const std::string& hint) {
  const bool is_known = moment.minute && now.minute && moment.offset && now.offset;
  const bool is_later_today =
      moment.date == now.date && moment.minute && now.minute && *moment.minute > *now.minute;
  if (is_known ? instant_of(moment) > instant_of(now) : moment.date > now.date || is_later_today)
    throw Error(ErrorKind::usage, to_string(moment) + " is still to come", hint);
}

Date parse_date(std::string_view text, const Moment& now, Leaning leaning) {
  return parse_day(text, reading_of(now, leaning));
}

Date parse_day_or_week(std::string_view text, const Moment& now, Leaning leaning) {
  const auto reading = reading_of(now, leaning);
  if (const auto monday = match_week(simplified(trim(text)))) return likely(*monday, reading);
  return parse_day(text, reading);
}

Date parse_week(std::string_view text, const Moment& now) {
  const auto words = simplified_words(text);
  const bool says_week = words.size() == 2 && words[1] == "week";
  if (words.size() == 1 || says_week) {
    if (words[0] == "last" || words[0] == "prev" || words[0] == "previous" || words[0] == "-1")
      return in_range(now.date - Days{7}, text);
    if (words[0] == "this") return now.date;
    if (words[0] == "next") return in_range(now.date + Days{7}, text);
  }
  if (words.size() == 1)
    if (const auto monday = match_numbered_week(words[0], now.date)) return *monday;
  return parse_day_or_week(text, now, Leaning::past);
}

DateRange parse_days(std::string_view text, const Moment& now, Leaning leaning) {
  const auto words = words_between_blanks(text);
  const auto days = match_days(words, now, leaning);
  if (!days || days->words < words.size())
    refuse_date(text, std::string(word_at(words, days ? days->words : 0)));
  return days->value;
}

}  // namespace rapport
