#include "rapport/store/search.hpp"

#include <algorithm>
#include <limits>

#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/search_index.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

constexpr std::int64_t most_looked_at = 2000;  // of each kind, where no word can be looked up
constexpr std::size_t most_endings = 64;       // of one word, that are looked up one by one
constexpr std::size_t most_compared = 1000;    // words, with one that is in no text
constexpr char after_word = '\x01';            // comes before all that words are made of
constexpr std::size_t most_counted = 2000;     // beyond those that are wanted
constexpr std::int64_t least_batch = 64;
constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

std::optional<EntityState> state_of(Db& db, const SearchKey& key) {
  return db.first(("SELECT " + entity_columns +
                   " FROM number n JOIN entity e ON e.uid = n.uid AND e.ent = n.ent "
                   "WHERE n.ent = ? AND n.id = ? ORDER BY e.deleted")
                      .c_str(),
                  read_state, key.kind, key.number);
}

/// The first word of the index from `word` on, in their order.
std::optional<std::string> next_word(Db& db, const std::string& word) {
  return db.first(
      "SELECT term FROM temp.search_words WHERE term >= ? LIMIT 1",
      [](const Row& row) { return row.text(0); }, word);
}

std::string first_letter(const std::string& word) {
  std::size_t size = 1;
  while (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xc0) == 0x80) ++size;
  return word.substr(0, size);
}

/// The words of the index that begin with `word`, itself first; nothing where there are too many.
/// Going from one to the next costs less than the lists of all places where they are.
std::optional<std::vector<std::string>> words_beginning(Db& db, const std::string& word) {
  std::vector<std::string> words{word};
  for (;;) {
    const auto next = next_word(db, words.back() + after_word);
    if (!next || !next->starts_with(word)) return words;
    if (words.size() == most_endings) return std::nullopt;
    words.push_back(*next);
  }
}

/// In the language of the index: every word between quotes, so that none is taken for a sign.
std::string quoted(const std::vector<std::string>& words) {
  std::string all = "\"";
  for (const std::string& word : words) (all += &word == &words.front() ? "" : " ") += word;
  return all + '"';
}

std::string expression_of(Db& db, const SearchPhrase& phrase) {
  if (!phrase.open) return quoted(phrase.words);
  const auto endings = words_beginning(db, phrase.words.back());
  if (!endings) return quoted(phrase.words) + '*';
  std::string any;
  std::vector<std::string> words = phrase.words;
  for (const std::string& ending : *endings) {
    words.back() = ending;
    (any += any.empty() ? "" : " OR ") += quoted(words);
  }
  return endings->size() == 1 ? any : '(' + any + ')';
}

std::string expression_of(Db& db, const SearchTerms& terms) {
  const bool is_open = std::any_of(terms.phrases.begin(), terms.phrases.end(),
                                   [](const SearchPhrase& phrase) { return phrase.open; });
  if (is_open) db.run(make_search_vocabulary);
  std::string all;
  for (const SearchPhrase& phrase : terms.phrases)
    (all += all.empty() ? "" : " AND ") += expression_of(db, phrase);
  return all;
}

/// Fills a result until it is full.
class Collector {
 public:
  Collector(Db& db, const SearchQuery& query) : db_(db), query_(query) {}

  /// False once nothing more is wanted. A row of the index must lead to an entity that it is of.
  bool take(std::int64_t id) {
    const SearchKey key = key_of(id);
    if (key.kind.empty()) fail_search_damaged();
    if (!query_.kinds.empty() && !query_.kinds.contains(key.kind)) return true;
    if (is_full() && !query_.passes) return count();
    auto state = state_of(db_, key);
    if (!state || state->deleted) fail_search_damaged();
    return take({.state = std::move(*state), .day = key.day, .texts = {}});
  }

  bool take(SearchHit hit) {
    hit.texts = searched_texts(hit.state);
    if (query_.passes && !query_.passes(hit)) return true;
    if (!is_full()) result_.hits.push_back(std::move(hit));
    return count();
  }

  SearchResult take_result() {
    if (!is_too_many()) result_.total = counted_;
    return std::move(result_);
  }

  void look_far() { result_.has_looked_far = true; }

 private:
  bool is_full() const { return query_.limit != 0 && result_.hits.size() == query_.limit; }
  bool is_too_many() const { return query_.limit != 0 && counted_ > query_.limit + most_counted; }
  bool count() {
    ++counted_;
    return !is_too_many();
  }

  Db& db_;
  const SearchQuery& query_;
  SearchResult result_;
  std::size_t counted_ = 0;
};

/// Back in time, in batches that grow, since filters may leave out any number.
void find_newest(Db& db, const SearchQuery& query, Collector& collector) {
  const std::string words = expression_of(db, query.terms);
  auto [from, until] = rows_between(query.days);
  std::int64_t batch = query.limit == 0 ? no_limit : static_cast<std::int64_t>(query.limit) + 1;
  for (bool is_on = true; is_on;) {
    std::vector<std::int64_t> rows;
    db.each(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid <= ? "
        "ORDER BY rowid DESC LIMIT ?",
        [&](const Row& row) { rows.push_back(row.integer(0)); }, words, from, until, batch);
    is_on = std::ssize(rows) == batch;
    for (const std::int64_t row : rows)
      if (!collector.take(row)) return;
    if (!rows.empty()) until = rows.back() - 1;
    if (is_on) batch = std::max(batch, least_batch) * 4;  // without a limit it never is
  }
}

void find_best(Db& db, const SearchQuery& query, Collector& collector) {
  const auto [from, until] = rows_between(query.days);
  const bool takes_all = query.limit == 0 || query.passes || !query.kinds.empty();
  std::vector<std::int64_t> rows;
  db.each(
      "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid <= ? "
      "ORDER BY rank, rowid DESC LIMIT ?",
      [&](const Row& row) { rows.push_back(row.integer(0)); }, expression_of(db, query.terms), from,
      until, takes_all ? no_limit : static_cast<std::int64_t>(query.limit + most_counted) + 1);
  for (const std::int64_t row : rows)
    if (!collector.take(row)) return;
}

/// Signs alone are in no index: the newest texts of each kind are looked through.
void find_literal(Db& db, const SearchQuery& query, Collector& collector) {
  std::vector<SearchHit> found;
  const auto is_in = [&](const auto& text) {
    return fold(text.second).find(query.terms.literal) != std::string::npos;
  };
  for (const EntityKind& kind : all_kinds()) {
    const bool is_wanted = query.kinds.empty() || query.kinds.contains(kind.name);
    if (kind.searched.empty() || !is_wanted) continue;
    std::int64_t seen = 0;
    db.each(("SELECT " + entity_columns +
             " FROM number n JOIN entity e ON e.uid = n.uid AND e.ent = n.ent "
             "WHERE n.ent = ? AND e.deleted = 0 ORDER BY n.id DESC LIMIT ?")
                .c_str(),
            [&](const Row& row) {
              ++seen;
              SearchHit hit{.state = read_state(row), .day = {}, .texts = {}};
              const auto texts = searched_texts(hit.state);
              if (std::none_of(texts.begin(), texts.end(), is_in)) return;
              const auto place = search_place(db, hit.state);
              if (!place) return;
              hit.day = key_of(*place).day;
              if (query.days.contains(hit.day)) found.push_back(std::move(hit));
            },
            kind.name, most_looked_at);
    if (seen == most_looked_at) collector.look_far();
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const SearchHit& a, const SearchHit& b) { return b.day < a.day; });
  for (SearchHit& hit : found)
    if (!collector.take(std::move(hit))) return;
}

/// True where leaves of the index hold nothing: FTS5 takes them for the end of all words, and says
/// that nothing was found. Each leaf states its length in bytes 3 and 4. Bit 36 of the id is set
/// for pages of another form. Takes no lock for writing, so that no writer is waited for.
bool has_blank_pages(Db& db) {
  return db.number(
             "SELECT EXISTS (SELECT 1 FROM search_data WHERE id > 10 AND (id >> 36) & 1 = 0 AND "
             "substr(block, 3, 2) = x'0000')") != 0;
}

}  // namespace

std::vector<std::string> words_near(Db& db, const SearchTerms& terms) {
  db.run(make_search_vocabulary);
  for (const SearchPhrase& phrase : terms.phrases)
    for (const std::string& word : phrase.words) {
      const std::string next = next_word(db, word).value_or("");
      if (phrase.open ? next.starts_with(word) : next == word) continue;
      std::vector<std::string> known;
      for (auto one = next_word(db, first_letter(word));
           one && one->starts_with(first_letter(word)) && known.size() < most_compared;
           one = next_word(db, *one + after_word))
        known.push_back(*one);
      const std::vector<std::string_view> among(known.begin(), known.end());
      if (auto near = closest(word, among); !near.empty()) return near;
    }
  return {};
}

SearchResult search(Db& db, const SearchQuery& query) {
  Collector collector(db, query);
  if (!query.terms.literal.empty())
    find_literal(db, query, collector);
  else if (query.terms.empty())
    return {};
  else if (query.order == SearchOrder::newest)
    find_newest(db, query, collector);
  else
    find_best(db, query, collector);
  SearchResult result = collector.take_result();
  if (result.hits.empty() && has_blank_pages(db)) fail_search_damaged();
  return result;
}

}  // namespace rapport
