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
#include "rapport/report/interactions.hpp"

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

/// The command line again with `name` for what was unclear in it; empty where that is not in it.
std::string line_with(const World& world, const std::string& typed, const std::string& name,
                      bool is_new) {
  std::string line = "rapport";
  bool is_found = false;
  for (const std::string& word : world.args) {
    std::vector<std::string> parts;
    for (const std::string_view part : split(word, ',')) parts.emplace_back(clean(part));
    const auto place =
        clean(word) == typed ? parts.end() : std::find(parts.begin(), parts.end(), typed);
    const bool is_it = !is_found && (clean(word) == typed || place != parts.end());
    if (is_it && place != parts.end()) *place = name;
    const std::string said = !is_it ? word : place == parts.end() ? name : joined(parts, ",");
    line += ' ' + shell_word(said) + (is_it && is_new ? " --new" : "");
    is_found |= is_it;
  }
  return is_found ? line : "";
}

/// As it was, with the lines to type: one for each who may be meant, and one for somebody new.
Unclear with_lines(const Unclear& unclear, Session& session) {
  constexpr std::size_t most_lines = 3;
  if (!unclear.has_new_option) return unclear;
  std::string hint = unclear.hint().substr(0, unclear.hint().find(new_option_hint));
  const auto add = [&](const std::string& name, bool is_new) {
    const std::string line = line_with(session.world(), unclear.typed(), name, is_new);
    if (!line.empty()) hint += '\n' + line;
  };
  for (std::size_t i = 0; i < std::min(most_lines, unclear.among().size()); ++i)
    add(label_of(session.store(), unclear.among()[i]), false);
  add(unclear.typed(), true);
  Unclear with({unclear.kind(), unclear.what(), hint}, unclear.typed(), unclear.among());
  return with;
}

/// Which one somebody at the terminal means; nothing for somebody new.
std::optional<NameHit> choose(Session& session, const Unclear& unclear) {
  const auto& among = unclear.among();
  session.inform(unclear.what());
  for (std::size_t i = 0; i < among.size(); ++i)
    session.inform(fmt::format("{} {}", i + 1, label_of(session.store(), among[i])));
  if (among.empty() && !unclear.hint().empty()) session.inform(unclear.hint());
  if (unclear.may_be_new) session.inform("n a new one: " + unclear.typed());
  std::string numbers = among.empty() ? "" : "1";
  if (among.size() > 1) numbers += fmt::format("-{}", among.size());
  if (unclear.may_be_new) numbers += among.empty() ? "n" : ", n";
  const auto choice =
      ask_until(session, fmt::format("Which one? [{}]", numbers),
                [&](const std::string& typed) -> std::optional<NameHit> {
                  if (unclear.may_be_new && (fold(typed) == "n" || fold(typed) == "new"))
                    return std::nullopt;
                  if (among.empty())
                    throw Error(ErrorKind::usage, "n adds a new one, Ctrl-D leaves it");
                  return among[static_cast<std::size_t>(
                      parse_count(typed, "the list", static_cast<int>(among.size()),
                                  unclear.may_be_new ? ", or n for a new one" : "") -
                      1)];
                });
  if (!choice) throw Error(with_lines(unclear, session));  // whoever was asked is not asked again
  return *choice;
}

}  // namespace

std::string label_of(Store& store, const NameHit& hit) {
  const EntityKind* kind = find_kind(hit.ent);
  const auto state = store.live_state(hit.ent, hit.uid);
  if (kind == nullptr || !state) return "?";
  std::string name = printable(text_in(state->fields, "name"));
  if (name.empty()) name = printable(text_in(state->fields, "text"));
  const auto at = uid_in(state->fields, kind->at);
  const auto whose = at ? store.live_state(kind->at, store.survivor(*at)) : std::nullopt;
  return whose ? fmt::format("{} ({})", name, printable(text_in(whose->fields, "name"))) : name;
}

KindNames kinds_of_somebody() {
  KindNames names;
  for (const EntityKind& kind : all_kinds())
    if (!kind.identifying.empty()) names.push_back(kind.name);
  return names;
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
  unclear.has_new_option = new_hint == new_option_hint;
  throw Unclear(unclear);
}

Document settled(Session& session, const std::function<Document()>& command) {
  return asking_which(session, command);
}

void ask_which(Session& session, const Unclear& unclear) {
  Store& store = session.store();
  const bool can_ask = session.can_ask() && !session.has_saved();
  if (!can_ask && !unclear.otherwise) throw with_lines(unclear, session);
  store.meanings()[fold(unclear.typed())] = can_ask ? choose(session, unclear) : unclear.otherwise;
}

}  // namespace rapport
