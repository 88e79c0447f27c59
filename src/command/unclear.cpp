#include "command/unclear.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "command/asking.hpp"
#include "command/numbers.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/namesakes.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_candidates = 8;  // named in an error

/// "customer#7": can be typed for this one alone.
std::string number_of(Store& store, const NameHit& hit) {
  const auto state = store.live_state(hit.ent, hit.uid);
  return fmt::format("{}#{}", hit.ent, state ? state->number : 0);
}

/// Their labels in the order of the alphabet, with numbers where names do not tell them apart.
std::string list_of(Store& store, const std::vector<NameHit>& hits, bool with_numbers) {
  std::vector<std::string> labels;
  for (const NameHit& hit : hits)
    labels.push_back(label_of(store, hit) +
                     (with_numbers ? fmt::format(" ({})", number_of(store, hit)) : ""));
  std::sort(labels.begin(), labels.end());
  const std::size_t shown = std::min(labels.size(), most_candidates);
  const std::string more =
      shown < labels.size() ? fmt::format(" and {} more", labels.size() - shown) : "";
  labels.resize(shown);
  return joined(labels) + more;
}

/// True where one of them is called just so: then there is no more of the name to type.
bool is_whole_name(Store& store, const std::vector<NameHit>& hits, std::string_view text) {
  const std::string folded = fold(text);
  return std::any_of(hits.begin(), hits.end(), [&](const NameHit& hit) {
    const auto state = store.live_state(hit.ent, hit.uid);
    return state && fold(text_in(state->fields, "name")) == folded;
  });
}

KindNames kinds_among(const std::vector<NameHit>& hits) {
  std::set<std::string_view> found;
  for (const NameHit& hit : hits) found.insert(find_kind(hit.ent)->name);
  return {found.begin(), found.end()};
}

std::string plurals_text(const KindNames& among) {
  std::vector<std::string> plurals;
  for (const std::string_view kind : among)
    plurals.push_back(title_of_kind(kind) == kind ? plural_of_kind(kind)
                                                  : std::string(title_of_kind(kind)) + "s");
  return joined(plurals, " and ");
}

/// Customers of one name that are one by the rule of `stands_for_all`.
std::optional<NameHit> one_of_namesakes(Store& store, const std::vector<NameHit>& hits) {
  std::vector<Customer> namesakes;
  for (const NameHit& hit : hits) {
    const auto customer = store.find<Customer>(hit.uid);
    if (!customer || (!namesakes.empty() && fold(customer->name) != fold(namesakes.front().name)))
      return std::nullopt;
    namesakes.push_back(*customer);
  }
  const auto one = stands_for_all(namesakes);
  return one ? std::optional{NameHit{std::string(entity_kind<Customer>.name), *one}} : std::nullopt;
}

}  // namespace

std::string label_of(Store& store, const NameHit& hit) {
  const EntityKind* kind = find_kind(hit.ent);
  const auto state = store.live_state(hit.ent, hit.uid);
  if (kind == nullptr || !state) return "?";
  const std::string name = printable(text_in(state->fields, "name"));
  const auto at = uid_in(state->fields, kind->at);
  const auto whose = at ? store.live_state(kind->at, store.survivor(*at)) : std::nullopt;
  return whose ? fmt::format("{} ({})", name, printable(text_in(whose->fields, "name"))) : name;
}

std::string kinds_text(const KindNames& among) {
  std::vector<std::string_view> titles;
  for (const std::string_view kind : among) titles.push_back(title_of_kind(kind));
  return joined(titles, " or ");
}

void fail_ambiguous(Store& store, std::string_view text, const std::vector<NameHit>& among,
                    bool may_be_one) {
  const bool is_whole = is_whole_name(store, among, text);
  const std::string message =
      fmt::format("{} matches {} {}: {}", quoted(text), among.size(),
                  plurals_text(kinds_among(among)), list_of(store, among, is_whole));
  const std::string hint =
      is_whole ? fmt::format("name one by its number: {}", number_of(store, among.front()))
               : "type more of the name";
  Unclear unclear({ErrorKind::not_found, message, hint}, std::string(text), among);
  if (is_whole && may_be_one) unclear.otherwise = one_of_namesakes(store, among);
  throw Unclear(unclear);
}

void fail_near(Store& store, std::string_view text, const KindNames& among,
               const std::vector<NameHit>& near, const std::string& new_hint) {
  Unclear unclear(
      {ErrorKind::not_found, fmt::format("no {} matches {}", kinds_text(among), quoted(text)),
       fmt::format("did you mean {}?{}", list_of(store, near, false), new_hint)},
      std::string(text), near);
  unclear.may_be_new = !new_hint.empty();
  throw Unclear(unclear);
}

Document settled(Session& session, const std::function<Document()>& command) {
  return settling(session, command);
}

void settle(Session& session, const Unclear& unclear) {
  Store& store = session.store();
  const bool can_ask = session.can_ask() && !session.has_saved();
  if (!can_ask && !unclear.otherwise) throw Unclear(unclear);
  if (!can_ask) {
    store.meanings()[fold(unclear.typed())] = unclear.otherwise;
    return;
  }
  std::vector<std::optional<NameHit>> choices(unclear.among().begin(), unclear.among().end());
  if (unclear.may_be_new) choices.emplace_back();
  session.say(unclear.what());
  for (std::size_t i = 0; i < choices.size(); ++i)
    session.say(fmt::format(
        "{} {}", i + 1,
        choices[i] ? label_of(store, *choices[i]) : "somebody new: " + unclear.typed()));
  const auto choice =
      ask_until(session, fmt::format("Which one? [1-{}]", choices.size()), [&](const auto& typed) {
        return parse_count(typed, "the list", static_cast<int>(choices.size()));
      });
  if (!choice) throw Unclear(unclear);
  store.meanings()[fold(unclear.typed())] = choices[static_cast<std::size_t>(*choice - 1)];
}

}  // namespace rapport
