#include "rapport/domain/holidays.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::array<std::pair<HolidayFate, std::string_view>, 5> fate_texts{
    {{HolidayFate::timed, "not of whole days"},
     {HolidayFate::cancelled, "cancelled"},
     {HolidayFate::observance, "an observance: people work"},
     {HolidayFate::regional, "in a part of the country"},
     {HolidayFate::not_asked, "not asked for"}}};

/// How calendars call days on which people work, in the languages in which Google writes them;
/// folded, anywhere in the first line of the description, in a category or behind a title in
/// brackets.
constexpr std::array<std::string_view, 45> observance_words{"observance",
                                                            "not a public holiday",
                                                            "season",
                                                            "clock change",
                                                            "daylight saving",
                                                            "optional holiday",
                                                            "restricted holiday",
                                                            "de facto holiday",
                                                            "working day",
                                                            "observancia",
                                                            "celebracion",
                                                            "conmemoracion",
                                                            "celebration",
                                                            "fete non feriee",
                                                            "commemorati",
                                                            "gedenktag",
                                                            "brauchtum",
                                                            "feierlichkeit",
                                                            "kein gesetzlicher",
                                                            "nicht gesetzlich",
                                                            "beobachtung",
                                                            "ricorrenza",
                                                            "osservanza",
                                                            "celebrazione",
                                                            "commemorazione",
                                                            "comemoracao",
                                                            "data comemorativa",
                                                            "ponto facultativo",
                                                            "viering",
                                                            "gedenkdag",
                                                            "herdenking",
                                                            "obchody",
                                                            "dzien pamieci",
                                                            "swieto nieustawowe",
                                                            "hogtidsdag",
                                                            "temadag",
                                                            "merkedag",
                                                            "maerkedag",
                                                            "juhlapaiva",
                                                            "pamatny den",
                                                            "vyznamny den",
                                                            "emleknap",
                                                            "\u796d\u65e5",
                                                            "\u8a18\u5ff5\u65e5",
                                                            "\uae30\ub150\uc77c"};

/// How they call holidays of a part of the country.
constexpr std::array<std::string_view, 38> regional_words{
    "holiday in ",         "regional",
    "local holiday",       "state holiday in",
    "feiertag in ",        "regionaler",
    "jour ferie en ",      "jour ferie dans ",
    "jour ferie a ",       "jour ferie regional",
    "jour ferie local",    "festivo en ",
    "festivo in ",         "dia festivo en",
    "fiesta local",        "fiesta autonomica",
    "festivo autonomico",  "feriado em ",
    "feriado estadual",    "feriado municipal",
    "festa in ",           "festa patronale",
    "feestdag in ",        "helgdag i ",
    "swieto w ",           "helligdag i ",
    "fridag i ",           "statni svatek v ",
    "statny sviatok v ",   "festivita in ",
    "giorno festivo in ",  "feriado regional",
    "feriado no ",         "feriado na ",
    "feriado en ",         "dia feriado en",
    "swieto panstwowe w ", "dzien wolny od pracy w "};

std::string first_line(const std::string& text) {
  return std::string(trim(std::string_view(text).substr(0, text.find('\n'))));
}

/// Beneath an observance Google says where it can be hidden: in "Google Calendar Settings >
/// Holidays in …", in whatever language.
bool can_be_hidden(const std::string& description) {
  const auto behind = description.find('\n');
  return behind != std::string::npos && description.find("Google", behind) != std::string::npos &&
         description.find('>', behind) != std::string::npos;
}

template <typename Words>
bool has_any(const std::string& folded, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return folded.find(fold(word) + (word.ends_with(' ') ? " " : "")) != std::string::npos;
  });
}

/// True where `title` has one of `words` in it.
bool is_named(const std::string& title, const std::vector<std::string>& words) {
  const std::string folded = fold(title);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return !fold(word).empty() && folded.find(fold(word)) != std::string::npos;
  });
}

/// True when each of `days` is off for `pm` by one of `offs` alone.
bool is_off(const Off& off, const std::optional<Uid>& pm, const DateRange& days) {
  return off.pm == pm && off.days.from <= days.from && days.until <= off.days.until;
}

HolidayFate fate_by_words(const CalendarEvent& event) {
  std::string said = fold(first_line(event.description)) + " ";
  for (const std::string& category : event.categories) said += "\n" + fold(category) + " ";
  const std::string& title = event.summary;  // "Reformation Day (regional holiday)"
  if (title.ends_with(')'))
    said += "\n" + fold(title.substr(std::min(title.rfind('('), title.size())));
  if (can_be_hidden(event.description) || has_any(said, observance_words))
    return HolidayFate::observance;
  return has_any(said, regional_words) ? HolidayFate::regional : HolidayFate::new_off;
}

HolidayFate fate_of(const CalendarEvent& event, const HolidayChoice& choice) {
  if (is_called_off(event)) return HolidayFate::cancelled;
  if (is_named(event.summary, choice.except)) return HolidayFate::not_asked;
  if (is_named(event.summary, choice.only)) return HolidayFate::new_off;
  const HolidayFate fate = fate_by_words(event);
  return choice.only.empty() || fate != HolidayFate::new_off ? fate : HolidayFate::not_asked;
}

}  // namespace

std::string_view reason_left_out(HolidayFate fate) {
  const auto row = std::find_if(fate_texts.begin(), fate_texts.end(),
                                [&](const auto& one) { return one.first == fate; });
  return row == fate_texts.end() ? std::string_view{} : row->second;
}

std::vector<Holiday> holidays_of(const Calendar& calendar, const HolidayChoice& choice,
                                 const std::vector<Off>& there, const ZoneOffset& zone) {
  std::vector<Holiday> holidays;
  const auto is_known = [&](const DateRange& days) {
    return std::any_of(there.begin(), there.end(),
                       [&](const Off& off) { return is_off(off, choice.pm, days); }) ||
           std::any_of(holidays.begin(), holidays.end(), [&](const Holiday& one) {
             return one.fate == HolidayFate::new_off && is_off(one.off, choice.pm, days);
           });
  };
  for (const CalendarEvent& event : calendar.events) {
    const auto days = whole_days_of(event, zone);
    Holiday holiday{.fate = days ? fate_of(event, choice) : HolidayFate::timed,
                    .off = {.pm = choice.pm,
                            .days = days.value_or(DateRange{event.start.date, event.start.date}),
                            .why = event.summary},
                    .said = first_line(event.description)};
    if (holiday.fate == HolidayFate::new_off && is_known(holiday.off.days))
      holiday.fate = HolidayFate::known;
    holidays.push_back(std::move(holiday));
  }
  return holidays;
}

}  // namespace rapport
