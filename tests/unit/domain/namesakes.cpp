#include "rapport/domain/namesakes.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace rapport;

TEST_CASE(
    "customers of one name and class are one, the smallest uid, unless somebody parted them") {
  const Uid small{{1}}, large{{2}};
  std::vector<Customer> two{{.uid = large, .name = "Acme"}, {.uid = small, .name = "Acme"}};
  CHECK(stands_for_all(two) == small);
  CHECK(stands_for_all({}) == std::nullopt);
  two[0].first_class = Class::partner;
  CHECK(stands_for_all(two) == std::nullopt);
  two[1].first_class = Class::partner;
  CHECK(stands_for_all(two) == small);
  two[0].apart = {small};
  CHECK(stands_for_all(two) == std::nullopt);
}
