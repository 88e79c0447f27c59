#include "rapport/store/forget.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/mention.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/kind.hpp"
#include "store/journal/links.hpp"

// Who is forgotten, and every text that names them, is restated in the journal: nobody's book keeps
// the words that were there before. Everything is folded anew: there is no second place to forget.
namespace rapport {
namespace {

const std::string order_kind = "forgotten";  // of an order to forget, which is no entity

/// The fields that tell who somebody of this kind is; none for a kind that is never forgotten.
FieldNames identifying(std::string_view ent) {
  const EntityKind* kind = find_kind(ent);
  return kind == nullptr ? FieldNames{} : kind->identifying;
}

bool can_be_forgotten(std::string_view ent) { return !identifying(ent).empty(); }

/// Adds everything by which `fields` call somebody.
void add_names(std::string_view ent, const Fields& fields, std::set<std::string>& names) {
  for (auto& [field, text] : texts_in(fields, identifying(ent))) names.insert(text);
}

/// Everything by which the changes of `uid` ever called it.
std::set<std::string> names_of(Db& book, const Uid& uid) {
  std::set<std::string> names;
  book.each(
      "SELECT body, ent FROM change WHERE uid = ? AND body IS NOT NULL",
      [&](const Row& row) { add_names(row.text(1), decode_fields(row.text(0)), names); }, uid);
  return names;
}

std::string new_pseudonym(Db& book, const std::string& ent, std::set<std::string>& taken) {
  for (;;) {
    std::string pseudonym = fmt::format("{}-{:04x}", ent, random_id() & 0xffff);
    const bool is_used = book.number("SELECT count(*) FROM name WHERE folded = ?", pseudonym) != 0;
    if (!is_used && taken.insert(pseudonym).second) return pseudonym;
  }
}

/// Those to whom a merge gave names of a party: they are not of that name themselves.
std::set<Uid> heirs_of(Db& book, std::span<const Forgotten> parties) {
  std::set<std::pair<std::int64_t, std::string>> merges;  // command, kind
  for (const Forgotten& party : parties)
    book.each(
        "SELECT cmd, body FROM change WHERE uid = ? AND body IS NOT NULL",
        [&](const Row& row) {
          if (decode_fields(row.text(1)).contains("merged_into"))
            merges.emplace(row.integer(0), party.ent);
        },
        party.uid);
  std::set<Uid> heirs;
  for (const auto& [cmd, ent] : merges)
    book.each(
        "SELECT DISTINCT uid FROM change WHERE cmd = ? AND ent = ?",
        [&](const Row& row) { heirs.insert(row.uid(0)); }, cmd, ent);
  for (const Forgotten& party : parties) heirs.erase(party.uid);
  return heirs;
}

/// What is put into the place of names, and where it is not.
struct Rewriting {
  Mentions mentions;
  std::map<Uid, const Forgotten*> parties;
  std::set<Uid> heirs;

  explicit Rewriting(std::span<const Forgotten> all, std::set<Uid> of_merges = {})
      : heirs(std::move(of_merges)) {
    for (const Forgotten& party : all) {
      parties.emplace(party.uid, &party);
      for (const std::string& name : party.names)
        if (name != party.pseudonym) mentions.add(name, party.pseudonym);
    }
  }

  bool leaves(const std::string& ent) const {
    const EntityKind* kind = find_kind(ent);
    return kind == nullptr ? ent == order_kind : kind->keeps_names;
  }

  /// What was typed may be only the beginning of a name.
  std::string who_of(const std::string& typed) const {
    const std::string folded = fold(typed);
    for (const auto& [uid, party] : parties)
      for (const std::string& name : party->names)
        if (!folded.empty() && fold(name).find(folded) != std::string::npos)
          return party->pseudonym;
    return mentions.replaced(typed);
  }

  std::string text(const std::string& ent, const Uid& uid, const std::string& field,
                   const std::string& old) const {
    // Somebody else of the very same name keeps it.
    if (!parties.contains(uid) && identifying(ent).contain(field) && mentions.is_name(old))
      return old;
    const EntityKind* kind = find_kind(ent);
    return kind != nullptr && kind->typed.contain(field) ? who_of(old) : mentions.replaced(old);
  }

  /// An alias, an address or a domain that a merge brought.
  bool is_inherited(const std::string& ent, const Uid& uid, const std::string& field) const {
    const auto dot = field.find('.');
    return dot != std::string::npos && heirs.contains(uid) && identifying(ent).contain(field) &&
           mentions.is_name(field.substr(dot + 1));
  }

  /// The fields without the names of the forgotten.
  Fields fields(const std::string& ent, const Uid& uid, const Fields& before) const {
    Fields after;
    for (const auto& [field, value] : before) {
      if (is_inherited(ent, uid, field)) continue;
      const auto dot = field.find('.');
      const auto* words = std::get_if<std::string>(&value);
      std::string name = field;
      FieldValue kept = value;
      if (is_text_field(ent, field)) {
        if (dot != std::string::npos)
          name = field.substr(0, dot + 1) + text(ent, uid, field, field.substr(dot + 1));
        else if (words != nullptr)
          kept = text(ent, uid, field, *words);
      }
      const bool is_gone = std::holds_alternative<std::monostate>(kept);
      if (is_gone)  // two spellings of one name become one: what is left of them counts
        after.emplace(name, kept);
      else
        after.insert_or_assign(name, kept);
    }
    return after;
  }
};

/// A change with words of somebody who is to be forgotten.
struct Naming {
  std::string space;
  std::string ent;
  Uid uid;
  bool is_of_party = false;  ///< it says what they are, and does not only mention them
};

std::vector<Naming> changes_naming(Db& book, const Rewriting& rewriting) {
  std::vector<Naming> found;
  each_change(book, [&](std::int64_t, const Change& change, std::int64_t) {
    if (!change.body || rewriting.leaves(change.ent)) return;
    const bool is_of_party = rewriting.parties.contains(change.uid) && can_be_forgotten(change.ent);
    const Fields before = decode_fields(*change.body);
    const Fields after = !is_of_party ? rewriting.fields(change.ent, change.uid, before)
                         : change.op == Op::restate ? before
                                                    : without_words(change.ent, before, false);
    if (after != before) found.push_back({change.space, change.ent, change.uid, is_of_party});
  });
  return found;
}

Erasure summary_of(const std::vector<Naming>& changes) {
  Erasure erasure;
  for (const Naming& one : changes) {
    if (one.is_of_party)
      ++erasure.bodies;
    else
      erasure.texts[one.ent].insert(one.uid);
  }
  return erasure;
}

/// What of a forgotten customer or person is kept, because it counts.
Fields kept_fields(const Rewriting& rewriting, const EntityState& state, const Forgotten& party) {
  Fields kept = rewriting.fields(state.ent, state.uid, state.fields);
  std::erase_if(kept,
                [&](const auto& field) { return identifying(state.ent).contain(field.first); });
  kept.insert_or_assign("name", party.pseudonym);
  return kept;
}

/// Adds those of a kind that belong to one of `uids`, or were merged into one.
bool add_dependent(Db& book, const EntityKind& kind, std::map<std::string, std::set<Uid>>& uids) {
  const std::set<Uid> known = uids[std::string(kind.name)];
  book.each(
      "SELECT uid, body FROM entity WHERE ent = ?",
      [&](const Row& row) {
        const Fields fields = decode_fields(row.text(1));
        const auto into = uid_in(fields, "merged_into");
        const auto whose = uid_in(fields, kind.at);
        if ((into && known.contains(*into)) ||
            (whose && uids[std::string(kind.at)].contains(*whose)))
          uids[std::string(kind.name)].insert(row.uid(0));
      },
      kind.name);
  return uids[std::string(kind.name)].size() != known.size();
}

bool is_ordered(Db& book, const Forgotten& party) {
  bool ordered = false;
  for (const Forgotten& other : forgotten_before(book))
    ordered = ordered || (other.uid == party.uid && other.pseudonym == party.pseudonym);
  return ordered;
}

void append_order(Db& book, Journal& journal, const Forgotten& party) {
  if (is_ordered(book, party)) return;
  const Fields fields{{"ent", party.ent}, {"name", party.pseudonym}};
  journal.append(space::erasure, order_kind, party.uid, Op::restate, fields);
}

/// False for what another PM's book alone writes: it restates its own.
bool may_write(Db& book, const std::string& space) {
  if (space == space::team || space == space::rules) return true;
  return book.number("SELECT count(*) FROM stream WHERE space = ? AND owner IS NULL", space) > 0 ||
         book.number("SELECT count(*) FROM stream WHERE space = ?", space) == 0;
}

}  // namespace

std::vector<Forgotten> forgotten_with(Db& book, const NameHit& who) {
  std::map<std::string, std::set<Uid>> uids{{who.ent, {who.uid}}};
  for (bool grew = true; grew;) {
    grew = false;
    for (const EntityKind& kind : all_kinds())
      if (can_be_forgotten(kind.name)) grew = add_dependent(book, kind, uids) || grew;
  }

  std::map<Uid, std::string> before;
  for (const Forgotten& party : forgotten_before(book)) before.emplace(party.uid, party.pseudonym);
  std::set<std::string> taken;
  std::vector<Forgotten> parties;
  const auto add = [&](const Uid& uid, const std::string& ent) {
    const auto known = before.find(uid);
    parties.push_back({uid, ent,
                       known != before.end() ? known->second : new_pseudonym(book, ent, taken),
                       names_of(book, uid)});
  };
  add(who.uid, who.ent);
  for (const auto& [ent, some] : uids)
    for (const Uid& uid : some)
      if (uid != who.uid) add(uid, ent);
  return parties;
}

std::optional<Moment> last_order(Db& book) {
  return recorded_moment(
      book.number("SELECT c.at FROM change c JOIN stream s ON s.id = c.stream "
                  "WHERE s.space = 'erasure' ORDER BY c.hlc DESC LIMIT 1"));
}

std::vector<Forgotten> forgotten_before(Db& book) {
  std::vector<Forgotten> parties;
  book.each(
      "SELECT c.uid, c.body FROM change c JOIN stream s ON s.id = c.stream "
      "WHERE s.space = 'erasure' AND c.op = 3 AND c.body IS NOT NULL ORDER BY c.hlc",
      [&](const Row& row) {
        const Fields fields = decode_fields(row.text(1));
        parties.push_back({row.uid(0), text_in(fields, "ent"), text_in(fields, "name"), {}});
      });
  return parties;
}

Erasure look_for(Db& book, std::span<const Forgotten> parties) {
  return summary_of(changes_naming(book, Rewriting(parties, heirs_of(book, parties))));
}

Erasure erase(Db& book, Journal& journal, std::span<const Forgotten> parties) {
  const Rewriting rewriting(parties, heirs_of(book, parties));
  const auto naming = changes_naming(book, rewriting);
  for (const Forgotten& party : parties) append_order(book, journal, party);
  std::set<std::pair<Uid, std::string>> restated;
  for (const Naming& one : naming) {
    if (!restated.emplace(one.uid, one.space).second) continue;
    const auto state = read_entity(book, one.uid, one.space);
    if (!state || !may_write(book, one.space)) continue;
    const auto party = rewriting.parties.find(one.uid);
    const bool is_party = one.is_of_party && party != rewriting.parties.end();
    journal.append(one.space, state->ent, one.uid, Op::restate,
                   is_party ? kept_fields(rewriting, *state, *party->second)
                            : rewriting.fields(state->ent, one.uid, state->fields));
  }
  if (naming.empty()) return {};
  refold(book);
  journal.drop_search_changes();
  return summary_of(naming);
}

std::vector<Forgotten> known_here(Db& book, std::span<const Forgotten> orders) {
  std::map<Uid, Forgotten> parties;
  for (const Forgotten& order : orders) {
    Forgotten& party = parties[order.uid];  // the newest order counts
    party.uid = order.uid;
    party.ent = order.ent;
    party.pseudonym = order.pseudonym;
    party.names.insert(order.names.begin(), order.names.end());
    party.names.merge(names_of(book, order.uid));
  }
  std::vector<Forgotten> all;
  for (auto& [uid, party] : parties) all.push_back(std::move(party));
  return all;
}

std::vector<Forgotten> forgotten_in(Db& book, std::span<const Record> records) {
  std::map<Uid, std::set<std::string>> named;
  for (const Record& record : records) {
    if (can_be_forgotten(record.kind)) add_names(record.kind, record.fields, named[record.uid]);
  }
  std::vector<Forgotten> parties;
  for (Forgotten& party : forgotten_before(book)) {
    const auto names = named.find(party.uid);
    if (names == named.end()) continue;
    party.names = names->second;
    parties.push_back(std::move(party));
  }
  return parties;
}

void redact(std::span<const Forgotten> parties, std::vector<Record>& records) {
  if (parties.empty()) return;
  const Rewriting rewriting(parties);
  for (Record& record : records)
    if (!rewriting.leaves(record.kind))
      record.fields = rewriting.fields(record.kind, record.uid, record.fields);
}

bool needs_sweep(Db& book) {
  return book.number("SELECT count(*) FROM book WHERE key = 'sweep'") != 0;
}

void sweep(Db& book) {
  book.run("VACUUM");
  book.run("DELETE FROM book WHERE key = 'sweep'");
}

}  // namespace rapport
