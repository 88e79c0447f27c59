#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rapport/domain/record.hpp"
#include "rapport/domain/target.hpp"

/// What is to be known of a kind of entity beside its description: one row for each, in the table
/// of kinds.hpp. Whatever treats entities alike (links, names, search, checks, resolving, labels,
/// completion, history, forgetting) reads it there and knows no kind by name.
namespace rapport {

/// Some fields of a kind, parted by blanks: "name alias". A set is named as a whole.
class FieldNames {
 public:
  constexpr FieldNames() = default;
  constexpr FieldNames(const char* names) : names_(names) {}

  class Iterator {
   public:
    constexpr explicit Iterator(std::string_view rest) : rest_(rest) {}
    constexpr std::string_view operator*() const { return rest_.substr(0, rest_.find(' ')); }
    constexpr Iterator& operator++() {
      rest_.remove_prefix(std::min(rest_.size(), (**this).size() + 1));
      return *this;
    }
    constexpr bool operator!=(const Iterator& other) const {
      return rest_.size() != other.rest_.size();
    }

   private:
    std::string_view rest_;
  };

  constexpr Iterator begin() const { return Iterator(names_); }
  constexpr Iterator end() const { return Iterator({}); }
  constexpr bool empty() const { return names_.empty(); }

  /// True for one of them, and for a member of a set that is one of them: "alias.Acme".
  constexpr bool contain(std::string_view field) const {
    for (const std::string_view name : *this)
      if (name == field.substr(0, field.find('.'))) return true;
    return false;
  }

 private:
  std::string_view names_;
};

/// What a description says of a field.
struct FieldInfo {
  std::string_view name;
  bool is_set = false;      ///< one field for each member
  bool is_text = false;     ///< words of people, and no number, date, uid or word of a table
  bool is_in_range = true;  ///< its value may stand in the book
  bool is_uid = false;      ///< it names another entity, or its members do
  bool is_word = false;     ///< a word of a table that a later program may have more of
  std::string (*allowed)() = nullptr;  ///< "visit, video or call": what it may be, for people
};

/// Whose an entity is, and so who may see it once books are shared: see `space_for`.
enum class Home {
  team,    ///< everybody's
  rules,   ///< what decides verdicts for everybody
  pm,      ///< of its PM, whom coaches read
  review,  ///< of its PM and their coaches; a rule where it is of no PM
  local,   ///< it never leaves this machine
};

struct EntityKind {
  std::string_view name;         ///< in the journal and in exports: never changed
  std::string_view title = {};   ///< what people call one; `name` where empty
  std::string_view plural = {};  ///< and several, the key of their table; `name` + s where empty

  FieldNames called = {};    ///< the texts by which people call one; none: it has no name
  std::string_view at = {};  ///< a uid that tells two of one name apart: whose somebody is
  std::string_view adding = "add NAME";  ///< how `rapport KIND` makes one
  bool is_called_by_number = false;      ///< "7" means #7, unless something has that name

  FieldNames owners = {};            ///< uids of those with whom it is listed, see `Store::linked`
  int role = 0;                      ///< by which it is: stored, never changed or used again
  std::string_view linked_day = {};  ///< the field by whose day it is; before all where absent
  bool (*is_aside)(const Fields&) = nullptr;  ///< under `role_aside` instead
  int role_aside = 0;
  FieldNames sources = {};  ///< texts by whose fingerprints it is found

  FieldNames waits_for = {};  ///< uids of those with whom it is listed while it is open, see
                              ///< `Store::open_with`
  int open_role = 0;          ///< by which it is
  bool (*is_open)(const Fields&) = nullptr;  ///< always, where null

  FieldNames refers = {};     ///< fields with uids that are not called like a kind, each before the
                              ///< kind that it names; others name one of its own kind
  FieldNames needs = {};      ///< fields without which a record is none
  std::string_view day = {};  ///< the field that says when; it was recorded then where empty

  FieldNames searched = {};      ///< texts that are searched
  int search_code = 0;           ///< stored in the ids of the index: 1 to 15, never changed
  std::string_view within = {};  ///< a kind, and the field with the uid of one: searched on its
                                 ///< day, and as private as that

  Home home = Home::team;
  FieldNames whose = {};                ///< the field with the uid of its PM; the first of a set
  std::optional<Metric> advances = {};  ///< one of what a metric counts that is no talk, by its PM
  std::string_view advances_on = {};    ///< on the day in this field; not yet where absent
  std::string_view lives_with =
      {};                        ///< a kind, and the field with the uid of one: it has the
                                 ///< same owner, and stays on this machine where that is private
  FieldNames kept_apart = {};    ///< fields that stay on this machine where it is private
  FieldNames identifying = {};   ///< texts that tell who it is: those can be forgotten
  FieldNames typed = {};         ///< texts that may be but the beginning of a name
  FieldNames merged_apart = {};  ///< of two that are merged each keeps its own
  FieldNames merged_own =
      {};  ///< the one that stays keeps its own; of all else it takes what it lacks
  bool keeps_names = false;  ///< what is said there is never of somebody who was forgotten

  // What `kind_from` derives from the type and its description.
  bool is_numbered = false;
  bool has_merges = false;
  std::vector<FieldInfo> (*describe_fields)(const Fields&) = nullptr;
  Fields (*understand)(const Fields&) = nullptr;  ///< those of its fields that can be read
};

template <typename T>
std::vector<FieldInfo> describe_fields(const Fields& fields);
template <typename T>
Fields understand(const Fields& fields);

/// True where the fields of a talk say anything but that it was held.
bool is_not_held(const Fields& fields);

/// True for a promise that was not kept, or of which nobody was told since.
bool is_promise_open(const Fields& fields);

/// True for an action that is not done.
bool is_action_open(const Fields& fields);

/// A row of the table for entities of the type `T`.
template <typename T>
constexpr EntityKind kind_from(EntityKind row) {
  row.is_numbered = requires(T one) { one.number; };
  row.has_merges = requires(T one) { one.merged_into; };
  row.describe_fields = describe_fields<T>;
  row.understand = understand<T>;
  return row;
}

/// The table, in its order.
std::span<const EntityKind> all_kinds();

/// The row of a kind; null for one that this program does not know.
const EntityKind* find_kind(std::string_view name);

/// Another table, as long as it lives: for tests.
class ScopedKinds {
 public:
  explicit ScopedKinds(std::vector<EntityKind> rows);
  ~ScopedKinds();
  ScopedKinds(const ScopedKinds&) = delete;
  ScopedKinds& operator=(const ScopedKinds&) = delete;

 private:
  std::vector<EntityKind> rows_;
};

/// The names of all kinds, in the order of the table.
std::vector<std::string_view> entity_kinds();

/// True for a kind whose entities people name by numbers; false for one that is not known.
bool is_numbered(std::string_view kind);

/// "PM", "private note": what people call one of a kind.
std::string_view title_of_kind(std::string_view kind);

/// "people": several of a kind, and the key of their table.
std::string plural_of_kind(std::string_view kind);

/// True when the field holds words of people ("note", "tag.beta"). What the description of its kind
/// does not know may hold anything, and so may those.
bool is_text_field(std::string_view kind, std::string_view field);

/// A day on which a PM did one of what a metric counts.
struct Achievement {
  Uid pm;
  Date day{};
};

/// What the fields say of that; nothing for a kind that advances no metric.
std::optional<Achievement> achievement_in(const EntityKind& kind, const Fields& fields);

/// True where the fields of a talk say that it is private.
bool are_private(const Fields& fields);

/// A field as text; empty where it is absent or no text.
std::string text_in(const Fields& fields, std::string_view name);

/// The uid that a field holds; nothing where it is absent or no uid.
std::optional<Uid> uid_in(const Fields& fields, std::string_view name);

/// The texts of these fields, and the members of these sets, by the names of the fields.
std::vector<std::pair<std::string_view, std::string>> texts_in(const Fields& fields,
                                                               const FieldNames& names);

}  // namespace rapport
