#include "command/about/choices_book.hpp"
#include "command/interactions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
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

void add(Choices& choices, const Choices& more) {
  choices.insert(choices.end(), more.begin(), more.end());
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

/// Where names are completed: of which kinds, and whether several may stand behind one another.
struct NamePlace {
  Completes completes;
  FieldNames kinds;
  bool in_list = false;
};
constexpr std::array name_places{
    NamePlace{Completes::who, "customer person", true},
    NamePlace{Completes::id_or_name, "customer person"},
    NamePlace{Completes::customer, "customer"},
    NamePlace{Completes::person, "person"},
    NamePlace{Completes::pm, "pm"},
    NamePlace{Completes::idea, "idea"},
    NamePlace{Completes::showstopper, "showstopper"},
};

const NamePlace* name_place(Completes completes) {
  const auto* row = std::find_if(name_places.begin(), name_places.end(),
                                 [&](const NamePlace& one) { return one.completes == completes; });
  return row == name_places.end() ? nullptr : row;
}

}  // namespace

Choices name_choices(Asked& asked, const KindNames& among, bool in_list) {
  Choices choices;
  if (!asked.book) return choices;
  TypedName name = typed_name(asked.cursor.typed, false);
  auto hits = asked.book->names_beginning(name.folded, among, most_names);
  if (hits.empty() && in_list) {
    name = typed_name(asked.cursor.typed, true);
    if (!name.before.empty()) hits = asked.book->names_beginning(name.folded, among, most_names);
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

namespace {

Choices talk_choices(Asked& asked, std::optional<Status> status = {}) {
  Choices choices;
  if (!asked.book) return choices;
  const std::string_view typed = asked.cursor.typed;
  const std::string before = typed.starts_with('#') ? "#" : "";
  for (const auto number :
       asked.book->numbers_beginning("interaction", typed.substr(before.size()), most_talks)) {
    const auto talk = asked.book->find_number<Interaction>(number);
    if (!talk || (status && talk->status != *status)) continue;
    const std::string line = interaction_text(*asked.book, *talk, asked.session.today());
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

Choices theme_choices(Store& book) {
  std::map<std::string, int> themes;
  for (const Learning& learning : book.all<Learning>())
    for (const std::string& theme : learning.themes) ++themes[theme];
  for (const Idea& idea : book.all_with_duplicates<Idea>())
    for (const std::string& theme : idea.themes) ++themes[theme];
  return counted(themes);
}

/// Regions, segments and tags as they are used: a second spelling would be another one.
Choices customer_word_choices(Store& book, Completes what) {
  std::map<std::string, int> values;
  for (const Customer& customer : book.all<Customer>()) {
    if (what == Completes::region) ++values[customer.region];
    if (what == Completes::segment) ++values[customer.segment];
    if (what == Completes::tag)
      for (const std::string& tag : customer.tags) ++values[tag];
  }
  return counted(values);
}

std::string with_due(const std::string& text, const std::optional<Date>& due, Date today) {
  return shorten(text, widest_text) + (due ? " · due " + day_text(*due, today) : "");
}

/// Of promises: those not kept yet come first.
Choices promise_choices(Store& book, Date today) {
  Choices open, kept;
  for (const Promise& promise : book.all<Promise>()) {
    if (promise.told) continue;
    const std::string says = with_due(promise.text, promise.due, today);
    (promise.kept ? kept : open)
        .push_back({std::to_string(promise.number), says + (promise.kept ? " · kept" : "")});
  }
  add(open, kept);
  return open;
}

Choices action_choices(Store& book, Date today) {
  Choices choices;
  for (const Action& action : book.all<Action>())
    if (!action.done)
      choices.push_back({std::to_string(action.number), with_due(action.text, action.due, today)});
  return choices;
}

Choices story_choices(Store& book) {
  Choices choices;
  for (const Story& story : book.all<Story>())
    choices.push_back({std::to_string(story.number), shorten(story.text, widest_text)});
  return choices;
}

Choices off_choices(Store& book, Date today) {
  Choices choices;
  for (const Off& off : book.all<Off>()) {
    const auto pm = off.pm ? book.find<Pm>(*off.pm) : std::nullopt;
    choices.push_back(
        {std::to_string(off.number),
         fmt::format("{} · {} to {}{}", pm ? pm->name : "everybody", day_text(off.days.from, today),
                     day_text(off.days.until - Days{1}, today),
                     off.why.empty() ? "" : " · " + off.why)});
  }
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

}  // namespace

bool reads_book(Completes what) {
  constexpr std::array readers{Completes::id,      Completes::plan_id, Completes::target,
                               Completes::theme,   Completes::promise, Completes::story,
                               Completes::action,  Completes::off,     Completes::region,
                               Completes::segment, Completes::tag};
  return name_place(what) != nullptr ||
         std::find(readers.begin(), readers.end(), what) != readers.end();
}

bool is_found_by_name(Completes what) {
  return name_place(what) != nullptr || what == Completes::id || what == Completes::plan_id;
}

Choices book_choices(Asked& asked) {
  if (asked.cursor.completes == Completes::target) return target_choices(asked);
  if (!asked.book) return {};
  Store& book = *asked.book;
  const Date today = asked.session.today();
  if (const NamePlace* place = name_place(asked.cursor.completes)) {
    KindNames among;
    for (const std::string_view kind : place->kinds) among.push_back(kind);
    Choices choices = place->completes == Completes::id_or_name ? talk_choices(asked) : Choices{};
    add(choices, name_choices(asked, among, place->in_list));
    return choices;
  }
  switch (asked.cursor.completes) {
    case Completes::id:
      return talk_choices(asked);
    case Completes::plan_id:
      return talk_choices(asked, Status::planned);
    case Completes::theme:
      return theme_choices(book);
    case Completes::promise:
      return promise_choices(book, today);
    case Completes::story:
      return story_choices(book);
    case Completes::action:
      return action_choices(book, today);
    case Completes::off:
      return off_choices(book, today);
    default:
      return customer_word_choices(book, asked.cursor.completes);
  }
}

Choices backup_choices(const Asked& asked) {
  Choices choices;
  const auto db = asked.cursor.options.find("--db");
  const World& world = asked.session.world();
  const BookPath book =
      book_path(world, db == asked.cursor.options.end() ? std::nullopt : std::optional{db->second});
  for (const Backup& backup : backups_in(backups_folder(world), book.path))
    choices.push_back({backup.name, backup.holds
                                        ? contents_text(*backup.holds, asked.session.today())
                                        : "damaged"});
  return choices;
}

}  // namespace rapport
