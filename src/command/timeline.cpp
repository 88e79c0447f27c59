#include "command/timeline.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

std::vector<Contact> contacts_of(Session& session) {
  Store& store = session.store();
  if (!session.globals().pm) return store.contacts();
  std::vector<Contact> contacts;
  for (const Talk& talk : store.talks(session.pm().uid, {first_date, last_date + Days{1}})) {
    if (talk.status != Status::held) continue;
    for (const std::vector<Uid>* whom : {&talk.customers, &talk.people})
      for (const Uid& who : *whom) contacts.push_back({who, talk.number, talk.start.date});
  }
  return contacts;
}

std::vector<std::string> pm_names(Store& store, const std::set<Uid>& pms) {
  std::vector<std::string> names;
  for (const Uid& uid : pms)
    if (const auto pm = store.find<Pm>(uid)) names.push_back(pm->name);
  std::sort(names.begin(), names.end());
  return names;
}

/// "pain: exports fail silently #orders": as it was typed.
std::string learned_text(const Learning& learning) {
  std::string text = learning.type ? std::string(name_of(*learning.type)) + ": " : "";
  text += learning.text;
  for (const std::string& theme : learning.themes)
    if (learning.text.find("#" + theme) == std::string::npos) text += " #" + theme;
  if (learning.second_hand) text += " (heard from " + learning.heard_from + ")";
  return text;
}

/// What people need to see only where it is not as usual.
std::string unusual(const Interaction& talk) {
  std::string text;
  const auto add = [&](std::string_view word) {
    text += (text.empty() ? "" : ", ") + std::string(word);
  };
  if (talk.status != Status::held) add(status_text(talk));
  if (talk.loop != Loop::customer) add(name_of(talk.loop));
  if (talk.purpose != Purpose::discovery) add(name_of(talk.purpose));
  if (talk.is_private) add("private");
  return text;
}

/// One line of the timeline: an interaction, looked up.
struct Line {
  Interaction talk;
  std::vector<std::string> pms, customers, people, learned;
};

std::vector<Line> lines_of(Session& session, const std::set<Uid>& who) {
  Store& store = session.store();
  std::optional<Uid> host;
  if (session.globals().pm) host = session.pm().uid;
  std::vector<Line> lines;
  for (Interaction& talk : interactions_with(store, who)) {
    if (host && !talk.hosts.contains(*host)) continue;
    Line line{.pms = pm_names(store, talk.hosts),
              .customers = customer_names(store, talk.customers),
              .people = person_names(store, talk.people)};
    for (const Learning& learning :
         talk.is_private ? std::vector<Learning>{} : store.linked<Learning>(talk.uid))
      line.learned.push_back(learned_text(learning));
    line.talk = std::move(talk);
    lines.push_back(std::move(line));
  }
  return lines;
}

Table for_programs(const std::vector<Line>& lines) {
  Table table{.key = "interactions",
              .columns = {{"id", ""},
                          {"start", ""},
                          {"minutes", ""},
                          {"kind", ""},
                          {"purpose", ""},
                          {"status", ""},
                          {"pms", ""},
                          {"customers", ""},
                          {"people", ""},
                          {"private", ""},
                          {"learned", ""}},
              .audience = Audience::programs};
  for (const Line& line : lines) {
    const Interaction& talk = line.talk;
    table.rows.push_back({{talk.number},
                          {talk.start},
                          {talk.length},
                          {std::string(name_of(talk.kind))},
                          {std::string(name_of(talk.purpose))},
                          {std::string(name_of(talk.status))},
                          {line.pms},
                          {line.customers},
                          {line.people},
                          {talk.is_private},
                          {line.learned}});
  }
  return table;
}

/// A row for each learning, the first beside its talk. The PMs are named where they differ.
Table for_people(const std::vector<Line>& lines) {
  Table table{.key = "timeline",
              .columns = {{"id", "#"},
                          {"start", "When"},
                          {"minutes", "Length"},
                          {"kind", "Kind"},
                          {"remark", "Remark"},
                          {"people", "With"},
                          {"pms", "PM"},
                          {"learned", "Learned"}},
              .empty = "No talk yet.",
              .audience = Audience::people};
  const bool several = std::any_of(lines.begin(), lines.end(),
                                   [&](const Line& line) { return line.pms != lines.front().pms; });
  for (const Line& line : lines) {
    const Interaction& talk = line.talk;
    table.rows.push_back({{talk.number},
                          {talk.start},
                          {talk.length},
                          {std::string(name_of(talk.kind))},
                          {unusual(talk)},
                          {line.people},
                          {several ? Value{line.pms} : Value{}},
                          {line.learned.empty() ? "" : line.learned.front()}});
    for (std::size_t i = 1; i < line.learned.size(); ++i)
      table.rows.push_back({{}, {}, {}, {}, {}, {}, {}, {line.learned[i]}});
  }
  return table;
}

std::string state_of(const Promise& promise, Date today) {
  if (promise.kept) return promise.told ? "kept and told" : "kept";
  return promise.due && *promise.due < today ? "overdue" : "open";
}

Table promises_table(Session& session, const std::vector<Promise>& promises) {
  Store& store = session.store();
  Table table{.key = "promises",
              .title = promises.empty() ? "" : "Promises",
              .columns = {{"id", "#"},
                          {"text", "What"},
                          {"pm", "PM"},
                          {"made", "", Audience::programs},
                          {"due", "Due"},
                          {"kept", "Kept"},
                          {"told", "Told"},
                          {"state", "State"}}};
  for (const Promise& promise : promises) {
    const auto pm = store.find<Pm>(promise.pm);
    const std::string state = state_of(promise, session.today());
    table.rows.push_back({{promise.number},
                          {promise.text},
                          {pm ? pm->name : ""},
                          {promise.made},
                          {value_of(promise.due)},
                          {value_of(promise.kept)},
                          {value_of(promise.told)},
                          {state, state == "overdue" ? Tone::warn : Tone::plain}});
  }
  return table;
}

std::vector<Block> blocks_of(Session& session, const std::set<Uid>& who,
                             const std::vector<Promise>& promises) {
  const std::vector<Line> lines = lines_of(session, who);
  std::vector<Promise> shown;
  for (const Promise& promise : promises)
    if (!session.globals().pm || promise.pm == session.pm().uid) shown.push_back(promise);
  return {for_programs(lines), for_people(lines), promises_table(session, shown)};
}

}  // namespace

std::set<Uid> with_duplicates(Store& store, const Customer& customer) {
  return store.with_duplicates(customer.uid);
}

std::set<Uid> with_duplicates(Store& store, const Person& person) {
  return store.with_duplicates(person.uid);
}

std::vector<Interaction> interactions_with(Store& store, const std::set<Uid>& who) {
  std::map<Uid, Interaction> each;
  for (const Uid& uid : who)
    for (Interaction& talk : store.interactions({.customer = uid}))
      each.emplace(talk.uid, std::move(talk));
  std::vector<Interaction> talks;
  for (auto& [uid, talk] : each) talks.push_back(std::move(talk));
  std::sort(talks.begin(), talks.end(), [](const Interaction& a, const Interaction& b) {
    return earlier(a.start, b.start) || (!earlier(b.start, a.start) && a.number < b.number);
  });
  return talks;
}

std::vector<Block> timeline_of(Session& session, const Customer& customer) {
  Store& store = session.store();
  const std::set<Uid> who = with_duplicates(store, customer);
  std::vector<Promise> promises = store.all<Promise>();
  std::erase_if(promises, [&](const Promise& promise) {
    return std::none_of(promise.customers.begin(), promise.customers.end(),
                        [&](const Uid& uid) { return who.contains(uid); });
  });
  return blocks_of(session, who, promises);
}

std::vector<Block> timeline_of(Session& session, const Person& person) {
  Store& store = session.store();
  const std::set<Uid> who = with_duplicates(store, person);
  std::vector<Promise> promises;
  for (const Interaction& talk : interactions_with(store, who))
    for (Promise& promise : store.linked<Promise>(talk.uid)) promises.push_back(std::move(promise));
  return blocks_of(session, who, promises);
}

std::unordered_map<Uid, Contacts, UidHash> contacts_of_all(Session& session) {
  const Merges& merges = session.store().merges();
  std::vector<Contact> contacts = contacts_of(session);
  for (Contact& contact : contacts) contact.who = survivor_in(merges, contact.who);
  const auto key = [](const Contact& contact) {
    return std::tie(contact.who, contact.interaction);
  };
  std::sort(contacts.begin(), contacts.end(),
            [&](const Contact& a, const Contact& b) { return key(a) < key(b); });
  const auto twice =
      std::unique(contacts.begin(), contacts.end(),
                  [&](const Contact& a, const Contact& b) { return key(a) == key(b); });
  contacts.erase(twice, contacts.end());
  std::unordered_map<Uid, Contacts, UidHash> sums;
  for (const Contact& contact : contacts) {
    Contacts& sum = sums[contact.who];
    ++sum.interactions;
    if (!sum.last || *sum.last < contact.day) sum.last = contact.day;
  }
  return sums;
}

}  // namespace rapport
