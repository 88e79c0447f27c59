#include "store/entities/derived.hpp"

#include <algorithm>

#include "rapport/base/text.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/kinds.hpp"
#include "store/entities/each_text.hpp"
#include "store/entities/packed_talk.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_tail =
    64;  // bytes of a name's tail; longer queries fall to substring
constexpr std::size_t most_tails = 16;

/// By which an entity is listed with its owners; the first of all where it has none.
std::int64_t linked_day(const EntityKind& kind, const EntityState& state) {
  const auto stated = state.fields.find(kind.linked_day);
  Moment when;
  const bool has_one = stated != state.fields.end() && from_value(stated->second, when);
  return has_one ? day_number(when.date) : 0;
}

std::vector<LinkRow> links_of(const EntityKind& kind, const EntityState& state) {
  std::vector<LinkRow> links;
  const std::int64_t day = linked_day(kind, state);
  const bool is_aside = kind.is_aside != nullptr && kind.is_aside(state.fields);
  const auto add = [&](const FieldNames& owners, int role) {
    each_text_in(state.fields, owners, [&](std::string_view, std::string_view text) {
      if (const auto owner = parse_uid(text)) links.push_back({*owner, role, day, state.uid});
    });
  };
  add(kind.owners, is_aside ? kind.role_aside : kind.role);
  if (kind.is_open == nullptr || kind.is_open(state.fields)) add(kind.waits_for, kind.open_role);
  each_text_in(state.fields, kind.sources, [&](std::string_view, std::string_view text) {
    links.push_back({fingerprint(text), source_role, 0, state.uid});
  });
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  return links;
}

/// Each text once, as a whole where one of its rows is.
void add_name(std::vector<NameRow>& rows, const std::string& folded, bool whole) {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const NameRow& row) { return row.folded == folded; });
  if (found == rows.end())
    rows.push_back({folded, whole});
  else
    found->whole = found->whole || whole;
}

/// The rows by which `state` is found: each name as a whole, then from each of its words on.
std::vector<NameRow> name_rows_of(const EntityKind& kind, const EntityState& state) {
  std::vector<NameRow> rows;
  each_text_in(state.fields, kind.called, [&](std::string_view, std::string_view name) {
    const std::string folded = fold(name);
    add_name(rows, folded, true);
    std::size_t tails = 0;
    for (const std::string_view word : words_of(folded)) {
      if (++tails > most_tails) break;
      std::string tail =
          folded.substr(static_cast<std::size_t>(word.data() - folded.data()), longest_tail);
      while (!is_valid_text(tail)) tail.pop_back();  // not inside a character
      add_name(rows, tail, false);
    }
  });
  return rows;
}

bool is_talk(const EntityState& state) { return state.ent == EntityTraits<Interaction>::name; }

std::vector<TalkRow> talk_rows_of(const EntityState& state, const Interaction& said) {
  const auto recorded = parse_recorded(recorded_of(state)).value_or(Moment{});
  const std::string packed = packed_talk(talk_of(said, recorded));
  std::vector<TalkRow> rows;
  for (const Uid& host : said.hosts)
    rows.push_back({host, day_number(said.start.date), said.start.minute.value_or(-1), state.number,
                    packed, state.uid});
  return rows;
}

std::vector<TalkRow> talk_rows_of(const EntityState& state, const Interaction* said) {
  if (!is_talk(state)) return {};
  return said != nullptr ? talk_rows_of(state, *said)
                         : talk_rows_of(state, decode<Interaction>(state.fields));
}

}  // namespace

DerivedRows derived_from(const EntityState& state, const Interaction* said) {
  const EntityKind* kind = find_kind(state.ent);
  if (kind == nullptr) return {};
  return {links_of(*kind, state), name_rows_of(*kind, state), talk_rows_of(state, said)};
}

}  // namespace rapport
