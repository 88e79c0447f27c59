#include "rapport/store/search.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "rapport/base/text.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/search_index.hpp"
#include "rapport/store/store.hpp"

// Whatever is typed is a search, and never an error. What a note says is found by its words, and
// marked inside the text, between characters.
namespace {

constexpr std::size_t longest_note = 4096;
constexpr int inputs_a_book = 500;  // its journal grows

void insist(bool holds) {
  if (!holds) std::abort();
}

rapport::Stamp stamp() { return {{rapport::first_date, 0, 0}, 1772438400000}; }

struct Book {
  rapport::Store store{rapport::memory_book()};
  rapport::Uid talk;
  int inputs = 0;

  Book() {
    rapport::Writing writing(store, "log", stamp(), std::nullopt);
    talk = writing.add(rapport::Interaction{.length = rapport::Minutes{30}});
    writing.commit();
  }

  void note(const std::string& text) {
    rapport::Writing writing(store, "amend", stamp(), std::nullopt);
    auto interaction = *store.find<rapport::Interaction>(talk);
    interaction.note = text;
    writing.update(interaction);
    writing.commit();
  }
};

void look_at_marks(const std::string& text, const rapport::SearchTerms& terms) {
  std::size_t last = 0;
  for (const rapport::TextRange& mark : rapport::highlights_in(text, terms)) {
    insist(last <= mark.from && mark.from < mark.until && mark.until <= text.size());
    insist(rapport::is_valid_text(text.substr(mark.from, mark.until - mark.from)));
    last = mark.until;
  }
  const rapport::Excerpt excerpt = rapport::excerpt_of(text, terms, 40);
  insist(rapport::is_valid_text(excerpt.text));
  for (const rapport::TextRange& mark : excerpt.highlights)
    insist(mark.until <= excerpt.text.size());
}

std::size_t hits(Book& book, const std::vector<std::string>& typed, rapport::SearchOrder order) {
  rapport::SearchQuery query{.terms = rapport::parse_search(typed), .order = order, .passes = {}};
  return rapport::search(book.store.db(), query).hits.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static auto book = std::make_unique<Book>();
  if (++book->inputs > inputs_a_book) {
    insist(rapport::is_search_sound(book->store.db()));
    book = std::make_unique<Book>();
  }
  const std::string text(reinterpret_cast<const char*>(data), std::min(size, longest_note));
  if (!rapport::is_valid_text(text)) return 0;
  std::vector<std::string> typed;
  for (const std::string_view word : rapport::split(text, ' ')) typed.emplace_back(word);
  hits(*book, typed, rapport::SearchOrder::newest);
  book->note(text);
  look_at_marks(text, rapport::parse_search(typed));
  const auto words = rapport::search_words(text);
  if (words.empty()) return 0;
  insist(hits(*book, {words.front()}, rapport::SearchOrder::newest) == 1);
  insist(hits(*book, {words.back()}, rapport::SearchOrder::best) == 1);
  insist(hits(*book, {text}, rapport::SearchOrder::newest) == 1);
  insist(hits(*book, typed, rapport::SearchOrder::newest) == 1);
  return 0;
}
