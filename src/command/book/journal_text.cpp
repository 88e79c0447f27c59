#include "command/book/journal_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "command/interactions.hpp"
#include "rapport/base/text.hpp"
#include "rapport/report/book.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/report/lines.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/records.hpp"

namespace rapport {
namespace {

/// What stands behind a uid, taken away or not: its name or its number; else the uid.
std::string name_behind(Store& store, const Uid& uid) {
  if (const auto story = store.find<Story>(uid)) return fmt::format("story #{}", story->number);
  const std::string label = label_of_entity(store, uid);
  return label.empty() ? to_string(uid) : label;
}

/// "Mon 3 Aug to Fri 14 Aug · vacation".
std::string off_text(const Off& off, Date today) {
  const std::string days = days_text(off.days, today);
  return off.why.empty() ? days : days + " · " + printable(off.why);
}

const Fields& fields_of(const Touched& touched) {
  return touched.after.empty() ? touched.before : touched.after;
}

/// True for what is marked private, or was when it was taken away.
bool is_private(Store& store, std::string_view ent, const Uid& uid) {
  Fields last;
  if (const auto state = store.live_state(ent, uid)) last = state->fields;
  if (last.empty())
    for (const Change& change : store.changes(uid))
      if (change.ent == ent) merge_fields(last, fields_in(change));
  const auto field = last.find("private");
  return field != last.end() && field->second == FieldValue{true};
}

/// True for what only `show` may print: the note and mood of a private talk, and what was learned.
bool is_secret(Store& store, const Touched& touched) {
  if (touched.ent == entity_kind<PrivateNote>.name) return true;
  const EntityKind* kind = find_kind(touched.ent);
  const auto whole = uid_in(fields_of(touched), kind == nullptr ? "" : kind->lives_with);
  return whole && is_private(store, kind->lives_with, *whole);
}

/// "start 2026-11-16T14:00 → 2026-11-16T15:00, note": the fields that differ.
std::string difference_text(Store& store, const Fields& before, const Fields& after) {
  std::string text;
  for (const auto& [field, value] : changed_fields(before, after)) {
    if (field == "edited" || field == "confirmed" || field == "assumed" || field == "version")
      continue;  // stamps, not what was said
    text += (text.empty() ? "" : ", ") + field_text(store, field);
    const auto old = before.find(field);
    if (std::holds_alternative<bool>(value)) continue;
    if (std::holds_alternative<std::monostate>(value))
      text += " removed";
    else if (old == before.end())
      text += " " + value_text(store, value);
    else
      text += " " + value_text(store, old->second) + " → " + value_text(store, value);
  }
  return text;
}

std::string talk_label(Store& store, const Touched& touched, const Fields& fields, Date today) {
  auto talk = decode<Interaction>(fields);
  talk.number = touched.number;
  return interaction_text(store, talk, today).substr(fmt::format("#{} ", touched.number).size());
}

std::string timer_label(Store& store, const Touched&, const Fields& fields, Date today) {
  const auto timer = decode<Timer>(fields);
  return fmt::format("{} since {}", printable(timer_parties(store, timer)),
                     when_text(timer.started, today));
}

std::string share_label(Store& store, const Touched&, const Fields& fields, Date today) {
  const auto share = decode<Share>(fields);
  const auto story = store.find<Story>(share.story);
  return fmt::format("{}{} on {}", story ? value_text(store, story->text) : "a story",
                     share.where.empty() ? "" : ", " + printable(share.where),
                     day_text(share.on, today));
}

std::string off_label(Store&, const Touched&, const Fields& fields, Date today) {
  return off_text(decode<Off>(fields), today);
}

std::string vote_label(Store& store, const Touched&, const Fields& fields, Date) {
  return fmt::format("{} · {}", value_text(store, FieldValue{text_in(fields, "idea")}),
                     value_text(store, FieldValue{text_in(fields, "customer")}));
}

/// What entities are called that have no name or text of their own.
struct LabelRow {
  std::string_view kind;
  std::string (*label)(Store& store, const Touched& touched, const Fields& fields, Date today);
};
constexpr std::array label_rows{
    LabelRow{entity_kind<Interaction>.name, talk_label},
    LabelRow{entity_kind<Timer>.name, timer_label},
    LabelRow{entity_kind<Share>.name, share_label},
    LabelRow{entity_kind<Off>.name, off_label},
    LabelRow{entity_kind<Vote>.name, vote_label},
};

/// What the entities of a command are called, by uid.
std::map<std::string, std::string> names_by_uid(const std::vector<Touched>& all) {
  std::map<std::string, std::string> names;
  for (const Touched& one : all)
    if (std::string name = text_in(fields_of(one), "name"); !name.empty())
      names.emplace(to_string(one.uid), std::move(name));
  return names;
}

/// As `touched_label`; an entity that an undo has just taken away is called as the same command
/// named it.
std::string label_among(Store& store, const Touched& one,
                        const std::map<std::string, std::string>& names, Date today) {
  std::string label = touched_label(store, one, today);
  constexpr std::size_t uid_size = 36;
  for (std::size_t at = 0; at + uid_size <= label.size(); ++at)
    if (const auto name = names.find(label.substr(at, uid_size)); name != names.end())
      label.replace(at, uid_size, printable(name->second));
  if (!label.starts_with(" ·") && !label.starts_with("·")) return label;
  const Fields& fields = fields_of(one);
  for (const std::string_view member : {"customer.", "person."})
    for (auto field = fields.lower_bound(member);
         field != fields.end() && field->first.starts_with(member); ++field)
      if (const auto name = names.find(field->first.substr(member.size())); name != names.end())
        return printable(name->second) + (label.starts_with(" ") ? "" : " ") + label;
  return label;
}

}  // namespace

std::string field_text(Store& store, const std::string& field) {
  const auto dot = field.find('.');
  if (dot == std::string::npos) {
    std::string words = field;
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
  }
  const std::string member = field.substr(dot + 1);
  const auto uid = parse_uid(member);
  return field.substr(0, dot) + " " + printable(uid ? name_behind(store, *uid) : member);
}

std::string value_text(Store& store, const FieldValue& value) {
  constexpr std::size_t longest = 40;
  struct Visitor {
    Store& store;
    std::string operator()(std::monostate) const { return "nothing"; }
    std::string operator()(bool flag) const { return flag ? "yes" : "no"; }
    std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
    std::string operator()(const std::string& text) const {
      if (const auto uid = parse_uid(text)) return name_behind(store, *uid);
      return shorten(printable(text), longest);
    }
  };
  return std::visit(Visitor{store}, value);
}

std::string at_text(const std::string& recorded, Date today) {
  const auto moment = parse_recorded(recorded);
  if (!moment) return recorded;
  return day_text(moment->date, today) + " " + clock_text(moment->minute.value_or(0));
}

std::string touched_label(Store& store, const Touched& touched, Date today) {
  const Fields& fields = fields_of(touched);
  if (is_secret(store, touched)) {
    const auto talk = store.find<Interaction>(touched.uid);
    return talk ? fmt::format("of #{}", talk->number) : std::string();
  }
  for (const LabelRow& row : label_rows)
    if (row.kind == touched.ent) return row.label(store, touched, fields, today);
  for (const std::string_view name : {"name", "text", "why", "pm"})
    if (const std::string text = text_in(fields, name); !text.empty())
      return value_text(store, FieldValue{text});
  return "";
}

Table touched_table(Store& store, const std::vector<Touched>& touched, Date today) {
  const auto names = names_by_uid(touched);
  std::vector<ChangeLine> lines;
  for (const Touched& one : touched)
    lines.push_back({one.ent, fold(title_of_kind(one.ent)), one.number,
                     label_among(store, one, names, today), change_text(store, one)});
  return changes_table(lines);
}

std::string change_text(Store& store, const Touched& touched) {
  if (touched.created && touched.uid == rules_uid) {  // nobody adds rules: they were the usual ones
    const Fields usual = encode(RulesRecord{});
    Fields after = usual;
    merge_fields(after, touched.after);
    return difference_text(store, usual, after);
  }
  if (touched.created) return "added";
  if (touched.op == Op::remove) return "removed";
  if (touched.op == Op::restore) return "brought back";
  if (is_secret(store, touched)) return "changed";
  Fields before = touched.before;
  Fields after = touched.after;
  if (is_private(store, touched.ent, touched.uid))
    for (const char* field : {"note", "mood"}) {
      before.erase(field);
      after.erase(field);
    }
  return difference_text(store, before, after);
}

}  // namespace rapport
