#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

namespace rapport {

/// A 1:1 of a PM and a coach that took place.
struct Review {
  Uid uid;
  std::int64_t number = 0;
  Uid pm;
  Date on{};
  std::string note;
  std::set<std::string> asked;  ///< the questions on its page, see `Question::key`
  Moment recorded;              ///< what was recorded later is new in the next one; by the store
};

/// Who has to see to something agreed.
enum class ActionOwner { pm, coach };
inline constexpr std::array action_owners{
    Word<ActionOwner>{ActionOwner::pm, "pm", "the PM (the default)"},
    Word<ActionOwner>{ActionOwner::coach, "coach", "the coach"},
};
constexpr auto table_of_words(ActionOwner) { return std::span(action_owners); }

/// Something agreed in a 1:1.
struct Action {
  Uid uid;
  std::int64_t number = 0;
  Uid review;
  Uid pm;
  std::string text;
  ActionOwner owner = ActionOwner::pm;
  Date made{};
  std::optional<Date> due;
  std::optional<Date> done;
};

}  // namespace rapport
