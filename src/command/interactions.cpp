#include "command/interactions.hpp"

#include <fmt/format.h>

#include "command/numbers.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
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

Interaction resolve_interaction(Store& store, const std::string& typed) {
  const std::int64_t number = parse_number(typed, "talk");
  if (auto found = store.find_number<Interaction>(number)) return *found;
  throw Error(ErrorKind::not_found, fmt::format("there is no talk #{}", number),
              "see `rapport list`; `rapport history` shows what was removed");
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

}  // namespace rapport
