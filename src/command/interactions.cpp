#include "command/interactions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/numbers.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

template <typename T>
std::vector<std::string> surviving_names(Store& store, const std::set<Uid>& uids) {
  std::set<std::string> names;
  for (const Uid& uid : uids)
    if (const auto one = store.find<T>(uid)) names.insert(one->name);
  return {names.begin(), names.end()};
}

}  // namespace

bool is_interaction_number(const std::string& text) {
  if (fold(text) == "last") return true;
  const std::string digits = text.starts_with('#') ? text.substr(1) : text;
  return !digits.empty() &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Interaction resolve_interaction(Store& store, const std::string& typed) {
  constexpr std::size_t most_removed = 1000;  // in a row, before "last" finds nothing
  if (fold(typed) == "last") {
    for (const std::int64_t number :
         store.numbers_beginning(entity_kind<Interaction>.name, "", most_removed))
      if (auto newest = store.find_number<Interaction>(number)) return *newest;
    throw Error(ErrorKind::not_found, "there is no talk yet", "log one: `rapport log WHO 45m`");
  }
  return resolve_numbered<Interaction>(
      store, typed, "talk", "see `rapport list`; `rapport history` shows what was removed");
}

std::vector<std::string> customer_names(Store& store, const std::set<Uid>& customers) {
  return surviving_names<Customer>(store, customers);
}

std::vector<std::string> person_names(Store& store, const std::set<Uid>& people) {
  return surviving_names<Person>(store, people);
}

std::vector<std::string> party_names(Store& store, const Interaction& interaction) {
  if (interaction.loop == Loop::self) return {"own product"};
  return interaction.loop == Loop::colleague && !interaction.people.empty()
             ? person_names(store, interaction.people)
             : customer_names(store, interaction.customers);
}

std::string interaction_text(Store& store, const Interaction& interaction, Date today) {
  return interaction_text(interaction, party_names(store, interaction), today);
}

std::string timer_parties(Store& store, const Timer& timer) {
  std::vector<std::string> names = person_names(store, timer.people);
  for (std::string& name : customer_names(store, timer.customers)) names.push_back(std::move(name));
  if (!timer.who.empty()) names.push_back(timer.who);
  return names.empty() ? "nobody" : joined(names);
}

}  // namespace rapport
