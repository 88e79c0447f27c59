#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "rapport/domain/words.hpp"

/// Who appears in the sample book, and what they have to say. Invented throughout.
namespace rapport::demo {

struct Somebody {
  std::string_view name;
  std::string_view role;  ///< user, buyer, admin; a team for colleagues
};

/// What a customer says, one after the other: as typed behind the colon of `log`.
struct Organisation {
  std::string_view name;
  Class cls = Class::customer;
  std::string_view region, segment, domain;
  bool hard = false;  ///< talks with them are often rough
  std::vector<Somebody> people;
  std::vector<std::string_view> says;
};

struct Wish {
  std::string_view name;
  std::string_view theme;
  std::vector<std::string_view> wanted_by;  ///< names of organisations, in the order of their votes
  IdeaState state = IdeaState::open;
  int settled_weeks_ago = 0;
  int told = 0;  ///< how many of them were told since
};

std::span<const Organisation> organisations();
std::span<const Somebody> colleagues();
std::span<const std::string_view> heard_from_colleagues();  ///< one for each talk, in turn
std::span<const std::string_view> own_use();                ///< begins with delight: or friction:
std::span<const Wish> wishes();

}  // namespace rapport::demo
