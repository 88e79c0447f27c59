#include "command/about/choices_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "command/talk.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/idea.hpp"
#include "rapport/domain/review.hpp"
#include "rapport/domain/showstopper.hpp"
#include "rapport/domain/story.hpp"
#include "rapport/domain/target.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_names = 100;
constexpr std::size_t most_talks = 30;
constexpr std::size_t widest_text = 50;

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

Choices name_choices(ChoiceQuery& query, const std::vector<std::string>& ents, bool in_list) {
  Choices choices;
  TypedName name = typed_name(query.cursor.typed, false);
  auto hits = query.book->names_beginning(name.folded, ents, most_names);
  if (hits.empty() && in_list) {
    name = typed_name(query.cursor.typed, true);
    if (!name.before.empty()) hits = query.book->names_beginning(name.folded, ents, most_names);
  }
  for (const NameHit& hit : hits) {
    auto choice = name_choice(*query.book, hit, query.session.today());
    if (!choice) continue;
    const bool splits_list = !name.before.empty() && choice->value.find(',') != std::string::npos;
    const bool is_option = choice->value.starts_with('-') && !query.cursor.only_words &&
                           !query.cursor.needs_value && query.cursor.before.empty();
    if (splits_list || is_option) continue;
    choice->value = name.before + choice->value;
    choices.push_back(std::move(*choice));
  }
  return choices;
}

Choices talk_choices(ChoiceQuery& query, std::optional<Status> status = {}) {
  Choices choices;
  const std::string_view typed = query.cursor.typed;
  const std::string before = typed.starts_with('#') ? "#" : "";
  for (const auto number :
       query.book->numbers_beginning("interaction", typed.substr(before.size()), most_talks)) {
    const auto talk = query.book->find_number<Interaction>(number);
    if (!talk || (status && talk->status != *status)) continue;
    const std::string line = talk_line(*query.book, *talk, query.session.today());
    choices.push_back({before + std::to_string(number), line.substr(line.find(' ') + 1)});
  }
  return choices;
}

/// Each of `values` once, with how often it is there.
Choices counted(const std::map<std::string, int>& values) {
  Choices choices;
  for (const auto& [value, count] : values)
    if (!value.empty()) choices.push_back({value, fmt::format("{}×", count)});
  return choices;
}

Choices theme_choices(ChoiceQuery& query) {
  std::map<std::string, int> themes;
  for (const Learning& learning : query.book->all<Learning>())
    for (const std::string& theme : learning.themes) ++themes[theme];
  for (const Idea& idea : query.book->all<Idea>())
    for (const std::string& theme : idea.themes) ++themes[theme];
  return counted(themes);
}

/// What customers have in a field, as it is used: a second spelling would be another one.
template <std::string Customer::*field>
Choices customer_word_choices(ChoiceQuery& query) {
  std::map<std::string, int> values;
  for (const Customer& customer : query.book->all<Customer>())
    if (!customer.merged_into) ++values[customer.*field];
  return counted(values);
}

Choices tag_choices(ChoiceQuery& query) {
  std::map<std::string, int> values;
  for (const Customer& customer : query.book->all<Customer>())
    if (!customer.merged_into)
      for (const std::string& tag : customer.tags) ++values[tag];
  return counted(values);
}

std::string with_due(const std::string& text, const std::optional<Date>& due, Date today) {
  return shorten(text, widest_text) + (due ? " · due " + day_text(*due, today) : "");
}

/// Of promises: those not kept yet come first.
Choices promise_choices(ChoiceQuery& query) {
  const Date today = query.session.today();
  Choices open, kept;
  for (const Promise& promise : query.book->all<Promise>()) {
    if (promise.told) continue;
    const std::string says = with_due(promise.text, promise.due, today);
    (promise.kept ? kept : open)
        .push_back({std::to_string(promise.number), says + (promise.kept ? " · kept" : "")});
  }
  open.insert(open.end(), kept.begin(), kept.end());
  return open;
}

Choices action_choices(ChoiceQuery& query) {
  const Date today = query.session.today();
  Choices choices;
  for (const Action& action : query.book->all<Action>())
    if (!action.done)
      choices.push_back({std::to_string(action.number), with_due(action.text, action.due, today)});
  return choices;
}

Choices story_choices(ChoiceQuery& query) {
  Choices choices;
  for (const Story& story : query.book->all<Story>())
    choices.push_back({std::to_string(story.number), shorten(story.text, widest_text)});
  return choices;
}

Choices off_choices(ChoiceQuery& query) {
  const Date today = query.session.today();
  Choices choices;
  for (const Off& off : query.book->all<Off>()) {
    const auto pm = off.pm ? query.book->find<Pm>(*off.pm) : std::nullopt;
    choices.push_back(
        {std::to_string(off.number),
         fmt::format("{} · {} to {}{}", pm ? pm->name : "everybody", day_text(off.days.from, today),
                     day_text(off.days.until - Days{1}, today),
                     off.why.empty() ? "" : " · " + off.why)});
  }
  return choices;
}

template <typename Entity>
Choices names_of_kind(ChoiceQuery& query) {
  return name_choices(query, {std::string(EntityTraits<Entity>::name)}, false);
}

Choices who_choices(ChoiceQuery& query) {
  return name_choices(query, {"customer", "person"}, true);
}

Choices id_choices(ChoiceQuery& query) { return talk_choices(query); }

Choices plan_choices(ChoiceQuery& query) { return talk_choices(query, Status::planned); }

Choices id_or_name_choices(ChoiceQuery& query) {
  Choices choices = talk_choices(query);
  const Choices names = name_choices(query, {"customer", "person"}, false);
  choices.insert(choices.end(), names.begin(), names.end());
  return choices;
}

constexpr std::array sources_in_book{
    ChoiceSource{Completes::who, who_choices, true},
    ChoiceSource{Completes::customer, names_of_kind<Customer>, true},
    ChoiceSource{Completes::person, names_of_kind<Person>, true},
    ChoiceSource{Completes::pm, names_of_kind<Pm>, true},
    ChoiceSource{Completes::idea, names_of_kind<Idea>, true},
    ChoiceSource{Completes::showstopper, names_of_kind<Showstopper>, true},
    ChoiceSource{Completes::id, id_choices, true},
    ChoiceSource{Completes::plan_id, plan_choices, true},
    ChoiceSource{Completes::id_or_name, id_or_name_choices, true},
    ChoiceSource{Completes::theme, theme_choices},
    ChoiceSource{Completes::promise, promise_choices},
    ChoiceSource{Completes::story, story_choices},
    ChoiceSource{Completes::action, action_choices},
    ChoiceSource{Completes::off, off_choices},
    ChoiceSource{Completes::region, customer_word_choices<&Customer::region>},
    ChoiceSource{Completes::segment, customer_word_choices<&Customer::segment>},
    ChoiceSource{Completes::tag, tag_choices},
};

}  // namespace

std::span<const ChoiceSource> book_sources() { return sources_in_book; }

std::optional<std::string> typed_book(const Cursor& cursor) {
  const auto db = cursor.options.find("--db");
  return db == cursor.options.end() ? std::nullopt : std::optional{db->second};
}

Choices target_choices(ChoiceQuery& query) {
  Choices choices;
  auto book = query.session.peek(typed_book(query.cursor));
  auto targets = book ? book->all<Target>() : std::vector<Target>{};
  for (const Target& target : default_targets()) targets.push_back(target);
  for (const Target& target : targets)
    choices.push_back({target.name, amount_text(target.amount, target.metric)});
  return choices;
}

Choices backup_choices(ChoiceQuery& query) {
  Choices choices;
  const World& world = query.session.world();
  const BookPath book = book_path(world, typed_book(query.cursor));
  for (const Backup& backup : backups_in(backups_folder(world), book.path))
    choices.push_back({backup.name, backup.holds
                                        ? contents_text(*backup.holds, query.session.today())
                                        : "damaged"});
  return choices;
}

}  // namespace rapport
