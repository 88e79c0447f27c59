#include "rapport/report/themes.hpp"

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

Cell quiet_when_none(std::int64_t count) { return {count, count == 0 ? Tone::quiet : Tone::plain}; }

std::int64_t count_of(const std::set<Uid>& uids) { return static_cast<std::int64_t>(uids.size()); }

}  // namespace

std::string theme_text(const Theme& theme, Date today) {
  std::vector<std::string> parts{"#" + theme.name,
                                 count_text(count_of(theme.customers), "customer")};
  if (!theme.others.empty()) parts.push_back(count_text(count_of(theme.others), "other"));
  if (theme.second_hand > 0) parts.push_back(std::to_string(theme.second_hand) + " second-hand");
  if (theme.ideas > 0) parts.push_back(count_text(theme.ideas, "idea"));
  if (theme.last_heard) parts.push_back("last heard " + day_text(*theme.last_heard, today));
  return joined(parts, " · ");
}

Document themes_list(const std::vector<Theme>& themes) {
  const auto count = [](auto show) {
    return [show](const Theme& theme) { return quiet_when_none(std::invoke(show, theme)); };
  };
  Document document{
      .report = "themes",
      .blocks = {table_of(
          {.key = "themes",
           .empty = "No theme yet. Tag what you learn: rapport log \"Acme Robotics\" 1h : "
                    "they re-key every order +orders"},
          themes,
          {{"theme", "Theme",
            [](const Theme& theme) {
              return Cell{theme.name, Tone::strong};
            }},
           {"weight", "Customers", count(&Theme::weight)},
           {"others", "Others", count([](const Theme& theme) { return count_of(theme.others); })},
           {"second_hand", "Second-hand", count(&Theme::second_hand)},
           {"learnings", "Learnings", count(&Theme::learnings)},
           {"ideas", "Ideas", count(&Theme::ideas)},
           {"last_heard", "Last heard", &Theme::last_heard}})}};
  if (!themes.empty())
    document.blocks.emplace_back(
        Text{"Customers are those who brought it up themselves; others are prospects, partners and "
             "our own people. `rapport themes " +
                 themes.front().name + "` shows the sources.",
             Tone::quiet});
  return document;
}

Document theme_page(const Theme& theme, std::vector<LearningLine> learnings,
                    std::vector<IdeaLine> ideas, Date today) {
  const std::string ideas_title = ideas.empty() ? "" : "Ideas";
  return {.report = "themes",
          .blocks = {Heading{theme_text(theme, today)},
                     KeyValues{{value_for_programs("theme", theme.name),
                                value_for_programs("weight", std::int64_t{theme.weight()}),
                                value_for_programs("others", count_of(theme.others)),
                                value_for_programs("second_hand", std::int64_t{theme.second_hand}),
                                value_for_programs("last_heard", value_of(theme.last_heard))}},
                     learnings_table({.lines = std::move(learnings), .filtered = true}),
                     ideas_table(std::move(ideas), ideas_title, "")},
          .main_table = "learnings"};
}

}  // namespace rapport
