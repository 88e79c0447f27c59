#include "rapport/base/suggest.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace rapport;

TEST_CASE("distance counts inserting, deleting, replacing and swapping neighbours") {
  CHECK(edit_distance("visit", "visit", 2) == 0);
  CHECK(edit_distance("vsit", "visit", 2) == 1);
  CHECK(edit_distance("visitt", "visit", 2) == 1);
  CHECK(edit_distance("vizit", "visit", 2) == 1);
  CHECK(edit_distance("viist", "visit", 2) == 1);
  CHECK(edit_distance("", "abc", 5) == 3);
  CHECK(edit_distance("abc", "", 5) == 3);
  CHECK(edit_distance("", "", 5) == 0);
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("ca", "abc", 5) == 3);  // restricted: no edit between swapped letters
}

TEST_CASE("distance is in code points") {
  CHECK(edit_distance("müller", "muller", 2) == 1);
  CHECK(edit_distance("日本精密", "日本情密", 2) == 1);
}

TEST_CASE("distance stops past its limit") {
  CHECK(edit_distance("abcdefgh", "zyxwvuts", 2) == 3);
  CHECK(edit_distance("a", "abcdefgh", 2) == 3);
  CHECK(edit_distance("visit", "vsit", 0) == 1);
  CHECK(edit_distance("visit", "visit", 0) == 0);
}

TEST_CASE("a swap at the very end is still seen under a limit of one") {
  CHECK(edit_distance("acme corpro", "acme corpor", 1) == 1);
  CHECK(edit_distance("ba", "ab", 1) == 1);
}

TEST_CASE("how far a near miss may be") {
  CHECK(near_miss_limit(3) == 0);
  CHECK(near_miss_limit(4) == 1);
  CHECK(near_miss_limit(7) == 1);
  CHECK(near_miss_limit(8) == 2);
}

TEST_CASE("the closest candidates, best first") {
  constexpr std::array<std::string_view, 8> commands{"log",  "list",   "learnings", "week",
                                                     "team", "target", "trend",     "themes"};
  CHECK(closest("lsit", commands) == std::vector<std::string>{"list"});
  CHECK(closest("lgo", commands) == std::vector<std::string>{"log"});
  CHECK(closest("LEARNIGS", commands) == std::vector<std::string>{"learnings"});
  CHECK(closest("tar", commands) == std::vector<std::string>{"target"});
  CHECK(closest("team", commands) == std::vector<std::string>{"team"});
  CHECK(closest("x", commands).empty());
  CHECK(closest("", commands).empty());
  CHECK(closest("nothing", commands).empty());
  CHECK(closest("t", commands).empty());
  constexpr std::array<std::string_view, 5> many{"aaaaab", "aaaaac", "aaaaaa", "aaaaad", "aaaaae"};
  CHECK(closest("aaaaaa", many) == std::vector<std::string>{"aaaaaa", "aaaaab", "aaaaac"});
}

TEST_CASE("the hint for one of a few names the nearest, if any, and all of them") {
  constexpr std::array<std::string_view, 3> few{"good", "neutral", "rough"};
  CHECK(one_of("god", few) == "did you mean good? use one of: good, neutral, rough");
  CHECK(one_of("fine", few) == "use one of: good, neutral, rough");
}
