#include "rapport/store/search_index.hpp"

#include <algorithm>
#include <array>

#include "rapport/domain/search_words.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/search.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

/// What of a kind is searched. `code` is stored, in the ids of rows: never changed or used again.
struct Searchable {
  std::string_view kind;
  int code;
  std::string_view day;  ///< the field that says when; empty: when it was recorded
  std::array<std::string_view, 6> fields;  ///< texts, and sets of them
};
constexpr std::array searchables{
    Searchable{"customer", 1, "", {"name", "alias", "domain", "tag", "region", "segment"}},
    Searchable{"person", 2, "", {"name", "alias", "email", "role"}},
    Searchable{"interaction", 3, "start", {"note"}},
    Searchable{"learning", 4, "", {"text", "theme", "heard_from"}},
    Searchable{"promise", 5, "made", {"text"}},
    Searchable{"idea", 6, "opened", {"name", "theme", "why"}},
    Searchable{"showstopper", 7, "opened", {"name", "how"}},
    Searchable{"story", 8, "told", {"text", "theme"}},
    Searchable{"review", 9, "on", {"note"}},
    Searchable{"action", 10, "made", {"text"}},
    Searchable{"pm", 11, "", {"name", "alias", "email"}},
};
constexpr std::string_view talk_kind = EntityTraits<Interaction>::name;
constexpr std::string_view learning_kind = EntityTraits<Learning>::name;

// The id of a row, from its highest bits: day, number, kind. Going down by id is going back in
// time, an id leads to the entity, and those of one day lie close together, which keeps the lists
// of the index short.
constexpr int number_bits = 26;
constexpr int code_bits = 4;

std::int64_t row_id(Date day, const Searchable& kind, std::int64_t number) {
  const std::int64_t days = (day - first_date).count();
  return ((days << number_bits | number) << code_bits) | kind.code;
}

const Searchable* searchable_of(std::string_view kind) {
  const auto* found = std::find_if(searchables.begin(), searchables.end(),
                                   [&](const Searchable& row) { return row.kind == kind; });
  return found == searchables.end() ? nullptr : found;
}

const FieldValue* value_of(const Fields& fields, std::string_view name) {
  const auto place = fields.find(name);
  return place == fields.end() ? nullptr : &place->second;
}

Date day_of(const EntityState& state, std::string_view field) {
  const FieldValue* value = field.empty() ? nullptr : value_of(state.fields, field);
  Moment when;
  if (value != nullptr && from_value(*value, when)) return when.date;
  return parse_recorded(recorded_of(state)).value_or(Moment{}).date;
}

bool is_private(const EntityState& talk) {
  const FieldValue* value = value_of(talk.fields, "private");
  return value != nullptr && *value == FieldValue{true};
}

/// The talk in which something was learned, as it is now, deleted or not.
std::optional<EntityState> talk_of(Db& db, const EntityState& learning) {
  Uid uid;
  const FieldValue* value = value_of(learning.fields, "interaction");
  if (value == nullptr || !from_value(*value, uid)) return std::nullopt;
  return find_state(db, uid, talk_kind);
}

std::string words_of(const EntityState& state) {
  std::string all;
  for (const auto& [field, text] : searched_texts(state))
    for (const std::string& word : search_words(text)) (all += all.empty() ? "" : " ") += word;
  return all;
}

/// The id of the row of `state`; nothing where it may not be searched. `talk` is that of a
/// learning.
std::optional<std::int64_t> place_of(const EntityState& state, const EntityState* talk) {
  const Searchable* kind = searchable_of(state.ent);
  if (kind == nullptr || state.deleted || state.number <= 0 || state.number >> number_bits != 0)
    return std::nullopt;
  if (state.ent == talk_kind && is_private(state)) return std::nullopt;
  if (state.ent != learning_kind || talk == nullptr)
    return row_id(day_of(state, kind->day), *kind, state.number);
  if (talk->deleted || is_private(*talk)) return std::nullopt;
  return row_id(day_of(*talk, "start"), *kind, state.number);
}

std::optional<SearchRow> row_of(const EntityState& state, const EntityState* talk) {
  const auto place = place_of(state, talk);
  if (!place) return std::nullopt;
  SearchRow row{*place, words_of(state)};
  if (row.words.empty()) return std::nullopt;
  return row;
}

/// Two states of a talk that what was learned in it goes along with.
bool moves(const EntityState& before, const EntityState& after) {
  return before.deleted != after.deleted || is_private(before) != is_private(after) ||
         day_of(before, "start") != day_of(after, "start");
}

void sort(std::vector<SearchRow>& rows) {
  std::sort(rows.begin(), rows.end(),
            [](const SearchRow& a, const SearchRow& b) { return a.id < b.id; });
}

}  // namespace

std::optional<std::int64_t> search_place(Db& db, const EntityState& state) {
  if (state.ent != learning_kind) return place_of(state, nullptr);
  const auto talk = talk_of(db, state);
  return place_of(state, talk ? &*talk : nullptr);
}

std::optional<SearchRow> search_row(Db& db, const EntityState& state) {
  if (state.ent != learning_kind) return row_of(state, nullptr);
  const auto talk = talk_of(db, state);
  return row_of(state, talk ? &*talk : nullptr);
}

void insert_rows(Db& db, std::vector<SearchRow>& rows) {
  sort(rows);
  for (const SearchRow& row : rows)
    db.run("INSERT INTO search(rowid, words) VALUES(?,?)", row.id, row.words);
  rows.clear();
}

std::vector<std::string_view> searched_kinds() {
  std::vector<std::string_view> names;
  for (const Searchable& row : searchables) names.push_back(row.kind);
  return names;
}

SearchKey key_of(std::int64_t row) {
  const auto code = static_cast<int>(row & ((1 << code_bits) - 1));
  const auto* kind = std::find_if(searchables.begin(), searchables.end(),
                                  [&](const Searchable& one) { return one.code == code; });
  const std::int64_t days = row >> (number_bits + code_bits);
  if (kind == searchables.end() || days < 0 || days > (last_date - first_date).count()) return {};
  return {.day = first_date + Days{static_cast<int>(days)},
          .kind = kind->kind,
          .number = (row >> code_bits) & ((std::int64_t{1} << number_bits) - 1)};
}

std::pair<std::int64_t, std::int64_t> rows_between(const DateRange& days) {
  const auto first_of = [](Date day) {
    return std::int64_t{(day - first_date).count()} << (number_bits + code_bits);
  };
  return {first_of(days.from), first_of(days.until) - 1};
}

std::vector<std::pair<std::string, std::string>> searched_texts(const EntityState& state) {
  std::vector<std::pair<std::string, std::string>> texts;
  const Searchable* kind = searchable_of(state.ent);
  if (kind == nullptr) return texts;
  for (const std::string_view wanted : kind->fields) {
    if (wanted.empty()) break;
    if (const FieldValue* value = value_of(state.fields, wanted))
      if (const auto* text = std::get_if<std::string>(value)) texts.emplace_back(wanted, *text);
    const std::string prefix = std::string(wanted) + ".";
    for (auto at = state.fields.lower_bound(prefix);
         at != state.fields.end() && at->first.starts_with(prefix); ++at)
      texts.emplace_back(wanted, at->first.substr(prefix.size()));
  }
  return texts;
}

void SearchChanges::put(std::int64_t entity, std::optional<SearchRow> before,
                        std::optional<SearchRow> after) {
  const auto [place, is_new] = changes_.try_emplace(entity);
  if (is_new) {
    bytes_ += sizeof(*place) + (before ? before->words.size() : 0);
    place->second.before = std::move(before);  // what the index has
  }
  bytes_ += after ? after->words.size() : 0;
  place->second.after = std::move(after);
}

void SearchChanges::note(const EntityState* before, const EntityState& after, Origin origin) {
  const Searchable* kind = searchable_of(after.ent);
  if (kind == nullptr || after.number <= 0) return;
  auto old_row = before == nullptr ? std::nullopt : search_row(db_, *before);
  auto new_row = search_row(db_, after);
  if (old_row != new_row)
    put(after.number << code_bits | kind->code, std::move(old_row), std::move(new_row));
  const bool is_moved = before == nullptr ? origin == Origin::given : moves(*before, after);
  if (after.ent == talk_kind && is_moved) move_learnings(before, after);
  if (bytes_ > most_rows_kept) write();
}

void SearchChanges::move_learnings(const EntityState* before, const EntityState& after) {
  std::vector<EntityState> learnings;
  db_.each(
      "SELECT e.uid, e.space, e.ent, e.number, e.hlc, e.deleted, e.recorded, e.body FROM link l "
      "JOIN entity e ON e.uid = l.other WHERE l.owner = ? AND l.role = ? AND e.ent = 'learning'",
      [&](const Row& row) { learnings.push_back(read_state(row)); }, after.uid,
      static_cast<int>(Role::learning));
  const Searchable* kind = searchable_of(learning_kind);
  for (const EntityState& learning : learnings)
    put(learning.number << code_bits | kind->code, row_of(learning, before),
        row_of(learning, &after));
}

void SearchChanges::write() {
  std::vector<SearchRow> rows;
  std::vector<SearchRow> gone;
  for (auto& [entity, change] : changes_) {
    if (change.before == change.after) continue;
    if (change.before) gone.push_back(std::move(*change.before));
    if (change.after) rows.push_back(std::move(*change.after));
  }
  changes_.clear();
  bytes_ = 0;
  sort(gone);
  for (const SearchRow& row : gone)
    db_.run("INSERT INTO search(search, rowid, words) VALUES('delete',?,?)", row.id, row.words);
  insert_rows(db_, rows);
}

}  // namespace rapport
