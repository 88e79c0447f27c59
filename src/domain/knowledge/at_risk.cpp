#include <algorithm>
#include <array>
#include <string>

#include "domain/words/scan.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/learning.hpp"

namespace rapport {
namespace {

// Whole words, folded; signs and more blanks between them do not matter. "." is the end of the
// text: "they are leaving" is one, "they are leaving it empty" is not.
constexpr std::array<std::string_view, 32> phrases{" at risk ",
                                                   " churn ",
                                                   " churning ",
                                                   " leave us ",
                                                   " leaving us ",
                                                   " leaving for ",
                                                   " leaving soon ",
                                                   " leaving . ",
                                                   " may leave . ",
                                                   " might leave . ",
                                                   " will leave . ",
                                                   " want to leave . ",
                                                   " wants to leave . ",
                                                   " cancel the contract ",
                                                   " cancel their ",
                                                   " cancelling the contract ",
                                                   " cancelling their ",
                                                   " ending the contract ",
                                                   " end the contract ",
                                                   " terminate the contract ",
                                                   " not renew ",
                                                   " not be renewing ",
                                                   " won t renew ",
                                                   " no renewal ",
                                                   " not renewing ",
                                                   " switch to a competitor ",
                                                   " switching to ",
                                                   " switching away ",
                                                   " moving to a competitor ",
                                                   " looking at competitors ",
                                                   " looking at alternatives ",
                                                   " looking for an alternative "};

}  // namespace

bool says_at_risk(std::string_view text) {
  std::string words = " ";
  const std::string folded = fold(text);
  for (const std::string_view word : words_of(folded)) (words += word) += ' ';
  words += ". ";
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return words.find(phrase) != std::string::npos;
  });
}

}  // namespace rapport
