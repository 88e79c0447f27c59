#include "rapport/store/search_index.hpp"

#include <algorithm>

#include "rapport/domain/search_words.hpp"
#include "rapport/store/search.hpp"
#include "rapport/store/spaces.hpp"
#include "store/entities/each_text.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

// The id of a row, from its highest bits: day, number, kind. Going down by id is going back in
// time, an id leads to the entity, and those of one day lie close together, which keeps the lists
// of the index short.
constexpr int number_bits = 26;
constexpr int code_bits = 4;

std::int64_t row_id(Date day, const EntityKind& kind, std::int64_t number) {
  const std::int64_t days = (day - first_date).count();
  return ((days << number_bits | number) << code_bits) | kind.search_code;
}

/// The row of a kind that is searched; null for all others.
const EntityKind* searched_kind(std::string_view name) {
  const EntityKind* kind = find_kind(name);
  return kind == nullptr || kind->searched.empty() ? nullptr : kind;
}

bool is_private(const EntityState& state) {
  return state.space == space::local || are_private(state.fields);
}

/// What `state` is within, as it is now, deleted or not; nothing where it is within nothing.
std::optional<EntityState> whole_of(Db& db, const EntityState& state) {
  const EntityKind* kind = find_kind(state.ent);
  if (kind == nullptr || kind->within.empty()) return std::nullopt;
  const auto uid = uid_in(state.fields, kind->within);
  return uid ? find_state(db, *uid, kind->within) : std::nullopt;
}

std::string words_of(const EntityKind& kind, const EntityState& state) {
  std::string all;
  each_text_in(state.fields, kind.searched, [&](std::string_view, std::string_view text) {
    for (const std::string& word : search_words(text)) (all += all.empty() ? "" : " ") += word;
  });
  return all;
}

Date day_of(const EntityState& state) {
  const EntityKind* kind = find_kind(state.ent);
  return kind == nullptr ? Date{} : day_of(state, *kind);
}

/// The id of the row of `state`; nothing where it may not be searched. `whole` is what it is
/// within.
std::optional<std::int64_t> place_of(const EntityState& state, const EntityState* whole) {
  const EntityKind* kind = searched_kind(state.ent);
  if (kind == nullptr || state.deleted || state.number <= 0 || state.number >> number_bits != 0 ||
      is_private(state))
    return std::nullopt;
  if (whole != nullptr && (whole->deleted || is_private(*whole))) return std::nullopt;
  return row_id(day_of(whole == nullptr ? state : *whole), *kind, state.number);
}

std::optional<SearchRow> row_of(const EntityState& state, const EntityState* whole) {
  const auto place = place_of(state, whole);
  if (!place) return std::nullopt;
  SearchRow row{*place, words_of(*searched_kind(state.ent), state)};
  if (row.words.empty()) return std::nullopt;
  return row;
}

/// Two states of what others are within, and with which they move.
bool moves(const EntityState& before, const EntityState& after) {
  return before.deleted != after.deleted || is_private(before) != is_private(after) ||
         day_of(before) != day_of(after);
}

void sort(std::vector<SearchRow>& rows) {
  std::sort(rows.begin(), rows.end(),
            [](const SearchRow& a, const SearchRow& b) { return a.id < b.id; });
}

}  // namespace

std::optional<std::int64_t> search_place(Db& db, const EntityState& state) {
  const auto whole = whole_of(db, state);
  return place_of(state, whole ? &*whole : nullptr);
}

std::optional<SearchRow> search_row(Db& db, const EntityState& state) {
  const auto whole = whole_of(db, state);
  return row_of(state, whole ? &*whole : nullptr);
}

void insert_rows(Db& db, std::vector<SearchRow>& rows) {
  sort(rows);
  for (const SearchRow& row : rows)
    db.run("INSERT INTO search(rowid, words) VALUES(?,?)", row.id, row.words);
  rows.clear();
}

SearchKey key_of(std::int64_t row) {
  const auto code = static_cast<int>(row & ((1 << code_bits) - 1));
  const auto rows = all_kinds();
  const auto kind = std::find_if(rows.begin(), rows.end(), [&](const EntityKind& one) {
    return !one.searched.empty() && one.search_code == code;
  });
  const std::int64_t days = row >> (number_bits + code_bits);
  if (kind == rows.end() || days < 0 || days > (last_date - first_date).count()) return {};
  return {.day = first_date + Days{static_cast<int>(days)},
          .kind = kind->name,
          .number = (row >> code_bits) & ((std::int64_t{1} << number_bits) - 1)};
}

std::pair<std::int64_t, std::int64_t> rows_between(const DateRange& days) {
  const auto first_of = [](Date day) {
    return std::int64_t{(day - first_date).count()} << (number_bits + code_bits);
  };
  return {first_of(days.from), first_of(days.until) - 1};
}

std::vector<std::pair<std::string, std::string>> searched_texts(const EntityState& state) {
  const EntityKind* kind = searched_kind(state.ent);
  if (kind == nullptr) return {};
  const auto texts = texts_in(state.fields, kind->searched);
  return {texts.begin(), texts.end()};
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
  const EntityKind* kind = searched_kind(after.ent);
  if (kind == nullptr || after.number <= 0) return;
  auto old_row = before == nullptr ? std::nullopt : search_row(db_, *before);
  auto new_row = search_row(db_, after);
  if (old_row != new_row)
    put(after.number << code_bits | kind->search_code, std::move(old_row), std::move(new_row));
  if (before == nullptr ? origin == Origin::given : moves(*before, after))
    move_parts(before, after);
  if (bytes_ > most_rows_kept) write();
}

void SearchChanges::move_parts(const EntityState* before, const EntityState& after) {
  for (const EntityKind& kind : all_kinds()) {
    if (kind.within != after.ent) continue;
    each_linked(db_, kind, after.uid, [&](const Row& row) {
      const EntityState part = read_state(row);
      put(part.number << code_bits | kind.search_code, row_of(part, before), row_of(part, &after));
    });
  }
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
