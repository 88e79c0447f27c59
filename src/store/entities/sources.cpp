#include "rapport/domain/uid.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/records.hpp"
#include "rapport/store/store.hpp"
#include "store/journal/links.hpp"

// What came from files: found by its source, and told from what people have made of it since.
namespace rapport {

std::optional<Interaction> Store::from_source(const std::string& source) {
  std::optional<Interaction> found;
  std::vector<Uid> uids;
  db_.each(
      "SELECT other FROM link WHERE owner = ? AND role = ?",
      [&](const Row& row) { uids.push_back(row.uid(0)); }, fingerprint(source), source_role);
  for (const Uid& uid : uids)
    if (auto interaction = find<Interaction>(uid);
        interaction && interaction->sources.contains(source))
      found = std::move(interaction);
  return found;
}

bool Store::has_source(const std::string& source) {
  return db_.number("SELECT 1 FROM link WHERE owner = ? AND role = ? LIMIT 1", fingerprint(source),
                    source_role) > 0;
}

bool has_sources(Store& store) {
  return store.db().number("SELECT 1 FROM link WHERE role = ? LIMIT 1", source_role) > 0;
}

std::set<std::string> removed_sources(Store& store) {
  std::set<std::string> sources;
  store.db().each(
      "SELECT body FROM entity e WHERE ent = 'interaction' AND deleted = 1 AND "
      "coalesce((SELECT m.verb FROM change c LEFT JOIN command m ON m.cmd = c.cmd WHERE "
      "c.uid = e.uid AND c.op = 1 ORDER BY c.hlc DESC, c.nonce DESC LIMIT 1), '') <> 'undo'",
      [&](const Row& row) {
        sources.merge(decode<Interaction>(decode_fields(row.bytes(0))).sources);
      });
  return sources;
}

Interaction Store::as_written_by(const Uid& interaction, std::string_view verb) {
  Fields fields;
  db_.each(
      "SELECT c.body FROM change c JOIN command m ON m.cmd = c.cmd "
      "WHERE c.uid = ? AND c.ent = 'interaction' AND m.verb = ? AND c.body IS NOT NULL "
      "ORDER BY c.hlc, c.nonce",
      [&](const Row& row) { merge_fields(fields, decode_fields(row.bytes(0))); }, interaction,
      verb);
  return decode<Interaction>(fields);
}

std::map<std::int64_t, std::string> Store::sources(const Uid& pm, const DateRange& days) {
  std::map<std::int64_t, std::string> sources;
  if (db_.number("SELECT count(*) FROM stream WHERE owner IS NOT NULL") == 0) return sources;
  db_.each(
      "SELECT h.number, e.body FROM hosted_talk h JOIN entity e ON e.uid = h.interaction "
      "WHERE h.pm = ? AND h.day >= ? AND h.day < ? AND e.ent = 'interaction'",
      [&](const Row& row) {
        const auto talk = decode<Interaction>(decode_fields(row.bytes(1)));
        if (!talk.sources.empty()) sources.emplace(row.integer(0), *talk.sources.begin());
      },
      pm, day_number(days.from), day_number(days.until));
  return sources;
}

}  // namespace rapport
