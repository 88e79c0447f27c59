#include "rapport/store/kinds.hpp"

#include <array>
#include <map>
#include <utility>

#include "store/entities/each_text.hpp"
#include "store/entities/typed.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

#define RAPPORT_ROW(Type) entity_kind<Type>,
constexpr std::array built_in{RAPPORT_ENTITIES(RAPPORT_ROW)};
#undef RAPPORT_ROW

/// Roles of links and codes of the search index are stored: each says one thing.
constexpr bool is_no_code_used_twice() {
  std::array<bool, 256> roles{};
  std::array<bool, 16> searched{};
  roles[source_role] = true;
  const auto is_free = [](auto& taken, int code) {
    return code == 0 || !std::exchange(taken.at(static_cast<std::size_t>(code)), true);
  };
  for (const EntityKind& kind : built_in)
    if (!is_free(roles, kind.role) || !is_free(roles, kind.role_aside) ||
        !is_free(roles, kind.open_role) || !is_free(searched, kind.search_code))
      return false;
  return true;
}
static_assert(is_no_code_used_twice(), "a role or a search_code of the table of kinds is taken");

std::span<const EntityKind>& table() {
  static std::span<const EntityKind> rows = built_in;
  return rows;
}

/// What the description of a kind says, looked up once.
const std::vector<FieldInfo>& described(const EntityKind& kind) {
  static std::map<decltype(EntityKind::describe_fields), std::vector<FieldInfo>> known;
  const auto [place, is_new] = known.try_emplace(kind.describe_fields);
  if (is_new) place->second = kind.describe_fields({});
  return place->second;
}

}  // namespace

#define RAPPORT_INSTANTIATE(T)                                       \
  template std::vector<FieldInfo> describe_fields<T>(const Fields&); \
  template Fields understand<T>(const Fields&);
RAPPORT_ENTITIES(RAPPORT_INSTANTIATE)
#undef RAPPORT_INSTANTIATE

std::span<const EntityKind> all_kinds() { return table(); }

const EntityKind* find_kind(std::string_view name) {
  for (const EntityKind& kind : table())
    if (kind.name == name) return &kind;
  return nullptr;
}

ScopedKinds::ScopedKinds(std::vector<EntityKind> rows) : rows_(std::move(rows)) { table() = rows_; }

ScopedKinds::~ScopedKinds() { table() = built_in; }

std::vector<std::string_view> entity_kinds() {
  std::vector<std::string_view> names;
  for (const EntityKind& kind : table()) names.push_back(kind.name);
  return names;
}

bool is_numbered(std::string_view name) {
  const EntityKind* kind = find_kind(name);
  return kind != nullptr && kind->is_numbered;
}

std::string_view title_of_kind(std::string_view name) {
  const EntityKind* kind = find_kind(name);
  return kind == nullptr || kind->title.empty() ? name : kind->title;
}

std::string plural_of_kind(std::string_view name) {
  const EntityKind* kind = find_kind(name);
  return kind == nullptr || kind->plural.empty() ? std::string(name) + "s"
                                                 : std::string(kind->plural);
}

bool is_text_field(std::string_view name, std::string_view field) {
  const EntityKind* kind = find_kind(name);
  if (kind == nullptr) return true;
  const std::string_view base = field.substr(0, field.find('.'));
  for (const FieldInfo& one : described(*kind))
    if (one.name == base && !one.is_text) return false;
  return base != "recorded";  // kept by an import
}

std::optional<Achievement> achievement_in(const EntityKind& kind, const Fields& fields) {
  if (!kind.advances) return std::nullopt;
  const auto pm = uid_in(fields, *kind.whose.begin());
  const auto stated = fields.find(kind.advances_on);
  Moment when;
  if (!pm || stated == fields.end() || !from_value(stated->second, when)) return std::nullopt;
  return Achievement{*pm, when.date};
}

bool are_private(const Fields& fields) {
  const auto field = fields.find("private");
  return field != fields.end() && field->second == FieldValue{true};
}

bool is_not_held(const Fields& fields) {
  return text_in(fields, "status") != name_of(Status::held);
}

bool is_promise_open(const Fields& fields) {
  const std::string kept = text_in(fields, "kept");  // ISO days, which sort as days do
  return kept.empty() || text_in(fields, "told") < kept;
}

bool is_action_open(const Fields& fields) { return text_in(fields, "done").empty(); }

std::string text_in(const Fields& fields, std::string_view name) {
  const auto place = fields.find(name);
  const auto* text = place == fields.end() ? nullptr : std::get_if<std::string>(&place->second);
  return text == nullptr ? std::string{} : *text;
}

std::optional<Uid> uid_in(const Fields& fields, std::string_view name) {
  return parse_uid(text_in(fields, name));
}

std::vector<std::pair<std::string_view, std::string>> texts_in(const Fields& fields,
                                                               const FieldNames& names) {
  std::vector<std::pair<std::string_view, std::string>> texts;
  each_text_in(fields, names, [&](std::string_view name, std::string_view text) {
    texts.emplace_back(name, text);
  });
  return texts;
}

}  // namespace rapport
