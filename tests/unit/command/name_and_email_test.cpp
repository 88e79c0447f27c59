#include <doctest/doctest.h>

#include "command/names.hpp"

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
}

}  // namespace rapport
