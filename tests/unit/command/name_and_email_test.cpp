#include <doctest/doctest.h>

#include "command/names.hpp"
#include "rapport/base/error.hpp"

namespace rapport {

TEST_CASE("a name with an address is read in its two parts") {
  const auto both = [](const char* typed) {
    const NameAndEmail who = name_and_email(typed);
    return who.name + "|" + who.email;
  };
  CHECK(both("Priya Nair <Priya@Example.com>") == "Priya Nair|priya@example.com");
  CHECK(both("  Priya Nair<priya@example.com> ") == "Priya Nair|priya@example.com");
  CHECK(both("<priya@example.com>") == "priya|priya@example.com");
  CHECK(both("priya@example.com") == "priya|priya@example.com");
  CHECK(both("Priya Nair") == "Priya Nair|");
  CHECK(both("Priya <nobody>") == "Priya <nobody>|");
  CHECK(both("") == "|");
  CHECK(both("priya@example.com,") == "priya@example.com,|");
  CHECK(both("priya@(home)<x") == "priya@(home)<x|");
}

TEST_CASE("a handle is shown as it is: it begins with no accent on nothing") {
  const std::string accented = "\xdc\xbbs";  // U+073B, a Syriac vowel, then s
  CHECK_THROWS_AS(read_handle(accented), Error);
  CHECK(handle_of(accented) == "pm");
  CHECK(handle_of("Zo\xc3\xab " + accented) == "zoe-" + accented);
  CHECK(read_handle("Zo\xc3\xab") == "zoe");
}

}  // namespace rapport
