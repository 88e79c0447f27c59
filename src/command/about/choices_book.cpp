#include "command/about/choices_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "command/interactions.hpp"
#include "command/resolve.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/book_place.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/idea.hpp"
#include "rapport/domain/review.hpp"
#include "rapport/domain/story.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/store/records.hpp"

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

std::string remark_on(const Customer& customer, Date today) {
  std::string remark(name_of(customer.class_on(today)));
  if (!customer.region.empty()) remark += " · " + customer.region;
  if (customer.archived) remark += " · archived";
  return remark;
}
std::string remark_on(const Idea& idea, Date) { return std::string(name_of(idea.state)); }
std::string remark_on(const Showstopper& stop, Date) { return stop.resolved ? "resolved" : "open"; }

/// What is said beside a name, for kinds of which it is more than whose it is or what it is.
struct Remark {
  std::string_view kind;
  std::string (*text)(Store& book, const Uid& uid, Date today);
};
template <typename T>
constexpr Remark remark_row{entity_kind<T>.name, [](Store& book, const Uid& uid, Date today) {
                              return remark_on(book.find<T>(uid).value(), today);
                            }};
constexpr std::array remarks{remark_row<Customer>, remark_row<Idea>, remark_row<Showstopper>};

std::string remark_on(Store& book, const NameHit& hit, const EntityState& state, Date today) {
  for (const Remark& row : remarks)
    if (row.kind == hit.ent) return row.text(book, hit.uid, today);
  const std::string_view at = find_kind(hit.ent)->at;
  if (at.empty()) return std::string(title_of_kind(hit.ent));
  const auto whose = uid_in(state.fields, at);
  return whose ? "at " + label_of_entity(book, book.survivor(*whose)) : "";
}

/// The one that `hit` means; nothing for duplicates of another, which is offered instead.
std::optional<Choice> name_choice(Store& book, const NameHit& hit, Date today) {
  const auto state = book.live_state(hit.ent, hit.uid);
  if (!state || surviving(book, hit) != hit) return std::nullopt;
  return Choice{text_in(state->fields, "name"), remark_on(book, hit, *state, today)};
}

}  // namespace

Choices name_choices(ChoiceQuery& query, const KindNames& among, bool in_list) {
  Choices choices;
  TypedName name = typed_name(query.cursor.typed, false);
  auto hits = query.book->names_beginning(name.folded, among, most_names);
  if (hits.empty() && in_list) {
    name = typed_name(query.cursor.typed, true);
    if (!name.before.empty()) hits = query.book->names_beginning(name.folded, among, most_names);
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

namespace {

Choices talk_choices(ChoiceQuery& query, std::optional<Status> status = {}) {
  Choices choices;
  const std::string_view typed = query.cursor.typed;
  const std::string before = typed.starts_with('#') ? "#" : "";
  for (const auto number :
       query.book->numbers_beginning("interaction", typed.substr(before.size()), most_talks)) {
    const auto talk = query.book->find_number<Interaction>(number);
    if (!talk || (status && talk->status != *status)) continue;
    const std::string line = interaction_text(*query.book, *talk, query.session.today());
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
  for (const Idea& idea : query.book->all_with_duplicates<Idea>())
    for (const std::string& theme : idea.themes) ++themes[theme];
  return counted(themes);
}

/// What customers have in a field, as it is used: a second spelling would be another one.
template <std::string Customer::*field>
Choices customer_word_choices(ChoiceQuery& query) {
  std::map<std::string, int> values;
  for (const Customer& customer : query.book->all<Customer>()) ++values[customer.*field];
  return counted(values);
}

Choices tag_choices(ChoiceQuery& query) {
  std::map<std::string, int> values;
  for (const Customer& customer : query.book->all<Customer>())
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
    const std::string says = with_due(shown_text(promise), promise.due, today);
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
  return name_choices(query, {entity_kind<Entity>.name}, false);
}

Choices who_choices(ChoiceQuery& query) { return name_choices(query, party_kinds, true); }

Choices id_choices(ChoiceQuery& query) { return talk_choices(query); }

Choices plan_choices(ChoiceQuery& query) { return talk_choices(query, Status::planned); }

Choices id_or_name_choices(ChoiceQuery& query) {
  Choices choices = talk_choices(query);
  const Choices names = name_choices(query, party_kinds, false);
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
