#include <algorithm>
#include <array>

#include "rapport/command/command.hpp"

// The table of commands: a row names the group and the function of the file that holds them. The
// order is that of `rapport help`.
#define RAPPORT_COMMANDS(ROW)   \
  ROW(daily, log)               \
  ROW(daily, timer)             \
  ROW(daily, status)            \
  ROW(daily, week)              \
  ROW(daily, list)              \
  ROW(daily, show)              \
  ROW(daily, amend)             \
  ROW(daily, remove)            \
  ROW(daily, undo)              \
  ROW(cadence, target)          \
  ROW(cadence, target_preset)   \
  ROW(cadence, trend)           \
  ROW(cadence, why)             \
  ROW(cadence, gate)            \
  ROW(cadence, next)            \
  ROW(cadence, off)             \
  ROW(coaching, one_on_one)     \
  ROW(coaching, action)         \
  ROW(coaching, team)           \
  ROW(coaching, signals)        \
  ROW(coaching, pm)             \
  ROW(inward, listen)           \
  ROW(inward, use)              \
  ROW(plans, plan)              \
  ROW(plans, settle)            \
  ROW(customers, customer)      \
  ROW(customers, customer_list) \
  ROW(customers, person)        \
  ROW(customers, merge)         \
  ROW(knowledge, told)          \
  ROW(knowledge, idea)          \
  ROW(knowledge, idea_settle)   \
  ROW(knowledge, idea_merge)    \
  ROW(knowledge, idea_list)     \
  ROW(knowledge, promise)       \
  ROW(knowledge, story)         \
  ROW(knowledge, story_list)    \
  ROW(knowledge, learnings)     \
  ROW(knowledge, themes)        \
  ROW(knowledge, showstopper)   \
  ROW(knowledge, contact)       \
  ROW(knowledge, search)        \
  ROW(data, backup)             \
  ROW(data, restore)            \
  ROW(data, forget)             \
  ROW(data, import)             \
  ROW(data, history)            \
  ROW(data, check)              \
  ROW(data, config)             \
  ROW(data, demo)               \
  ROW(meta, help)               \
  ROW(meta, completion)         \
  ROW(meta, complete)           \
  ROW(meta, man)

namespace rapport {

#define RAPPORT_DECLARE(group, name) std::span<const Command> name##_commands();
RAPPORT_COMMANDS(RAPPORT_DECLARE)
#undef RAPPORT_DECLARE

namespace {

#define RAPPORT_ROW(group, name) CommandRow{Group::group, name##_commands},
constexpr std::array table{RAPPORT_COMMANDS(RAPPORT_ROW)};
#undef RAPPORT_ROW

bool is_named(const Command& command, std::string_view first, std::string_view second) {
  const auto blank = command.name.find(' ');
  if (blank == std::string_view::npos) return command.name == first;
  return command.name.substr(0, blank) == first && command.name.substr(blank + 1) == second;
}

}  // namespace

std::string_view title_of(Group group) {
  switch (group) {
    case Group::daily:
      return "Every day";
    case Group::cadence:
      return "Cadence";
    case Group::coaching:
      return "Coaching";
    case Group::inward:
      return "Three loops";
    case Group::plans:
      return "Plans";
    case Group::customers:
      return "Customers";
    case Group::knowledge:
      return "Knowledge";
    case Group::data:
      return "Data";
    case Group::meta:
      return "About rapport";
  }
  return "";
}

std::span<const CommandRow> command_rows() { return table; }

const Command* find_command(std::string_view first, std::string_view second, std::size_t& used) {
  const Command* by_noun = nullptr;
  for (const CommandRow& row : table)
    for (const Command& command : row.commands()) {
      if (!is_named(command, first, second)) continue;
      const bool two_words = command.name.find(' ') != std::string_view::npos;
      used = two_words ? 2 : 1;
      if (two_words) return &command;  // "off list" goes before "off"
      by_noun = &command;
    }
  if (by_noun != nullptr) used = 1;
  return by_noun;
}

bool is_noun(std::string_view word) {
  return std::any_of(table.begin(), table.end(), [&](const CommandRow& row) {
    const auto commands = row.commands();
    return std::any_of(commands.begin(), commands.end(), [&](const Command& command) {
      return command.name.size() > word.size() && command.name.starts_with(word) &&
             command.name[word.size()] == ' ';
    });
  });
}

}  // namespace rapport
