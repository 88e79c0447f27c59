#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "rapport/base/text.hpp"
#include "rapport/domain/calendar.hpp"

// What the properties of an event say together: whether it is of whole days, whether it is off.
namespace rapport {
namespace {

constexpr int a_day_of_minutes = 24 * 60;
constexpr int last_minute = a_day_of_minutes - 1;  // "23:59": a day that programs end too early

/// What Outlook, Exchange and Google put in front of a title, in the languages of organizers.
constexpr std::array<std::string_view, 41> words_of_cancelling{
    "canceled",
    "cancelled",
    "canceled event",
    "cancelled event",
    "abgesagt",
    "storniert",
    "annul\u00e9",
    "annul\u00e9e",
    "annule",
    "annulee",
    "cancelado",
    "cancelada",
    "annullato",
    "annullata",
    "geannuleerd",
    "odwo\u0142ane",
    "odwo\u0142ano",
    "anulowane",
    "anulowano",
    "zru\u0161eno",
    "zru\u0161en\u00e9",
    "avlyst",
    "aflyst",
    "inst\u00e4llt",
    "inst\u00e4lld",
    "peruttu",
    "peruutettu",
    "t\u00f6r\u00f6lve",
    "anulat",
    "otkazano",
    "iptal edildi",
    "\u043e\u0442\u043c\u0435\u043d\u0435\u043d\u043e",
    "\u0441\u043a\u0430\u0441\u043e\u0432\u0430\u043d\u043e",
    "\u03b1\u03ba\u03c5\u03c1\u03ce\u03b8\u03b7\u03ba\u03b5",
    "\u30ad\u30e3\u30f3\u30bb\u30eb\u6e08\u307f",
    "\u30ad\u30e3\u30f3\u30bb\u30eb",
    "\u5df2\u53d6\u6d88",
    "\u53d6\u6d88",
    "\ucde8\uc18c\ub428",
    "\u05d1\u05d5\u05d8\u05dc",
    "\u0645\u0644\u063a\u0649"};

/// What parts such a word from the title behind it.
constexpr std::array<std::string_view, 7> signs_behind{":", "\uff1a", " :",     "]",
                                                       ")", " -",     " \u2013"};

/// The days from `start` to `end`, which is not in them where it is a midnight.
DateRange days_between(const Moment& start, const Moment& end) {
  const bool is_midnight = end.minute.value_or(0) == 0;
  return {start.date, std::max(end.date + Days{is_midnight ? 0 : 1}, start.date + Days{1})};
}

}  // namespace

bool begins_with_cancelling(std::string_view title) {
  static const auto& words = *new std::vector<std::string>([] {
    std::vector<std::string> folded;
    for (const std::string_view word : words_of_cancelling) folded.push_back(fold(word));
    return folded;
  }());
  if (title.find_first_of(":])-\xe2\xef") == title.npos) return false;  // no sign behind a word
  std::string folded = fold(title);
  folded.erase(0, std::min(folded.find_first_not_of(" [("), folded.size()));
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return folded.starts_with(word) &&
           std::any_of(signs_behind.begin(), signs_behind.end(), [&](std::string_view sign) {
             return std::string_view(folded).substr(word.size()).starts_with(sign);
           });
  });
}

std::optional<DateRange> whole_days_of(const CalendarEvent& event, const ZoneOffset& zone) {
  if (event.all_day || event.is_marked_all_day) return days_between(event.start, event.end);
  const auto by_owner = [&](const Moment& moment) {
    return moment.offset ? in_zone(instant_of(moment), zone) : moment;
  };
  const auto is_midnights = [](const Moment& a, const Moment& b) {
    return a.minute == 0 && ((b.minute == 0 && a.date < b.date) || b.minute == last_minute);
  };
  const Moment start = by_owner(event.start);
  const Moment end = by_owner(event.end);
  if (is_midnights(start, end)) return days_between(start, end);
  const bool is_long = minutes_between(event.start, event.end) >= last_minute;
  if (is_long && is_midnights(event.start, event.end)) return days_between(event.start, event.end);
  return std::nullopt;
}

bool is_called_off(const CalendarEvent& event) {
  return event.status == EventStatus::cancelled ||
         (event.is_free && begins_with_cancelling(event.summary));
}

}  // namespace rapport
