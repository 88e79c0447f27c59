#include <algorithm>
#include <array>

#include "rapport/command/command.hpp"

// The table of commands: a row names the room (the folder, and the group in `rapport help`) and the
// file that holds them. The order is that of `rapport help`.
#define RAPPORT_COMMANDS(ROW)   \
  ROW(talks, log)               \
  ROW(talks, timer)             \
  ROW(talks, status)            \
  ROW(talks, week)              \
  ROW(talks, list)              \
  ROW(talks, show)              \
  ROW(talks, amend)             \
  ROW(talks, remove)            \
  ROW(talks, undo)              \
  ROW(talks, plan)              \
  ROW(talks, held)              \
  ROW(cadence, target)          \
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
  ROW(customers, customer)      \
  ROW(customers, customer_list) \
  ROW(customers, person)        \
  ROW(customers, merge)         \
  ROW(customers, part)          \
  ROW(followups, promise)       \
  ROW(followups, told)          \
  ROW(followups, showstopper)   \
  ROW(followups, contact)       \
  ROW(followups, listen)        \
  ROW(followups, use)           \
  ROW(knowledge, learnings)     \
  ROW(knowledge, themes)        \
  ROW(knowledge, idea)          \
  ROW(knowledge, idea_merge)    \
  ROW(knowledge, idea_list)     \
  ROW(knowledge, story)         \
  ROW(knowledge, story_list)    \
  ROW(knowledge, search)        \
  ROW(sharing, hub)             \
  ROW(sharing, hub_members)     \
  ROW(sharing, hub_join)        \
  ROW(sharing, hub_status)      \
  ROW(sharing, sync)            \
  ROW(sharing, who)             \
  ROW(data, import)             \
  ROW(data, export)             \
  ROW(book, backup)             \
  ROW(book, restore)            \
  ROW(book, forget)             \
  ROW(book, history)            \
  ROW(book, check)              \
  ROW(book, config)             \
  ROW(book, demo)               \
  ROW(about, help)              \
  ROW(about, completion)        \
  ROW(about, complete)          \
  ROW(about, man)

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
    case Group::talks:
      return "Every day";
    case Group::cadence:
      return "Cadence";
    case Group::coaching:
      return "Coaching";
    case Group::customers:
      return "Customers";
    case Group::followups:
      return "Follow-ups and loops";
    case Group::knowledge:
      return "Knowledge";
    case Group::sharing:
      return "Sharing";
    case Group::data:
      return "Data in and out";
    case Group::book:
      return "The book";
    case Group::about:
      return "About rapport";
  }
  return "";
}

std::span<const CommandRow> command_rows() { return table; }

Group group_of(const Command& command) {
  for (const CommandRow& row : table)
    for (const Command& each : row.commands())
      if (each.name == command.name) return row.group;
  return Group::about;
}

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

std::vector<std::string_view> command_names() {
  std::vector<std::string_view> names;
  for (const CommandRow& row : table)
    for (const Command& command : row.commands()) {
      if (is_hidden(command)) continue;
      names.push_back(command.name);
      if (const auto blank = command.name.find(' '); blank != std::string_view::npos)
        names.push_back(command.name.substr(0, blank));
    }
  return names;
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
