#include "rapport/report/actions.hpp"

#include "rapport/document/table.hpp"

namespace rapport {

Document actions_document(const std::vector<ActionLine>& lines, Date today) {
  const auto of = [](auto Action::*field) {
    return [field](const ActionLine& line) { return line.action.*field; };
  };
  const auto owner = [](const ActionLine& line) { return std::string(name_of(line.action.owner)); };
  const auto whose = [](const ActionLine& line) {  // of the PM, who stands beside it: not said
    return line.action.owner == ActionOwner::coach ? std::string("coach") : std::string();
  };
  const auto due = [today](const ActionLine& line) {
    const Action& action = line.action;
    const bool is_over = !action.done && action.due && *action.due < today;
    return Cell{value_of(action.due), is_over ? Tone::bad : Tone::plain};
  };
  return {.report = "action list",
          .title = "Actions",
          .blocks = {table_of({.key = "actions",
                               .empty = "No action is open. Agree on one: rapport 1on1 --save "
                                        "--action \"see two hospitals\" --due fri"},
                              lines,
                              {{"id", "#", of(&Action::number)},
                               {"text", "Action", of(&Action::text)},
                               {"pm", "PM", &ActionLine::pm},
                               {"owner", "", owner, Audience::programs},
                               {"whose", "Who", whose, Audience::people},
                               {"made", "Agreed", of(&Action::made)},
                               {"due", "Due", due},
                               {"done", "Done", of(&Action::done)}})},
          .main_table = "actions"};
}

}  // namespace rapport
