#include "command/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "command/names.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_name = 1024;                   // bytes
constexpr std::size_t longest_text = std::size_t{16} << 20;  // bytes
constexpr std::size_t most_candidates = 8;                   // named in an error

std::vector<std::string> only_pms() { return {"pm"}; }
std::vector<std::string> only_customers() { return {"customer"}; }
std::vector<std::string> only_people() { return {"person"}; }
std::vector<std::string> only_ideas() { return {"idea"}; }
std::vector<std::string> only_showstoppers() { return {"showstopper"}; }
std::vector<std::string> parties() { return {"customer", "person"}; }

std::string in_quotes(std::string_view text) { return fmt::format("'{}'", printable(text)); }

template <typename T>
Uid survivor(Store& store, Uid uid) {
  std::set<Uid> seen;  // a loop of merges cannot happen here, but may arrive from elsewhere
  while (seen.insert(uid).second) {
    const auto one = store.find<T>(uid);
    if (!one || !one->merged_into) break;
    uid = *one->merged_into;
  }
  return uid;
}

std::vector<NameHit> survivors(Store& store, const std::vector<NameHit>& hits) {
  std::set<NameHit> unique;
  for (const NameHit& hit : hits) unique.insert(surviving(store, hit));
  return {unique.begin(), unique.end()};
}

/// True for somebody whose name, alias or mailbox holds `folded`: what comes behind the @ of an
/// address is the name of where they are, not theirs.
bool is_called_so(Store& store, const NameHit& hit, std::string_view folded) {
  const auto person = hit.ent == "person" ? store.find<Person>(hit.uid) : std::nullopt;
  if (!person) return true;
  const auto holds = [&](std::string_view name) {
    return fold(name.substr(0, name.find('@'))).find(folded) != std::string::npos;
  };
  return holds(person->name) ||
         std::any_of(person->aliases.begin(), person->aliases.end(), holds) ||
         std::any_of(person->emails.begin(), person->emails.end(), holds);
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
std::vector<NameHit> match(Store& store, std::string_view text,
                           const std::vector<std::string>& ents) {
  const std::string folded = fold(text);
  const std::size_t letters = display_width(folded);
  auto hits = store.match_names(folded, NameLevel::exact, ents);
  if (hits.empty() && letters >= 2) hits = store.match_names(folded, NameLevel::prefix, ents);
  if (hits.empty() && letters >= 3) hits = store.match_names(folded, NameLevel::substring, ents);
  keep_own_names(store, hits, folded);
  return survivors(store, hits);
}

std::string list_of(Store& store, const std::vector<NameHit>& hits) {
  std::vector<std::string> labels;
  for (const NameHit& hit : hits) labels.push_back(label_of(store, hit));
  std::sort(labels.begin(), labels.end());
  const std::size_t shown = std::min(labels.size(), most_candidates);
  std::string list = fmt::format(
      "{}", fmt::join(labels.begin(), labels.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  if (shown < labels.size()) list += fmt::format(" and {} more", labels.size() - shown);
  return list;
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
std::vector<NameHit> near_misses(Store& store, std::string_view text,
                                 const std::vector<std::string>& ents) {
  const std::string folded = fold(text);
  const std::size_t limit = near_miss_limit(code_points(folded));
  std::set<NameHit> near;
  if (limit == 0) return {};
  for (const auto& [name, hit] : store.whole_names(ents)) {
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
              fmt::format("{} may be {} different ones: {}", in_quotes(text), hits.size(),
                          list_of(store, hits)),
              "type more of the name");
}

[[noreturn]] void fail_near(Store& store, std::string_view text, const std::vector<NameHit>& near,
                            const std::string& else_hint) {
  throw Error(ErrorKind::not_found, fmt::format("there is no {}", in_quotes(text)),
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

/// The one entity of kind T that `text` means.
template <typename T>
T resolve(Store& store, std::string_view text, const std::vector<std::string>& ents,
          std::string_view what, std::string_view how_to_add) {
  auto hits = match(store, text, ents);
  if (hits.size() > 1) fail_ambiguous(store, text, hits);
  if (hits.size() == 1)
    if (auto found = store.find<T>(hits.front().uid)) return *found;
  if (const auto number = typed_number(text))
    if (const auto found = store.find_number<T>(*number)) {
      if constexpr (requires { found->merged_into; })
        return surviving(store, *found);
      else
        return *found;
    }
  const auto near = near_misses(store, text, ents);
  if (!near.empty()) fail_near(store, text, near, "");
  throw Error(ErrorKind::not_found, fmt::format("there is no {} {}", what, in_quotes(text)),
              std::string(how_to_add));
}

/// What "7" or "#7" is the number of, unless it is a name in itself. Throws for a number that
/// nothing has. For what is mostly called by its number.
template <typename T>
std::optional<T> find_by_number(Store& store, std::string_view text,
                                const std::vector<std::string>& ents) {
  const std::string typed = text.starts_with('#') ? std::string(text) : "#" + std::string(text);
  const auto number = typed_number(typed);
  if (!number || !store.match_names(fold(text), NameLevel::exact, ents).empty())
    return std::nullopt;
  if (auto found = store.find_number<T>(*number)) return found;
  throw Error(ErrorKind::not_found, fmt::format("there is no {} {}", ents.front(), typed),
              fmt::format("see `rapport {} list --all`", ents.front()));
}

/// The customers that have the domain of an e-mail address, each once, duplicates followed.
std::vector<Customer> customers_of_domain(Store& store, const std::string& email) {
  const std::string domain = email.substr(email.rfind('@') + 1);
  std::map<Uid, Customer> found;
  for (const Customer& customer : store.all<Customer>())
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
  if (hit.ent == "customer") {
    if (auto customer = store.find<Customer>(hit.uid)) who.customers.push_back(*customer);
    return;
  }
  auto person = store.find<Person>(hit.uid);
  if (!person) return;
  const Uid employer = survivor<Customer>(store, person->customer);
  if (auto customer = store.find<Customer>(employer)) who.customers.push_back(*customer);
  who.people.push_back(*person);
}

void add_name(Store& store, Who& who, std::string_view name, NearMiss near_miss) {
  check_name(name);
  const auto hits =
      near_miss == NearMiss::insist_new
          ? survivors(store, store.match_names(fold(name), NameLevel::exact, parties()))
          : match(store, name, parties());
  if (hits.size() > 1) fail_ambiguous(store, name, hits);
  if (hits.size() == 1) return add_party(store, who, hits.front());
  if (const auto number = typed_number(name))
    if (const auto customer = store.find_number<Customer>(*number)) {
      who.customers.push_back(surviving(store, *customer));
      return;
    }
  if (add_by_email(store, who, name)) return;
  if (near_miss == NearMiss::stop) {
    const auto near = near_misses(store, name, parties());
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

Customer surviving(Store& store, const Customer& customer) {
  if (!customer.merged_into) return customer;
  return store.find<Customer>(survivor<Customer>(store, customer.uid)).value_or(customer);
}

Idea surviving(Store& store, const Idea& idea) {
  if (!idea.merged_into) return idea;
  return store.find<Idea>(survivor<Idea>(store, idea.uid)).value_or(idea);
}

Person surviving(Store& store, const Person& person) {
  if (!person.merged_into) return person;
  return store.find<Person>(survivor<Person>(store, person.uid)).value_or(person);
}

NameHit surviving(Store& store, const NameHit& hit) {
  if (hit.ent == "customer") return {hit.ent, survivor<Customer>(store, hit.uid)};
  if (hit.ent == "person") return {hit.ent, survivor<Person>(store, hit.uid)};
  if (hit.ent == "idea") return {hit.ent, survivor<Idea>(store, hit.uid)};
  return hit;
}

std::vector<std::string> near_names(Store& store, std::string_view text, const std::string& ent) {
  std::vector<std::string> names;
  for (const NameHit& hit : near_misses(store, text, {ent})) names.push_back(label_of(store, hit));
  std::sort(names.begin(), names.end());
  return names;
}

std::string_view title_of_ent(std::string_view ent) { return ent == "pm" ? "PM" : ent; }

std::string label_of(Store& store, const NameHit& hit) {
  const auto name = [](const auto& one) { return one ? printable(one->name) : "?"; };
  if (hit.ent == "pm") return name(store.find<Pm>(hit.uid));
  if (hit.ent == "customer") return name(store.find<Customer>(hit.uid));
  if (hit.ent == "idea") return name(store.find<Idea>(hit.uid));
  if (hit.ent == "showstopper") return name(store.find<Showstopper>(hit.uid));
  const auto person = store.find<Person>(hit.uid);
  if (!person) return "?";
  const auto employer = store.find<Customer>(survivor<Customer>(store, person->customer));
  return employer ? fmt::format("{} ({})", printable(person->name), printable(employer->name))
                  : printable(person->name);
}

Pm resolve_pm(Store& store, std::string_view text) {
  return resolve<Pm>(store, text, only_pms(), "PM",
                     "see `rapport pm list`, or add one: "
                     "`rapport pm add NAME`");
}

Customer resolve_customer(Store& store, std::string_view text) {
  return resolve<Customer>(store, text, only_customers(), "customer",
                           "see `rapport customer list`, or add one: `rapport customer add NAME`");
}

Person resolve_person(Store& store, std::string_view text) {
  return resolve<Person>(store, text, only_people(), "person",
                         "see `rapport person list`, or add one: "
                         "`rapport person add NAME --at CUSTOMER`");
}

Idea resolve_idea(Store& store, std::string_view text) {
  if (const auto idea = find_by_number<Idea>(store, text, only_ideas()))
    return surviving(store, *idea);
  return resolve<Idea>(store, text, only_ideas(), "idea",
                       "see `rapport idea list --all`, or add one: `rapport idea add NAME`");
}

std::optional<Idea> find_idea_called(Store& store, std::string_view text) {
  if (const auto idea = find_by_number<Idea>(store, text, only_ideas()))
    return surviving(store, *idea);
  const auto hits = match(store, text, only_ideas());
  if (hits.size() > 1) fail_ambiguous(store, text, hits);
  if (hits.size() == 1) return store.find<Idea>(hits.front().uid);
  const auto near = near_misses(store, text, only_ideas());
  if (!near.empty()) fail_near(store, text, near, " `rapport idea add` makes a new one");
  return std::nullopt;
}

Showstopper resolve_showstopper(Store& store, std::string_view text) {
  if (const auto stop = find_by_number<Showstopper>(store, text, only_showstoppers())) return *stop;
  return resolve<Showstopper>(store, text, only_showstoppers(), "showstopper",
                              "see `rapport showstopper list --all`, or open one: "
                              "`rapport showstopper open NAME --for WHO`");
}

std::optional<Customer> find_customer_named(Store& store, std::string_view name) {
  for (const NameHit& hit : store.match_names(fold(name), NameLevel::exact, only_customers()))
    if (auto customer = store.find<Customer>(hit.uid)) return customer;
  return std::nullopt;
}

std::optional<Person> find_person_named(Store& store, std::string_view name) {
  for (const NameHit& hit : store.match_names(fold(name), NameLevel::exact, only_people()))
    if (auto person = store.find<Person>(hit.uid)) return person;
  return std::nullopt;
}

NameHit resolve_party(Store& store, std::string_view text) {
  const auto hits = match(store, text, parties());
  if (hits.size() > 1) fail_ambiguous(store, text, hits);
  if (hits.size() == 1) return hits.front();
  const auto near = near_misses(store, text, parties());
  if (!near.empty()) fail_near(store, text, near, "");
  throw Error(ErrorKind::not_found,
              fmt::format("there is no customer or person {}", in_quotes(text)),
              "see `rapport customer list` and `rapport person list`");
}

Who resolve_who(Store& store, std::string_view text, NearMiss near_miss) {
  Who who;
  const bool is_list = text.find(',') != std::string_view::npos &&
                       store.match_names(fold(text), NameLevel::exact, parties()).empty();
  for (const std::string_view part : is_list ? split(text, ',') : std::vector{text})
    if (!is_list || !trim(part).empty())
      add_name(store, who, is_list ? trim(part) : part, near_miss);
  if (who.customers.empty() && who.people.empty() && who.unknown.empty())
    throw Error(ErrorKind::usage, in_quotes(text) + " names nobody", "give a name with letters");
  keep_each_once(who.customers);
  keep_each_once(who.people);
  return who;
}

void check_name(std::string_view name) {
  if (!is_valid_text(name))
    throw Error(ErrorKind::usage, "a name is not valid UTF-8", "type it in a UTF-8 terminal");
  if (name.size() > longest_name)
    throw Error(ErrorKind::usage, fmt::format("a name of {} bytes is too long", name.size()),
                "use at most 1024, and put the rest in a note");
  if (fold(name).empty())
    throw Error(ErrorKind::usage,
                fmt::format("{} has nothing that could be found again", in_quotes(name)),
                "give a name with letters or digits");
}

void check_text(std::string_view text, std::string_view what) {
  if (!is_valid_text(text))
    throw Error(ErrorKind::usage, fmt::format("the {} is not valid UTF-8", what),
                "type it in a UTF-8 terminal");
  if (text.size() > longest_text)
    throw Error(ErrorKind::usage, fmt::format("the {} is longer than 16 MiB", what), "shorten it");
}

}  // namespace rapport
