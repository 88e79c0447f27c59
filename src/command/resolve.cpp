#include "command/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_candidates = 8;  // named in an error

std::vector<NameHit> survivors(Store& store, const std::vector<NameHit>& hits) {
  std::set<NameHit> unique;
  for (const NameHit& hit : hits) unique.insert(surviving(store, hit));
  return {unique.begin(), unique.end()};
}

/// True for somebody whose name, alias or mailbox holds `folded`: what comes behind the @ of an
/// address is the name of where they are, not theirs.
bool is_called_so(Store& store, const NameHit& hit, std::string_view folded) {
  const EntityKind* kind = find_kind(hit.ent);
  const auto state = store.live_state(hit.ent, hit.uid);
  if (kind == nullptr || !state) return true;
  const auto names = texts_in(state->fields, kind->called);
  return std::any_of(names.begin(), names.end(), [&](const auto& name) {
    return fold(name.second.substr(0, name.second.find('@'))).find(folded) != std::string::npos;
  });
}

/// Of several, those who are called so themselves: "acme" is Acme, though jane@acme.test is there.
void keep_own_names(Store& store, std::vector<NameHit>& hits, std::string_view folded) {
  if (hits.size() < 2) return;
  std::vector<NameHit> own;
  std::copy_if(hits.begin(), hits.end(), std::back_inserter(own),
               [&](const NameHit& hit) { return is_called_so(store, hit, folded); });
  if (!own.empty()) hits = std::move(own);
}

/// The hits of the first level that answers; none when no level does.
std::vector<NameHit> match(Store& store, std::string_view text, const KindNames& among) {
  const std::string folded = fold(text);
  const std::size_t letters = display_width(folded);
  auto hits = store.match_names(folded, NameLevel::exact, among);
  if (hits.empty() && letters >= 2) hits = store.match_names(folded, NameLevel::prefix, among);
  if (hits.empty() && letters >= 3) hits = store.match_names(folded, NameLevel::substring, among);
  keep_own_names(store, hits, folded);
  return survivors(store, hits);
}

std::string list_of(Store& store, const std::vector<NameHit>& hits) {
  std::vector<std::string> labels;
  for (const NameHit& hit : hits) labels.push_back(label_of(store, hit));
  std::sort(labels.begin(), labels.end());
  const std::size_t shown = std::min(labels.size(), most_candidates);
  const std::string more =
      shown < labels.size() ? fmt::format(" and {} more", labels.size() - shown) : "";
  labels.resize(shown);
  return joined(labels) + more;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

/// "Plant 2" is no slip of the finger for "Plant 1".
bool differ_in_number(std::string_view a, std::string_view b) {
  const auto digits = [](std::string_view text) {
    std::string found;
    for (const char c : text)
      if (c >= '0' && c <= '9') found += c;
    return found;
  };
  const std::string first = digits(a), second = digits(b);
  return !first.empty() && !second.empty() && first != second;
}

/// Names within reach of a slip of the finger, in whole or in one of their words.
std::vector<NameHit> near_misses(Store& store, std::string_view text, const KindNames& among) {
  const std::string folded = fold(text);
  const std::size_t limit = near_miss_limit(code_points(folded));
  std::set<NameHit> near;
  if (limit == 0) return {};
  for (const auto& [name, hit] : store.whole_names(among)) {
    bool is_near = edit_distance(folded, name, limit) <= limit;
    for (const std::string_view word : words_of(name))
      is_near = is_near || edit_distance(folded, word, limit) <= limit;
    if (is_near && !differ_in_number(folded, name)) near.insert(surviving(store, hit));
  }
  return {near.begin(), near.end()};
}

[[noreturn]] void fail_ambiguous(Store& store, std::string_view text,
                                 const std::vector<NameHit>& hits) {
  throw Error(ErrorKind::not_found,
              fmt::format("{} may be {} different ones: {}", quoted(text), hits.size(),
                          list_of(store, hits)),
              "type more of the name");
}

[[noreturn]] void fail_near(Store& store, std::string_view text, const std::vector<NameHit>& near,
                            const std::string& else_hint) {
  throw Error(ErrorKind::not_found, fmt::format("there is no {}", quoted(text)),
              fmt::format("did you mean {}?{}", list_of(store, near), else_hint));
}

/// "#7" → 7.
std::optional<std::int64_t> typed_number(std::string_view text) {
  if (text.size() < 2 || text[0] != '#') return std::nullopt;
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<NameHit> hit_of_number(Store& store, std::string_view kind, std::int64_t number) {
  const auto uid = store.uid_of_number(kind, number);
  if (!uid || !store.is_live(*uid, kind)) return std::nullopt;
  return surviving(store, NameHit{std::string(kind), *uid});
}

std::string list_command(const EntityKind& kind) {
  return fmt::format("`rapport {} list{}`", kind.name, kind.is_called_by_number ? " --all" : "");
}

/// For what is mostly called by its number: what "7" or "#7" means, unless it is a name in itself.
/// Throws for a number that nothing has.
std::optional<NameHit> find_by_number(Store& store, std::string_view text, const EntityKind& kind) {
  const std::string typed = text.starts_with('#') ? std::string(text) : "#" + std::string(text);
  const auto number = typed_number(typed);
  if (!number || !store.match_names(fold(text), NameLevel::exact, {kind.name}).empty())
    return std::nullopt;
  if (auto found = hit_of_number(store, kind.name, *number)) return found;
  throw Error(ErrorKind::not_found,
              fmt::format("there is no {} {}", title_of_kind(kind.name), typed),
              "see " + list_command(kind));
}

[[noreturn]] void fail_unknown(std::string_view text, const KindNames& among) {
  std::vector<std::string_view> titles;
  std::vector<std::string> lists;
  for (const std::string_view kind : among) {
    titles.push_back(title_of_kind(kind));
    lists.push_back(list_command(*find_kind(kind)));
  }
  std::string hint = "see " + joined(lists, " and ");
  if (among.size() == 1) {
    const EntityKind& kind = *find_kind(among.front());
    hint += fmt::format(", or {} one: `rapport {} {}`",
                        kind.adding.substr(0, kind.adding.find(' ')), kind.name, kind.adding);
  }
  throw Error(ErrorKind::not_found,
              fmt::format("there is no {} {}", joined(titles, " or "), quoted(text)), hint);
}

/// The customers that have the domain of an e-mail address, each once, duplicates followed.
std::vector<Customer> customers_of_domain(Store& store, const std::string& email) {
  const std::string domain = email.substr(email.rfind('@') + 1);
  std::map<Uid, Customer> found;
  for (const Customer& customer : store.all_with_duplicates<Customer>())
    if (customer.domains.contains(domain)) {
      const Customer survivor = surviving(store, customer);
      found.emplace(survivor.uid, survivor);
    }
  std::vector<Customer> customers;
  for (auto& [uid, customer] : found) customers.push_back(std::move(customer));
  return customers;
}

/// Somebody new at the one customer whose e-mail domain it is. False when there is no such one.
bool add_by_email(Store& store, Who& who, std::string_view text) {
  const auto email = as_email(text);
  if (!email) return false;
  const auto employers = customers_of_domain(store, *email);
  if (employers.size() != 1) return false;
  who.customers.push_back(employers.front());
  who.people.push_back({.name = std::string(text.substr(0, text.find('@'))),
                        .customer = employers.front().uid,
                        .emails = {*email}});
  return true;
}

void add_party(Store& store, Who& who, const NameHit& hit) {
  const auto person = store.find<Person>(hit.uid);
  if (const auto customer = store.find<Customer>(person ? person->customer : hit.uid))
    who.customers.push_back(*customer);
  if (person) who.people.push_back(*person);
}

void add_name(Store& store, Who& who, std::string_view name, NearMiss near_miss) {
  check_name(name);
  const auto hits =
      near_miss == NearMiss::insist_new
          ? survivors(store, store.match_names(fold(name), NameLevel::exact, party_kinds))
          : match(store, name, party_kinds);
  if (hits.size() > 1) fail_ambiguous(store, name, hits);
  if (hits.size() == 1) return add_party(store, who, hits.front());
  if (const auto number = typed_number(name))
    if (const auto customer = store.find_number<Customer>(*number)) {
      who.customers.push_back(*customer);
      return;
    }
  if (add_by_email(store, who, name)) return;
  if (near_miss == NearMiss::stop) {
    const auto near = near_misses(store, name, party_kinds);
    if (!near.empty()) fail_near(store, name, near, " --new makes a new one");
  }
  const bool is_told = std::any_of(who.unknown.begin(), who.unknown.end(),
                                   [&](const auto& other) { return fold(other) == fold(name); });
  if (!is_told) who.unknown.emplace_back(name);
}

template <typename T>
void keep_each_once(std::vector<T>& list) {
  std::set<Uid> seen;
  std::erase_if(list,
                [&](const T& one) { return !one.uid.is_nil() && !seen.insert(one.uid).second; });
}

}  // namespace

NameHit surviving(Store& store, const NameHit& hit) {
  const EntityKind* kind = find_kind(hit.ent);
  return kind != nullptr && kind->has_merges ? NameHit{hit.ent, store.survivor(hit.uid)} : hit;
}

std::vector<std::string> near_names(Store& store, std::string_view text, std::string_view ent) {
  std::vector<std::string> names;
  for (const NameHit& hit : near_misses(store, text, {ent})) names.push_back(label_of(store, hit));
  std::sort(names.begin(), names.end());
  return names;
}

std::string label_of(Store& store, const NameHit& hit) {
  const EntityKind* kind = find_kind(hit.ent);
  const auto state = store.live_state(hit.ent, hit.uid);
  if (kind == nullptr || !state) return "?";
  const std::string name = printable(text_in(state->fields, "name"));
  const auto at = uid_in(state->fields, kind->at);
  const auto whose = at ? store.live_state(kind->at, store.survivor(*at)) : std::nullopt;
  return whose ? fmt::format("{} ({})", name, printable(text_in(whose->fields, "name"))) : name;
}

std::optional<NameHit> find_hit(Store& store, std::string_view text, const KindNames& among,
                                const std::string& near_hint) {
  const EntityKind* only = among.size() == 1 ? find_kind(among.front()) : nullptr;
  if (only != nullptr && only->is_called_by_number)
    if (auto hit = find_by_number(store, text, *only)) return hit;
  const auto hits = match(store, text, among);
  if (hits.size() > 1) fail_ambiguous(store, text, hits);
  if (hits.size() == 1) return hits.front();
  if (const auto number = typed_number(text); number && only != nullptr)
    if (auto hit = hit_of_number(store, only->name, *number)) return hit;
  const auto near = near_misses(store, text, among);
  if (!near.empty()) fail_near(store, text, near, near_hint);
  return std::nullopt;
}

NameHit resolve_hit(Store& store, std::string_view text, const KindNames& among) {
  if (auto hit = find_hit(store, text, among)) return *hit;
  fail_unknown(text, among);
}

Who resolve_who(Store& store, std::string_view text, NearMiss near_miss) {
  Who who;
  const bool is_list = text.find(',') != std::string_view::npos &&
                       store.match_names(fold(text), NameLevel::exact, party_kinds).empty();
  for (const std::string_view part : is_list ? split(text, ',') : std::vector{text})
    if (!is_list || !trim(part).empty())
      add_name(store, who, is_list ? trim(part) : part, near_miss);
  if (who.customers.empty() && who.people.empty() && who.unknown.empty())
    throw Error(ErrorKind::usage, quoted(text) + " names nobody", "give a name with letters");
  keep_each_once(who.customers);
  keep_each_once(who.people);
  return who;
}

}  // namespace rapport
