#include "command/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "command/numbers.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/log_line.hpp"
#include "rapport/domain/plain_name.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

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

/// "7" → 7.
std::optional<std::int64_t> number_in(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || code != std::errc{} || end != digits.data() + digits.size())
    return std::nullopt;
  return number;
}

/// What "#7" (of the first of these kinds) or "person#7" stands for.
std::vector<NameHit> match_number(Store& store, std::string_view text, const KindNames& among) {
  const auto sign = text.find('#');
  const auto number = number_in(text.substr(std::min(sign, text.size() - 1) + 1));
  if (sign == std::string_view::npos || !number) return {};
  for (const std::string_view kind : among) {
    if (sign != 0 && kind != fold(text.substr(0, sign))) continue;
    const auto uid = store.uid_of_number(kind, *number);
    if (uid && store.is_live(*uid, kind)) return {{std::string(kind), *uid}};
    return {};
  }
  return {};
}

/// Those whom a list of candidates calls "Jane Park (Acme)".
std::vector<NameHit> match_label(Store& store, std::string_view text, const KindNames& among) {
  const auto open = text.rfind('(');
  if (open == std::string_view::npos || !text.ends_with(')')) return {};
  auto hits = store.match_names(fold(text.substr(0, open)), NameLevel::exact, among);
  std::erase_if(hits, [&](const NameHit& hit) { return fold(label_of(store, hit)) != fold(text); });
  return hits;
}

std::vector<NameHit> match_plain(Store& store, std::string_view folded, const KindNames& among) {
  std::vector<NameHit> hits;
  const PlainName typed(folded);
  for (const auto& [name, hit] : store.whole_names(among))
    if (is_same_name(typed, PlainName(name))) hits.push_back(hit);
  return hits;
}

/// The hits of the first level that answers; none when no level does.
std::vector<NameHit> match(Store& store, std::string_view text, const KindNames& among, Need need) {
  const std::string folded = fold(text);
  const std::size_t letters = display_width(folded);
  auto hits = store.match_names(folded, NameLevel::exact, among);
  for (const auto typed_exactly : {match_number, hits_of_tail, match_label})
    if (hits.empty()) hits = typed_exactly(store, text, among);
  if (need != Need::whole_name) {
    if (hits.empty() && letters >= 2) hits = store.match_names(folded, NameLevel::prefix, among);
    if (hits.empty() && letters >= 2) hits = match_plain(store, folded, among);
  }
  if (need == Need::any_part && hits.empty() && letters >= 3)
    hits = store.match_names(folded, NameLevel::substring, among);
  keep_own_names(store, hits, folded);
  return survivors(store, hits);
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

/// "Plant 2" is not a typo for "Plant 1".
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

/// True within reach of a slip of the finger, in whole or in one word of the name.
bool is_slip(std::string_view folded, std::string_view name, std::size_t limit) {
  if (limit == 0 || differ_in_number(folded, name)) return false;
  const auto words = words_of(name);
  return edit_distance(folded, name, limit) <= limit ||
         std::any_of(words.begin(), words.end(), [&](const std::string_view word) {
           return edit_distance(folded, word, limit) <= limit;
         });
}

/// Who may be meant by what is not enough of a name: who has it somewhere, or nearly.
std::vector<NameHit> suggestions(Store& store, std::string_view text, const KindNames& among) {
  const auto parts = match(store, text, among, Need::any_part);
  auto found = near_hits(store, text, store.whole_names(among));
  for (const NameHit& hit : parts)
    if (std::find(found.begin(), found.end(), hit) == found.end()) found.push_back(hit);
  return found;
}

std::string list_command(const EntityKind& kind) {
  return fmt::format("`rapport {} list{}`", kind.name, kind.is_called_by_number ? " --all" : "");
}

/// For what is mostly called by its number: "7" is #7, unless it is a name in itself. Throws for a
/// number that nothing has.
std::string spelled(Store& store, std::string_view text, const KindNames& among) {
  const EntityKind& kind = *find_kind(among.front());
  const auto number = number_in(text.substr(text.starts_with('#') ? 1 : 0));
  if (among.size() > 1 || !kind.is_called_by_number || !number ||
      !store.match_names(fold(text), NameLevel::exact, among).empty())
    return std::string(text);
  std::string typed = fmt::format("#{}", *number);
  if (match_number(store, typed, among).empty())
    throw Error(ErrorKind::not_found,
                fmt::format("there is no {} {}", title_of_kind(kind.name), typed),
                "see " + list_command(kind));
  return typed;
}

/// What somebody who was asked said to `text`; null where nobody was.
const std::optional<NameHit>* meaning(Store& store, std::string_view text, const KindNames& among) {
  const auto place = store.meanings().find(fold(text));
  if (place == store.meanings().end()) return nullptr;
  const auto& hit = place->second;
  const bool is_among = !hit || std::find(among.begin(), among.end(), hit->ent) != among.end();
  return is_among ? &hit : nullptr;
}

/// True where the first is the customer at which all the others are: it is that customer anyway.
bool is_one_customer(Store& store, const std::vector<NameHit>& hits) {
  return hits.front().ent == entity_kind<Customer>.name &&
         std::all_of(hits.begin() + 1, hits.end(), [&](const NameHit& hit) {
           const auto person = store.find<Person>(hit.uid);
           return person && store.survivor(person->customer) == hits.front().uid;
         });
}

/// The one whom `text` means, if any. Throws where several may be meant.
std::optional<NameHit> find_one(Store& store, std::string_view text, const KindNames& among,
                                Need need) {
  if (const auto* meant = meaning(store, text, among)) return *meant;
  const auto hits = match(store, text, among, need);
  if (hits.size() > 1 && !is_one_customer(store, hits))
    fail_ambiguous(store, text, hits, need != Need::whole_name);
  return hits.empty() ? std::nullopt : std::optional{hits.front()};
}

/// Throws for a name that nobody has and to which some come near, unless that was asked already.
void refuse_near(Store& store, std::string_view text, const KindNames& among,
                 const std::string& new_hint) {
  if (meaning(store, text, among) != nullptr) return;
  const auto near = suggestions(store, text, among);
  if (!near.empty()) fail_near(store, text, among, near, new_hint);
}

[[noreturn]] void fail_unknown(std::string_view text, const KindNames& among,
                               const std::string& new_lines) {
  std::vector<std::string> lists;
  for (const std::string_view kind : among) lists.push_back(list_command(*find_kind(kind)));
  std::string hint = "see " + joined(lists, " and ");
  if (!is_reference(text)) hint += new_lines;
  if (among.size() == 1) {
    const EntityKind& kind = *find_kind(among.front());
    std::string adding(kind.adding);
    if (const auto name = adding.find("NAME"); name != adding.npos && !is_reference(text))
      adding.replace(name, 4, shell_word(std::string(text)));
    hint += fmt::format(", or {} one: `rapport {} {}`", adding.substr(0, adding.find(' ')),
                        kind.name, adding);
  }
  throw Error(ErrorKind::not_found,
              fmt::format("no {} matches {}", kinds_text(among), quoted(text)), hint);
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

void add_name(Store& store, Who& who, std::string_view typed, NearMiss near_miss) {
  check_name(typed);
  const std::string name = clean(typed);
  const bool is_insisted = near_miss == NearMiss::insist_new;
  const auto hit =
      find_one(store, name, party_kinds, is_insisted ? Need::whole_name : Need::word_start);
  if (hit) return add_party(store, who, *hit);
  if (add_by_email(store, who, name)) return;
  if (!is_insisted && is_reference(name)) fail_unknown(name, party_kinds, "");
  if (!is_insisted) refuse_near(store, name, party_kinds, new_option_hint);
  const bool is_told = std::any_of(who.unknown.begin(), who.unknown.end(),
                                   [&](const auto& other) { return fold(other) == fold(name); });
  if (!is_told) who.unknown.push_back(name);
}

/// The names of a list; "Acme, Inc." is one of them.
std::vector<std::string> parts_of_list(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(text, ',')) {
    const bool goes_on = !parts.empty() && PlainName("x " + fold(part)).letters == "x";
    if (goes_on && !trim(part).empty())
      parts.back() += ", " + std::string(trim(part));
    else
      parts.emplace_back(trim(part));
  }
  return parts;
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

std::vector<NameHit> near_hits(Store& store, std::string_view text,
                               const std::vector<std::pair<std::string, NameHit>>& names) {
  const std::string folded = fold(text);
  const PlainName plain(folded);
  const std::size_t limit = near_miss_limit(code_points(folded));
  std::set<NameHit> near;
  for (const auto& [name, hit] : names)
    if (is_near_name(plain, PlainName(name)) || is_slip(folded, name, limit))
      near.insert(surviving(store, hit));
  std::vector<NameHit> sorted(near.begin(), near.end());
  std::sort(sorted.begin(), sorted.end(), [&](const NameHit& a, const NameHit& b) {
    return label_of(store, a) < label_of(store, b);
  });
  return sorted;
}

void refuse_odd(Store& store, const std::string& name, bool is_in_line) {
  if (meaning(store, name, party_kinds) != nullptr) return;
  const auto refuse = [&](std::string_view looks, const std::string& advice) {
    Unclear unclear(
        {ErrorKind::not_found,
         fmt::format("{} looks like {}, not like a customer", quoted(name), looks), advice},
        name, {});
    unclear.may_be_new = unclear.has_new_option = true;
    throw Unclear(unclear);
  };
  if (is_in_line && (is_log_word(name) || fold(name) == "me" || fold(name) == "last"))
    refuse("another part of the line", "whom you talked with comes first: rapport log acme 45m");
  if (as_email(name))
    refuse("a person's address", "rapport person add NAME --at CUSTOMER --email " + name);
  if (const auto at = name.find('@'); at != std::string::npos && at > 0 && at + 1 < name.size())
    refuse("a person at a customer",
           fmt::format("rapport person add {} --at {}", shell_word(name.substr(0, at)),
                       shell_word(name.substr(at + 1))));
  if (name.ends_with(')') && name.find('(') != std::string::npos)
    refuse("a name with a remark", "a remark goes into a note: -m TEXT");
  if (name.find(':') != std::string::npos)
    refuse("a name with more behind it", "what you learned comes after a space and a colon");
  if (name.find('/') != std::string::npos && PlainName(fold(name)).form != "as")
    refuse("several names", "several customers have commas between them: acme,globex");
}

std::optional<NameHit> known_by_near_name(Store& store, const std::string& name,
                                          const std::string& new_line) {
  const KindNames among{entity_kind<Customer>.name};
  if (const auto* meant = meaning(store, name, among)) return *meant;
  const auto near = near_hits(store, name, store.whole_names(among));
  if (near.empty()) return std::nullopt;
  std::vector<std::string> labels;
  for (const NameHit& hit : near) labels.push_back(label_of(store, hit));
  Unclear unclear(
      {ErrorKind::not_found, fmt::format("{} may be {}", quoted(name), joined(labels, " or ")),
       fmt::format("rapport customer edit {} --alias {}\n{}", shell_word(labels.front()),
                   shell_word(name), new_line)},
      name, near);
  unclear.may_be_new = true;
  throw Unclear(unclear);
}

void take_whole_name(Session& session, std::string& who, std::vector<std::string>& words) {
  if (!session.has_book()) return;
  Store& store = session.store();
  constexpr std::size_t most = 6;
  std::string name = who;
  std::size_t taken = 0;
  std::string longest;
  for (std::size_t i = 0; i < std::min(most, words.size()) && !words[i].ends_with(':'); ++i) {
    name += ' ' + words[i];
    if (store.match_names(fold(name), NameLevel::exact, party_kinds).empty()) continue;
    taken = i + 1;
    longest = name;
  }
  if (taken == 0) return;
  who = longest;
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(taken));
}

std::optional<NameHit> find_hit(Store& store, std::string_view text, const KindNames& among,
                                const std::string& new_hint) {
  const std::string typed = spelled(store, text, among);
  auto hit = find_one(store, typed, among, Need::word_start);
  if (!hit) refuse_near(store, typed, among, new_hint);
  if (!hit && is_reference(typed)) fail_unknown(typed, among, "");
  return hit;
}

NameHit resolve_hit(Store& store, std::string_view text, const KindNames& among, Need need,
                    const std::string& new_lines) {
  const std::string typed = spelled(store, text, among);
  if (auto hit = find_one(store, typed, among, need)) return *hit;
  refuse_near(store, typed, among, "");
  fail_unknown(text, among, new_lines);
}

Who resolve_who(Store& store, std::string_view text, NearMiss near_miss) {
  Who who;
  const bool is_list = text.find(',') != std::string_view::npos &&
                       store.match_names(fold(text), NameLevel::exact, party_kinds).empty();
  for (const std::string& part : is_list ? parts_of_list(text) : std::vector{std::string(text)})
    if (!is_list || !part.empty()) add_name(store, who, part, near_miss);
  if (who.customers.empty() && who.people.empty() && who.unknown.empty())
    throw Error(ErrorKind::usage, quoted(text) + " names nobody", "give a name with letters");
  keep_each_once(who.customers);
  keep_each_once(who.people);
  return who;
}

}  // namespace rapport
