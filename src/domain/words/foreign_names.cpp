#include "domain/words/foreign_names.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

struct Foreign {
  std::string_view english;
  std::string_view words;  // each between two bars; what English has too is left out
};

constexpr std::array foreign_months{
    Foreign{"jan", "|januar|janner|janvier|janv|enero|ene|gennaio|gen|januari|"},
    Foreign{"feb", "|februar|feber|fevrier|fevr|fev|febrero|febbraio|februari|"},
    Foreign{"mar", "|marz|mrz|maerz|mars|marzo|maart|mrt|"},
    Foreign{"apr", "|avril|avr|abril|abr|aprile|"},
    Foreign{"may", "|mai|mayo|maggio|mag|mei|"},
    Foreign{"jun", "|juni|juin|junio|giugno|giu|"},
    Foreign{"jul", "|juli|juillet|juil|julio|luglio|lug|"},
    Foreign{"aug", "|aout|agosto|ago|augustus|"},
    Foreign{"sep", "|septembre|septiembre|settembre|set|"},
    Foreign{"oct", "|oktober|okt|octobre|octubre|ottobre|ott|"},
    Foreign{"nov", "|novembre|noviembre|"},
    Foreign{"dec", "|dezember|dez|decembre|diciembre|dic|dicembre|"}};

constexpr std::array foreign_weekdays{
    Foreign{"mon", "|montag|mo|lundi|lun|lunes|lunedi|maandag|"},
    Foreign{"tue", "|dienstag|di|mardi|martes|martedi|dinsdag|"},
    Foreign{"wed", "|mittwoch|mi|mercredi|mer|miercoles|woensdag|"},
    Foreign{"thu", "|donnerstag|do|jeudi|jeu|jueves|giovedi|donderdag|"},
    Foreign{"fri", "|freitag|fr|vendredi|ven|viernes|venerdi|vrijdag|"},
    Foreign{"sat", "|samstag|sonnabend|sa|samedi|sam|sabado|zaterdag|"},
    Foreign{"sun", "|sonntag|so|dimanche|dim|domingo|domenica|zondag|"}};

template <std::size_t size>
std::string_view find_english(const std::array<Foreign, size>& names, std::string_view word) {
  const std::string barred = "|" + std::string(word) + "|";
  const auto found = std::find_if(names.begin(), names.end(), [&](const Foreign& one) {
    return one.words.find(barred) != std::string_view::npos;
  });
  return word.empty() || found == names.end() ? std::string_view{} : found->english;
}

}  // namespace

std::string in_english(std::string_view word) {
  std::string english;
  for (const std::string_view part : split(word, '-')) {
    std::string_view known = find_english(foreign_months, part);
    if (known.empty()) known = find_english(foreign_weekdays, part);
    if (part.data() != word.data()) english += '-';
    english += known.empty() ? part : known;
  }
  return english;
}

bool is_weekday_name(std::string_view word) {
  constexpr std::array<std::string_view, 7> english{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
  return !find_english(foreign_weekdays, word).empty() ||
         (word.size() > 2 && std::any_of(english.begin(), english.end(), [&](std::string_view one) {
            return one.starts_with(word);
          }));
}

}  // namespace rapport
