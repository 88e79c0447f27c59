#include "rapport/store/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/numbers.hpp"
#include "rapport/command/resolve.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/talk.hpp"
#include "rapport/report/search.hpp"
#include "rapport/store/codec.hpp"

// `rapport search`: who said that?
namespace rapport {
namespace {

constexpr int usual_limit = 20;
constexpr int most_results = 100'000;
constexpr std::size_t most_words = 32;
constexpr std::size_t excerpt_width = 120;  // bytes

struct Options {
  std::vector<std::string> words;
  std::optional<std::string> limit;
  bool rank = false;
};

void declare(Args& args, Options& options) {
  args.word(options.words, "WORDS", "all of them must be there; the last one may go on")
      .flag(options.rank, "--rank", "the best matches first, not the newest")
      .option(options.limit, "-n,--limit", "N", "how many to show (20)")
      .example("rapport search export fail", "notes, learnings, promises … with both words")
      .example("rapport search \"re-key every order\"", "these words side by side")
      .prose(
          "It looks through notes, learnings, promises, ideas, showstoppers, stories, 1:1s and "
          "actions, and the names of customers and people. Case, accents and signs do not matter. "
          "What was marked private is not found, and neither is what was learned in such a talk.");
}

SearchPhrases phrases_of(const Options& options) {
  for (const std::string& word : options.words) check_text(word, "word");
  SearchPhrases phrases = parse_search(options.words);
  if (phrases.empty())
    throw Error(ErrorKind::usage, "`search` needs a word to look for", "see `rapport search -h`");
  std::size_t words = 0;
  for (const auto& phrase : phrases.phrases) words += phrase.size();
  if (words > most_words)
    throw Error(ErrorKind::usage, fmt::format("that is more than {} words", most_words),
                "a few rare ones find it better");
  return phrases;
}

/// What stands behind the entity of a hit.
struct Context {
  std::optional<Interaction> talk;
  std::set<Uid> customers;
  std::string label;
};

template <typename T>
T typed(const SearchHit& hit) {
  return decode<T>(hit.state.fields);
}

Context of_talk(Store& store, const Uid& uid, std::string label) {
  Context context{store.find<Interaction>(uid), {}, std::move(label)};
  if (context.talk) context.customers = context.talk->customers;
  return context;
}

Context context_of(Store& store, const SearchHit& hit) {
  const std::string& kind = hit.state.ent;
  if (kind == EntityTraits<Interaction>::name) return of_talk(store, hit.state.uid, "note");
  if (kind == EntityTraits<Learning>::name) {
    const auto learning = typed<Learning>(hit);
    return of_talk(store, learning.interaction,
                   std::string(learning.type ? name_of(*learning.type) : "learning"));
  }
  if (kind == EntityTraits<Promise>::name) {
    const auto promise = typed<Promise>(hit);
    Context context = of_talk(store, promise.interaction, kind);
    context.customers = promise.customers;
    return context;
  }
  if (kind == EntityTraits<Person>::name) return {{}, {typed<Person>(hit).customer}, kind};
  if (kind == EntityTraits<Showstopper>::name) return {{}, typed<Showstopper>(hit).customers, kind};
  if (kind == EntityTraits<Story>::name) return {{}, typed<Story>(hit).customers, kind};
  return {{}, {}, kind == EntityTraits<Review>::name ? "1:1" : kind};
}

/// The first text with a match, and where it stands; the first text where none has one by itself.
std::pair<std::string, Excerpt> best_text(const SearchHit& hit, const SearchPhrases& phrases) {
  std::pair<std::string, Excerpt> best;
  for (const auto& [field, text] : hit.texts) {
    Excerpt excerpt = excerpt_of(text, phrases, excerpt_width);
    const bool is_better = best.first.empty() || excerpt.marks.size() > best.second.marks.size();
    if (is_better) best = {field, std::move(excerpt)};
  }
  return best;
}

SearchReport::Result result_of(Store& store, const SearchHit& hit, const SearchPhrases& phrases) {
  const Context context = context_of(store, hit);
  auto [where, excerpt] = best_text(hit, phrases);
  SearchReport::Result result{.kind = hit.state.ent,
                              .number = hit.state.number,
                              .talk = {},
                              .day = hit.when.date,
                              .customers = customer_names(store, context.customers),
                              .where = std::move(where),
                              .label = context.label,
                              .excerpt = std::move(excerpt)};
  if (context.talk) result.talk = context.talk->number;
  return result;
}

Document run(const Options& options, Session& session) {
  const SearchPhrases phrases = phrases_of(options);
  const int limit =
      options.limit ? parse_count(*options.limit, "results", most_results) : usual_limit;
  Store& store = session.store();
  if (session.globals().as_of) rebuild_search(store.db());  // a book of the past has none yet
  SearchReport report{.typed = fmt::format("{}", fmt::join(options.words, " ")),
                      .results = {},
                      .limit = static_cast<std::size_t>(limit)};
  const SearchResult found = search(
      store.db(), phrases, options.rank ? SearchOrder::best : SearchOrder::newest, report.limit);
  report.is_cut = found.is_cut;
  for (const SearchHit& hit : found.hits) report.results.push_back(result_of(store, hit, phrases));
  return document_of(report);
}

constexpr std::array commands{
    Command{"search", "find a word in notes, learnings, names …", prepare<Options, declare, run>},
};

}  // namespace

std::span<const Command> search_commands() { return commands; }

}  // namespace rapport
