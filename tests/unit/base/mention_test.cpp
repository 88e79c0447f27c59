#include "rapport/base/mention.hpp"

#include <doctest/doctest.h>

using namespace rapport;

namespace {

std::string without(const char* name, const char* text) {
  Mentions mentions;
  mentions.add(name, "X");
  return mentions.replaced(text);
}

}  // namespace

TEST_CASE("a name is found as a whole word, whatever its case, accents and joints") {
  CHECK(without("Acme Robotics", "Acme Robotics wants it") == "X wants it");
  CHECK(without("Acme Robotics", "with ACME  ROBOTICS, acme-robotics and acme_robotics!") ==
        "with X, X and X!");
  CHECK(without("Acme Robotics", "Acme\nRobotics's order") == "X's order");
  CHECK(without("Acme", "acmeology, Pacme, acme") == "acmeology, Pacme, X");
  CHECK(without("Müller", "MULLER and Mu\xcc\x88ller and müller") == "X and X and X");
  CHECK(without("Mu\xcc\x88ller", "Müller") == "X");
  CHECK(without("acme.test", "jane@acme.test, www.ACME.test/x") == "jane@X, www.X/x");
  CHECK(without("C++ Corp", "the c++ corp.") == "the X.");
  CHECK(without("Straße", "STRASSE 1") == "X 1");
}

TEST_CASE("what follows a name stays, and so does all the rest, byte by byte") {
  CHECK(without("Zoé", "zoe\xcc\x81, \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 É") ==
        "X, \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 É");
  CHECK(without("Acme", "") == "");
  CHECK(without("Acme", "nothing of\tthe kind \xff") == "nothing of\tthe kind \xff");
}

TEST_CASE("no letter beside a name prolongs what stands for it, nor makes a name of it") {
  CHECK(without("Acme+", "Acme+7 and aAcme+") == "X 7 and aAcme+");
  CHECK(without("+Acme", "7+Acme, +Acme+Acme") == "7 X, X X");
  CHECK(without("日本", "日本A") == "X A");
  Mentions mentions;
  mentions.add("7 of~", "Customer 7");
  CHECK(mentions.replaced("7 of~ of~ of~ all") == "Customer Customer Customer 7 all");
}

TEST_CASE("scripts that do not part words are searched everywhere") {
  CHECK(without("日本株式会社", "昨日日本株式会社は") == "昨日Xは");
  CHECK(without("\xea\xb0\x95", "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xbc") == "X");  // Hangul, apart
  CHECK(without("が", "か\xe3\x82\x99") == "X");
}

TEST_CASE("of several names the longest counts") {
  Mentions mentions;
  mentions.add("Acme", "A");
  mentions.add("Acme Robotics", "B");
  mentions.add("jane@acme.test", "J");
  CHECK(mentions.replaced("acme robotics, acme, jane@acme.test") == "B, A, J");
  CHECK(mentions.found_in("to ACME"));
  CHECK(!mentions.found_in("to acmes"));
  CHECK(mentions.is_name("acme"));
  CHECK(mentions.is_name("Acme  Robotics"));
  CHECK(!mentions.is_name("acme x"));
}

TEST_CASE("a name without letters is never found") {
  CHECK(without("--", "a -- b") == "a -- b");
  CHECK(without("", "a") == "a");
  CHECK(without("\xf0\x9f\x91\xa9", "a \xf0\x9f\x91\xa9 b") == "a X b");
}
