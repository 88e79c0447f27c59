#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rapport/domain/interaction.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/domain/target.hpp"

/// One description per entity and field. `describe(visitor, value)` names every field once; the
/// same description writes a value into fields and reads it back, so journal, fold, undo, history,
/// export and exchange follow by themselves. Names are for ever: never renamed, retyped or re-used.
///
/// `v.field(name, member)` is one value, left out where it is empty or absent;
/// `v.set(name, member)` is one field per member; `v.dated(name, member)` one per date.
namespace rapport {

/// The one entity that holds the rules of a book, and the one that says who "me" is.
struct Self {
  Uid uid;
  std::optional<Uid> pm;
};

/// Note and mood of a private interaction: the same uid, in the space that never leaves.
struct PrivateNote {
  Uid uid;
  std::optional<Mood> mood;
  std::string note;
};

/// The rules as an entity.
struct RulesRecord {
  Uid uid;
  Rules rules;
};

/// What columns and kinds of imported tables mean: "theirs=ours", see `CrmMapping`.
struct ImportMapping {
  Uid uid;
  std::set<std::string> columns;
  std::set<std::string> kinds;
};

template <typename V>
void describe(V& v, Pm& pm) {
  v.field("name", pm.name);
  v.field("handle", pm.handle);
  v.set("email", pm.emails);
  v.set("alias", pm.aliases);
  v.set("joined", pm.joined);
  v.set("left", pm.left);
  v.field("implicit", pm.implicit_join);
  v.field("judge_from", pm.judge_from);
}

template <typename V>
void describe(V& v, Customer& customer) {
  v.field("name", customer.name);
  v.field("class", customer.first_class);
  v.dated("class", customer.classes);
  v.field("region", customer.region);
  v.field("segment", customer.segment);
  v.set("tag", customer.tags);
  v.set("domain", customer.domains);
  v.set("alias", customer.aliases);
  v.field("do_not_contact", customer.do_not_contact);
  v.field("archived", customer.archived);
  v.field("merged_into", customer.merged_into);
}

template <typename V>
void describe(V& v, Person& person) {
  v.field("name", person.name);
  v.field("customer", person.customer);
  v.field("role", person.role);
  v.set("email", person.emails);
  v.set("alias", person.aliases);
  v.field("merged_into", person.merged_into);
}

template <typename V>
void describe(V& v, Interaction& interaction) {
  v.field("start", interaction.start);
  v.field("offset", interaction.start.offset);
  v.field("minutes", interaction.length);
  v.field("kind", interaction.kind);
  v.field("purpose", interaction.purpose);
  v.field("loop", interaction.loop);
  v.field("status", interaction.status);
  v.set("host", interaction.hosts);
  v.set("customer", interaction.customers);
  v.set("person", interaction.people);
  v.field("private", interaction.is_private);
  v.field("mood", interaction.mood);
  v.field("note", interaction.note);
  v.field("edited", interaction.edited);
  v.set("source", interaction.sources);
}

template <typename V>
void describe(V& v, PrivateNote& kept) {
  v.field("mood", kept.mood);
  v.field("note", kept.note);
}

template <typename V>
void describe(V& v, Learning& learning) {
  v.field("interaction", learning.interaction);
  v.field("type", learning.type);
  v.field("text", learning.text);
  v.set("theme", learning.themes);
  v.field("second_hand", learning.second_hand);
  v.field("heard_from", learning.heard_from);
}

template <typename V>
void describe(V& v, Promise& promise) {
  v.field("interaction", promise.interaction);
  v.field("pm", promise.pm);
  v.set("customer", promise.customers);
  v.field("text", promise.text);
  v.field("made", promise.made);
  v.field("due", promise.due);
  v.field("kept", promise.kept);
  v.field("told", promise.told);
}

template <typename V>
void describe(V& v, Off& off) {
  v.field("pm", off.pm);
  v.field("from", off.days.from);
  v.field("until", off.days.until);
  v.field("why", off.why);
}

template <typename V>
void describe(V& v, Target& target) {
  v.field("name", target.name);
  v.field("pm", target.pm);
  v.field("metric", target.metric);
  v.field("amount", target.amount);
  v.field("every", target.every);
  v.field("loop", target.filter.loop);
  v.set("kind", target.filter.kinds);
  v.set("purpose", target.filter.purposes);
  v.field("least", target.filter.least);
  v.field("region", target.filter.region);
  v.field("segment", target.filter.segment);
  v.field("tag", target.filter.tag);
  v.field("main", target.main);
  v.field("onboarding", target.onboarding);
  v.field("from", target.from);
  v.field("until", target.until);
  v.field("by", target.by);
  v.field("removed", target.removed);
}

template <typename V>
void describe(V& v, RulesRecord& record) {
  v.field("week_start", record.rules.week_start);
  v.set("work_day", record.rules.work_days);
  v.field("hour_minutes", record.rules.hour);
  v.set("own_domain", record.rules.own_domains);
}

template <typename V>
void describe(V& v, ImportMapping& mapping) {
  v.set("column", mapping.columns);
  v.set("kind", mapping.kinds);
}

template <typename V>
void describe(V& v, Self& self) {
  v.field("pm", self.pm);
}

/// Where entities of a kind live and whether people type their numbers.
template <typename T>
struct EntityTraits;

#define RAPPORT_ENTITY(Type, Name, Numbered)       \
  template <>                                      \
  struct EntityTraits<Type> {                      \
    static constexpr std::string_view name = Name; \
    static constexpr bool numbered = Numbered;     \
  }

RAPPORT_ENTITY(Pm, "pm", true);
RAPPORT_ENTITY(Customer, "customer", true);
RAPPORT_ENTITY(Person, "person", true);
RAPPORT_ENTITY(Interaction, "interaction", true);
RAPPORT_ENTITY(PrivateNote, "private", false);
RAPPORT_ENTITY(Learning, "learning", true);
RAPPORT_ENTITY(Promise, "promise", true);
RAPPORT_ENTITY(Off, "off", true);
RAPPORT_ENTITY(Target, "target", true);
RAPPORT_ENTITY(RulesRecord, "rules", false);
RAPPORT_ENTITY(ImportMapping, "mapping", false);
RAPPORT_ENTITY(Self, "self", false);

#undef RAPPORT_ENTITY

}  // namespace rapport
