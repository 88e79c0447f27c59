#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/text.hpp"
#include "rapport/store/records.hpp"

// What a record from outside must be before it may become an entity: each value of the type and in
// the range of its field, as the descriptions have it.
namespace rapport {
namespace {

constexpr std::size_t longest_text = std::size_t{16} << 20;
constexpr std::size_t longest_space = 1024;
bool is_text(const FieldValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr || (text->size() <= longest_text && is_valid_text(*text));
}

bool is_described(const std::vector<FieldInfo>& described, std::string_view name) {
  const auto dot = name.find('.');
  return std::any_of(described.begin(), described.end(), [&](const FieldInfo& field) {
    return field.is_set ? dot != std::string_view::npos && name.substr(0, dot) == field.name
                        : name == field.name;
  });
}

/// True for "tag.": no member of a set is nothing.
bool has_empty_member(std::string_view name) { return name.find('.') + 1 == name.size(); }

std::optional<std::string> problem_in(const EntityKind& kind, const Fields& fields) {
  for (const auto& [name, stated] : fields)
    if (has_empty_member(name)) return fmt::format("'{}' has an empty value", printable(name));
  const Fields understood = kind.understand(fields);
  const auto described = kind.describe_fields(fields);
  for (const auto& [name, stated] : fields) {
    if (!is_text(stated) || !is_valid_text(name))
      return fmt::format("'{}' is too long or no text", printable(shorten(name, 40)));
    const auto same = understood.find(name);
    if (is_described(described, name) && (same == understood.end() || same->second != stated))
      return fmt::format("'{}' has a value that it cannot have", printable(shorten(name, 40)));
  }
  for (const FieldInfo& field : described)
    if (!field.is_in_range) return fmt::format("'{}' has a value that it cannot have", field.name);
  return std::nullopt;
}

bool has(const Fields& fields, std::string_view name) {
  const auto place = fields.lower_bound(name);
  return place != fields.end() &&
         (place->first == name || place->first.starts_with(std::string(name) + '.'));
}

bool is_space(const EntityKind& kind, const Record& record) {
  if (kind.home == Home::local || record.space == space::local) return record.space == space::local;
  if (record.space == space::team || record.space == space::rules) return true;
  const bool is_personal = record.space.starts_with("pm/") || record.space.starts_with("review/");
  return is_personal && record.space.size() <= longest_space && is_valid_text(record.space) &&
         !record.space.ends_with('/');
}

}  // namespace

std::optional<std::string> problem_of(const Record& record) {
  const EntityKind* kind = find_kind(record.kind);
  if (kind == nullptr)
    return fmt::format("this rapport knows no entities of the kind '{}'", printable(record.kind));
  if (auto problem = problem_in(*kind, record.fields)) return problem;
  for (const std::string_view field : kind->needs)
    if (!has(record.fields, field)) return fmt::format("the {} has no '{}'", kind->name, field);
  if (!is_space(*kind, record))
    return fmt::format("'{}' is not a space for a {}", printable(shorten(record.space, 40)),
                       record.kind);
  const auto recorded = parse_recorded(record.recorded);
  if (!recorded || recorded_text(*recorded) != record.recorded)
    return fmt::format("'{}' is not a time of recording", printable(shorten(record.recorded, 40)));
  return std::nullopt;
}

}  // namespace rapport
