#include "rapport/store/search.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/links.hpp"

namespace rapport {
namespace {

constexpr std::int64_t most_scanned = 2000;  // rows, where no word can be looked up

/// What of a kind is searched. `code` is stored, in the ids of rows: never changed or used again.
struct Searchable {
  std::string_view kind;
  int code;
  std::string_view time;  ///< the field that says when; empty: when it was recorded
  std::array<std::string_view, 3> fields;  ///< fields and sets
};
constexpr std::array searchables{
    Searchable{"customer", 1, "", {"name", "alias", "domain"}},
    Searchable{"person", 2, "", {"name", "alias", "email"}},
    Searchable{"interaction", 3, "start", {"note"}},
    Searchable{"learning", 4, "", {"text", "theme"}},
    Searchable{"promise", 5, "made", {"text"}},
    Searchable{"idea", 6, "opened", {"name", "theme", "why"}},
    Searchable{"showstopper", 7, "opened", {"name", "how"}},
    Searchable{"story", 8, "told", {"text", "theme"}},
    Searchable{"review", 9, "on", {"note"}},
    Searchable{"action", 10, "made", {"text"}},
};

// The id of a row, from its highest bits: day, minute of the day, kind, number. A search that goes
// down by id goes back in time, and the id leads to the entity by its number.
constexpr int number_bits = 26;
constexpr int code_bits = 4;
constexpr int minute_bits = 11;

std::int64_t row_id(const Moment& when, int code, std::int64_t number) {
  const std::int64_t day = (when.date - first_date).count();
  const std::int64_t minute = when.minute.value_or(0);
  return (((day << minute_bits | minute) << code_bits | code) << number_bits) | number;
}

Moment when_of(std::int64_t row) {
  row >>= number_bits + code_bits;
  const auto minute = static_cast<int>(row & ((1 << minute_bits) - 1));
  return {.date = first_date + Days{static_cast<int>(row >> minute_bits)}, .minute = minute};
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

Moment stated_time(const EntityState& state, std::string_view field) {
  Moment when;
  const FieldValue* value = field.empty() ? nullptr : value_of(state.fields, field);
  if (value != nullptr && from_value(*value, when)) return when;
  return parse_recorded(recorded_of(state)).value_or(Moment{});
}

/// The talk in which something was learned, deleted or not.
std::optional<EntityState> talk_of(Db& db, const EntityState& learning) {
  Uid uid;
  const FieldValue* value = value_of(learning.fields, "interaction");
  if (value == nullptr || !from_value(*value, uid)) return std::nullopt;
  return db.first(
      "SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity "
      "WHERE uid = ? AND ent = 'interaction'",
      read_state, uid);
}

/// The id of the row of `state`, were it in the index; nothing where it can never be.
std::optional<std::int64_t> row_of(Db& db, const EntityState& state) {
  const Searchable* kind = searchable_of(state.ent);
  if (kind == nullptr || state.deleted || state.number <= 0 || state.number >> number_bits != 0)
    return std::nullopt;
  Moment when = stated_time(state, kind->time);
  if (state.ent == EntityTraits<Learning>::name)
    if (const auto talk = talk_of(db, state)) when = stated_time(*talk, "start");
  return row_id(when, kind->code, state.number);
}

bool is_private(Db& db, const EntityState& state) {
  const auto says_so = [](const EntityState& talk) {
    const FieldValue* value = value_of(talk.fields, "private");
    return value != nullptr && *value == FieldValue{true};
  };
  if (state.ent == EntityTraits<Interaction>::name) return says_so(state);
  if (state.ent != EntityTraits<Learning>::name) return false;
  const auto talk = talk_of(db, state);
  return talk && (says_so(*talk) || talk->deleted);
}

std::vector<std::pair<std::string, std::string>> texts_of(const EntityState& state) {
  std::vector<std::pair<std::string, std::string>> texts;
  const Searchable* kind = searchable_of(state.ent);
  if (kind == nullptr) return texts;
  for (const std::string_view wanted : kind->fields) {
    if (wanted.empty()) continue;
    const std::string name(wanted);
    if (const FieldValue* value = value_of(state.fields, name))
      if (const auto* text = std::get_if<std::string>(value)) texts.emplace_back(name, *text);
    const std::string prefix = name + ".";
    for (auto at = state.fields.lower_bound(prefix);
         at != state.fields.end() && at->first.starts_with(prefix); ++at)
      texts.emplace_back(name, at->first.substr(prefix.size()));
  }
  return texts;
}

/// All words of an entity; empty where there is nothing that may be searched.
std::string indexed_text(Db& db, const EntityState& state) {
  std::string words;
  if (is_private(db, state)) return words;
  for (const auto& [field, text] : texts_of(state))
    for (const std::string& word : search_words(text)) words += (words.empty() ? "" : " ") + word;
  return words;
}

struct IndexRow {
  std::int64_t id;
  Uid uid;
  std::string space;

  auto operator<=>(const IndexRow&) const = default;
};

void insert_rows(Db& db, std::vector<IndexRow> rows) {
  std::sort(rows.begin(), rows.end());
  for (const IndexRow& row : rows)
    if (const auto state = read_entity(db, row.uid, row.space))
      if (const std::string words = indexed_text(db, *state); !words.empty())
        db.run("INSERT INTO search(rowid, words) VALUES(?,?)", row.id, words);
}

/// The entity of a row of the index.
std::optional<EntityState> state_of(Db& db, std::int64_t row) {
  const std::int64_t number = row & ((std::int64_t{1} << number_bits) - 1);
  const auto code = static_cast<int>((row >> number_bits) & ((1 << code_bits) - 1));
  const auto* kind = std::find_if(searchables.begin(), searchables.end(),
                                  [&](const Searchable& one) { return one.code == code; });
  if (kind == searchables.end()) return std::nullopt;
  return db.first(
      "SELECT e.uid, e.space, e.ent, e.number, e.hlc, e.deleted, e.recorded, e.body "
      "FROM number n JOIN entity e ON e.uid = n.uid AND e.ent = n.ent WHERE n.ent = ? AND n.id = ?",
      read_state, kind->kind, number);
}

/// In the language of the index: every word between quotes, so that none is taken for a sign.
std::string expression_of(const SearchPhrases& phrases) {
  std::string all;
  for (const auto& phrase : phrases.phrases) {
    all += all.empty() ? "\"" : " \"";
    for (const std::string& word : phrase) all += (&word == &phrase.front() ? "" : " ") + word;
    all += '"';
  }
  return phrases.open ? all + "*" : all;
}

bool has_literal(const SearchHit& hit, const std::string& literal) {
  return std::any_of(hit.texts.begin(), hit.texts.end(), [&](const auto& text) {
    return fold(text.second).find(literal) != std::string::npos;
  });
}

[[noreturn]] void fail_damaged() {
  throw Error(ErrorKind::bad_data, "the search index is damaged, your records are not",
              "`rapport check --fix` builds it anew");
}

std::vector<std::int64_t> matching_rows(Db& db, const SearchPhrases& phrases, SearchOrder order,
                                        std::int64_t limit) {
  std::vector<std::int64_t> rows;
  const auto take = [&](const Row& row) { rows.push_back(row.integer(0)); };
  try {
    if (phrases.phrases.empty())
      db.each("SELECT rowid FROM search ORDER BY rowid DESC LIMIT ?", take, most_scanned);
    else if (order == SearchOrder::newest)
      db.each("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?", take,
              expression_of(phrases), limit);
    else
      db.each("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank, rowid DESC LIMIT ?",
              take, expression_of(phrases), limit);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::bad_data) fail_damaged();
    throw;
  }
  return rows;
}

}  // namespace

void SearchChanges::erase_row(Db& db, const EntityState& state) {
  if (const auto row = row_of(db, state)) erased_.insert(*row);
}

void SearchChanges::note(Db& db, const EntityState* before, const EntityState& after) {
  if (searchable_of(after.ent) == nullptr) return;
  if (before != nullptr) erase_row(db, *before);
  written_.emplace(after.uid, after.space);
  if (after.ent != EntityTraits<Interaction>::name || before == nullptr) return;
  // What was learned in it goes with it: to its time, and into privacy.
  std::vector<EntityState> learnings;
  db.each(
      "SELECT e.uid, e.space, e.ent, e.number, e.hlc, e.deleted, e.recorded, e.body FROM link l "
      "JOIN entity e ON e.uid = l.other WHERE l.owner = ? AND l.role = ? AND e.ent = 'learning'",
      [&](const Row& row) { learnings.push_back(read_state(row)); }, after.uid,
      static_cast<int>(Role::learning));
  const Searchable* kind = searchable_of(EntityTraits<Learning>::name);
  for (const EntityState& learning : learnings) {
    erased_.insert(row_id(stated_time(*before, "start"), kind->code, learning.number));
    written_.emplace(learning.uid, learning.space);
  }
}

void SearchChanges::write(Db& db) {
  std::vector<IndexRow> rows;
  for (const auto& [uid, space] : written_)
    if (const auto state = read_entity(db, uid, space))
      if (const auto row = row_of(db, *state)) {
        rows.push_back({*row, uid, space});
        erased_.insert(*row);
      }
  for (const std::int64_t row : erased_) db.run("DELETE FROM search WHERE rowid = ?", row);
  insert_rows(db, std::move(rows));
  erased_.clear();
  written_.clear();
}

void rebuild_search(Db& db) {
  // A damaged index cannot be emptied, but it can be dropped.
  const auto sql = db.first("SELECT sql FROM sqlite_schema WHERE name = 'search'",
                            [](const Row& row) { return row.text(0); });
  if (!sql) return;
  db.script("DROP TABLE search;" + *sql);
  db.run("INSERT INTO search(search, rank) VALUES('automerge', 16)");
  std::vector<IndexRow> rows;
  db.each(
      "SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity WHERE deleted = 0",
      [&](const Row& row) {
        const EntityState state = read_state(row);
        if (const auto id = row_of(db, state)) rows.push_back({*id, state.uid, state.space});
      });
  insert_rows(db, std::move(rows));
}

void purge_search(Db& db) { db.run("INSERT INTO search(search) VALUES('optimize')"); }

bool is_search_sound(Db& db) {
  if (db.read_only()) return true;
  try {
    db.run("INSERT INTO search(search, rank) VALUES('integrity-check', 1)");
    return true;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::bad_data) return false;
    throw;
  }
}

SearchResult search(Db& db, const SearchPhrases& phrases, SearchOrder order, std::size_t limit) {
  SearchResult result;
  const auto rows = matching_rows(db, phrases, order, static_cast<std::int64_t>(limit) + 1);
  for (const std::int64_t row : rows) {
    const auto state = state_of(db, row);
    if (!state || state->deleted) fail_damaged();
    SearchHit hit{*state, when_of(row), texts_of(*state)};
    if (phrases.phrases.empty() && !has_literal(hit, phrases.literal)) continue;
    result.is_cut = result.hits.size() == limit;
    if (result.is_cut) break;
    result.hits.push_back(std::move(hit));
  }
  if (phrases.phrases.empty() && rows.size() == static_cast<std::size_t>(most_scanned))
    result.is_cut = true;
  return result;
}

}  // namespace rapport
