#include "rapport/report/reviews.hpp"

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {
namespace {

std::int64_t done_of(const ReviewLine& line) {
  return std::count_if(line.actions.begin(), line.actions.end(),
                       [](const Action& action) { return action.done.has_value(); });
}

std::int64_t all_of(const ReviewLine& line) {
  return static_cast<std::int64_t>(line.actions.size());
}

/// "1 of 2 done"; empty where nothing was agreed.
std::string actions_text(const ReviewLine& line) {
  if (line.actions.empty()) return "";
  return std::to_string(done_of(line)) + " of " + std::to_string(all_of(line)) + " done";
}

std::string note_text(const ReviewLine& line) {
  constexpr std::size_t longest = 60;
  return shorten(line.review.note, longest);
}

}  // namespace

Document reviews_document(const std::vector<ReviewLine>& lines, Date) {
  const auto of = [](auto Review::*field) {
    return [field](const ReviewLine& line) { return line.review.*field; };
  };
  return {.report = "1on1 list",
          .title = "1:1s",
          .blocks = {table_of({.key = "reviews",
                               .empty = "No 1:1 is recorded yet. For example: rapport 1on1 --save "
                                        "-m \"a good week\""},
                              lines,
                              {{"id", "#", of(&Review::number)},
                               {"pm", "PM", &ReviewLine::pm},
                               {"on", "When", of(&Review::on)},
                               {"shown_note", "Note", note_text, Audience::people},
                               {"note", "", of(&Review::note), Audience::programs},
                               {"agreed", "Actions", actions_text, Audience::people},
                               {"actions", "", all_of, Audience::programs},
                               {"actions_done", "", done_of, Audience::programs}})},
          .main_table = "reviews"};
}

std::vector<Block> agreed_blocks(const ReviewLine& line, Date today) {
  std::vector<Block> blocks{Heading{"Agreed in this 1:1", 2}};
  if (!line.review.note.empty()) blocks.emplace_back(Text{line.review.note});
  const auto owner = [&](const Action& action) {
    return action.owner == ActionOwner::coach ? std::string("coach") : line.pm;
  };
  const auto due = [today](const Action& action) {
    const bool is_over = !action.done && action.due && *action.due < today;
    return Cell{value_of(action.due), is_over ? Tone::warn : Tone::plain};
  };
  blocks.emplace_back(table_of({.key = "agreed"}, line.actions,
                               {{"id", "#", &Action::number},
                                {"text", "Action", &Action::text},
                                {"owner", "", named(&Action::owner), Audience::programs},
                                {"whose", "Who", owner, Audience::people},
                                {"due", "Due", due},
                                {"done", "Done", &Action::done}}));
  if (line.review.note.empty() && line.actions.empty())
    blocks.emplace_back(Text{"Nothing was written down.", Tone::quiet});
  return blocks;
}

}  // namespace rapport
