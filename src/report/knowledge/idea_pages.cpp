#include <algorithm>
#include <functional>
#include <tuple>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/document/window.hpp"
#include "rapport/report/ideas.hpp"

// Ideas on pages: the list, what is due, one idea, and whom to tell of it.
namespace rapport {
namespace {

template <typename T>
auto idea_field(T Idea::*member) {
  return [member](const IdeaLine& line) { return line.idea.*member; };
}

std::string idea_state(const IdeaLine& line) { return std::string(name_of(line.idea.state)); }

/// "3 customers and 1 other", "nobody yet".
std::string askers_text(const IdeaLine& line) {
  if (line.askers.empty()) return "nobody yet";
  std::vector<std::string> parts;
  if (line.votes > 0) parts.push_back(count_text(line.votes, "customer"));
  if (line.others > 0) parts.push_back(count_text(line.others, "other"));
  return joined(parts, " and ");
}

/// What a person should notice about it.
std::string idea_remark(const IdeaLine& line) {
  if (const auto waiting = line.to_tell(); !waiting.empty())
    return std::to_string(waiting.size()) + " to tell";
  return line.steam ? "picking up steam" : "";
}

bool more_wanted(const IdeaLine& a, const IdeaLine& b) {
  const auto first = [](const IdeaLine& line) { return line.first_asked.value_or(last_date); };
  return std::tuple(-a.votes, -a.others, first(a), a.idea.number) <
         std::tuple(-b.votes, -b.others, first(b), b.idea.number);
}

std::string steam_rule() {
  return "Picking up steam: " + std::to_string(steam_votes) + " customers or more in the last " +
         std::to_string(steam_days.count() / 7) +
         " weeks. Votes are distinct customers; others are "
         "prospects, partners and our own people.";
}

/// "3 still to tell: Acme, Globex, Initech".
std::string due_text(const IdeaLine& line, Date today) {
  const auto waiting = line.to_tell();
  if (is_settled(line.idea))
    return std::to_string(waiting.size()) + " still to tell: " + joined(waiting);
  std::string text = "asked for by " + askers_text(line);
  if (line.first_asked) {
    const auto weeks = (today - *line.first_asked).count() / 7;
    text += weeks > 0 ? ", first " + count_text(weeks, "week") + " ago" : ", this week";
  }
  return text + (line.steam ? ", picking up steam" : "");
}

KeyValues idea_values(const IdeaLine& line) {
  const Idea& idea = line.idea;
  return {{value_for_programs("id", idea.number), value_for_programs("uid", to_string(idea.uid)),
           value_for_programs("name", idea.name), value_for_programs("state", idea_state(line)),
           value_for_programs("votes", std::int64_t{line.votes}),
           value_for_programs("others", std::int64_t{line.others}),
           value_for_programs("themes", value_of(idea.themes)),
           value_for_programs("opened", idea.opened),
           value_for_programs("settled", value_of(idea.settled)),
           value_for_programs("why", value_of(idea.why))}};
}

/// What there is to say of an idea beyond its line.
KeyValues idea_details(const IdeaLine& line) {
  const Idea& idea = line.idea;
  KeyValues details{{{"opened", "Opened", {idea.opened}}}};
  const auto add = [&](bool is_said, const char* key, const char* title, Value value) {
    if (is_said) details.values.push_back({key, title, {std::move(value)}});
  };
  const auto brought_by = line.brought_by();
  add(idea.settled.has_value(), "settled", capitalised(name_of(idea.state)).c_str(),
      value_of(idea.settled));
  add(!idea.why.empty(), "why", "Why", idea.why);
  add(!line.merged.empty(), "merged", "Merged into it", line.merged);
  add(!brought_by.empty(), "brought_by", "Brought by", brought_by);
  add(line.steam, "recent", "Last 6 weeks", std::int64_t{line.recent});
  return details;
}

Table askers_table(const IdeaLine& line) {
  return table_of(
      {.key = "askers",
       .empty = "Nobody has asked for it yet. For example: rapport idea vote \"" + line.idea.name +
                "\" \"Acme Robotics\""},
      line.askers,
      {{"customer", "Customer", &Asker::name},
       {"class", "Class", [](const Asker& asker) { return std::string(name_of(asker.cls)); }},
       {"cast", "Asked", &Asker::cast},
       {"talk", "Talk", &Asker::talk},
       {"heard_from", "Heard from", [](const Asker& asker) { return value_of(asker.heard_from); }},
       {"told", "Told", &Asker::told}});
}

}  // namespace

std::string line_text(const IdeaLine& line) {
  std::vector<std::string> parts{"#" + std::to_string(line.idea.number) + " " + line.idea.name,
                                 idea_state(line), askers_text(line)};
  if (const std::string remark = idea_remark(line); !remark.empty()) parts.push_back(remark);
  if (!line.idea.themes.empty()) parts.push_back("#" + joined(line.idea.themes, " #"));
  return joined(parts, " · ");
}

Table ideas_table(std::vector<IdeaLine> lines, std::string title, std::string empty) {
  std::sort(lines.begin(), lines.end(), more_wanted);
  const auto others = [](const IdeaLine& line) {
    return line.others == 0 ? Value{} : Value{std::int64_t{line.others}};
  };
  const auto waiting = [](const IdeaLine& line) {
    return static_cast<std::int64_t>(line.to_tell().size());
  };
  const auto remark = [](const IdeaLine& line) -> Cell {
    return {idea_remark(line), line.to_tell().empty() ? Tone::good : Tone::warn};
  };
  return table_of(
      {.key = "ideas", .title = std::move(title), .empty = std::move(empty)}, lines,
      {{"id", "#", idea_field(&Idea::number)},
       {"name", "Idea", idea_field(&Idea::name)},
       {"state", "State", idea_state},
       {"votes", "Votes", [](const IdeaLine& line) { return std::int64_t{line.votes}; }},
       {"others", "", [](const IdeaLine& line) { return std::int64_t{line.others}; },
        Audience::programs},
       {"not_customers", "Others", others, Audience::people},
       {"recent", "6 weeks", [](const IdeaLine& line) { return std::int64_t{line.recent}; }},
       {"picks_up_steam", "", &IdeaLine::steam, Audience::programs},
       {"first_asked", "", &IdeaLine::first_asked, Audience::programs},
       {"last_asked", "", &IdeaLine::last_asked, Audience::programs},
       {"settled", "", idea_field(&Idea::settled), Audience::programs},
       {"to_tell", "", waiting, Audience::programs},
       {"themes", "Themes", idea_field(&Idea::themes)},
       {"remark", "Remark", remark, Audience::people}});
}

Document idea_list(const IdeaReport& report, const std::vector<IdeaState>& states) {
  std::vector<IdeaLine> lines = report.lines;
  std::erase_if(lines, [&](const IdeaLine& line) {
    return !states.empty() &&
           std::find(states.begin(), states.end(), line.idea.state) == states.end();
  });
  const bool explain = std::any_of(lines.begin(), lines.end(), [](const IdeaLine& line) {
    return line.steam || line.others > 0;
  });
  Document document{
      .report = "idea list",
      .title = "Ideas",
      .blocks = {ideas_table(std::move(lines), "",
                             report.lines.empty()
                                 ? "No idea yet. For example: rapport idea add \"Bulk export\" "
                                   "--customer \"Acme Robotics\""
                                 : "No such idea; `rapport idea list --all` has them all.")}};
  if (explain) document.blocks.emplace_back(Text{steam_rule(), Tone::quiet});
  return document;
}

Document ideas_due(const IdeaReport& report, std::size_t count) {
  std::vector<IdeaLine> due, wanted;
  for (const IdeaLine& line : report.lines)
    if (!line.to_tell().empty())
      due.push_back(line);
    else if (!is_settled(line.idea) && !line.askers.empty())
      wanted.push_back(line);
  std::sort(due.begin(), due.end(), [](const IdeaLine& a, const IdeaLine& b) {
    return std::tie(a.idea.settled, a.idea.number) < std::tie(b.idea.settled, b.idea.number);
  });
  std::sort(wanted.begin(), wanted.end(), more_wanted);
  due.insert(due.end(), wanted.begin(), wanted.end());
  const std::size_t total = due.size();
  if (count != 0) due.resize(std::min(total, count));
  const auto why = [&](const IdeaLine& line) -> Cell {
    return {due_text(line, report.today), is_settled(line.idea) ? Tone::warn : Tone::plain};
  };
  Document document{
      .report = "idea due",
      .title = "Ideas that are due",
      .blocks = {table_of(
          {.key = "due",
           .empty =
               "Nothing is due: nobody is waiting to be told, and nobody asked for anything open."},
          due,
          {{"id", "#", idea_field(&Idea::number)},
           {"name", "Idea", idea_field(&Idea::name)},
           {"state", "State", idea_state},
           {"settled", "", idea_field(&Idea::settled), Audience::programs},
           {"to_tell", "", std::mem_fn(&IdeaLine::to_tell), Audience::programs},
           {"votes", "", [](const IdeaLine& line) { return std::int64_t{line.votes}; },
            Audience::programs},
           {"first_asked", "", &IdeaLine::first_asked, Audience::programs},
           {"why", "Why", why}})}};
  add_window(document, {.shown = due.size(), .total = total, .what = "idea"});
  return document;
}

Document idea_page(const IdeaLine& line) {
  Document document{.report = "idea show",
                    .blocks = {idea_values(line), Heading{line_text(line)}, idea_details(line),
                               askers_table(line)},
                    .main_table = "askers"};
  if (!line.to_tell().empty()) add_customers_to_tell(document, line);
  return document;
}

Document idea_saved(const char* report, const IdeaLine& line) {
  return {.report = report,
          .blocks = {idea_values(line), Text{line_text(line), Tone::strong}},
          .saved = "saved as #" + std::to_string(line.idea.number)};
}

void add_customers_to_tell(Document& document, const IdeaLine& line) {
  std::vector<Asker> waiting = line.askers;
  std::erase_if(waiting, [](const Asker& asker) { return !asker.waits; });
  document.blocks.emplace_back(
      table_of({.key = "to_tell",
                .empty = line.askers.empty() ? "Nobody asked for it: there is nobody to tell."
                                             : "Everybody who asked for it has been told."},
               waiting,
               {{"customer", "To tell", &Asker::name},
                {"asked", "Asked", &Asker::cast},
                {"talk", "Talk", &Asker::talk},
                {"heard_from", "Heard from",
                 [](const Asker& asker) { return value_of(asker.heard_from); }}}));
  if (const auto colleagues = line.brought_by(); !colleagues.empty())
    document.blocks.emplace_back(Text{"Brought by " + joined(colleagues) + ": tell them too."});
  if (!waiting.empty())
    document.blocks.emplace_back(Text{"`rapport told WHO` marks each; `rapport idea told " +
                                          std::to_string(line.idea.number) + " --all` marks all.",
                                      Tone::quiet});
}

}  // namespace rapport
