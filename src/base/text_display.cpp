#include <algorithm>
#include <array>

#include "base/unicode.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr utf8proc_int32_t zwnj = 0x200C, zwj = 0x200D, emoji_style = 0xFE0F;
constexpr int most_marks = 8;

bool is_pictograph(utf8proc_int32_t c) {
  return utf8proc_get_property(c)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool is_emoji_modifier(utf8proc_int32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }

/// Whether `c` may carry VARIATION SELECTOR-16 to become an emoji: a pictograph, or a keycap.
bool takes_emoji_style(utf8proc_int32_t c) {
  return is_pictograph(c) || (c >= '0' && c <= '9') || c == '#' || c == '*';
}

// --- width ---------------------------------------------------------------------------------------

/// Columns of one code point. Newer characters than the library knows are as wide as their block.
std::size_t columns(utf8proc_int32_t c) {
  if (utf8proc_category(c) == UTF8PROC_CATEGORY_CN)
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD) ? 2 : 1;
  return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(c)));
}

struct Grapheme {
  std::string_view text;
  std::size_t width;
};

/// Walks through `text`, one user-perceived character at a time.
class Graphemes {
 public:
  explicit Graphemes(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }

  Grapheme next() {
    if (is_plain(0) && (rest_.size() == 1 || is_plain(1))) {
      const Grapheme grapheme{rest_.substr(0, 1), 1};
      rest_.remove_prefix(1);
      return grapheme;
    }
    const auto base = first_code_point(rest_);
    auto current = base;
    std::size_t size = base.bytes, width = columns(base.value);
    utf8proc_int32_t state = 0;
    bool emoji = false;
    while (size < rest_.size()) {
      const auto following = first_code_point(rest_.substr(size));
      if (utf8proc_grapheme_break_stateful(current.value, following.value, &state)) break;
      emoji = emoji || (takes_emoji_style(base.value) &&
                        (following.value == zwj || following.value == emoji_style ||
                         is_emoji_modifier(following.value)));
      width += columns(following.value);
      size += following.bytes;
      current = following;
    }
    const Grapheme grapheme{rest_.substr(0, size), emoji ? 2 : std::min<std::size_t>(width, 2)};
    rest_.remove_prefix(size);
    return grapheme;
  }

 private:
  /// Visible ASCII: a character of its own, unless something else follows it.
  bool is_plain(std::size_t at) const { return rest_[at] >= 0x20 && rest_[at] < 0x7F; }

  std::string_view rest_;
};

// --- printable -----------------------------------------------------------------------------------

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

void append_hex(std::string& out, utf8proc_int32_t value, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
    out += "0123456789abcdef"[(value >> shift) & 15];
}

/// `\x1b`, `\u202e` or `\U000e0041`.
void append_visible(std::string& out, utf8proc_int32_t c) {
  const int digits = c < 0x80 ? 2 : c < 0x10000 ? 4 : 8;
  out += digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
  append_hex(out, c, digits);
}

void append_json_escape(std::string& out, utf8proc_int32_t unit) {
  out += "\\u";
  append_hex(out, unit, 4);
}

/// Control, format, line-breaking and non-characters, and whatever is drawn as nothing.
bool is_hidden(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      break;
  }
  const bool noncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  return noncharacter || (c >= 0xE0000 && c <= 0xE0FFF) || utf8proc_get_property(c)->ignorable;
}

/// Letters and marks of the scripts that choose between forms with ZWJ and ZWNJ: Arabic and its
/// relatives, the Indic scripts, Myanmar, Khmer, Mongolian.
bool joins(utf8proc_int32_t c) {
  const bool script =
      (c >= 0x0600 && c <= 0x0DFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x18AF);
  return script && (is_letter(c) || is_mark(c));
}

/// One pass over a text, remembering what the next character would attach itself to.
class Printer {
 public:
  explicit Printer(std::size_t size) { out_.reserve(size); }

  void add(const CodePoint& point, std::string_view bytes, std::string_view rest) {
    if (!point.valid) {
      out_ += "\\x";
      append_hex(out_, static_cast<unsigned char>(bytes[0]), 2);
      last_ = 0;
    } else if (may_stay(point.value, rest)) {
      out_ += bytes;
      if (!is_mark(point.value)) marks_ = 0;
      last_ = point.value;
    } else {
      append_visible(out_, point.value);
      last_ = 0;
    }
  }

  std::string take() { return std::move(out_); }

 private:
  bool may_stay(utf8proc_int32_t c, std::string_view rest) {
    if (c == zwj || c == zwnj) return is_joiner_in_place(c, rest);
    if (c >= 0xFE00 && c <= 0xFE0F) return last_ != 0 && !is_mark(last_) && last_ != zwj;
    if (c >= 0xE0100 && c <= 0xE01EF)  // glyph variants of ideographs, as in Japanese names
      return utf8proc_category(last_) == UTF8PROC_CATEGORY_LO;
    if (is_hidden(c)) return false;
    return !is_mark(c) || (last_ != 0 && ++marks_ <= most_marks);
  }

  bool is_joiner_in_place(utf8proc_int32_t joiner, std::string_view rest) const {
    if (rest.empty() || last_ == 0) return false;
    const auto next = first_code_point(rest).value;
    if (joins(last_) && joins(next)) return true;
    const bool after_emoji =
        is_pictograph(last_) || is_emoji_modifier(last_) || last_ == emoji_style;
    return joiner == zwj && after_emoji && is_pictograph(next);
  }

  std::string out_;
  utf8proc_int32_t last_ = 0;  ///< what was kept as it is just before; 0 for nothing or an escape
  int marks_ = 0;              ///< on the present character
};

}  // namespace

std::size_t display_width(std::string_view text) {
  if (is_visible_ascii(text)) return text.size();
  std::size_t width = 0;
  for (Graphemes graphemes(text); !graphemes.done();) width += graphemes.next().width;
  return width;
}

std::string printable(std::string_view text) {
  if (is_visible_ascii(text)) return std::string(text);
  Printer printer(text.size());
  while (!text.empty()) {
    const auto point = first_code_point(text);
    const auto bytes = text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
    printer.add(point, bytes, text);
  }
  return printer.take();
}

std::string escape_hidden(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  while (!json.empty()) {
    const auto [code, size, valid] = first_code_point(json);
    const auto bytes = json.substr(0, size);
    json.remove_prefix(size);
    const bool plain = (code >= ' ' && code < 0x7F) || code == '\n';
    if (plain || printable(bytes) == bytes) {
      out += bytes;
    } else if (code < 0x10000) {
      append_json_escape(out, code);
    } else {
      append_json_escape(out, 0xD800 + ((code - 0x10000) >> 10));
      append_json_escape(out, 0xDC00 + ((code - 0x10000) & 0x3FF));
    }
  }
  return out;
}

std::string shorten(std::string_view text, std::size_t width, bool ascii) {
  if (display_width(text) <= width) return std::string(text);
  const std::size_t dots = std::min<std::size_t>(ascii ? 3 : 1, width);
  std::size_t bytes = 0, used = 0;
  for (Graphemes graphemes(text); !graphemes.done();) {
    const auto grapheme = graphemes.next();
    if (used + grapheme.width > width - dots) break;
    used += grapheme.width;
    bytes += grapheme.text.size();
  }
  std::string_view kept = text.substr(0, bytes);
  while (kept.ends_with(' ')) kept.remove_suffix(1);
  std::string out(kept);
  if (dots > 0) out += ascii ? std::string(dots, '.') : "…";
  return out;
}

namespace {

/// The word at the beginning of `text`, as it goes on one line. A command between backquotes is one
/// word where it fits: what is to be copied is not broken.
std::string_view next_word(std::string_view text, std::size_t width) {
  const auto word = text.substr(0, text.find(' '));
  if (std::count(word.begin(), word.end(), '`') % 2 == 0) return word;
  const auto closing = text.find('`', word.size());
  if (closing == std::string_view::npos) return word;
  const auto command = text.substr(0, text.find(' ', closing));
  return display_width(command) <= width ? command : word;
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;    // columns of the last line
  std::size_t blanks = 0;  // seen, and only written when a word follows on the same line
  const auto new_line = [&] {
    lines.emplace_back();
    used = blanks = 0;
  };
  while (!text.empty()) {
    if (text.front() == ' ') {
      ++blanks;
      text.remove_prefix(1);
      continue;
    }
    const auto word = next_word(text, width);
    text.remove_prefix(word.size());
    if (used + blanks + display_width(word) > width) {
      if (used > 0) new_line();
      blanks = 0;
    }
    lines.back().append(blanks, ' ');
    used += blanks;
    blanks = 0;
    for (Graphemes graphemes(word); !graphemes.done();) {
      const auto grapheme = graphemes.next();
      if (used > 0 && used + grapheme.width > width) new_line();
      lines.back() += grapheme.text;
      used += grapheme.width;
    }
  }
  return lines;
}

}  // namespace rapport
