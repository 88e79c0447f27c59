#include "rapport/domain/plain_name.hpp"

#include <doctest/doctest.h>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

PlainName plain(const char* name) { return PlainName(fold(name)); }

bool is_same(const char* typed, const char* known) {
  return is_same_name(plain(typed), plain(known));
}

bool is_near(const char* a, const char* b) {
  return is_near_name(plain(a), plain(b)) && is_near_name(plain(b), plain(a));
}

}  // namespace

TEST_CASE("plain name: what people leave out is apart") {
  for (const char* name : {"Acme Inc", "Acme, Inc.", "ACME LLC", "Acme Ltd", "Acme GmbH & Co. KG",
                           "Acme S.A.", "Acme A/S", "Acme B.V.", "Acme NV", "Acme Oy", "Acme AB",
                           "Acme ApS", "Acme K.K.", "Acme Sp. z o.o.", "Acme Pty Ltd", "Acme SE",
                           "Acme SAS", "株式会社Acme", "Acme 株式会社"}) {
    CAPTURE(name);
    CHECK(plain(name).letters == "acme");
    CHECK(!plain(name).form.empty());
    CHECK(is_near(name, "Acme"));
    CHECK(is_near(name, "Acme AG"));
    CHECK(is_same("acme", name));
    CHECK(!is_same(name, "Acme AG"));
  }
  CHECK(plain("Co").letters == "co");  // nothing else is left
  CHECK(plain("Limited").form.empty());
  CHECK(plain("Incorta").letters == "incorta");
}

TEST_CASE("plain name: signs make no other one") {
  CHECK(is_same("oreilly", "O'Reilly"));
  CHECK(is_same("O'Reilly", "oreilly"));
  CHECK(is_same("att", "AT&T"));
  CHECK(is_same("acme inc", "Acme, Inc."));
  CHECK(!is_same("Acme Inc", "Acme"));
  CHECK(!is_same("", "…"));
}

TEST_CASE("plain name: one that begins with another is near") {
  CHECK(is_near("Acme", "Acme Robotics"));
  CHECK(is_near("Acme-Robotics", "Acme Robotics GmbH"));
  CHECK(!is_near("Acmeville", "Acme"));
  CHECK(!is_near("Acme Robotics", "Acme Labs"));
  CHECK(!is_near("…", "Acme"));
}

}  // namespace rapport
