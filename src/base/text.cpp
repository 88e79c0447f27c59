#include "rapport/base/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <span>
#include <utility>

#include "base/unicode.hpp"

namespace rapport {
namespace {

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

/// `text` after utf8proc's `options`. What is not UTF-8 must have been replaced.
std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, Free> bytes(raw);
  if (size == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc();
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size)};
}

std::string with_replacements(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto next = first_code_point(text);
    append_utf8(out, next.value);
    text.remove_prefix(next.bytes);
  }
  return out;
}

/// Accents and pointing, which people leave out when they type. Not the marks of scripts where
/// they are letters or change the sound: Indic vowels, the voicing marks of kana.
bool is_accent(utf8proc_int32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05C7 && is_mark(c)) ||
         (c >= 0x064B && c <= 0x065F) || c == 0x0670 || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE20 && c <= 0xFE2F);
}

/// Letters that Unicode does not take apart, as people without that keyboard type them.
constexpr std::pair<utf8proc_int32_t, std::string_view> plain_forms[] = {
    {U'æ', "ae"}, {U'œ', "oe"}, {U'ø', "o"}, {U'ł', "l"}, {U'đ', "d"},
    {U'ð', "d"},  {U'þ', "th"}, {U'ħ', "h"}, {U'ŧ', "t"}, {U'ı', "i"}};

std::string_view plain_form(utf8proc_int32_t c) {
  for (const auto& [letter, plain] : plain_forms)
    if (letter == c) return plain;
  return {};
}

/// Appends to a text whose white space has become single blanks.
class Folded {
 public:
  explicit Folded(std::size_t size) { out_.reserve(size); }

  void blank() { pending_ = !out_.empty(); }
  std::string& letter() {
    if (pending_) out_ += ' ';
    pending_ = false;
    return out_;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool pending_ = false;
};

std::string fold_ascii(std::string_view text) {
  std::string out(text.size(), ' ');
  std::size_t size = 0;
  bool is_apart = false;  // a blank stands before the next letter
  for (const char c : text) {
    if (is_white(c)) {
      is_apart = size > 0;
      continue;
    }
    if (is_apart) ++size;
    is_apart = false;
    out[size++] = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  }
  out.resize(size);
  return out;
}

constexpr std::size_t usual_word = 6;  // bytes, with the blank behind it

/// A character that belongs to a word, or is one by itself.
enum class Part { none, letter, word };

template <typename PartOf>
std::vector<std::string_view> parts_of(std::string_view text, PartOf part_of) {
  std::vector<std::string_view> words;
  words.reserve(text.size() / usual_word + 1);
  std::size_t begin = 0, at = 0;
  const auto close = [&] {
    if (at > begin) words.push_back(text.substr(begin, at - begin));
    begin = at;
  };
  while (at < text.size()) {
    const auto next = first_code_point(text.substr(at));
    const Part part = part_of(next.value);
    if (part != Part::letter) close();
    at += next.bytes;
    if (part == Part::word) close();
    if (part == Part::none) begin = at;
  }
  close();
  return words;
}

}  // namespace

bool is_valid_text(std::string_view text) {
  if (is_ascii(text)) return text.find('\0') == std::string_view::npos;
  while (!text.empty()) {
    const auto next = first_code_point(text);
    if (!next.valid || next.value == 0) return false;
    text.remove_prefix(next.bytes);
  }
  return true;
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);
  // Taken apart as far as Unicode goes, invisible characters dropped, quotes and dashes unified.
  const std::string apart =
      mapped(with_replacements(text), UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                          UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_LUMP);
  Folded out(apart.size());
  for (std::string_view rest = apart; !rest.empty();) {
    const auto next = first_code_point(rest);
    const auto bytes = rest.substr(0, next.bytes);
    rest.remove_prefix(next.bytes);
    if (is_accent(next.value)) continue;
    if (is_white(next.value)) {
      out.blank();
      continue;
    }
    const auto plain = plain_form(next.value);
    out.letter() += plain.empty() ? bytes : plain;
  }
  return compose(out.take());
}

std::string compose(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::vector<std::string_view> words_of(std::string_view folded) {
  return parts_of(folded,
                  [](utf8proc_int32_t c) { return is_in_word(c) ? Part::letter : Part::none; });
}

std::vector<std::string_view> words_apart(std::string_view text) {
  return parts_of(text, [](utf8proc_int32_t c) {
    if (is_in_word(c)) return is_unparted(c) ? Part::word : Part::letter;
    return utf8proc_category(c) == UTF8PROC_CATEGORY_SO ? Part::word : Part::none;
  });
}

std::string_view trim(std::string_view text) {
  constexpr auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string clean(std::string_view text) {
  constexpr utf8proc_int32_t unseen[] = {0x00AD, 0x180E, 0x200B, 0x2060, 0xFEFF};
  constexpr utf8proc_int32_t joiners[] = {0x200C, 0x200D};
  const auto is_one_of = [](std::span<const utf8proc_int32_t> signs, utf8proc_int32_t c) {
    return std::find(signs.begin(), signs.end(), c) != signs.end();
  };
  std::string out;
  std::size_t end = 0;  // of what is to be seen
  for (std::string_view rest = text; !rest.empty();) {
    const auto next = first_code_point(rest);
    const auto bytes = rest.substr(0, next.bytes);
    rest.remove_prefix(next.bytes);
    if (next.valid && is_one_of(unseen, next.value)) continue;
    const bool is_edge = next.valid && (is_white(next.value) || is_one_of(joiners, next.value));
    if (is_edge && out.empty()) continue;
    out += bytes;
    if (!is_edge) end = out.size();
  }
  out.resize(end);
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace rapport
