#include "store/journal/plausible.hpp"

#include <algorithm>

#include "rapport/base/text.hpp"
#include "rapport/store/kind.hpp"
#include "rapport/store/spaces.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_foreign_text = std::size_t{16} << 20;  // bytes

bool is_short_text(const std::string& text) {
  return text.size() <= longest_foreign_text && is_valid_text(text);
}

/// Where `space_for` may put one, and orders to forget.
bool may_be_in(const std::string& place, const EntityKind& kind, Op op) {
  if (place == space::erasure) return op == Op::restate && !kind.identifying.empty();
  switch (kind.home) {
    case Home::team:
      return place == space::team;
    case Home::rules:
      return place == space::rules;
    case Home::pm:
      return place.starts_with("pm/");
    case Home::review:
      return place == space::rules || place.starts_with("review/");
    case Home::local:
      return false;
  }
  return false;
}

bool is_of(const FieldInfo& field, std::string_view name) {
  const auto dot = name.find('.');
  return name.substr(0, dot) == field.name && field.is_set == (dot != std::string_view::npos);
}

/// Of any type: what a field is when nothing is said of it.
bool is_nothing(const FieldValue& value) {
  return value == FieldValue{} || value == FieldValue{std::string{}} ||
         value == FieldValue{false} || value == FieldValue{std::int64_t{0}};
}

/// A member of a set that is nobody cannot be.
bool has_types(const EntityKind& kind, const Fields& fields) {
  const Fields understood = kind.understand(fields);
  const auto described = kind.describe_fields(fields);
  for (const auto& [name, value] : fields) {
    if (name.find('.') + 1 == name.size()) return false;
    const std::string_view of = name;
    const auto field = std::find_if(described.begin(), described.end(),
                                    [of](const FieldInfo& info) { return is_of(info, of); });
    if (field == described.end() || is_nothing(value)) continue;
    if (field->is_word && std::holds_alternative<std::string>(value)) continue;
    const auto same = understood.find(name);
    if (same == understood.end() || same->second != value) return false;
    if (std::holds_alternative<std::int64_t>(value) && !field->is_in_range) return false;
  }
  return true;
}

}  // namespace

bool is_plausible(const Change& change) {
  const Fields fields = fields_in(change);
  for (const auto& [name, value] : fields) {
    const auto* text = std::get_if<std::string>(&value);
    if (!is_short_text(name) || (text != nullptr && !is_short_text(*text))) return false;
  }
  const EntityKind* kind = find_kind(change.ent);
  return kind == nullptr || (may_be_in(change.space, *kind, change.op) && has_types(*kind, fields));
}

}  // namespace rapport
