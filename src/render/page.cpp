#include "render/page.hpp"

#include <algorithm>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::size_t least_width = 20;

// Of the 16 colours of ANSI, those that can be read on light and on dark backgrounds.
std::string_view ansi(Tone tone, Weight weight) {
  const bool bold = weight == Weight::bold;
  switch (tone) {
    case Tone::plain:
      return bold ? "\x1b[1m" : "";
    case Tone::strong:
      return "\x1b[1m";
    case Tone::good:
      return bold ? "\x1b[1;32m" : "\x1b[32m";
    case Tone::warn:
      return bold ? "\x1b[1;33m" : "\x1b[33m";
    case Tone::bad:
      return bold ? "\x1b[1;31m" : "\x1b[31m";
    case Tone::quiet:
      return "\x1b[2m";
  }
  return "";
}

}  // namespace

Page::Page(const Style& style)
    : width_(std::max(style.width, least_width)), colour_(style.colour), unicode_(style.unicode) {}

void Page::put(std::string_view text, Tone tone, Weight weight) {
  const std::size_t last = text.find_last_not_of(' ');
  const std::size_t blanks = text.size() - (last == text.npos ? 0 : last + 1);
  text.remove_suffix(blanks);
  if (!text.empty()) {
    if (gap_ && !out_.empty()) out_ += '\n';
    gap_ = false;
    out_.append(column_ - inked_, ' ');
    const std::string_view start = colour_ ? ansi(tone, weight) : "";
    out_ += start;
    out_ += text;
    if (!start.empty()) out_ += "\x1b[0m";
    column_ += display_width(text);
    inked_ = column_;
    blank_ = false;
  }
  column_ += blanks;
}

void Page::move_to(std::size_t column) { column_ = std::max(column_, column); }

void Page::end_line() {
  if (blank_) {
    gap_ = true;
  } else {
    out_ += '\n';
  }
  column_ = inked_ = 0;
  blank_ = true;
}

void Page::put_verbatim(std::string_view text) {
  if (text.empty()) return;
  if (gap_ && !out_.empty()) out_ += '\n';
  gap_ = false;
  out_ += text;
  if (text.back() != '\n') out_ += '\n';
}

}  // namespace rapport
