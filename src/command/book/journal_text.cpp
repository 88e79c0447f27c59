#include "command/book/journal_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "command/talk.hpp"
#include "rapport/base/text.hpp"
#include "rapport/report/book.hpp"
#include "rapport/report/lines.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/records.hpp"

namespace rapport {
namespace {

std::string field_as_text(const Fields& fields, std::string_view name) {
  const auto place = fields.find(name);
  if (place == fields.end()) return {};
  const auto* text = std::get_if<std::string>(&place->second);
  return text == nullptr ? std::string{} : *text;
}

/// What stands behind a uid, taken away or not: its name or its number; else the uid.
std::string name_behind(Store& store, const Uid& uid) {
  if (const auto story = store.find<Story>(uid)) return fmt::format("story #{}", story->number);
  const std::string label = label_of_entity(store, uid);
  return label.empty() ? to_string(uid) : label;
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

/// "Mon 3 Aug to Fri 14 Aug · vacation".
std::string off_text(const Off& off, Date today) {
  const std::string days = days_text(off.days, today);
  return off.why.empty() ? days : days + " · " + printable(off.why);
}

const Fields& fields_of(const Touched& touched) {
  return touched.after.empty() ? touched.before : touched.after;
}

/// True for a talk that is private, or was when it was taken away.
bool is_private(Store& store, const Uid& talk) {
  if (const auto found = store.find<Interaction>(talk)) return found->is_private;
  Fields last;
  for (const Change& change : store.changes(talk))
    if (change.ent == EntityTraits<Interaction>::name && change.body && !change.body->empty())
      merge_fields(last, decode_fields(*change.body));
  return !last.empty() && decode<Interaction>(last).is_private;
}

/// True for what only `show` may print: the note and mood of a private talk, and what was learned.
bool is_secret(Store& store, const Touched& touched) {
  if (touched.ent == EntityTraits<PrivateNote>::name) return true;
  return touched.ent == EntityTraits<Learning>::name &&
         is_private(store, decode<Learning>(fields_of(touched)).interaction);
}

/// "customer.0192…" → "customer Acme Robotics".
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

/// "start 2026-11-16T14:00 → 2026-11-16T15:00, note": the fields that differ.
std::string difference_text(Store& store, const Fields& before, const Fields& after) {
  std::string text;
  for (const auto& [field, value] : changed_fields(before, after)) {
    if (field == "edited" || field == "confirmed") continue;  // stamps, not what was said
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

/// What the entities of a command are called, by uid.
std::map<std::string, std::string> names_by_uid(const std::vector<Touched>& all) {
  std::map<std::string, std::string> names;
  for (const Touched& one : all)
    if (std::string name = field_as_text(fields_of(one), "name"); !name.empty())
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

std::string at_text(const std::string& recorded, Date today) {
  const auto moment = parse_recorded(recorded);
  if (!moment) return recorded;
  return day_text(moment->date, today) + " " + clock_text(moment->minute.value_or(0));
}

std::string kind_text(std::string_view ent) {
  if (ent == EntityTraits<Self>::name) return "me";
  return ent == EntityTraits<PrivateNote>::name ? "private note" : std::string(ent);
}

std::string touched_label(Store& store, const Touched& touched, Date today) {
  const Fields& fields = fields_of(touched);
  if (is_secret(store, touched)) {
    const auto talk = store.find<Interaction>(touched.uid);
    return talk ? fmt::format("of #{}", talk->number) : std::string();
  }
  if (touched.ent == EntityTraits<Interaction>::name) {
    auto talk = decode<Interaction>(fields);
    talk.number = touched.number;
    return talk_line(store, talk, today).substr(fmt::format("#{} ", touched.number).size());
  }
  if (touched.ent == EntityTraits<Timer>::name) {
    const auto timer = decode<Timer>(fields);
    return fmt::format("{} since {}", printable(timer.who), when_text(timer.started, today));
  }
  if (touched.ent == EntityTraits<Share>::name) {
    const auto share = decode<Share>(fields);
    const auto story = store.find<Story>(share.story);
    return fmt::format("{}{} on {}", story ? value_text(store, story->text) : "a story",
                       share.where.empty() ? "" : ", " + printable(share.where),
                       day_text(share.on, today));
  }
  if (touched.ent == EntityTraits<Off>::name) return off_text(decode<Off>(fields), today);
  if (touched.ent == EntityTraits<Vote>::name)
    return fmt::format("{} · {}", value_text(store, FieldValue{field_as_text(fields, "idea")}),
                       value_text(store, FieldValue{field_as_text(fields, "customer")}));
  for (const std::string_view name : {"name", "text", "why", "pm"})
    if (const std::string text = field_as_text(fields, name); !text.empty())
      return value_text(store, FieldValue{text});
  return "";
}

Table touched_table(Store& store, const std::vector<Touched>& touched, Date today) {
  const auto names = names_by_uid(touched);
  std::vector<ChangeLine> lines;
  for (const Touched& one : touched)
    lines.push_back({one.ent, kind_text(one.ent), one.number, label_among(store, one, names, today),
                     change_text(store, one)});
  return changes_table(lines);
}

std::string change_text(Store& store, const Touched& touched) {
  if (touched.created) return "added";
  if (touched.op == Op::remove) return "removed";
  if (touched.op == Op::restore) return "brought back";
  if (is_secret(store, touched)) return "changed";
  Fields before = touched.before;
  Fields after = touched.after;
  if (touched.ent == EntityTraits<Interaction>::name && is_private(store, touched.uid))
    for (const char* field : {"note", "mood"}) {
      before.erase(field);
      after.erase(field);
    }
  return difference_text(store, before, after);
}

}  // namespace rapport
