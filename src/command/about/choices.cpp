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

void add_choices(Choices& choices, const Choices& more) {
  choices.insert(choices.end(), more.begin(), more.end());
}

template <typename E>
Choices word_choices(ChoiceQuery&) {
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

template <Leaning leaning>
Choices date_choices(ChoiceQuery& query) {
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

Choices length_choices(ChoiceQuery&) {
  Choices choices;
  for (const char* text : {"15m", "30m", "45m", "1h", "1h30", "2h"})
    choices.push_back({text, "for " + length_text(parse_length(text))});
  return choices;
}

template <Leaning leaning>
Choices talk_word_choices(ChoiceQuery& query) {
  Choices choices = length_choices(query);
  add_choices(choices, date_choices<leaning>(query));
  add_choices(choices, word_choices<Kind>(query));
  add_choices(choices, word_choices<Purpose>(query));
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

template <auto rows>
Choices table_choices(ChoiceQuery&) {
  return row_choices(rows());
}

Choices format_choices(ChoiceQuery& query) { return row_choices(query.session.world().formats); }

Choices colour_choices(ChoiceQuery&) {
  return {{"auto", "on a terminal"}, {"always", ""}, {"never", ""}};
}

Choices period_choices(ChoiceQuery&) {
  return {{"week", ""}, {"month", ""}, {"quarter", ""}, {"once", "by a date, or some time"}};
}

Choices date_order_choices(ChoiceQuery&) {
  return {{"iso", "2026-09-24"}, {"dmy", "24.09.2026"}, {"mdy", "09/24/2026"}};
}

Choices verb_choices(ChoiceQuery& query) { return command_choices(query.cursor.words); }

/// What `help` and `man` explain: the commands, and behind none of them the topics.
Choices topic_choices(ChoiceQuery& query) {
  Choices choices = command_choices(query.cursor.words);
  if (query.cursor.words.empty()) add_choices(choices, row_choices(topics()));
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

constexpr std::array fixed_sources{
    ChoiceSource{Completes::kind, word_choices<Kind>},
    ChoiceSource{Completes::purpose, word_choices<Purpose>},
    ChoiceSource{Completes::mood, word_choices<Mood>},
    ChoiceSource{Completes::cls, word_choices<Class>},
    ChoiceSource{Completes::loop, word_choices<Loop>},
    ChoiceSource{Completes::side, word_choices<Side>},
    ChoiceSource{Completes::idea_state, word_choices<IdeaState>},
    ChoiceSource{Completes::learning_type, learning_choices},
    ChoiceSource{Completes::date, date_choices<Leaning::past>},
    ChoiceSource{Completes::future_date, date_choices<Leaning::future>},
    ChoiceSource{Completes::length, length_choices},
    ChoiceSource{Completes::talk_word, talk_word_choices<Leaning::past>},
    ChoiceSource{Completes::plan_word, talk_word_choices<Leaning::future>},
    ChoiceSource{Completes::setting, table_choices<settings>},
    ChoiceSource{Completes::setting_value, setting_value_choices},
    ChoiceSource{Completes::target, target_choices},
    ChoiceSource{Completes::preset, table_choices<presets>},
    ChoiceSource{Completes::metric, table_choices<metrics>},
    ChoiceSource{Completes::format, format_choices},
    ChoiceSource{Completes::colour, colour_choices},
    ChoiceSource{Completes::command, verb_choices},
    ChoiceSource{Completes::topic, topic_choices},
    ChoiceSource{Completes::shell, shell_choices},
    ChoiceSource{Completes::period, period_choices},
    ChoiceSource{Completes::date_order, date_order_choices},
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
  const ChoiceSource* source = find_source(fixed_sources, cursor.completes);
  if (source == nullptr) {
    source = find_source(book_sources(), cursor.completes);
    if (source == nullptr) return {};
    query.book = session.peek(typed_book(cursor));
    if (!query.book) return {};
  }
  Choices choices = source->choices(query);
  if (source->is_matched) return choices;
  const std::string folded = fold(cursor.typed);
  std::erase_if(choices,
                [&](const Choice& choice) { return !fold(choice.value).starts_with(folded); });
  return choices;
}

std::vector<Choice> command_choices(const std::vector<std::string>& words) {
  Choices choices;
  for (const CatalogueEntry& entry : catalogue()) {
    if (words.empty()) choices.push_back({std::string(entry.word), entry.summary()});
    if (words.size() != 1 || words[0] != entry.word) continue;
    for (const Command* command : entry.commands)
      if (const std::string_view verb = verb_of(*command); !verb.empty())
        choices.push_back({std::string(verb), std::string(command->summary)});
  }
  return choices;
}

}  // namespace rapport
