#include <algorithm>

#include "command/customers/customers.hpp"
#include "command/data/exports.hpp"
#include "command/resolve.hpp"
#include "rapport/base/mention.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/records.hpp"

// What a customer or person may ask to see of themselves. The journal is asked, not the book as it
// stands: what was removed, or said otherwise once, is held of them too.
namespace rapport {
namespace {

/// The uid that a field holds, or that is a member of it.
std::optional<Uid> member_uid(const std::string& name, const FieldValue& value) {
  const auto dot = name.find('.');
  if (dot != std::string::npos)
    if (const auto member = parse_uid(name.substr(dot + 1))) return member;
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::nullopt : parse_uid(*text);
}

/// Whom a request is about: all names that they ever had, and their uids.
struct NamedParties {
  Mentions names;
  std::set<Uid> uids;

  NamedParties(Db& book, const NameHit& who) {
    for (const Forgotten& party : forgotten_with(book, who)) {
      uids.insert(party.uid);
      for (const std::string& name : party.names) names.add(name, "");
    }
  }

  /// Someone else of a like name, a PM and what is true of the whole book are not about them.
  bool may_concern(const JournalRecord& change) const {
    if (uids.contains(change.uid)) return true;
    const EntityKind* kind = find_kind(change.kind);
    return kind == nullptr ||
           (kind->identifying.empty() && !kind->keeps_names && kind->home != Home::rules);
  }

  bool are_in(const JournalRecord& change) const {
    if (uids.contains(change.uid)) return true;
    return change.fields &&
           std::any_of(change.fields->begin(), change.fields->end(), [&](const auto& field) {
             const auto uid = member_uid(field.first, field.second);
             return uid ? uids.contains(*uid) : name_them(change.kind, field.first, field.second);
           });
  }

 private:
  bool name_them(std::string_view kind, const std::string& field, const FieldValue& value) const {
    if (!is_text_field(kind, field)) return false;
    const auto* text = std::get_if<std::string>(&value);
    const auto dot = field.find('.');
    return (text != nullptr && names.found_in(*text)) ||
           (dot != std::string::npos && names.found_in(field.substr(dot + 1)));
  }
};

}  // namespace

Subject::Subject(Session& session, const std::string& name) {
  Store& store = session.store();
  const NameHit who = resolve_party(store, name, Need::any_part);
  uid_ = who.uid;
  const NamedParties parties(store.db(), who);
  std::set<Uid> direct;
  std::vector<std::pair<Uid, std::pair<std::string, Uid>>> offspring;  // of a talk or a story
  each_journal_record(store, {}, [&](const JournalRecord& change) {
    if (!parties.may_concern(change)) return;
    if (parties.are_in(change)) {
      direct.insert(change.uid);
      about_.emplace(change.space, change.uid);
    }
    if (!change.fields) return;
    for (const char* origin : {"interaction", "story"}) {
      const auto field = change.fields->find(origin);
      if (field == change.fields->end()) continue;
      if (const auto uid = member_uid(field->first, field->second))
        offspring.push_back({*uid, {change.space, change.uid}});
    }
    if (change.kind == EntityTraits<PrivateNote>::name)
      offspring.push_back({change.uid, {change.space, change.uid}});
  });
  for (const auto& [origin, entity] : offspring)
    if (direct.contains(origin)) about_.insert(entity);
}

bool Subject::has(const std::string& space, const Uid& uid) const {
  return about_.contains({space, uid});
}

Document Subject::page(Session& session) const {
  Store& store = session.store();
  const auto customer = store.find<Customer>(uid_);
  return {.report = "export",
          .blocks = customer ? page_of(session, *customer)
                             : page_of(session, store.find<Person>(uid_).value()),
          .main_table = "interactions"};
}

}  // namespace rapport
