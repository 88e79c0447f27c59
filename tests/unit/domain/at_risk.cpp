#include <doctest/doctest.h>

#include "rapport/domain/learning.hpp"

namespace rapport {

TEST_CASE("at risk: what says that a customer may leave") {
  for (const char* text : {"the account is at risk", "AT RISK", "they are leaving",
                           "leaving us for X", "they won't renew", "will not renew in May",
                           "theme.churn", "switching to a rival", "they want to leave"})
    CHECK_MESSAGE(says_at_risk(text), text);
}

TEST_CASE("at risk: what only has some of these words") {
  for (const char* text : {"they leave the field empty", "leaving it open overnight breaks exports",
                           "risk reports take a day", "cancel an order in two clicks",
                           "they renew licences by hand", ""})
    CHECK_MESSAGE(!says_at_risk(text), text);
}

}  // namespace rapport
