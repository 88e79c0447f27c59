#include "command/timeline.hpp"

#include <algorithm>
#include <map>

#include "command/current_pm.hpp"
#include "command/interactions.hpp"
#include "command/resolve.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

std::vector<std::string> pm_names(Store& store, const std::set<Uid>& pms) {
  std::vector<std::string> names;
  for (const Uid& uid : pms)
    if (const auto pm = store.find<Pm>(uid)) names.push_back(pm->name);
  std::sort(names.begin(), names.end());
  return names;
}

/// What people need to see only where it is not as usual.
std::string unusual(const Interaction& talk) {
  std::vector<std::string> words;
  if (talk.status != Status::held) words.push_back(status_text(talk));
  if (talk.loop != Loop::customer) words.emplace_back(name_of(talk.loop));
  if (talk.purpose != Purpose::discovery) words.emplace_back(name_of(talk.purpose));
  if (talk.is_private) words.emplace_back("private");
  return joined(words);
}

Timeline load_timeline(Session& session, const std::set<Uid>& who,
                       const std::vector<Promise>& promises) {
  Store& store = session.store();
  std::optional<Uid> host;
  if (session.globals().pm) host = current_pm(session).uid;
  Timeline timeline{.today = session.today()};
  for (Interaction& talk : interactions_with(store, who)) {
    if (host && !talk.hosts.contains(*host)) continue;
    TimelineLine line{.remark = unusual(talk),
                      .pms = pm_names(store, talk.hosts),
                      .customers = customer_names(store, talk.customers),
                      .people = person_names(store, talk.people)};
    if (!talk.is_private) line.learnings = store.linked<Learning>(talk.uid);
    line.interaction = std::move(talk);
    timeline.lines.push_back(std::move(line));
  }
  for (const Promise& promise : promises) {
    if (host && promise.pm != *host) continue;
    const auto pm = store.find<Pm>(promise.pm);
    timeline.promises.push_back({.promise = promise, .pm = pm ? pm->name : ""});
  }
  return timeline;
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

Timeline timeline_of(Session& session, const Customer& customer) {
  Store& store = session.store();
  const std::set<Uid> who = with_duplicates(store, customer);
  std::vector<Promise> promises = store.all<Promise>();
  std::erase_if(promises, [&](const Promise& promise) {
    return std::none_of(promise.customers.begin(), promise.customers.end(),
                        [&](const Uid& uid) { return who.contains(uid); });
  });
  return load_timeline(session, who, promises);
}

Timeline timeline_of(Session& session, const Person& person) {
  Store& store = session.store();
  const std::set<Uid> who = with_duplicates(store, person);
  std::vector<Promise> promises;
  for (const Interaction& talk : interactions_with(store, who))
    for (Promise& promise : store.linked<Promise>(talk.uid)) promises.push_back(std::move(promise));
  return load_timeline(session, who, promises);
}

ContactBook::ContactBook(Session& session) : store_(session.store()) {
  if (!session.globals().pm) return;
  is_of_one_pm_ = true;
  const Merges& merges = store_.merges();
  for (const Talk& talk : store_.talks(current_pm(session).uid, all_days)) {
    if (talk.status != Status::held) continue;
    std::set<Uid> met;
    for (const FewUids* whom : {&talk.customers, &talk.people})
      for (const Uid& who : *whom) met.insert(survivor_in(merges, who));
    for (const Uid& who : met) {
      Contacts& sum = sums_[who];
      ++sum.interactions;
      sum.last = std::max(sum.last, std::optional{talk.start.date});
    }
  }
}

Contacts ContactBook::with(const Uid& survivor) {
  if (!is_of_one_pm_) return store_.contacts(store_.with_duplicates(survivor));
  const auto found = sums_.find(survivor);
  return found == sums_.end() ? Contacts{} : found->second;
}

}  // namespace rapport
