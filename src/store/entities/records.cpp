#include "rapport/store/records.hpp"

#include <fmt/format.h>

#include "rapport/base/text.hpp"
#include "rapport/store/codec.hpp"
#include "store/journal/change_row.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

constexpr std::string_view recorded_field = "recorded";

std::string_view name_of_op(Op op) {
  switch (op) {
    case Op::put:
      return "put";
    case Op::remove:
      return "remove";
    case Op::restore:
      return "restore";
    case Op::restate:
      return "restate";
  }
  return "?";
}

/// A value for people: whose uid it is, by name.
std::string in_words(Store& store, const FieldValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "yes" : "no";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return {};
  const auto uid = parse_uid(*text);
  const std::string label = uid ? label_of_entity(store, *uid) : std::string{};
  return label.empty() ? *text : label;
}

Difference difference_in(Store& store, const std::string& name, const Fields& here,
                         const Fields& there) {
  const auto value_in = [&](const Fields& fields) {
    const auto at = fields.find(name);
    return at == fields.end() ? FieldValue{} : at->second;
  };
  const auto dot = name.find('.');
  const FieldValue ours = value_in(here), theirs = value_in(there);
  const bool is_member =
      dot != std::string::npos && (ours == FieldValue{true} || theirs == FieldValue{true});
  if (!is_member) return {name, in_words(store, ours), in_words(store, theirs)};
  const std::string member = in_words(store, FieldValue{name.substr(dot + 1)});
  return {name.substr(0, dot), ours == FieldValue{true} ? member : "",
          theirs == FieldValue{true} ? member : ""};
}

}  // namespace

Record record_of(const EntityState& state) {
  Record record{.kind = state.ent,
                .uid = state.uid,
                .space = state.space,
                .recorded = recorded_of(state),
                .fields = state.fields};
  const auto stated = record.fields.find(recorded_field);
  if (stated != record.fields.end()) record.fields.erase(stated);
  return record;
}

void each_record(Store& store, const Wants& wants, const std::function<void(const Record&)>& take) {
  std::vector<std::string> names;
  for (const std::string_view kind : entity_kinds()) names.emplace_back(kind);
  store.db().each("SELECT DISTINCT ent FROM entity ORDER BY ent", [&](const Row& row) {
    if (find_kind(row.text(0)) == nullptr) names.push_back(row.text(0));
  });
  static const std::string sql =
      select_entity + "WHERE ent = ? AND deleted = 0 AND space <> 'erasure' ORDER BY uid, space";
  for (const std::string& kind : names)
    store.db().each(
        sql.c_str(),
        [&](const Row& row) {
          if (!wants || wants(kind, row.text(1), row.uid(0))) take(record_of(read_state(row)));
        },
        kind);
}

void each_local(Store& store, const std::function<void(std::string_view, const Uid&)>& take) {
  // The index has what was removed, and what is local.
  store.db().each(
      "SELECT ent, uid FROM entity INDEXED BY entity_aside "
      "WHERE deleted = 0 AND space = 'local'",
      [&](const Row& row) { take(row.text(0), row.uid(1)); });
}

std::set<Uid> private_parts(Store& store) {
  std::set<Uid> parts;
  for (const EntityKind& kind : all_kinds())
    if (!kind.lives_with.empty())
      store.db().each(
          "SELECT uid FROM entity e WHERE ent = ? AND space = 'local' AND NOT EXISTS "
          "(SELECT 1 FROM entity o WHERE o.uid = e.uid AND o.ent = e.ent AND o.deleted < "
          "e.deleted)",
          [&](const Row& row) { parts.insert(row.uid(0)); }, kind.name);
  return parts;
}

std::size_t count_records(Store& store) {
  return static_cast<std::size_t>(
      store.db().number("SELECT count(*) FROM entity WHERE deleted = 0 AND space <> 'erasure'"));
}

void each_journal_record(Store& store, const Wants& wants,
                         const std::function<void(const JournalRecord&)>& take) {
  const std::string sql = std::string("SELECT ") + change_columns +
                          " FROM change c JOIN stream s ON s.id = c.stream "
                          "ORDER BY s.space, s.replica, c.seq";
  store.db().each(sql.c_str(), [&](const Row& row) {
    if (wants && !wants(row.text(7), row.text(0), row.uid(8))) return;
    const Change change = read_change(row);
    if (change.is_altered) store.db().note_altered(change.nonce);
    take({.space = change.space,
          .replica = change.replica,
          .seq = change.seq,
          .hlc = change.hlc,
          .base = change.base,
          .nonce = change.nonce,
          .cmd = change.cmd,
          .kind = change.ent,
          .uid = change.uid,
          .op = std::string(name_of_op(change.op)),
          .at = change.at,
          .fields = fields_in(change)});
  });
}

std::string label_of_entity(Store& store, const Uid& uid) {
  const auto state = store.db().first(
      (select_entity + "WHERE uid = ? ORDER BY number DESC").c_str(), read_state, uid);
  if (!state) return {};
  const std::string name = text_in(state->fields, "name");
  return name.empty() ? fmt::format("#{}", state->number) : name;
}

Comparison compare(Store& store, const Record& record) {
  const auto state = read_entity(store.db(), record.uid, record.space);
  Comparison comparison;
  if (state && !state->deleted && state->ent == record.kind) {
    const Record here = record_of(*state);
    for (const auto& [name, value] : changed_fields(here.fields, record.fields))
      comparison.differences.push_back(difference_in(store, name, here.fields, record.fields));
    if (here.recorded != record.recorded)
      comparison.differences.push_back(
          {std::string(recorded_field), here.recorded, record.recorded});
    if (comparison.differences.empty()) return {.standing = Standing::equal};
  }
  const auto erased = store.db().number(
      "SELECT count(*) FROM change c JOIN stream s ON s.id = c.stream WHERE c.uid = ? AND "
      "s.space = 'erasure'",
      record.uid);
  if (erased > 0) return {.standing = Standing::forgotten};
  const auto other_than = [](const char* what, std::string here, std::string there) {
    return Comparison{.standing = Standing::different,
                      .differences = {{what, std::move(here), std::move(there)}},
                      .is_other = true};
  };
  if (!state) {
    // A private note shares the uid of its talk; nothing else is two things, or in two spaces.
    const auto other = store.db().first(
        "SELECT ent, space FROM entity WHERE uid = ? AND (ent = 'private') = ? ORDER BY deleted",
        [](const Row& row) {
          return std::pair{row.text(0), row.text(1)};
        },
        record.uid, record.kind == EntityTraits<PrivateNote>::name ? 1 : 0);
    if (!other) return {};
    return other->first == record.kind ? other_than("space", other->second, record.space)
                                       : other_than("kind", other->first, record.kind);
  }
  if (state->ent != record.kind) return other_than("kind", state->ent, record.kind);
  if (state->deleted) return {.standing = Standing::removed};
  comparison.standing = Standing::different;
  return comparison;
}

void Writing::put(const Record& record) {
  const auto before = read_entity(store_.db(), record.uid, record.space);
  Fields fields = record.fields;
  // An entity that is new here is recorded now, as the journal sees it.
  const bool says_so = before && before->fields.contains(recorded_field);
  if (says_so || (before ? before->recorded : recorded_text(stamp_.local)) != record.recorded)
    fields.insert_or_assign(std::string(recorded_field), record.recorded);
  if (!before)
    changing(record.kind).begin(record.space, record.kind, record.uid, std::move(fields));
  else
    change(*before, before->deleted ? Op::restore : Op::put,
           changed_fields(before->fields, fields));
}

}  // namespace rapport
