#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "command/about/choices_book.hpp"
#include "command/about/completion.hpp"
#include "command/resolve.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/topics.hpp"
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

Choices date_choices(const Asked& asked, Leaning leaning) {
  const Moment& now = asked.session.now();
  Choices choices;
  const auto word = [&](const char* text) {
    choices.push_back({text, day_text(parse_date(text, now, leaning), now.date)});
  };
  word("today");
  word(leaning == Leaning::past ? "yest" : "tomorrow");
  for (const char* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) word(day);
  const std::string& typed = asked.cursor.typed;
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

Choices talk_word_choices(const Asked& asked, Leaning leaning) {
  Choices choices = length_choices();
  add(choices, date_choices(asked, leaning));
  add(choices, word_choices<Kind>());
  add(choices, word_choices<Purpose>());
  return choices;
}

Choices learning_choices() {
  Choices choices;
  for (const auto& word : learning_types)
    if (find_learning_type(word.name, Loop::customer))
      choices.push_back({std::string(word.name) + ':', std::string(word.summary)});
  return choices;
}

Choices shell_choices() {
  Choices choices;
  for (const ShellScript& script : shell_scripts())
    choices.push_back({std::string(script.shell), ""});
  return choices;
}

/// The time zones that this machine knows, with what the table says of each.
Choices zone_choices() {
  Choices choices;
  std::ifstream table("/usr/share/zoneinfo/zone1970.tab");
  for (std::string line; std::getline(table, line);) {
    const auto columns = split(line, '\t');
    if (line.starts_with('#') || columns.size() < 3) continue;
    choices.push_back({std::string(columns[2]), columns.size() > 3 ? std::string(columns[3]) : ""});
  }
  return choices;
}

/// All that could stand there, whatever was typed so far.
Choices choices_of(Asked& asked) {
  switch (asked.cursor.completes) {
    case Completes::nothing:
    case Completes::file:
      return {};
    case Completes::kind:
      return word_choices<Kind>();
    case Completes::purpose:
      return word_choices<Purpose>();
    case Completes::learning_type:
      return learning_choices();
    case Completes::mood:
      return word_choices<Mood>();
    case Completes::cls:
      return word_choices<Class>();
    case Completes::date:
      return date_choices(asked, Leaning::past);
    case Completes::future_date:
      return date_choices(asked, Leaning::future);
    case Completes::length:
      return length_choices();
    case Completes::talk_word:
      return talk_word_choices(asked, Leaning::past);
    case Completes::plan_word:
      return talk_word_choices(asked, Leaning::future);
    case Completes::loop:
      return word_choices<Loop>();
    case Completes::side:
      return word_choices<Side>();
    case Completes::idea_state:
      return word_choices<IdeaState>();
    case Completes::setting:
      return setting_choices();
    case Completes::setting_value:
      return setting_value_choices(asked.cursor.words.empty() ? "" : asked.cursor.words.front());
    case Completes::preset:
      return row_choices(presets());
    case Completes::metric:
      return row_choices(metrics());
    case Completes::format:
      return row_choices(asked.session.world().formats);
    case Completes::colour:
      return {{"auto", "on a terminal"}, {"always", ""}, {"never", ""}};
    case Completes::command:
      return command_choices(asked.cursor.words);
    case Completes::topic:
      return topic_choices(asked.cursor.words);
    case Completes::shell:
      return shell_choices();
    case Completes::period:
      return {{"week", ""}, {"month", ""}, {"quarter", ""}, {"once", "by a date, or some time"}};
    case Completes::date_order:
      return {{"iso", "2026-09-24"}, {"dmy", "24.09.2026"}, {"mdy", "09/24/2026"}};
    case Completes::zone:
      return zone_choices();
    case Completes::backup:
      return backup_choices(asked);
    default:
      return book_choices(asked);
  }
}

}  // namespace

std::vector<Choice> choices_for(const Cursor& cursor, const Session& session) {
  Asked asked{.cursor = cursor, .session = session, .book = {}};
  if (reads_book(cursor.completes)) {
    const auto db = cursor.options.find("--db");
    asked.book =
        session.peek(db == cursor.options.end() ? std::nullopt : std::optional{db->second});
  }
  Choices choices = choices_of(asked);
  if (is_found_by_name(cursor.completes)) return choices;
  const std::string folded = fold(cursor.typed);
  std::erase_if(choices,
                [&](const Choice& choice) { return !fold(choice.value).starts_with(folded); });
  return choices;
}

std::vector<Choice> topic_choices(const std::vector<std::string>& words) {
  Choices choices = command_choices(words);
  if (words.empty()) add(choices, row_choices(topics()));
  return choices;
}

std::vector<Choice> command_choices(const std::vector<std::string>& words) {
  Choices choices;
  const auto add_once = [&](std::string_view value, std::string_view says) {
    const auto same = std::find_if(choices.begin(), choices.end(),
                                   [&](const Choice& choice) { return choice.value == value; });
    if (same == choices.end())
      choices.push_back({std::string(value), std::string(says)});
    else
      same->says += fmt::format(", {}", says);
  };
  for (const CommandRow& row : command_rows())
    for (const Command& command : row.commands()) {
      const auto blank = command.name.find(' ');
      const auto noun = command.name.substr(0, blank);
      const auto verb = blank == std::string_view::npos ? "" : command.name.substr(blank + 1);
      if (is_hidden(command) || (words.size() == 1 && (noun != words[0] || verb.empty()))) continue;
      if (words.empty()) add_once(noun, verb.empty() ? command.summary : verb);
      if (words.size() == 1) add_once(verb, command.summary);
    }
  return choices;
}

}  // namespace rapport
