#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/completion.hpp"
#include "rapport/command/resolve.hpp"
#include "rapport/command/talk.hpp"
#include "rapport/command/topics.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/learning.hpp"
#include "rapport/domain/length.hpp"
#include "rapport/domain/preset.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_names = 100;
constexpr std::size_t most_talks = 30;
constexpr int days_listed = 31;
constexpr std::size_t widest_text = 50;

using Choices = std::vector<Choice>;

/// What a choice is made from: the cursor, the clock, and the book where there is one.
struct Asked {
  const Cursor& cursor;
  const Session& session;
  std::optional<Store> book;
};

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

/// "jane,glo" is completed behind its last comma, unless the whole begins a name. `before` is what
/// stays as it is.
struct TypedName {
  std::string before;
  std::string folded;
};

TypedName typed_name(std::string_view typed, bool in_list) {
  const auto comma = in_list ? typed.rfind(',') : std::string_view::npos;
  TypedName name;
  if (comma != std::string_view::npos) {
    const auto blanks = typed.find_first_not_of(' ', comma + 1);
    name.before = typed.substr(0, blanks == std::string_view::npos ? typed.size() : blanks);
    typed.remove_prefix(name.before.size());
  }
  name.folded = fold(typed);
  if (typed.ends_with(' ') && !name.folded.empty()) name.folded += ' ';
  return name;
}

Choice customer_choice(const Customer& customer, Date today) {
  std::string says(name_of(customer.class_on(today)));
  if (!customer.region.empty()) says += " · " + customer.region;
  if (customer.archived) says += " · archived";
  return {customer.name, says};
}

/// The one that `hit` means; nothing for duplicates of another, which is offered instead.
std::optional<Choice> name_choice(Store& book, const NameHit& hit, Date today) {
  if (hit.ent == "pm") {
    const auto pm = book.find<Pm>(hit.uid);
    return pm ? std::optional{Choice{pm->name, "PM"}} : std::nullopt;
  }
  if (hit.ent == "customer") {
    const auto customer = book.find<Customer>(hit.uid);
    if (!customer || customer->merged_into) return std::nullopt;
    return customer_choice(*customer, today);
  }
  if (hit.ent == "idea") {
    const auto idea = book.find<Idea>(hit.uid);
    if (!idea || idea->merged_into) return std::nullopt;
    return Choice{idea->name, std::string(name_of(idea->state))};
  }
  if (hit.ent == "showstopper") {
    const auto stop = book.find<Showstopper>(hit.uid);
    return stop ? std::optional{Choice{stop->name, stop->resolved ? "resolved" : "open"}}
                : std::nullopt;
  }
  const auto person = book.find<Person>(hit.uid);
  if (!person || person->merged_into) return std::nullopt;
  const auto employer = book.find<Customer>(person->customer);
  return Choice{person->name, employer ? "at " + employer->name : ""};
}

Choices name_choices(Asked& asked, const std::vector<std::string>& ents, bool in_list) {
  Choices choices;
  if (!asked.book) return choices;
  TypedName name = typed_name(asked.cursor.typed, false);
  auto hits = asked.book->names_beginning(name.folded, ents, most_names);
  if (hits.empty() && in_list) {
    name = typed_name(asked.cursor.typed, true);
    if (!name.before.empty()) hits = asked.book->names_beginning(name.folded, ents, most_names);
  }
  for (const NameHit& hit : hits) {
    auto choice = name_choice(*asked.book, hit, asked.session.today());
    if (!choice) continue;
    const bool splits_list = !name.before.empty() && choice->value.find(',') != std::string::npos;
    const bool is_option = choice->value.starts_with('-') && !asked.cursor.only_words &&
                           !asked.cursor.needs_value && asked.cursor.before.empty();
    if (splits_list || is_option) continue;
    choice->value = name.before + choice->value;
    choices.push_back(std::move(*choice));
  }
  return choices;
}

Choices talk_choices(Asked& asked, std::optional<Status> status = {}) {
  Choices choices;
  if (!asked.book) return choices;
  const std::string_view typed = asked.cursor.typed;
  const std::string before = typed.starts_with('#') ? "#" : "";
  for (const auto number :
       asked.book->numbers_beginning("interaction", typed.substr(before.size()), most_talks)) {
    const auto talk = asked.book->find_number<Interaction>(number);
    if (!talk || (status && talk->status != *status)) continue;
    const std::string line = talk_line(*asked.book, *talk, asked.session.today());
    choices.push_back({before + std::to_string(number), line.substr(line.find(' ') + 1)});
  }
  return choices;
}

Choices theme_choices(Asked& asked) {
  std::map<std::string, int> themes;
  if (!asked.book) return {};
  for (const Learning& learning : asked.book->all<Learning>())
    for (const std::string& theme : learning.themes) ++themes[theme];
  for (const Idea& idea : asked.book->all<Idea>())
    for (const std::string& theme : idea.themes) ++themes[theme];
  Choices choices;
  for (const auto& [theme, count] : themes) choices.push_back({theme, fmt::format("{}×", count)});
  return choices;
}

Choices promise_choices(Asked& asked) {
  Choices choices;
  if (!asked.book) return choices;
  for (const Promise& promise : asked.book->all<Promise>())
    if (!promise.told) choices.push_back({std::to_string(promise.number), promise.text});
  return choices;
}

Choices story_choices(Asked& asked) {
  Choices choices;
  if (!asked.book) return choices;
  for (const Story& story : asked.book->all<Story>())
    choices.push_back({std::to_string(story.number), shorten(story.text, widest_text)});
  return choices;
}

Choices target_choices(Asked& asked) {
  Choices choices;
  auto targets = asked.book ? asked.book->all<Target>() : std::vector<Target>{};
  for (const Target& target : default_targets()) targets.push_back(target);
  for (const Target& target : targets)
    choices.push_back({target.name, amount_text(target.amount, target.metric)});
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

/// All that could stand there, whatever was typed so far.
Choices choices_of(Asked& asked) {
  switch (asked.cursor.completes) {
    case Completes::nothing:
    case Completes::file:
      return {};
    case Completes::who:
      return name_choices(asked, {"customer", "person"}, true);
    case Completes::customer:
      return name_choices(asked, {"customer"}, false);
    case Completes::person:
      return name_choices(asked, {"person"}, false);
    case Completes::pm:
      return name_choices(asked, {"pm"}, false);
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
    case Completes::id:
      return talk_choices(asked);
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
    case Completes::plan_id:
      return talk_choices(asked, Status::planned);
    case Completes::story:
      return story_choices(asked);
    case Completes::loop:
      return word_choices<Loop>();
    case Completes::side:
      return word_choices<Side>();
    case Completes::idea:
      return name_choices(asked, {"idea"}, false);
    case Completes::idea_state:
      return word_choices<IdeaState>();
    case Completes::theme:
      return theme_choices(asked);
    case Completes::promise:
      return promise_choices(asked);
    case Completes::showstopper:
      return name_choices(asked, {"showstopper"}, false);
    case Completes::setting:
      return setting_choices();
    case Completes::setting_value:
      return setting_value_choices(asked.cursor.words.empty() ? "" : asked.cursor.words.front());
    case Completes::target:
      return target_choices(asked);
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
  }
  return {};
}

bool reads_book(Completes what) {
  constexpr std::array readers{Completes::who,         Completes::customer, Completes::person,
                               Completes::pm,          Completes::id,       Completes::target,
                               Completes::idea,        Completes::theme,    Completes::promise,
                               Completes::showstopper, Completes::plan_id,  Completes::story};
  return std::find(readers.begin(), readers.end(), what) != readers.end();
}

/// Names were found by any of their words already; all else begins as typed.
bool is_found_by_name(Completes what) {
  return reads_book(what) && what != Completes::target && what != Completes::theme &&
         what != Completes::promise && what != Completes::story;
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
