#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "rapport/document/document.hpp"
#include "rapport/render/format.hpp"

namespace rapport {

enum class Weight { normal, bold };

/// Lines of styled text as they are written from left to right. No line ends in blanks, blank lines
/// never come in pairs, first or last; colours are left out where the style has none.
class Page {
 public:
  explicit Page(const Style& style);

  std::size_t width() const { return width_; }
  bool unicode() const { return unicode_; }

  /// Writes `text`, which must be printable, at the current column.
  void put(std::string_view text, Tone tone = Tone::plain, Weight weight = Weight::normal);

  /// Goes on at `column`, counted from 0; stays where it is when already past it.
  void move_to(std::size_t column);

  /// Ends the line; on a line without text, asks for a blank line before what follows.
  void end_line();

  /// Whether a blank line goes before what is written next.
  void set_gap(bool gap) { gap_ = gap; }

  /// Puts `text` down as it is, as lines of their own.
  void put_verbatim(std::string_view text);

  std::size_t size() const { return out_.size(); }
  std::string take() { return std::move(out_); }

 private:
  void write_gap();

  std::size_t width_;
  bool colour_;
  bool unicode_;
  std::string out_;
  std::size_t column_ = 0;  ///< where the next text goes
  std::size_t inked_ = 0;   ///< where the last text on this line ended
  bool blank_ = true;       ///< nothing on this line so far
  bool gap_ = false;
};

}  // namespace rapport
