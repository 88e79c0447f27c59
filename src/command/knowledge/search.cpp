#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/interactions.hpp"
#include "command/knowledge/learnings.hpp"
#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "command/window.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/report/search.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/read_lock.hpp"
#include "rapport/store/search.hpp"
#include "rapport/store/search_index.hpp"

// `rapport search`: who said that?
namespace rapport {
namespace {

constexpr std::size_t usual_results = 20;
constexpr std::size_t excerpt_width = 120;  // bytes

struct SearchOptions {
  std::vector<std::string> words;
  std::optional<std::string> since, until, customer, kind, type;
  bool rank = false;
  bool whole_words = false;
  WindowOptions window;
};

/// What people call the kinds of entities that are searched.
struct SearchType {
  std::string_view kind;
  std::string_view name;
};
constexpr std::array search_types{SearchType{"interaction", "note"},
                                  SearchType{"learning", "learning"},
                                  SearchType{"promise", "promise"},
                                  SearchType{"idea", "idea"},
                                  SearchType{"showstopper", "showstopper"},
                                  SearchType{"story", "story"},
                                  SearchType{"customer", "customer"},
                                  SearchType{"person", "person"},
                                  SearchType{"pm", "pm"},
                                  SearchType{"review", "1:1"},
                                  SearchType{"action", "action"}};

void declare_search(Args& args, SearchOptions& options) {
  args.word(options.words, "WORDS",
            "all must occur in one text; each may be the beginning of a word: order, orders")
      .option(options.since, "--since", "DATE", "from this day", Completes::date)
      .option(options.until, "--until", "DATE", "up to and including this day", Completes::date)
      .option(options.customer, "--customer", "NAME", "of this customer", Completes::customer)
      .option(options.kind, "--kind", "KIND", "in talks of this kind", Completes::kind)
      .option(options.type, "--type", "TYPE",
              "note, learning (or need, pain …), promise, idea, showstopper, story, customer, "
              "person, pm, 1:1 or action",
              Completes::learning_type)
      .flag(options.rank, "--rank", "best matches first, instead of the newest")
      .flag(options.whole_words, "-w,--word", "whole words only: order, not orders");
  declare_window_or_all(args, options.window, "results", usual_results);
  args.example("rapport search export fail", "notes, learnings, promises … with both words")
      .example("rapport search \"re-key every order\"", "this exact phrase")
      .example("rapport search shortcut --customer acme --since \"3 months ago\"")
      .prose(
          "Searches notes, learnings, promises, ideas, showstoppers, stories, 1:1s and actions "
          "with their themes, and the names of customers, people and PMs. Case, accents and "
          "punctuation do not matter; a single letter matches only itself. Whatever is private is "
          "not found, and neither is what was learned in a private talk.");
}

SearchTerms search_terms(const SearchOptions& options) {
  for (const std::string& word : options.words) check_text(word, "word");
  SearchTerms terms =
      parse_search(options.words, options.whole_words ? WordEnd::closed : WordEnd::open);
  if (terms.empty())
    throw Error(ErrorKind::usage, "`search` needs a word to look for",
                "for example: rapport search export");
  return terms;
}

/// What stands behind a hit: whom and which talk it is about.
struct HitContext {
  std::optional<Interaction> talk;
  std::set<Uid> customers;
  std::set<Uid> pms;
  std::string label;
};

template <typename T>
T hit_as(const SearchHit& hit) {
  T value = decode<T>(hit.state.fields);
  value.uid = hit.state.uid;
  value.number = hit.state.number;
  return value;
}

std::string_view name_of_kind(std::string_view kind) {
  const auto* found = std::find_if(search_types.begin(), search_types.end(),
                                   [&](const SearchType& type) { return type.kind == kind; });
  return found == search_types.end() ? kind : found->name;
}

/// The uids of the kind `of` that were found, or that what was found names; where it can name none,
/// those that it is said with stay.
void read_uids(const SearchHit& hit, const char* of, std::set<Uid>& uids) {
  const auto described = find_kind(hit.state.ent)->describe_fields({});
  const bool is_named = std::any_of(described.begin(), described.end(),
                                    [&](const FieldInfo& one) { return one.name == of; });
  if (is_named || hit.state.ent == of) uids.clear();
  if (hit.state.ent == of) uids.insert(hit.state.uid);
  for (const auto& [field, text] : texts_in(hit.state.fields, of))
    if (const auto uid = parse_uid(text)) uids.insert(*uid);
}

HitContext hit_context(Store& store, const SearchHit& hit) {
  HitContext context{.label = std::string(name_of_kind(hit.state.ent))};
  if (hit.state.ent == EntityTraits<Interaction>::name)
    context.talk = hit_as<Interaction>(hit);
  else if (const auto talk = uid_in(hit.state.fields, find_kind(hit.state.ent)->lives_with))
    context.talk = store.find<Interaction>(*talk);
  if (context.talk) {
    context.customers = context.talk->customers;
    context.pms = context.talk->hosts;
  }
  read_uids(hit, "customer", context.customers);
  read_uids(hit, "pm", context.pms);
  if (hit.state.ent == EntityTraits<Learning>::name)
    if (const auto type = hit_as<Learning>(hit).type) context.label = name_of(*type);
  return context;
}

/// What `--type` leaves: a kind of entity, or learnings of a type.
struct TypeFilter {
  std::string_view kind;
  std::optional<LearningType> learning;
};

TypeFilter read_search_type(const std::string& text) {
  std::string folded = fold(text);
  if (folded.ends_with(':')) folded.pop_back();  // as completion offers it
  for (const EntityKind& kind : all_kinds())
    if (!kind.searched.empty() && (kind.name == folded || name_of_kind(kind.name) == folded))
      return {kind.name, {}};
  if (const auto learning = find_word<LearningType>(folded)) return {"learning", learning};
  std::vector<std::string_view> names;
  for (const SearchType& type : search_types) names.push_back(type.name);
  for (const auto& word : words<LearningType>()) names.push_back(word.name);
  throw Error(ErrorKind::usage, fmt::format("there is no type '{}'", printable(text)),
              "use one of: " + joined(names));
}

bool have_common(const std::set<Uid>& some, const std::set<Uid>& others) {
  return std::any_of(some.begin(), some.end(),
                     [&](const Uid& uid) { return others.contains(uid); });
}

/// Sets what the options leave out. Throws Error(usage), Error(not_found).
void add_filters(const SearchOptions& options, Session& session, SearchQuery& query) {
  Store& store = session.store();
  query.days = read_days(options.since, options.until, session.now());
  std::optional<LearningType> learning;
  if (options.type) {
    const TypeFilter type = read_search_type(*options.type);
    query.kinds.emplace(type.kind);
    learning = type.learning;
  }
  const auto kind = word_of<Kind>(options.kind, "kind");
  std::set<Uid> customers;
  if (options.customer)
    customers = with_duplicates(store, resolve_customer(store, *options.customer, Need::any_part));
  std::optional<Uid> pm;
  if (session.globals().pm) pm = current_pm(session).uid;
  if (!learning && !kind && customers.empty() && !pm) return;
  query.passes = [=, &store](const SearchHit& hit) {
    if (learning && hit_as<Learning>(hit).type != learning) return false;
    const HitContext context = hit_context(store, hit);
    return (!kind || (context.talk && context.talk->kind == *kind)) &&
           (customers.empty() || have_common(context.customers, customers)) &&
           (!pm || context.pms.contains(*pm));
  };
}

/// The first text with the most matches, behind what it belongs to: "Bulk export · [orders]".
std::pair<std::string, Excerpt> best_text(const SearchHit& hit, const SearchTerms& terms) {
  std::pair<std::string, Excerpt> best;
  Excerpt first;
  for (const auto& [field, text] : hit.texts) {
    Excerpt excerpt = excerpt_of(text, terms, excerpt_width);
    if (best.first.empty()) first = excerpt;
    if (best.first.empty() || excerpt.highlights.size() > best.second.highlights.size())
      best = {field, std::move(excerpt)};
  }
  if (hit.texts.empty() || best.first == hit.texts.front().first) return best;
  const std::size_t shift = first.text.append(" · ").size();
  for (const TextRange& range : best.second.highlights)
    first.highlights.push_back({range.from + shift, range.until + shift});
  first.text += best.second.text;
  best.second = std::move(first);
  return best;
}

SearchReport::Result search_result(Store& store, const SearchHit& hit, const SearchTerms& terms) {
  const HitContext context = hit_context(store, hit);
  auto [field, excerpt] = best_text(hit, terms);
  SearchReport::Result result{.type = std::string(name_of_kind(hit.state.ent)),
                              .number = hit.state.number,
                              .talk = {},
                              .day = hit.day,
                              .customers = customer_names(store, context.customers),
                              .field = std::move(field),
                              .label = context.label,
                              .excerpt = std::move(excerpt)};
  if (context.talk) result.talk = context.talk->number;
  return result;
}

Document run_search(const SearchOptions& options, Session& session) {
  SearchQuery query{.terms = search_terms(options),
                    .order = options.rank ? SearchOrder::best : SearchOrder::newest,
                    .limit = window_size(options.window, "results", usual_results)};
  session.insist_on_book();
  Store& store = session.store();
  add_filters(options, session, query);
  if (session.globals().as_of) build_search(store.db());
  const ReadLock lock(store.db());
  SearchResult found = search(store.db(), query);
  SearchReport report{.typed = joined(options.words, " "),
                      .is_best = options.rank,
                      .total = found.total,
                      .has_looked_far = found.has_looked_far,
                      .is_filtered = options.since || options.until || options.type || query.passes,
                      .dropped_words = query.terms.is_cut};
  for (const SearchHit& hit : found.hits)
    report.results.push_back(search_result(store, hit, query.terms));
  if (report.results.empty() && !report.is_filtered)
    report.near_words = words_near(store.db(), query.terms);
  return document_of(report);
}

constexpr std::array search_rows{
    Command{"search", "find words in notes, learnings and names",
            prepare<SearchOptions, declare_search, run_search>},
};

}  // namespace

std::span<const Command> search_commands() { return search_rows; }

}  // namespace rapport
