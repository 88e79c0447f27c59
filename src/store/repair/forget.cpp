#include "rapport/store/forget.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/mention.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/text_fields.hpp"
#include "store/journal/links.hpp"

// What is forgotten is blanked in the journal itself and everything is folded anew: there is no
// second place to forget.
namespace rapport {
namespace {

const std::string ent_customer(EntityTraits<Customer>::name);
const std::string ent_person(EntityTraits<Person>::name);

/// True for a field by which a customer or person is called.
bool is_calling(std::string_view field) {
  return field == "name" || field.starts_with("alias.") || field.starts_with("email.") ||
         field.starts_with("domain.");
}

std::string text_of(const Fields& fields, std::string_view name) {
  const auto place = fields.find(name);
  const auto* text = place == fields.end() ? nullptr : std::get_if<std::string>(&place->second);
  return text == nullptr ? std::string{} : *text;
}

std::vector<EntityState> all_states(Db& book, const std::string& ent) {
  std::vector<EntityState> states;
  book.each(
      "SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity WHERE ent = ?",
      [&](const Row& row) { states.push_back(read_state(row)); }, ent);
  return states;
}

/// Adds those whose `field` points to one of `uids`, and who points to them, and so on.
void add_pointing(const std::vector<EntityState>& states, std::string_view field,
                  std::set<Uid>& uids) {
  for (bool grew = true; grew;) {
    grew = false;
    for (const EntityState& state : states) {
      const auto other = parse_uid(text_of(state.fields, field));
      if (other && uids.contains(*other)) grew = uids.insert(state.uid).second || grew;
    }
  }
}

/// Adds everything by which `fields` call a customer or person.
void add_names(const Fields& fields, std::set<std::string>& names) {
  for (const auto& [field, value] : fields) {
    if (!is_calling(field)) continue;
    if (field != "name") names.insert(field.substr(field.find('.') + 1));
    if (const auto* name = std::get_if<std::string>(&value)) names.insert(*name);
  }
}

/// Everything by which the changes of `uid` ever called it.
std::set<std::string> names_of(Db& book, const Uid& uid) {
  std::set<std::string> names;
  book.each(
      "SELECT body FROM change WHERE uid = ? AND body IS NOT NULL AND ent IN ('customer', "
      "'person')",
      [&](const Row& row) { add_names(decode_fields(row.text(0)), names); }, uid);
  return names;
}

std::string new_pseudonym(Db& book, const std::string& ent, std::set<std::string>& taken) {
  for (;;) {
    std::string pseudonym = fmt::format("{}-{:04x}", ent, random_id() & 0xffff);
    const bool is_used = book.number("SELECT count(*) FROM name WHERE folded = ?", pseudonym) != 0;
    if (!is_used && taken.insert(pseudonym).second) return pseudonym;
  }
}

/// What is put into the place of names, and where it is not.
struct Rewriting {
  Mentions mentions;
  std::map<Uid, const Forgotten*> parties;

  explicit Rewriting(std::span<const Forgotten> all) {
    for (const Forgotten& party : all) {
      parties.emplace(party.uid, &party);
      for (const std::string& name : party.names)
        if (name != party.pseudonym) mentions.add(name, party.pseudonym);
    }
  }

  bool leaves(const std::string& ent) const {
    return ent == "pm" || ent == "rules" || ent == "self" || ent == "forgotten";
  }

  /// A running talk keeps what was typed, which may be only the beginning of a name.
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
    const bool is_party = ent == ent_customer || ent == ent_person;
    // Somebody else of the very same name keeps it.
    if (is_party && !parties.contains(uid) && is_calling(field) && mentions.is_name(old))
      return old;
    return ent == "timer" && field == "who" ? who_of(old) : mentions.replaced(old);
  }

  /// The fields without the names of the forgotten.
  Fields fields(const std::string& ent, const Uid& uid, const Fields& before) const {
    Fields after;
    for (const auto& [field, value] : before) {
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

/// A change with another body.
struct Rewritten {
  std::int64_t stream = 0;
  Change change;
};

std::vector<Rewritten> rewrite(Db& book, const Rewriting& rewriting) {
  std::vector<Rewritten> found;
  each_change(book, [&](std::int64_t stream, const Change& change, std::int64_t) {
    if (!change.body || rewriting.leaves(change.ent)) return;
    Rewritten one{stream, change};
    if (rewriting.parties.contains(change.uid) && change.op != Op::forget &&
        (change.ent == ent_customer || change.ent == ent_person)) {
      one.change.body.reset();
    } else {
      const Fields before = decode_fields(*change.body);
      const Fields after = rewriting.fields(change.ent, change.uid, before);
      if (after == before) return;
      one.change.body = encode_fields(after);
    }
    found.push_back(std::move(one));
  });
  return found;
}

Erasure summary_of(const std::vector<Rewritten>& rewritten) {
  Erasure erasure;
  for (const Rewritten& one : rewritten) {
    if (one.change.body)
      erasure.texts[one.change.ent].insert(one.change.uid);
    else
      ++erasure.bodies;
  }
  return erasure;
}

/// What of a forgotten customer or person is kept, because it counts.
Fields kept_fields(const Rewriting& rewriting, const EntityState& state, const Forgotten& party) {
  Fields kept = rewriting.fields(state.ent, state.uid, state.fields);
  std::erase_if(kept, [](const auto& field) { return is_calling(field.first); });
  kept.insert_or_assign("name", party.pseudonym);
  return kept;
}

std::vector<EntityState> states_of(Db& book, const Forgotten& party) {
  std::vector<EntityState> states;
  book.each(
      "SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity "
      "WHERE uid = ? AND ent = ?",
      [&](const Row& row) { states.push_back(read_state(row)); }, party.uid, party.ent);
  return states;
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
  journal.append(space::erasure, "forgotten", party.uid, Op::forget, fields, false);
}

}  // namespace

std::vector<Forgotten> forgotten_with(Db& book, const NameHit& who) {
  const auto people = all_states(book, ent_person);
  std::set<Uid> customers, persons;
  (who.ent == ent_customer ? customers : persons).insert(who.uid);
  add_pointing(all_states(book, ent_customer), "merged_into", customers);
  for (const EntityState& person : people) {
    const auto employer = parse_uid(text_of(person.fields, "customer"));
    if (employer && customers.contains(*employer)) persons.insert(person.uid);
  }
  add_pointing(people, "merged_into", persons);

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
  for (const Uid& uid : customers)
    if (uid != who.uid) add(uid, ent_customer);
  for (const Uid& uid : persons)
    if (uid != who.uid) add(uid, ent_person);
  return parties;
}

std::vector<Forgotten> forgotten_before(Db& book) {
  std::vector<Forgotten> parties;
  book.each(
      "SELECT c.uid, c.body FROM change c JOIN stream s ON s.id = c.stream "
      "WHERE s.space = 'erasure' AND c.op = 3 AND c.body IS NOT NULL ORDER BY c.hlc",
      [&](const Row& row) {
        const Fields fields = decode_fields(row.text(1));
        parties.push_back({row.uid(0), text_of(fields, "ent"), text_of(fields, "name"), {}});
      });
  return parties;
}

Erasure look_for(Db& book, std::span<const Forgotten> parties) {
  return summary_of(rewrite(book, Rewriting(parties)));
}

Erasure erase(Db& book, Journal& journal, std::span<const Forgotten> parties) {
  const Rewriting rewriting(parties);
  const auto rewritten = rewrite(book, rewriting);
  std::set<Uid> blanked;
  for (const Rewritten& one : rewritten) {
    if (!one.change.body) blanked.insert(one.change.uid);
    book.run("UPDATE change SET body = ?, digest = ? WHERE stream = ? AND seq = ?", one.change.body,
             digest_of(one.change), one.stream, one.change.seq);
  }
  for (const Forgotten& party : parties) {
    append_order(book, journal, party);
    if (!blanked.contains(party.uid)) continue;
    for (const EntityState& state : states_of(book, party))
      journal.append(state.space, party.ent, party.uid, Op::forget,
                     kept_fields(rewriting, state, party), false);
  }
  if (rewritten.empty()) return {};
  refold(book);
  journal.drop_search_changes();
  book.run("INSERT OR REPLACE INTO book(key, value) VALUES('sweep', 1)");
  return summary_of(rewritten);
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
    if (record.kind != ent_customer && record.kind != ent_person) continue;
    add_names(record.fields, named[record.uid]);
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
