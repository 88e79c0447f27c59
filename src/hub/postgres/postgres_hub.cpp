#include "hub/postgres/postgres_hub.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "hub/change_json.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

using HubJson = nlohmann::ordered_json;

constexpr std::string_view not_permitted = "42501";

// Handles and spaces have no comma.
std::set<std::string> parted(std::string_view text) {
  std::set<std::string> words;
  for (const std::string_view word : split(text, ','))
    if (!word.empty()) words.emplace(word);
  return words;
}

std::string comma_words(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

std::string rows_json(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes) text += (text.empty() ? "[" : ",") + json_of(change);
  return text + "]";
}

HubJson json_of(const VerdictRow& row) {
  return {{"week", row.week},           {"label", row.label},       {"state", row.state},
          {"done", row.done},           {"expected", row.expected}, {"unit", row.unit},
          {"sessions", row.sessions},   {"one_hour", row.one_hour}, {"on_site", row.on_site},
          {"customers", row.customers}, {"streak", row.streak},     {"met", row.met},
          {"judged", row.judged},       {"as_of", row.as_of}};
}

}  // namespace

void PostgresHub::ask(const char* sql, std::initializer_list<std::string> parameters,
                      const std::function<void(const PgRow&)>& take) {
  try {
    connection_.run(sql, parameters, take);
  } catch (const PgRefusal& refusal) {
    explain(refusal);
  }
}

void PostgresHub::explain(const PgRefusal& refusal) const {
  const auto is = [&](std::string_view state) { return refusal.state == state; };
  const std::string says = printable(refusal.message);
  if (is("3F000") || is("42P01"))  // no such schema, no such table
    throw Error(ErrorKind::config, fmt::format("there is no hub in {}", place_),
                "`rapport hub init` makes one there");
  if (is(not_permitted))
    throw Error(ErrorKind::permission, fmt::format("the hub refuses it ({}: {})", place_, says),
                "`rapport who` lists who may do what; stewards let people in: `rapport hub add "
                "NAME`");
  if (is("23505"))
    throw Error(ErrorKind::not_found, "another login has that handle at the hub",
                "`rapport who` lists who is there; give this one another name");
  if (is("23514"))
    throw Error(ErrorKind::usage, "the last steward of a hub stays",
                "make somebody else one first: `rapport hub add NAME --steward`");
  if (is("22008"))
    throw Error(ErrorKind::unavailable, "this clock is ahead of the hub's",
                "nothing is lost: set the clock, then `rapport sync`");
  throw Error(ErrorKind::unavailable, fmt::format("the hub does not answer ({}: {})", place_, says),
              no_answer_hint);
}

HubCard PostgresHub::card() {
  std::optional<HubCard> card;
  try {
    connection_.run(
        "SELECT id, format, min_client, (extract(epoch FROM clock_timestamp()) * 1000)::bigint "
        "FROM rapport.hub WHERE cardinality(rapport.readable()) > 0",
        {}, [&](const PgRow& row) {
          card = HubCard{parse_uid(row.text(0)).value_or(Uid{}), static_cast<int>(row.integer(1)),
                         std::string(row.text(2)), row.integer(3)};
        });
  } catch (const PgRefusal& refusal) {
    if (refusal.state != not_permitted) explain(refusal);
  }
  if (card) return *card;
  throw Error(ErrorKind::permission,
              fmt::format("the hub does not let you in any more, or not yet ({})", place_),
              "a steward lets people in: `rapport hub add NAME`; what is here stays");
}

std::vector<Stretch> PostgresHub::stretches(std::vector<std::string>&) {
  std::vector<Stretch> found;
  // The owner of the tables is under no policy, and still reads only what is theirs.
  ask("SELECT space, replica, head, tip FROM rapport.stream WHERE head > 0 AND "
      "space = ANY((SELECT rapport.readable())::text[])",
      {}, [&](const PgRow& row) {
        const auto replica = parse_uid(row.text(1));
        if (!replica) return;
        found.push_back({.space = std::string(row.text(0)),
                         .replica = *replica,
                         .from = 1,
                         .to = row.integer(2),
                         .tip = row.integer(3),
                         .place = fmt::format("{} {}", row.text(0), row.text(1))});
      });
  return found;
}

std::optional<Rows> PostgresHub::read(const Stretch& stretch, std::int64_t after) {
  Rows rows;
  bool is_whole = true;
  std::int64_t next = after == 0 ? 1 : after;
  ask("SELECT seq, nonce, json_build_object('seq', seq, 'hlc', hlc, 'base', base, 'nonce', nonce, "
      "'cmd', cmd, 'ent', ent, 'uid', uid, 'op', op, 'at', at, 'body', body::json) "
      "FROM rapport.change WHERE space = $1 AND replica = $2::uuid AND seq BETWEEN $3::bigint AND "
      "$4::bigint ORDER BY seq",
      {stretch.space, to_string(stretch.replica), std::to_string(next), std::to_string(stretch.to)},
      [&](const PgRow& row) {
        is_whole = is_whole && row.integer(0) == next;
        ++next;
        if (row.integer(0) == after) {
          rows.before = row.integer(1);
          return;
        }
        auto change = change_of(row.text(2));
        is_whole = is_whole && change;
        if (change) rows.changes.push_back(std::move(*change));
      });
  is_whole = is_whole && !rows.changes.empty() && rows.changes.back().nonce == stretch.tip;
  return is_whole ? std::optional{std::move(rows)} : std::nullopt;
}

std::string PostgresHub::append(const Stretch& stretch, const Rows& rows, const Peer& self) {
  std::int64_t head = 0;
  ask("SELECT rapport.push($1, $2::uuid, $3::bigint, $4::bigint, $5, $6, $7::json)",
      {stretch.space, to_string(stretch.replica), std::to_string(stretch.from - 1),
       std::to_string(rows.before), self.client, self.seen, rows_json(rows.changes)},
      [&](const PgRow& row) { head = row.integer(0); });
  if (head < 0) throw Overtaken{};
  return {};
}

std::vector<Peer> PostgresHub::peers() {
  std::vector<Peer> found;
  ask("SELECT s.replica, coalesce(p.handle, s.owner), s.client, s.seen, s.sent FROM rapport.stream "
      "s LEFT JOIN rapport.person p ON p.login = s.owner WHERE s.space = 'team' AND s.seen <> ''",
      {}, [&](const PgRow& row) {
        const auto replica = parse_uid(row.text(0));
        if (replica && parse_recorded(row.text(3)))
          found.push_back({*replica, std::string(row.text(1)), std::string(row.text(2)),
                           std::string(row.text(3)), std::string(row.text(4))});
      });
  return found;
}

void PostgresHub::announce(const Peer& self) {
  ask("SELECT rapport.seen($1::uuid, $2, $3)", {to_string(self.replica), self.client, self.seen});
}

Rights PostgresHub::mine() {
  Rights rights;
  ask("SELECT session_user, coalesce((SELECT handle FROM rapport.person WHERE login = "
      "session_user), ''), array_to_string(rapport.readable(), ','), "
      "array_to_string(rapport.writable(), ',')",
      {}, [&](const PgRow& row) {
        rights = {std::string(row.text(0)), std::string(row.text(1)), parted(row.text(2)),
                  parted(row.text(3))};
      });
  return rights;
}

std::vector<HubMember> PostgresHub::all() {
  std::vector<HubMember> members;
  ask("SELECT login, coalesce(handle, ''), steward, array_to_string(ARRAY(SELECT pm FROM "
      "rapport.coaching WHERE coach = login), ',') FROM rapport.person ORDER BY login",
      {}, [&](const PgRow& row) {
        members.push_back({std::string(row.text(0)), std::string(row.text(1)), row.truth(2),
                           parted(row.text(3))});
      });
  return members;
}

void PostgresHub::admit(const HubMember& member) {
  ask("SELECT rapport.admit($1, nullif($2, ''), $3::boolean, string_to_array($4, ','))",
      {member.login, member.handle, member.is_steward ? "t" : "f", comma_words(member.coaches)});
}

bool PostgresHub::dismiss(const std::string& login) {
  bool was_there = false;
  ask("SELECT rapport.dismiss($1)", {login}, [&](const PgRow& row) { was_there = row.truth(0); });
  return was_there;
}

void PostgresHub::blank(const std::string& space, const Uid& uid, std::int64_t before_hlc) {
  ask("SELECT rapport.blank($1, $2::uuid, $3::bigint)",
      {space, to_string(uid), std::to_string(before_hlc)});
}

void PostgresHub::publish(const std::vector<VerdictRow>& rows) {
  HubJson all = HubJson::array();
  for (const VerdictRow& row : rows) all.push_back(json_of(row));
  ask("SELECT rapport.publish($1::json)", {all.dump()});
}

bool PostgresHub::make() {
  bool is_there = false;
  ask("SELECT to_regnamespace('rapport') IS NOT NULL", {},
      [&](const PgRow& row) { is_there = row.truth(0); });
  if (is_there) return false;
  try {
    connection_.run_script(hub_sql);
  } catch (const PgRefusal& refusal) {
    if (refusal.state != not_permitted) explain(refusal);
    throw Error(ErrorKind::permission,
                fmt::format("you may not make a hub in {}: {}", place_, printable(refusal.message)),
                "the owner of the database, who may create roles, does: `rapport hub init --sql` "
                "prints it for psql");
  }
  return true;
}

}  // namespace rapport
