#include <algorithm>
#include <tuple>

#include "rapport/report/ideas.hpp"

// Ideas on pages: the list, what is due, one idea, and whom to tell of it.
namespace rapport {
namespace {

Value day_value(const std::optional<Date>& day) { return day ? Value{*day} : Value{}; }

std::string count_text(std::int64_t count, const char* one, const char* several) {
  return std::to_string(count) + ' ' + (count == 1 ? one : several);
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::vector<std::string> list_of_themes(const Idea& idea) {
  return {idea.themes.begin(), idea.themes.end()};
}

/// "3 customers and 1 other", "nobody yet".
std::string askers_text(const IdeaLine& line) {
  if (line.askers.empty()) return "nobody yet";
  std::string text;
  if (line.votes > 0) text = count_text(line.votes, "customer", "customers");
  if (line.others > 0)
    text += (text.empty() ? "" : " and ") + count_text(line.others, "other", "others");
  return text;
}

/// What a person should notice about it.
std::string remark_of(const IdeaLine& line) {
  if (const auto waiting = line.to_tell(); !waiting.empty())
    return std::to_string(waiting.size()) + " to tell";
  return line.steam ? "picks up steam" : "";
}

bool more_wanted(const IdeaLine& a, const IdeaLine& b) {
  const auto first = [](const IdeaLine& line) { return line.first_asked.value_or(last_date); };
  return std::tuple(-a.votes, -a.others, first(a), a.idea.number) <
         std::tuple(-b.votes, -b.others, first(b), b.idea.number);
}

std::vector<Column> list_columns() {
  return {{"id", "#"},
          {"name", "Idea"},
          {"state", "State"},
          {"votes", "Votes"},
          {"others", "", Audience::programs},
          {"not_customers", "Others", Audience::people},
          {"recent", "6 weeks"},
          {"picks_up_steam", "", Audience::programs},
          {"first_asked", "", Audience::programs},
          {"last_asked", "", Audience::programs},
          {"settled", "", Audience::programs},
          {"to_tell", "", Audience::programs},
          {"themes", "Themes"},
          {"remark", "Remark", Audience::people}};
}

std::vector<Cell> row_of(const IdeaLine& line) {
  const auto waiting = static_cast<std::int64_t>(line.to_tell().size());
  return {{line.idea.number},
          {line.idea.name},
          {std::string(name_of(line.idea.state))},
          {std::int64_t{line.votes}},
          {std::int64_t{line.others}},
          {line.others == 0 ? Value{} : Value{std::int64_t{line.others}}},
          {std::int64_t{line.recent}},
          {line.steam},
          {day_value(line.first_asked)},
          {day_value(line.last_asked)},
          {day_value(line.idea.settled)},
          {waiting},
          {list_of_themes(line.idea)},
          {remark_of(line), waiting > 0 ? Tone::warn : Tone::good}};
}

std::string steam_rule() {
  return "Picks up steam: " + std::to_string(steam_votes) + " customers or more in the last " +
         std::to_string(steam_days.count() / 7) +
         " weeks. Votes are distinct customers; others are "
         "prospects, partners and our own people.";
}

/// "3 customers still to tell, shipped 5 days ago".
std::string due_text(const IdeaLine& line, Date today) {
  if (is_settled(line.idea))
    return std::to_string(line.to_tell().size()) + " still to tell: " + joined(line.to_tell());
  std::string text = "asked for by " + askers_text(line);
  if (line.first_asked) {
    const auto weeks = (today - *line.first_asked).count() / 7;
    text += weeks > 0 ? ", first " + count_text(weeks, "week", "weeks") + " ago" : ", this week";
  }
  return text + (line.steam ? ", picks up steam" : "");
}

}  // namespace

std::string line_text(const IdeaLine& line) {
  std::string text = "#" + std::to_string(line.idea.number) + " " + line.idea.name + " · " +
                     std::string(name_of(line.idea.state)) + " · " + askers_text(line);
  if (const std::string remark = remark_of(line); !remark.empty()) text += " · " + remark;
  if (!line.idea.themes.empty()) {
    text += " ·";
    for (const std::string& theme : line.idea.themes) text += " #" + theme;
  }
  return text;
}

Document list_of(const IdeaReport& report, const std::vector<IdeaState>& states) {
  std::vector<const IdeaLine*> lines;
  for (const IdeaLine& line : report.lines)
    if (states.empty() || std::find(states.begin(), states.end(), line.idea.state) != states.end())
      lines.push_back(&line);
  std::sort(lines.begin(), lines.end(),
            [](const IdeaLine* a, const IdeaLine* b) { return more_wanted(*a, *b); });
  Table table{.key = "ideas",
              .columns = list_columns(),
              .empty = report.lines.empty()
                           ? "No idea yet. For example: rapport idea add \"Bulk export\" "
                             "--customer \"Acme Robotics\""
                           : "No such idea; `rapport idea list --all` has them all."};
  for (const IdeaLine* line : lines) table.rows.push_back(row_of(*line));
  const bool explain = std::any_of(lines.begin(), lines.end(), [](const IdeaLine* line) {
    return line->steam || line->others > 0;
  });
  Document document{.report = "idea list", .title = "Ideas"};
  document.blocks.emplace_back(std::move(table));
  if (explain) document.blocks.emplace_back(Text{steam_rule(), Tone::quiet});
  return document;
}

Document due_of(const IdeaReport& report, std::size_t count) {
  std::vector<const IdeaLine*> to_tell;
  std::vector<const IdeaLine*> wanted;
  for (const IdeaLine& line : report.lines)
    if (!line.to_tell().empty())
      to_tell.push_back(&line);
    else if (!is_settled(line.idea) && !line.askers.empty())
      wanted.push_back(&line);
  std::sort(to_tell.begin(), to_tell.end(), [](const IdeaLine* a, const IdeaLine* b) {
    return std::tie(a->idea.settled, a->idea.number) < std::tie(b->idea.settled, b->idea.number);
  });
  std::sort(wanted.begin(), wanted.end(),
            [](const IdeaLine* a, const IdeaLine* b) { return more_wanted(*a, *b); });
  to_tell.insert(to_tell.end(), wanted.begin(), wanted.end());
  to_tell.resize(std::min(to_tell.size(), count));
  Table table{.key = "due",
              .columns = {{"id", "#"},
                          {"name", "Idea"},
                          {"state", "State"},
                          {"settled", "", Audience::programs},
                          {"to_tell", "", Audience::programs},
                          {"votes", "", Audience::programs},
                          {"first_asked", "", Audience::programs},
                          {"why", "Why"}},
              .empty = "Nothing is due: nobody waits to be told, and nothing open was asked for."};
  for (const IdeaLine* line : to_tell)
    table.rows.push_back(
        {{line->idea.number},
         {line->idea.name},
         {std::string(name_of(line->idea.state))},
         {day_value(line->idea.settled)},
         {line->to_tell()},
         {std::int64_t{line->votes}},
         {day_value(line->first_asked)},
         {due_text(*line, report.today), is_settled(line->idea) ? Tone::warn : Tone::plain}});
  return {.report = "idea due", .title = "Ideas that are due", .blocks = {std::move(table)}};
}

std::vector<Block> page_of(const IdeaLine& line) {
  const Idea& idea = line.idea;
  std::vector<Block> blocks{Heading{line_text(line)}};
  KeyValues facts;
  const auto add = [&](const char* key, const char* title, Value value) {
    facts.values.push_back({key, title, {std::move(value)}});
  };
  add("opened", "Opened", idea.opened);
  if (idea.settled) add("settled", "Settled", *idea.settled);
  if (!idea.why.empty()) add("why", "Why", idea.why);
  if (!line.merged.empty()) add("merged", "Merged into it", line.merged);
  if (!line.brought_by().empty()) add("brought_by", "Brought by", line.brought_by());
  if (line.steam) add("recent", "Last 6 weeks", std::int64_t{line.recent});
  blocks.emplace_back(std::move(facts));
  Table table{.key = "askers",
              .columns = {{"customer", "Customer"},
                          {"class", "Class"},
                          {"cast", "Asked"},
                          {"talk", "Talk"},
                          {"heard_from", "Heard from"},
                          {"told", "Told"}},
              .empty = "Nobody asked for it yet. For example: rapport idea vote \"" + idea.name +
                       "\" \"Acme Robotics\""};
  for (const Asker& asker : line.askers)
    table.rows.push_back({{asker.name},
                          {std::string(name_of(asker.cls))},
                          {asker.cast},
                          {asker.talk ? Value{*asker.talk} : Value{}},
                          {asker.heard_from.empty() ? Value{} : Value{asker.heard_from}},
                          {day_value(asker.told)}});
  blocks.emplace_back(std::move(table));
  if (!line.to_tell().empty())
    for (Block& block : to_tell_of(line)) blocks.push_back(std::move(block));
  return blocks;
}

std::vector<Block> to_tell_of(const IdeaLine& line) {
  Table table{.key = "to_tell",
              .columns = {{"customer", "To tell"},
                          {"asked", "Asked"},
                          {"talk", "Talk"},
                          {"heard_from", "Heard from"}},
              .empty = line.askers.empty() ? "Nobody asked for it: there is nobody to tell."
                                           : "Everybody who asked for it was told."};
  for (const Asker& asker : line.askers)
    if (!asker.told)
      table.rows.push_back({{asker.name},
                            {asker.cast},
                            {asker.talk ? Value{*asker.talk} : Value{}},
                            {asker.heard_from.empty() ? Value{} : Value{asker.heard_from}}});
  const bool any = !table.rows.empty();
  std::vector<Block> blocks{std::move(table)};
  if (const auto colleagues = line.brought_by(); !colleagues.empty())
    blocks.emplace_back(Text{"Brought by " + joined(colleagues) + ": tell them too."});
  if (any)
    blocks.emplace_back(Text{"`rapport told WHO` marks each; `rapport idea told " +
                                 std::to_string(line.idea.number) + " --all` marks all.",
                             Tone::quiet});
  return blocks;
}

}  // namespace rapport
