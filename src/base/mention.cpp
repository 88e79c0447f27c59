#include "rapport/base/mention.hpp"

#include <algorithm>
#include <utility>

#include "base/unicode.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr char32_t joint = U' ';

bool is_word_letter(char32_t letter) { return is_in_word(static_cast<utf8proc_int32_t>(letter)); }

/// True when a word may end between two letters.
bool parts_words(char32_t before, char32_t after) {
  return !is_word_letter(before) || !is_word_letter(after) ||
         is_unparted(static_cast<utf8proc_int32_t>(before)) ||
         is_unparted(static_cast<utf8proc_int32_t>(after));
}

void append_decomposed(std::u32string& out, std::string_view text) {
  while (!text.empty()) {
    const auto next = first_code_point(text);
    text.remove_prefix(next.bytes);
    utf8proc_int32_t parts[8];
    int boundary = 0;
    const auto count = utf8proc_decompose_char(next.value, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
    for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, 8); ++i)
      out += static_cast<char32_t>(parts[i]);
  }
}

char32_t last_letter(std::string_view text) {
  std::size_t begin = text.size() - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80) --begin;
  return static_cast<char32_t>(first_code_point(text.substr(begin)).value);
}

/// Appends what was not there before, or what stood behind something else: no word grows by it.
void append_apart(std::string& out, std::string_view more) {
  if (more.empty()) return;
  const auto first = static_cast<char32_t>(first_code_point(more).value);
  if (!out.empty() && !parts_words(last_letter(out), first)) out += ' ';
  out += more;
}

}  // namespace

/// The letters by which texts are compared, and from where to where in the text each of them is.
struct Mentions::Key {
  std::u32string letters;
  std::vector<std::pair<std::size_t, std::size_t>> places;
};

Mentions::Key Mentions::key_of(std::string_view text) {
  Key key;
  for (std::size_t at = 0; at < text.size();) {
    const auto next = first_code_point(text.substr(at));
    const std::size_t end = at + next.bytes;
    std::string folded = fold(text.substr(at, next.bytes));
    if (is_white(next.value) || folded == "-" || folded == "_") folded = " ";
    std::u32string letters;
    append_decomposed(letters, folded);
    if (letters.empty() || (letters[0] == joint && key.letters.ends_with(joint))) {
      if (!key.places.empty()) key.places.back().second = end;  // an accent, one more blank
    } else {
      key.letters += letters;
      key.places.insert(key.places.end(), letters.size(), {at, end});
    }
    at = end;
  }
  return key;
}

void Mentions::add(std::string_view name, std::string replacement) {
  std::u32string letters = key_of(name).letters;
  while (letters.starts_with(joint)) letters.erase(0, 1);
  while (letters.ends_with(joint)) letters.pop_back();
  const bool is_readable = std::any_of(letters.begin(), letters.end(), [](char32_t letter) {
    return is_word_letter(letter) || letter > 0xff;
  });
  if (!is_readable) return;
  auto& same_start = names_[letters[0]];
  const bool known = std::any_of(same_start.begin(), same_start.end(),
                                 [&](const Name& other) { return other.letters == letters; });
  if (known) return;
  const auto place = std::find_if(same_start.begin(), same_start.end(), [&](const Name& other) {
    return other.letters.size() < letters.size();
  });
  same_start.insert(place, {std::move(letters), std::move(replacement)});
}

std::vector<Mentions::Found> Mentions::find(const Key& key) const {
  std::vector<Found> found;
  const std::u32string_view text = key.letters;
  for (std::size_t at = 0; at < text.size();) {
    const auto names = names_.find(text[at]);
    const bool begins = at == 0 || parts_words(text[at - 1], text[at]);
    const Name* longest = nullptr;
    if (names != names_.end() && begins)
      for (const Name& name : names->second) {
        const std::size_t end = at + name.letters.size();
        if (text.substr(at, name.letters.size()) != name.letters) continue;
        if (end < text.size() && !parts_words(text[end - 1], text[end])) continue;
        longest = &name;
        break;
      }
    if (longest == nullptr) {
      ++at;
      continue;
    }
    found.push_back({at, at + longest->letters.size(), longest});
    at += longest->letters.size();
  }
  return found;
}

bool Mentions::found_in(std::string_view text) const {
  return !empty() && !find(key_of(text)).empty();
}

bool Mentions::is_name(std::string_view text) const {
  if (empty()) return false;
  const Key key = key_of(text);
  const auto found = find(key);
  return found.size() == 1 && found[0].begin == 0 && found[0].end == key.letters.size();
}

std::string Mentions::replaced_once(std::string_view text) const {
  const Key key = key_of(text);
  std::string out;
  std::size_t done = 0;
  for (const Found& one : find(key)) {
    const std::size_t begin = key.places[one.begin].first;
    if (begin < done) continue;  // of one character that stands for several letters
    append_apart(out, text.substr(done, begin - done));
    append_apart(out, one.name->replacement);
    done = key.places[one.end - 1].second;
  }
  append_apart(out, text.substr(done));
  return out;
}

bool Mentions::is_in_a_replacement() const {
  return std::any_of(names_.begin(), names_.end(), [this](const auto& start) {
    return std::any_of(start.second.begin(), start.second.end(),
                       [this](const Name& name) { return found_in(name.replacement); });
  });
}

std::string Mentions::replaced(std::string_view text) const {
  if (!found_in(text)) return std::string(text);
  std::string out = replaced_once(text);
  // The end of a replacement and what stands behind it may be a name: "7 of" in "Customer 7 of".
  if (found_in(out) && !is_in_a_replacement())
    for (std::size_t most = text.size(); most > 0 && found_in(out); --most)
      out = replaced_once(out);
  return out;
}

}  // namespace rapport
