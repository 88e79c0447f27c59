#include "rapport/report/stories.hpp"

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

constexpr std::size_t widest_story = 60;  // columns

/// "#3 They print every order … · Acme Robotics · #orders".
std::string story_text(const StoryLine& line) {
  std::vector<std::string> parts{"#" + std::to_string(line.story.number) + " " +
                                 shorten(printable(split(line.story.text, '\n')[0]), widest_story)};
  for (const std::string& part : {joined(line.customers), themes_text(line.story.themes)})
    if (!part.empty()) parts.push_back(printable(part));
  return joined(parts, " · ");
}

template <typename T>
auto story_field(T Story::*member) {
  return [member](const StoryLine& line) { return line.story.*member; };
}

std::int64_t count_of_shares(const StoryLine& line) {
  return static_cast<std::int64_t>(line.shares.size());
}

Value last_shared(const StoryLine& line) {
  return line.shares.empty() ? Value{} : Value{line.shares.back().share.on};
}

}  // namespace

std::string themes_text(const std::set<std::string>& themes) {
  return themes.empty() ? "" : "#" + joined(themes, " #");
}

Document story_list(std::vector<StoryLine> lines, const StoryFilter& filter) {
  if (filter.untold)
    std::erase_if(lines, [](const StoryLine& line) { return !line.shares.empty(); });
  Table table = table_of(
      {.key = "stories",
       .empty = filter.untold ? "Every story has been shared."
                              : "No story yet. For example: rapport story add \"They print every "
                                "order\" --from 12"},
      lines,
      {{"id", "#", story_field(&Story::number)},
       {"uid", "", [](const StoryLine& line) { return to_string(line.story.uid); },
        Audience::programs},
       {"told", "Kept", story_field(&Story::told)},
       {"text", "Story", story_field(&Story::text)},
       {"customers", "Customers", &StoryLine::customers},
       {"themes", "Themes", story_field(&Story::themes)},
       {"pm", "PM", &StoryLine::pm, filter.all ? Audience::everyone : Audience::programs},
       {"shares", "Shared", count_of_shares},
       {"last_shared", "Last", last_shared}});
  return {.report = "story list", .title = "Customer stories", .blocks = {std::move(table)}};
}

Document story_page(const StoryLine& line) {
  const Story& story = line.story;
  Document document{.report = "story show",
                    .blocks = {Heading{"Story #" + std::to_string(story.number)}},
                    .main_table = "shares"};
  for (const std::string_view text : split(story.text, '\n'))
    document.blocks.emplace_back(Text{std::string(text)});
  KeyValues values{{value_for_programs("id", story.number),
                    value_for_programs("uid", to_string(story.uid)),
                    value_for_programs("text", story.text),
                    {"customers", "Customers", {line.customers}},
                    {"themes", "Themes", {value_of(story.themes)}},
                    {"pm", "PM", {line.pm}},
                    {"told", "Kept", {story.told}},
                    value_for_programs("interaction", value_of(line.talk))}};
  if (line.talk) values.values.push_back({"from", "From", {line.talk_text}, Audience::people});
  document.blocks.emplace_back(std::move(values));
  document.blocks.emplace_back(
      table_of({.key = "shares", .title = "Shared", .empty = "Not shared yet."}, line.shares,
               {{"on", "When", [](const ShareLine& one) { return one.share.on; }},
                {"where", "Where", [](const ShareLine& one) { return value_of(one.share.where); }},
                {"pm", "By", &ShareLine::pm}}));
  return document;
}

Document story_saved(const char* report, const StoryLine& line) {
  const Story& story = line.story;
  return {.report = report,
          .blocks = {KeyValues{{value_for_programs("id", story.number),
                                value_for_programs("uid", to_string(story.uid)),
                                value_for_programs("text", story.text),
                                value_for_programs("themes", value_of(story.themes)),
                                value_for_programs("customers", line.customers),
                                value_for_programs("told", story.told)}},
                     Text{story_text(line), Tone::strong}},
          .saved = "saved as story #" + std::to_string(story.number)};
}

Document story_removed(const StoryLine& line) {
  return {.report = "story remove",
          .blocks = {KeyValues{{value_for_programs("id", line.story.number),
                                value_for_programs("uid", to_string(line.story.uid))}},
                     Text{"removed " + story_text(line), Tone::strong},
                     Text{"`rapport undo` brings it back", Tone::quiet}},
          .saved = "removed"};
}

Document story_shared(const StoryLine& line, const Share& share, Date today) {
  const std::int64_t times = count_of_shares(line);
  return {.report = "story share",
          .blocks = {KeyValues{{value_for_programs("id", line.story.number),
                                value_for_programs("uid", to_string(share.uid)),
                                value_for_programs("on", share.on),
                                value_for_programs("where", value_of(share.where)),
                                value_for_programs("shares", times)}},
                     Text{story_text(line), Tone::strong},
                     Text{"shared " + day_text(share.on, today) +
                          (share.where.empty() ? "" : ", " + share.where) + ": " +
                          (times == 1 ? "once" : count_text(times, "time")) + " so far"}},
          .saved = "saved as #" + std::to_string(share.number)};
}

}  // namespace rapport
