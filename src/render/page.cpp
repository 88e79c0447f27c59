#include "render/page.hpp"

#include <algorithm>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::size_t least_width = 20;

// Of the 16 colours of ANSI, those that can be read on light and on dark backgrounds.
std::string_view ansi(Tone tone, Weight weight) {
  struct Sequences {
    Tone tone;
    std::string_view normal, bold;
  };
  constexpr Sequences table[] = {
      {Tone::plain, "", "\x1b[1m"},           {Tone::strong, "\x1b[1m", "\x1b[1m"},
      {Tone::good, "\x1b[32m", "\x1b[1;32m"}, {Tone::warn, "\x1b[33m", "\x1b[1;33m"},
      {Tone::bad, "\x1b[31m", "\x1b[1;31m"},  {Tone::quiet, "\x1b[2m", "\x1b[2m"}};
  for (const Sequences& row : table)
    if (row.tone == tone) return weight == Weight::bold ? row.bold : row.normal;
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
    write_gap();
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

void Page::write_gap() {
  if (gap_ && !out_.empty()) out_ += '\n';
  gap_ = false;
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
  write_gap();
  out_ += text;
  if (text.back() != '\n') out_ += '\n';
}

}  // namespace rapport
