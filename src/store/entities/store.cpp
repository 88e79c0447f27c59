#include "rapport/store/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "rapport/base/phrase.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/open.hpp"
#include "store/entities/packed_talk.hpp"
#include "store/entities/typed.hpp"
#include "store/journal/command_record.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

std::string in_list(const std::vector<std::string_view>& ents) {
  return "('" + joined(ents, "','") +
         "')";  // names of kinds from our own tables, never text of people
}

/// The first text after all that begin with `prefix`; nothing when there is none.
std::optional<std::string> after_prefix(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xff) prefix.pop_back();
  if (prefix.empty()) return std::nullopt;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

/// What an entity is merged into directly, where both are there.
std::optional<Uid> merge_of(Db& db, const Uid& uid) {
  const auto into = db.first(
      "SELECT field(body, 'merged_into') AS target FROM entity "
      "WHERE uid = ? AND deleted = 0 AND target IS NOT NULL",
      [](const Row& row) { return parse_uid(row.text(0)); }, uid);
  if (!into || !*into) return std::nullopt;
  const bool is_there = db.number(
                            "SELECT count(*) FROM entity WHERE uid = ? AND deleted = 0 AND "
                            "space <> 'erasure'",
                            **into) != 0;
  return is_there ? *into : std::nullopt;
}

bool starts_before(const Interaction& a, const Interaction& b) {
  if (earlier(a.start, b.start)) return true;
  return !earlier(b.start, a.start) && a.number < b.number;
}

}  // namespace

#define RAPPORT_INSTANTIATE(T)                                   \
  template T Store::last_known<T>(const Uid&);                   \
  template std::optional<T> Store::find<T>(const Uid&);          \
  template std::optional<T> Store::find_itself<T>(const Uid&);   \
  template std::optional<T> Store::find_number<T>(std::int64_t); \
  template std::vector<T> Store::all<T>();                       \
  template std::vector<T> Store::all_with_duplicates<T>();       \
  template std::vector<T> Store::linked<T>(const Uid&);
RAPPORT_ENTITIES(RAPPORT_INSTANTIATE)
#undef RAPPORT_INSTANTIATE

std::optional<EntityState> Store::live_state(std::string_view ent, const Uid& uid) {
  auto state = find_state(db_, uid, ent);
  if (state && state->deleted) state.reset();
  return state;
}

std::optional<Uid> Store::uid_of_number(std::string_view ent, std::int64_t number) {
  return db_.first(
      "SELECT uid FROM number WHERE ent = ? AND id = ?", [](const Row& row) { return row.uid(0); },
      ent, number);
}

std::vector<Uid> Store::numbered_uids(std::string_view ent) {
  std::vector<Uid> uids;
  db_.each(
      "SELECT uid FROM number WHERE ent = ? ORDER BY id",
      [&](const Row& row) { uids.push_back(row.uid(0)); }, ent);
  return uids;
}

Uid Store::survivor(const Uid& uid) {
  if (merges_) return survivor_in(*merges_, uid);
  return survivor_of(uid, [&](const Uid& one) { return merge_of(db_, one); });
}

const Merges& Store::merges() {
  if (merges_) return *merges_;
  std::vector<Uid> merged;
  for (const EntityKind& kind : all_kinds())
    if (kind.has_merges)
      db_.each(
          "SELECT e.uid FROM number n JOIN entity e ON e.uid = n.uid AND e.ent = n.ent "
          "WHERE n.ent = ? AND e.deleted = 0 AND field(e.body, 'merged_into') IS NOT NULL",
          [&](const Row& row) { merged.push_back(row.uid(0)); }, kind.name);
  Merges merges;
  for (const Uid& uid : merged)
    if (const auto into = merge_of(db_, uid)) merges.emplace(uid, *into);
  return merges_.emplace(std::move(merges));
}

Rules Store::rules() {
  const auto record = find<RulesRecord>(rules_uid);
  Rules rules = record ? record->rules : Rules{};
  if (rules.work_days.empty()) rules.work_days = Rules{}.work_days;  // nobody has set them
  return rules;
}

std::optional<Uid> Store::me() {
  const auto self = find<Self>(self_uid);
  return self ? self->pm : std::nullopt;
}

std::vector<Interaction> Store::interactions(const InteractionQuery& query) {
  std::string sql = "SELECT " + entity_columns;
  const auto from = day_number(query.days.from);
  const auto until = day_number(query.days.until);
  std::vector<Interaction> found;
  const auto take = [&](const Row& row) {
    if (row.is_null(0)) fail_damaged("a talk is missing");
    auto interaction = typed<Interaction>(read_state(row));
    if (!query.days.contains(interaction.start.date)) return;
    if (query.pm && !interaction.hosts.contains(*query.pm)) return;
    if (query.kind && interaction.kind != *query.kind) return;
    found.push_back(std::move(interaction));
  };
  if (query.customer) {
    sql +=
        " FROM link l LEFT JOIN entity e ON e.uid = l.other AND e.ent = 'interaction' AND "
        "e.deleted = 0 WHERE l.owner = ? AND l.role = ? AND l.day >= ? AND l.day < ?";
    db_.each(sql.c_str(), take, *query.customer, entity_kind<Interaction>.role, from, until);
  } else if (query.pm) {
    sql +=
        " FROM hosted_talk h LEFT JOIN entity e ON e.uid = h.interaction AND "
        "e.ent = 'interaction' AND e.deleted = 0 WHERE h.pm = ? AND h.day >= ? AND h.day < ?";
    db_.each(sql.c_str(), take, *query.pm, from, until);
  } else {
    sql += " FROM entity e WHERE e.ent = 'interaction' AND e.deleted = 0";
    db_.each(sql.c_str(), take);
  }
  std::sort(found.begin(), found.end(), starts_before);
  return found;
}

std::optional<Date> Store::last_contact(const Uid& who) {
  const auto day = db_.first(
      "SELECT max(l.day) FROM link l JOIN entity e ON e.uid = l.other "
      "WHERE l.owner = ? AND l.role = ? AND e.ent = 'interaction' AND "
      "field(e.body, 'status') = 'held'",
      [](const Row& row) -> std::optional<Date> {
        if (row.is_null(0)) return std::nullopt;
        return Date{Days{read_within(row, 0, day_number(first_date), day_number(last_date))}};
      },
      who, entity_kind<Interaction>.role);
  return day.value_or(std::nullopt);
}

std::vector<Contact> Store::contacts() {
  std::vector<Contact> found;
  const std::string sql = std::string("SELECT ") + talk_columns + " FROM hosted_talk";
  db_.each(sql.c_str(), [&](const Row& row) {
    const Talk talk = read_talk(row);
    if (talk.status != Status::held) return;
    for (const auto* parties : {&talk.customers, &talk.people})
      for (const Uid& who : *parties) found.push_back({who, talk.number, talk.start.date});
  });
  return found;
}

std::set<std::int64_t> Store::talks_in_mood(const Uid& pm, Mood mood, Date since) {
  std::set<std::int64_t> numbers;
  db_.each(
      "SELECT h.number FROM hosted_talk h JOIN entity e ON e.uid = h.interaction "
      "WHERE h.pm = ? AND h.day >= ? AND e.ent = 'interaction' AND "
      "field(e.body, 'mood') = ?",
      [&](const Row& row) { numbers.insert(row.integer(0)); }, pm, since.time_since_epoch().count(),
      name_of(mood));
  return numbers;
}

std::vector<NameHit> Store::match_names(std::string_view folded, NameLevel level,
                                        const std::vector<std::string_view>& ents) {
  std::vector<NameHit> hits;
  const std::string of_kind = " AND ent IN " + in_list(ents);
  const auto take = [&](const Row& row) { hits.push_back({row.text(0), row.uid(1)}); };
  const std::string select = "SELECT DISTINCT ent, uid FROM name WHERE ";
  if (level == NameLevel::exact) {
    db_.each((select + "folded = ? AND whole = 1" + of_kind).c_str(), take, folded);
  } else if (level == NameLevel::prefix) {
    const auto end = after_prefix(std::string(folded));
    if (end)
      db_.each((select + "folded >= ? AND folded < ?" + of_kind).c_str(), take, folded, *end);
  } else {
    db_.each((select + "whole = 1 AND instr(folded, ?) > 0" + of_kind).c_str(), take, folded);
  }
  return hits;
}

std::vector<NameHit> Store::ending_in(std::string_view digits,
                                      const std::vector<std::string_view>& ents) {
  std::vector<NameHit> hits;
  db_.each(("SELECT ent, uid FROM entity WHERE deleted = 0 AND hex(uid) LIKE '%' || ? AND ent IN " +
            in_list(ents))
               .c_str(),
           [&](const Row& row) {
             hits.push_back({row.text(0), row.uid(1)});
           },
           digits);
  return hits;
}

std::vector<NameHit> Store::names_beginning(std::string_view folded,
                                            const std::vector<std::string_view>& ents,
                                            std::size_t limit) {
  constexpr std::size_t names_each = 4;  // that one entity may have in the range
  std::vector<NameHit> hits;
  std::set<NameHit> seen;
  const auto take = [&](const Row& row) {
    const NameHit hit{row.text(0), row.uid(1)};
    if (hits.size() < limit && seen.insert(hit).second) hits.push_back(hit);
  };
  const auto most = static_cast<std::int64_t>(limit * names_each);
  const std::string tail = " AND ent IN " + in_list(ents) + " ORDER BY folded LIMIT ?";
  const std::string select = "SELECT ent, uid FROM name WHERE ";
  const auto end = after_prefix(std::string(folded));
  if (end)
    db_.each((select + "folded >= ? AND folded < ?" + tail).c_str(), take, folded, *end, most);
  else
    db_.each((select + "whole = 1" + tail).c_str(), take, most);
  return hits;
}

std::vector<std::int64_t> Store::numbers_beginning(std::string_view ent, std::string_view digits,
                                                   std::size_t limit) {
  std::vector<std::int64_t> numbers;
  const auto take = [&](const Row& row) { numbers.push_back(row.integer(0)); };
  const auto range = [&](std::int64_t from, std::int64_t until) {
    db_.each("SELECT id FROM number WHERE ent = ? AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?",
             take, ent, from, until, static_cast<std::int64_t>(limit - numbers.size()));
  };
  constexpr std::int64_t most = 1'000'000'000'000;
  std::int64_t first = 0;
  const auto [rest, code] = std::from_chars(digits.data(), digits.data() + digits.size(), first);
  if (digits.empty()) {
    range(0, most);
  } else if (code == std::errc{} && rest == digits.data() + digits.size() && first > 0 &&
             first < most) {
    std::int64_t scale = 1;  // 7 → 70–79 → 700–799 …
    while (first * scale < most / 10) scale *= 10;
    for (; scale > 0 && numbers.size() < limit; scale /= 10)
      range(first * scale, (first + 1) * scale);
  }
  return numbers;
}

std::vector<std::pair<std::string, NameHit>> Store::whole_names(
    const std::vector<std::string_view>& ents) {
  std::vector<std::pair<std::string, NameHit>> names;
  db_.each(
      ("SELECT folded, ent, uid FROM name WHERE whole = 1 AND ent IN " + in_list(ents)).c_str(),
      [&](const Row& row) {
        names.push_back({row.text(0), {row.text(1), row.uid(2)}});
      });
  return names;
}

namespace {

/// Of what was restated since, tells what is known of it now, if anything was then: its words are
/// no longer those of that day. What was taken into another space has always been there.
void look_back(Db& copy, const std::function<bool(const std::string&)>& is_known) {
  std::vector<Change> later;
  each_change(copy, [&](std::int64_t, const Change& change, std::int64_t) {
    if (change.op == Op::restate && !is_known(change.at)) later.push_back(change);
  });
  for (const Change& change : later) {
    const auto of_same = [&](const char* what, const char* rest) {
      return fmt::format(
          "{} FROM change WHERE uid = ? AND stream IN (SELECT id FROM stream WHERE "
          "space = ?){}",
          what, rest);
    };
    const bool has_moved = change.body && fields_in(change).empty();
    const bool was_known =
        copy.number("SELECT count(*) FROM change WHERE uid = ? AND op <> 3", change.uid) > 0;
    if (has_moved || !was_known) {
      copy.run(of_same("DELETE", has_moved ? "" : " AND op = 3").c_str(), change.uid, change.space);
      continue;
    }
    const bool is_all_gone = copy.number(of_same("SELECT count(*)", " AND body IS NULL").c_str(),
                                         change.uid, change.space) > 0;
    Change known = change;
    known.op = Op::put;
    known.body = encode_fields(known_before(change, is_all_gone));
    copy.run("UPDATE change SET op = 0, body = ?, digest = ? WHERE uid = ? AND nonce = ?",
             Blob{*known.body}, digest_of(known), change.uid, change.nonce);
  }
}

/// Of a row of `change`, by all its columns.
bool is_row_altered(const Row& row) {
  const Change change{.seq = row.integer(1),
                      .hlc = row.integer(2),
                      .base = row.integer(3),
                      .nonce = row.integer(4),
                      .cmd = row.integer(5),
                      .ent = row.text(6),
                      .uid = row.uid(7),
                      .op = static_cast<Op>(row.integer(8)),
                      .at = recorded_text(row.integer(10)),
                      .body = row.maybe_text(11)};
  return digest_of(change) != row.integer(12);
}

}  // namespace

Store Store::as_of(const Moment& moment) {
  Db copy = memory_book();
  const auto is_known = [&](const std::string& at) {
    const auto recorded = parse_recorded(at);
    return recorded && !earlier(moment, *recorded);
  };
  copy.run("BEGIN");
  db_.each("SELECT id, space, replica, owner, head, hlc, digest FROM stream", [&](const Row& row) {
    copy.run(
        "INSERT INTO stream(id, space, replica, owner, head, hlc, digest) VALUES(?,?,?,?,?,?,?)",
        row.integer(0), row.text(1), row.uid(2), row.maybe_text(3), row.integer(4), row.integer(5),
        row.integer(6));
  });
  db_.each(
      "SELECT stream, seq, hlc, base, nonce, cmd, ent, uid, op, ver, at, body, digest FROM change",
      [&](const Row& row) {
        const bool is_kept = row.integer(8) == static_cast<int>(Op::restate);
        if (!is_known(recorded_text(row.integer(10))) && !is_kept) return;
        if (is_row_altered(row)) {  // left out, and said
          copy.note_altered(row.integer(4));
          return;
        }
        copy.run(
            "INSERT INTO change(stream, seq, hlc, base, nonce, cmd, ent, uid, op, ver, at, body, "
            "digest) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
            row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4),
            row.integer(5), row.text(6), row.uid(7), row.integer(8), row.integer(9),
            row.integer(10), blob_of(row.maybe_text(11)), row.integer(12));
      });
  look_back(copy, is_known);
  each_command(db_, "", [&](const CommandRecord& command, std::int64_t) {
    if (!is_known(command.at)) return;
    CommandRecord without_op = command;  // nobody repeats a command in the past
    without_op.op.reset();
    insert_command(copy, without_op);
  });
  db_.each("SELECT ent, id, uid FROM number", [&](const Row& row) {
    copy.run("INSERT INTO number(ent, id, uid) VALUES(?,?,?)", row.text(0), row.integer(1),
             row.uid(2));
  });
  refold_entities(copy);
  copy.run("COMMIT");
  return Store(std::move(copy));
}

}  // namespace rapport
