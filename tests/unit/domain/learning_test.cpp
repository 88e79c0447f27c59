#include "rapport/domain/learning.hpp"

#include <doctest/doctest.h>

#include "typed.hpp"

using namespace rapport;

namespace {

/// "pain | text | theme theme"
std::string shown(std::string_view text) {
  const auto learning = parse_learning(text);
  std::string out = learning.type ? std::string(name_of(*learning.type)) : "-";
  out += " | " + learning.text + " |";
  for (const auto& theme : learning.themes) out += ' ' + theme;
  return out;
}

}  // namespace

TEST_CASE("learnings that people type") {
  struct Row {
    const char* text;
    const char* meaning;
  };
  for (const auto& row : {
           Row{"exports fail silently", "- | exports fail silently |"},
           Row{"pain: they re-key orders #orders +erp", "pain | they re-key orders | orders erp"},
           Row{"Pain:they re-key", "pain | they re-key |"},
           Row{" quote : 'I print it' ", "quote | 'I print it' |"},
           Row{"need: approvals in two steps #approval",
               "need | approvals in two steps | approval"},
           Row{"note: not a type", "- | note: not a type |"},
           Row{"nobody trusts the forecast +forecast", "- | nobody trusts the forecast | forecast"},
           Row{"the #orders screen is slow", "- | the #orders screen is slow | orders"},
           Row{"the #orders screen #erp", "- | the #orders screen | orders erp"},
           Row{"slow #Orders #orders +ORDERS", "- | slow | orders"},
           Row{"slow #orders, #erp", "- | slow | orders erp"},
           Row{"it hurts in #orders.", "- | it hurts in #orders. | orders"},
           Row{"they write C++ and C#", "- | they write C++ and C# |"},
           Row{"issue #412 and +1", "- | issue #412 and +1 |"},
           Row{"grew by a+b", "- | grew by a+b |"},
           Row{"# and + alone", "- | # and + alone |"},
           Row{"#two-step_approval is it", "- | #two-step_approval is it | two-step_approval"},
           Row{"wir brauchen es #Aufträge", "- | wir brauchen es | auftrage"},
           Row{"承認が二段階 #承認", "- | 承認が二段階 | 承認"},
           Row{"#orders first", "- | #orders first | orders"},
           Row{"2:1 said no", "- | 2:1 said no |"},
       }) {
    CAPTURE(std::string(row.text));
    CHECK(shown(row.text) == row.meaning);
  }
}

TEST_CASE("a learning without words is refused") {
  for (const std::string text : {"", "  ", "pain:", "#orders", "pain: #orders +erp"}) {
    CAPTURE(std::string(text));
    CHECK(typed::error([&] { parse_learning(text); }).kind() == ErrorKind::usage);
  }
}
TEST_CASE("delight and friction are types of one's own use alone") {
  CHECK(parse_learning("delight: undo works", Loop::self).type == LearningType::delight);
  CHECK(parse_learning("friction: slow #search", Loop::self).type == LearningType::friction);
  CHECK(parse_learning("pain: slow", Loop::self).type == LearningType::pain);
  for (const Loop loop : {Loop::customer, Loop::colleague}) {
    CHECK(!parse_learning("friction: slow", loop).type);
    CHECK(parse_learning("friction: slow", loop).text == "friction: slow");
    CHECK(parse_learning("pain: slow", loop).type == LearningType::pain);
  }
}

TEST_CASE("a text that is nothing but tags is left empty") {
  CHECK(parse_tagged(" #orders, +erp ").text.empty());
  CHECK(parse_tagged("#orders hurt +erp").text == "#orders hurt");
  CHECK(parse_tagged("#orders hurt +erp").themes == std::vector<std::string>{"orders", "erp"});
}
