#include <algorithm>
#include <array>
#include <fstream>

#include "command/about/catalogue.hpp"
#include "command/about/choices_book.hpp"
#include "command/about/completion.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/learning.hpp"
#include "rapport/domain/preset.hpp"

namespace rapport {
namespace {

constexpr int days_listed = 31;

void add(Choices& choices, const Choices& more) {
  choices.insert(choices.end(), more.begin(), more.end());
}

template <typename E>
Choices word_choices() {
  Choices choices;
  for (const auto& word : words<E>())
    choices.push_back({std::string(word.name), std::string(word.summary)});
  return choices;
}

template <typename Rows>
Choices row_choices(const Rows& rows) {
  Choices choices;
  for (const auto& row : rows) choices.push_back({std::string(row.name), std::string(row.summary)});
  return choices;
}

Choices date_choices(const ChoiceQuery& query, Leaning leaning) {
  const Moment& now = query.session.now();
  Choices choices;
  const auto word = [&](const char* text) {
    choices.push_back({text, day_text(parse_date(text, now, leaning), now.date)});
  };
  word("today");
  word(leaning == Leaning::past ? "yest" : "tomorrow");
  for (const char* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) word(day);
  const std::string& typed = query.cursor.typed;
  if (typed.empty() || typed[0] < '0' || typed[0] > '9') return choices;
  for (int i = 0; i < days_listed; ++i) {
    const Date day = now.date + Days{leaning == Leaning::past ? -i : i};
    choices.push_back({to_string(day), day_text(day, now.date)});
  }
  return choices;
}

Choices length_choices() {
  Choices choices;
  for (const char* text : {"15m", "30m", "45m", "1h", "1h30", "2h"})
    choices.push_back({text, "for " + length_text(parse_length(text))});
  return choices;
}

Choices talk_word_choices(const ChoiceQuery& query, Leaning leaning) {
  Choices choices = length_choices();
  add(choices, date_choices(query, leaning));
  add(choices, word_choices<Kind>());
  add(choices, word_choices<Purpose>());
  return choices;
}

Choices learning_choices(ChoiceQuery&) {
  Choices choices;
  for (const auto& word : learning_types)
    if (find_learning_type(word.name, Loop::customer))
      choices.push_back({std::string(word.name) + ':', std::string(word.summary)});
  return choices;
}

Choices shell_choices(ChoiceQuery&) {
  Choices choices;
  for (const ShellScript& script : shell_scripts())
    choices.push_back({std::string(script.shell), ""});
  return choices;
}

/// The time zones that this machine knows, with what the table says of each.
Choices zone_choices(ChoiceQuery&) {
  Choices choices;
  std::ifstream table("/usr/share/zoneinfo/zone1970.tab");
  for (std::string line; std::getline(table, line);) {
    const auto columns = split(line, '\t');
    if (line.starts_with('#') || columns.size() < 3) continue;
    choices.push_back({std::string(columns[2]), columns.size() > 3 ? std::string(columns[3]) : ""});
  }
  return choices;
}

/// What `help` and `man` explain: the commands, and behind none of them the topics.
Choices topic_choices(ChoiceQuery& query) {
  Choices choices = command_choices(query.cursor.words);
  if (query.cursor.words.empty()) add(choices, row_choices(topics()));
  return choices;
}

/// What the setting before it takes, where that is a few words.
Choices setting_value_choices(ChoiceQuery& query) {
  Choices choices;
  for (const Setting& setting : settings())
    if (!query.cursor.words.empty() && setting.name == query.cursor.words.front())
      for (const std::string_view word : setting.words) choices.push_back({std::string(word), ""});
  return choices;
}

template <typename E>
Choices choices_of_words(ChoiceQuery&) {
  return word_choices<E>();
}

template <Leaning leaning>
Choices choices_of_dates(ChoiceQuery& query) {
  return date_choices(query, leaning);
}

template <Leaning leaning>
Choices choices_of_talk_words(ChoiceQuery& query) {
  return talk_word_choices(query, leaning);
}

constexpr std::array sources{
    ChoiceSource{Completes::kind, choices_of_words<Kind>},
    ChoiceSource{Completes::purpose, choices_of_words<Purpose>},
    ChoiceSource{Completes::mood, choices_of_words<Mood>},
    ChoiceSource{Completes::cls, choices_of_words<Class>},
    ChoiceSource{Completes::loop, choices_of_words<Loop>},
    ChoiceSource{Completes::side, choices_of_words<Side>},
    ChoiceSource{Completes::idea_state, choices_of_words<IdeaState>},
    ChoiceSource{Completes::learning_type, learning_choices},
    ChoiceSource{Completes::date, choices_of_dates<Leaning::past>},
    ChoiceSource{Completes::future_date, choices_of_dates<Leaning::future>},
    ChoiceSource{Completes::length, [](ChoiceQuery&) { return length_choices(); }},
    ChoiceSource{Completes::talk_word, choices_of_talk_words<Leaning::past>},
    ChoiceSource{Completes::plan_word, choices_of_talk_words<Leaning::future>},
    ChoiceSource{Completes::setting, [](ChoiceQuery&) { return row_choices(settings()); }},
    ChoiceSource{Completes::setting_value, setting_value_choices},
    ChoiceSource{Completes::target, target_choices},
    ChoiceSource{Completes::preset, [](ChoiceQuery&) { return row_choices(presets()); }},
    ChoiceSource{Completes::metric, [](ChoiceQuery&) { return row_choices(metrics()); }},
    ChoiceSource{Completes::format,
                 [](ChoiceQuery& query) { return row_choices(query.session.world().formats); }},
    ChoiceSource{Completes::colour,
                 [](ChoiceQuery&) -> Choices {
                   return {{"auto", "on a terminal"}, {"always", ""}, {"never", ""}};
                 }},
    ChoiceSource{Completes::command,
                 [](ChoiceQuery& query) { return command_choices(query.cursor.words); }},
    ChoiceSource{Completes::topic, topic_choices},
    ChoiceSource{Completes::shell, shell_choices},
    ChoiceSource{
        Completes::period,
        [](ChoiceQuery&) -> Choices {
          return {
              {"week", ""}, {"month", ""}, {"quarter", ""}, {"once", "by a date, or some time"}};
        }},
    ChoiceSource{Completes::date_order,
                 [](ChoiceQuery&) -> Choices {
                   return {{"iso", "2026-09-24"}, {"dmy", "24.09.2026"}, {"mdy", "09/24/2026"}};
                 }},
    ChoiceSource{Completes::zone, zone_choices},
    ChoiceSource{Completes::backup, backup_choices},
};

const ChoiceSource* find_source(std::span<const ChoiceSource> among, Completes what) {
  const auto found = std::find_if(among.begin(), among.end(), [&](const ChoiceSource& source) {
    return source.completes == what;
  });
  return found == among.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Choice> choices_for(const Cursor& cursor, const Session& session) {
  ChoiceQuery query{.cursor = cursor, .session = session, .book = {}};
  const ChoiceSource* source = find_source(sources, cursor.completes);
  if (source == nullptr) {
    source = find_source(book_sources(), cursor.completes);
    if (source == nullptr) return {};
    const auto db = cursor.options.find("--db");
    query.book =
        session.peek(db == cursor.options.end() ? std::nullopt : std::optional{db->second});
    if (!query.book) return {};
  }
  Choices choices = source->choices(query);
  if (source->matching == Matching::own) return choices;
  const std::string folded = fold(cursor.typed);
  std::erase_if(choices,
                [&](const Choice& choice) { return !fold(choice.value).starts_with(folded); });
  return choices;
}

std::vector<Choice> command_choices(const std::vector<std::string>& words) {
  Choices choices;
  for (const CatalogueEntry& entry : catalogue()) {
    std::vector<std::string_view> says;
    for (const Command* command : entry.commands) {
      const std::string_view verb = verb_of(*command);
      says.push_back(verb.empty() ? command->summary : verb);
      if (words.size() == 1 && words[0] == entry.word && !verb.empty())
        choices.push_back({std::string(verb), std::string(command->summary)});
    }
    if (words.empty()) choices.push_back({std::string(entry.word), joined(says)});
  }
  return choices;
}

}  // namespace rapport
