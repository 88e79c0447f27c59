#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/chains.hpp"
#include "rapport/store/join.hpp"

namespace rapport {
namespace {

/// By what one is known, folded.
template <typename T>
std::set<std::string> known_as(const T& one) {
  std::set<std::string> names{fold(one.name)};
  if constexpr (requires { one.aliases; })
    for (const std::string& alias : one.aliases) names.insert(fold(alias));
  if constexpr (requires { one.emails; })
    for (const std::string& email : one.emails) names.insert(fold(email));
  if constexpr (requires { one.handle; }) names.insert(one.handle);
  return names;
}

bool share_any(const std::set<std::string>& some, const std::set<std::string>& others) {
  return std::any_of(some.begin(), some.end(),
                     [&](const std::string& one) { return others.contains(one); });
}

class Planning {
 public:
  Planning(Store& here, Store& there, Date today) : here_(here), there_(there), today_(today) {}

  JoinPlan run(const std::optional<std::string>& handle) {
    const auto chains = chains_in(there_.db());
    plan_.is_first = chains.empty();
    plan_.is_known = is_known(chains);
    find_me(handle);
    if (plan_.is_known && !plan_.handle_before.empty())
      throw Error(ErrorKind::usage,
                  fmt::format("that hub knows this book as {}'s", plan_.handle_before),
                  "leave --as out");
    keep_others_talks();
    if (plan_.is_first || plan_.is_known) return std::move(plan_);
    find_same<Pm>([](const Pm&, const Pm&) { return true; });
    find_same<Customer>([&](const Customer& mine, const Customer& theirs) {
      const bool is_same = mine.class_on(today_) == theirs.class_on(today_);
      if (!is_same) plan_.others.push_back(mine.name);
      return is_same;
    });
    find_same<Person>([&](const Person& mine, const Person& theirs) {
      return there(mine.customer) == theirs.customer || share_any(mine.emails, theirs.emails);
    });
    find_same<Idea>([](const Idea&, const Idea&) { return true; });
    plan_.own_targets = here_.db().number(
        "SELECT count(*) FROM entity WHERE space = 'rules' AND ent IN ('target', 'off') AND "
        "deleted = 0");
    return std::move(plan_);
  }

 private:
  /// True where the hub has what this book wrote, under any of its ids.
  bool is_known(const std::vector<Chain>& chains) {
    for (const Chain& mine : chains_in(here_.db()))
      for (const Chain& theirs : chains)
        if (mine.is_own && mine.space == theirs.space && mine.parent == theirs.parent &&
            nonce_at(here_.db(), mine, 1) == nonce_at(there_.db(), theirs, 1))
          return true;
    return false;
  }

  std::optional<Pm> pm_called(Store& store, const std::string& handle) {
    for (Pm& pm : store.all<Pm>())
      if (pm.handle == handle) return std::move(pm);
    return std::nullopt;
  }

  /// The hub's PM who is the one of this book: of the same e-mail, or of the same handle and name.
  std::optional<Pm> me_there(const Pm& mine) {
    for (Pm& theirs : there_.all<Pm>())
      if (theirs.uid == mine.uid || share_any(mine.emails, theirs.emails)) return std::move(theirs);
    auto namesake = pm_called(there_, mine.handle);
    if (namesake && !share_any({fold(mine.name)}, known_as(*namesake)))
      throw Error(
          ErrorKind::not_found,
          fmt::format("somebody else is called {} at that hub: {}", mine.handle,
                      printable(namesake->name)),
          fmt::format("join as somebody else with --as HANDLE, or say --as {} if you are {}",
                      mine.handle, printable(namesake->name)));
    return namesake;
  }

  void find_me(const std::optional<std::string>& handle) {
    const auto uid = here_.me();
    const auto mine = uid ? here_.find<Pm>(*uid) : std::nullopt;
    if (!mine && !handle)
      throw Error(ErrorKind::usage, "this book does not say whose it is",
                  "say who you are: --as HANDLE");
    auto theirs = handle ? pm_called(there_, *handle) : me_there(*mine);
    plan_.handle = handle ? *handle : theirs ? theirs->handle : mine->handle;
    if (theirs) plan_.me = theirs->uid;
    if (theirs || mine) plan_.name = theirs ? theirs->name : mine->name;
    if (mine && mine->handle != plan_.handle) plan_.handle_before = mine->handle;
    if (mine) mine_ = mine->uid;
    if (theirs && mine && mine->uid != theirs->uid) add<Pm>(*mine, *theirs);
  }

  void keep_others_talks() {
    for (const Chain& chain : chains_in(here_.db())) {
      const std::string whose(handle_in(chain.space));
      const std::string me = plan_.handle_before.empty() ? plan_.handle : plan_.handle_before;
      if (!chain.is_own || whose.empty() || whose == me) continue;
      if (chain.space.starts_with("review/") && pm_called(there_, whose)) continue;
      plan_.kept.insert(chain.space);
      plan_.kept_changes += chain.head;
    }
  }

  template <typename T>
  void add(const T& mine, const T& theirs) {
    there_of_.emplace(mine.uid, theirs.uid);
    taken_.insert(theirs.uid);
    plan_.same.push_back({std::string(EntityTraits<T>::name), mine.name, mine.uid, theirs.uid});
  }

  Uid there(const Uid& here) const {
    const auto found = there_of_.find(here);
    return found == there_of_.end() ? here : found->second;
  }

  template <typename T, typename MayBe>
  void find_same(MayBe&& may_be) {
    const auto all = there_.all<T>();
    std::set<Uid> known{mine_};  // who that is there was said
    for (const T& theirs : all) known.insert(theirs.uid);
    for (const T& mine : here_.all<T>()) {
      if (there_of_.contains(mine.uid) || known.contains(mine.uid)) continue;
      const auto names = known_as(mine);
      for (const T& theirs : all) {
        if (taken_.contains(theirs.uid) || !share_any(names, known_as(theirs))) continue;
        if (!may_be(mine, theirs)) continue;
        add<T>(mine, theirs);
        break;
      }
    }
  }

  Store& here_;
  Store& there_;
  Date today_;
  JoinPlan plan_;
  Uid mine_;  ///< the PM whose book this is
  std::map<Uid, Uid> there_of_;
  std::set<Uid> taken_;
};

}  // namespace

JoinPlan plan_join(Store& here, Store& there, const std::optional<std::string>& handle,
                   Date today) {
  return Planning(here, there, today).run(handle);
}

}  // namespace rapport
