#include "rapport/domain/themes.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace rapport {
namespace {

void add_learning(Theme& theme, const Heard& heard, const Customers& customers) {
  const Date day = heard.talk.start.date;
  ++theme.learnings;
  theme.last_heard = std::max(theme.last_heard, std::optional{day});
  if (heard.is_second_hand()) {
    ++theme.second_hand;
    return;
  }
  for (const Uid& uid : heard.talk.customers) {
    const Customer* const customer = find_customer(customers, uid);
    if (customer == nullptr) continue;
    const bool is_customer = customer->class_on(day) == Class::customer;
    (is_customer ? theme.customers : theme.others).insert(customer->uid);
  }
}

}  // namespace

std::vector<Theme> themes_of(std::span<const Heard> heard, const Ideas& ideas,
                             const Customers& customers) {
  std::map<std::string, Theme> each;
  for (const Heard& one : heard)
    if (one.talk.status == Status::held)
      for (const std::string& name : one.learning.themes) add_learning(each[name], one, customers);
  for (const auto& [uid, idea] : ideas) {
    const Idea* const stands = find_idea(ideas, uid);
    if (stands == nullptr || is_settled(*stands)) continue;
    for (const std::string& name : idea.themes)
      if (stands->uid == uid || !stands->themes.contains(name)) ++each[name].ideas;
  }
  std::vector<Theme> themes;
  for (auto& [name, theme] : each) {
    theme.name = name;
    for (const Uid& uid : theme.customers) theme.others.erase(uid);  // a customer since
    themes.push_back(std::move(theme));
  }
  std::sort(themes.begin(), themes.end(), [](const Theme& a, const Theme& b) {
    return std::tuple(-a.weight(), -static_cast<int>(a.others.size()), b.last_heard, a.name) <
           std::tuple(-b.weight(), -static_cast<int>(b.others.size()), a.last_heard, b.name);
  });
  return themes;
}

}  // namespace rapport
