#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rapport/domain/idea.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/domain/review.hpp"
#include "rapport/domain/story.hpp"
#include "rapport/domain/target.hpp"

/// One description per entity and field. `describe(visitor, value)` names every field once; the
/// same description writes a value into fields and reads it back, so journal, fold, undo, history,
/// export and exchange follow by themselves. Names are for ever: never renamed, retyped or re-used.
///
/// `v.field(name, member)` is one value, left out where it is empty or absent;
/// `v.set(name, member)` is one field per member; `v.keyed(name, member)` one per key of a map.
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
  v.keyed("class", customer.classes);
  v.field("region", customer.region);
  v.field("segment", customer.segment);
  v.set("tag", customer.tags);
  v.set("domain", customer.domains);
  v.set("alias", customer.aliases);
  v.field("do_not_contact", customer.do_not_contact);
  v.field("archived", customer.archived);
  v.field("merged_into", customer.merged_into);
  v.set("apart", customer.apart);
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
  v.field("cancelled_by", interaction.cancelled_by);
  v.set("host", interaction.hosts);
  v.set("customer", interaction.customers);
  v.set("person", interaction.people);
  v.field("private", interaction.is_private);
  v.field("mood", interaction.mood);
  v.field("note", interaction.note);
  v.field("confirmed", interaction.confirmed);
  v.field("edited", interaction.edited);
  v.set("source", interaction.sources);
  v.field("version", interaction.version);
  v.field("assumed", interaction.assumed);
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
  v.field("colleague", promise.colleague);
  v.field("text", promise.text);
  v.field("made", promise.made);
  v.field("due", promise.due);
  v.field("kept", promise.kept);
  v.field("told", promise.told);
  v.keyed("told", promise.told_to);
}

template <typename V>
void describe(V& v, Idea& idea) {
  v.field("name", idea.name);
  v.set("theme", idea.themes);
  v.field("state", idea.state);
  v.field("opened", idea.opened);
  v.field("settled", idea.settled);
  v.field("why", idea.why);
  v.field("merged_into", idea.merged_into);
}

template <typename V>
void describe(V& v, Vote& vote) {
  v.field("idea", vote.idea);
  v.field("customer", vote.customer);
  v.field("interaction", vote.interaction);
  v.field("cast", vote.cast);
  v.field("told", vote.told);
}

template <typename V>
void describe(V& v, Showstopper& stop) {
  v.field("name", stop.name);
  v.field("pm", stop.pm);
  v.set("customer", stop.customers);
  v.field("opened", stop.opened);
  v.field("next_update", stop.next_update);
  v.field("resolved", stop.resolved);
  v.field("how", stop.how);
  v.keyed("told", stop.told);
}

template <typename V>
void describe(V& v, Story& story) {
  v.field("pm", story.pm);
  v.field("text", story.text);
  v.set("theme", story.themes);
  v.set("customer", story.customers);
  v.field("interaction", story.interaction);
  v.field("told", story.told);
}

template <typename V>
void describe(V& v, Share& share) {
  v.field("story", share.story);
  v.field("pm", share.pm);
  v.field("on", share.on);
  v.field("where", share.where);
}

template <typename V>
void describe(V& v, Review& review) {
  v.field("pm", review.pm);
  v.field("on", review.on);
  v.field("note", review.note);
  v.set("asked", review.asked);
}

template <typename V>
void describe(V& v, Action& action) {
  v.field("review", action.review);
  v.field("pm", action.pm);
  v.field("text", action.text);
  v.field("owner", action.owner);
  v.field("made", action.made);
  v.field("due", action.due);
  v.field("done", action.done);
}

template <typename V>
void describe(V& v, Timer& timer) {
  v.field("pm", timer.pm);
  v.set("customer", timer.customers);
  v.set("person", timer.people);
  v.field("who", timer.who);
  v.field("started", timer.started);
  v.field("offset", timer.started.offset);
  v.field("kind", timer.kind);
  v.field("purpose", timer.purpose);
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

}  // namespace rapport
