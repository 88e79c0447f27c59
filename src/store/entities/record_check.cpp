#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <unordered_set>

#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/kinds.hpp"
#include "rapport/store/records.hpp"
#include "store/journal/links.hpp"

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

bool is_described(std::span<const FieldInfo> described, std::string_view name) {
  const auto dot = name.find('.');
  return std::any_of(described.begin(), described.end(), [&](const FieldInfo& field) {
    return field.is_set ? dot != std::string_view::npos && name.substr(0, dot) == field.name
                        : name == field.name;
  });
}

/// True for "tag.": no member of a set is nothing.
bool has_empty_member(std::string_view name) { return name.find('.') + 1 == name.size(); }

std::string_view base_of(std::string_view field) { return field.substr(0, field.find('.')); }

std::string value_shown(const FieldValue& value) {
  constexpr std::size_t longest = 40;
  if (const auto* text = std::get_if<std::string>(&value))
    return "'" + printable(shorten(*text, longest)) + "'";
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? "nothing" : std::to_string(*number);
}

/// "'minutes' is -60; it may be 0 to 1440". A member of a set is the value itself.
RecordProblem wrong_value(const FieldInfo& field, const std::string& name,
                          const FieldValue& value) {
  const auto dot = name.find('.');
  const bool is_member = field.is_set && dot != std::string::npos && value == FieldValue{true};
  return {fmt::format("'{}' is {}; it may be {}", printable(shorten(name.substr(0, dot), 40)),
                      value_shown(is_member ? FieldValue{name.substr(dot + 1)} : value),
                      field.allowed()),
          name};
}

std::optional<RecordProblem> problem_in(const EntityKind& kind, const Fields& fields) {
  for (const auto& [name, stated] : fields)
    if (has_empty_member(name))
      return RecordProblem{fmt::format("'{}' has an empty value", printable(name)), name};
  const Fields understood = kind.understand(fields);
  const auto described = kind.describe_fields(fields);
  for (const auto& [name, stated] : fields) {
    if (!is_text(stated) || !is_valid_text(name))
      return RecordProblem{fmt::format("'{}' is too long or no text", printable(shorten(name, 40))),
                           name};
    const auto same = understood.find(name);
    const bool is_read = same != understood.end() && same->second == stated;
    for (const FieldInfo& field : described)
      if (!is_read && is_described({&field, 1}, name)) return wrong_value(field, name, stated);
  }
  for (const auto& [name, stated] : fields)
    for (const FieldInfo& field : described)
      if (!field.is_in_range && field.name == base_of(name) && !field.is_set)
        return wrong_value(field, name, stated);
  for (const FieldInfo& field : described)
    if (!field.is_in_range)
      return RecordProblem{fmt::format("'{}' has a value that it cannot have; it may be {}",
                                       field.name, field.allowed()),
                           std::string(field.name)};
  return std::nullopt;
}

/// Of which kind that is whose uid the field holds.
std::string_view kind_named_by(const EntityKind& kind, std::string_view field) {
  if (find_kind(field) != nullptr) return field;
  for (auto name = kind.refers.begin(); name != kind.refers.end(); ++name)
    if (*name == field) return *++name;
  return kind.name;  // "merged_into", "apart"
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

/// A field that holds a uid of nothing.
std::optional<RecordProblem> missing_entity(const Record& record, const Surroundings& around) {
  const EntityKind& kind = *find_kind(record.kind);
  for (const FieldInfo& field : kind.describe_fields(record.fields)) {
    if (!field.is_uid) continue;
    const std::string_view of = kind_named_by(kind, field.name);
    const auto check = [&](const std::string& name,
                           std::string_view text) -> std::optional<RecordProblem> {
      const auto uid = parse_uid(text);
      if (!uid || uid->is_nil() || around.is_there(of, *uid)) return std::nullopt;
      return RecordProblem{fmt::format("'{}' is {}, and there is no such {}", field.name,
                                       to_string(*uid), title_of_kind(of)),
                           name};
    };
    for (auto at = record.fields.lower_bound(field.name);
         at != record.fields.end() && base_of(at->first) == field.name; ++at) {
      const auto* text = std::get_if<std::string>(&at->second);
      const auto dot = at->first.find('.');
      std::string_view said;
      if (dot != std::string::npos)
        said = std::string_view(at->first).substr(dot + 1);
      else if (text != nullptr)
        said = *text;
      if (auto problem = check(at->first, said)) return problem;
    }
  }
  return std::nullopt;
}

/// By the clock; by the day where one of them has no other.
bool is_after(const Moment& start, const Moment& than) {
  if (!start.minute || !start.offset || !than.minute || !than.offset) return start.date > than.date;
  return instant_of(start) > instant_of(than);
}

std::optional<RecordProblem> loose_talk(const Record& record, const Moment& now) {
  const auto talk = decode<Interaction>(record.fields);
  if (talk.hosts.empty()) return RecordProblem{"the talk has no 'host': the PM whose it is"};
  if (talk.loop == Loop::customer && talk.customers.empty())
    return RecordProblem{"the talk has no 'customer'; without one its 'loop' is colleague or self"};
  const Moment recorded = parse_recorded(record.recorded).value_or(now);
  if (talk.status == Status::held && is_after(talk.start, now) && is_after(talk.start, recorded))
    return RecordProblem{
        fmt::format("'status' is 'held', and {} is still to come; it may be planned",
                    to_string(talk.start)),
        "status"};
  return std::nullopt;
}

}  // namespace

std::optional<RecordProblem> problem_of(const Record& record) {
  const EntityKind* kind = find_kind(record.kind);
  if (kind == nullptr)
    return RecordProblem{fmt::format("this rapport knows no entities of the kind '{}'; {}",
                                     printable(record.kind), one_of(record.kind, entity_kinds()))};
  if (auto problem = problem_in(*kind, record.fields)) return problem;
  for (const std::string_view field : kind->needs)
    if (!has(record.fields, field))
      return RecordProblem{fmt::format("the {} has no '{}'", kind->name, field)};
  if (!is_space(*kind, record))
    return RecordProblem{fmt::format("'{}' is not a space for a {}",
                                     printable(shorten(record.space, 40)), record.kind),
                         "space"};
  const auto recorded = parse_recorded(record.recorded);
  if (!recorded || recorded_text(*recorded) != record.recorded)
    return RecordProblem{fmt::format("'{}' is not a time of recording; it may be such as "
                                     "2026-11-20T15:00+01:00",
                                     printable(shorten(record.recorded, 40))),
                         "recorded"};
  return std::nullopt;
}

std::optional<RecordProblem> unknown_field(const Record& record) {
  const auto described = find_kind(record.kind)->describe_fields(record.fields);
  for (const auto& [name, value] : record.fields) {
    if (is_described(described, name)) continue;
    std::vector<std::string_view> known{"uid", "space", "recorded"};
    for (const FieldInfo& field : described) known.push_back(field.name);
    const std::string_view key = base_of(name);
    const auto field = std::find_if(described.begin(), described.end(),
                                    [&](const FieldInfo& one) { return one.name == key; });
    return RecordProblem{
        field == described.end()
            ? fmt::format("'{}' is not a key of {}; {}", printable(shorten(std::string(key), 40)),
                          plural_of_kind(record.kind), one_of(key, known))
        : field->is_set ? fmt::format("'{}' is {}; it may be a list in square brackets", key,
                                      value_shown(value))
                        : fmt::format("'{}' is a list; it may be {}", key, field->allowed()),
        name};
  }
  return std::nullopt;
}

std::optional<RecordProblem> loose_end(const Record& record, const Surroundings& around) {
  if (auto problem = missing_entity(record, around)) return problem;
  const std::string_view handle = handle_in(record.space);
  if (!handle.empty() && handle != handle_of_nobody && !around.handles.contains(handle))
    return RecordProblem{fmt::format("'space' is '{}', and there is no PM with the handle {}",
                                     printable(shorten(record.space, 40)),
                                     printable(shorten(std::string(handle), 40))),
                         "space"};
  if (record.kind == entity_kind<Interaction>.name) return loose_talk(record, around.now);
  return std::nullopt;
}

std::vector<std::string> loose_ends(Store& store, const Moment& now, std::size_t most) {
  std::map<std::string, std::unordered_set<Uid, UidHash>, std::less<>> live;
  store.db().each("SELECT ent, uid FROM entity WHERE deleted = 0",
                  [&](const Row& row) { live[row.text(0)].insert(row.uid(1)); });
  Surroundings around{.is_there =
                          [&](std::string_view kind, const Uid& uid) {
                            const auto of = live.find(kind);
                            return of != live.end() && of->second.contains(uid);
                          },
                      .handles = {},
                      .now = now};
  for (const Pm& pm : store.all<Pm>()) around.handles.insert(pm.handle);
  std::vector<std::string> ends;
  store.db().each(
      (select_entity + "WHERE deleted = 0 AND space <> 'erasure' ORDER BY ent, number").c_str(),
      [&](const Row& row) {
        const EntityState state = read_state(row);
        if (ends.size() == most || find_kind(state.ent) == nullptr) return;
        const auto problem = loose_end(record_of(state), around);
        if (!problem) return;
        const std::string number = state.number > 0 ? fmt::format(" #{}", state.number) : "";
        ends.push_back(fmt::format("{}{}: {}", title_of_kind(state.ent), number, problem->what));
      });
  return ends;
}

}  // namespace rapport
