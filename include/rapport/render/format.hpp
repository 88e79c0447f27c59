#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "rapport/document/document.hpp"

/// From a document to characters: one function a format. What renders never decides.
namespace rapport {

struct Style {
  static constexpr std::size_t endless = std::size_t{1} << 30;  ///< no line is broken

  std::size_t width = 80;  ///< columns of the terminal; less than 20 is taken as 20
  bool colour = false;     ///< ANSI colours
  bool unicode = true;     ///< false: bars and strips in ASCII; texts stay as they are
  Date today{};            ///< dates of other years show their year
  std::string table;       ///< CSV: the key of the table to print; empty: the main one
  bool raw_csv = false;    ///< CSV: no `'` in front of text that a spreadsheet would calculate
};

/// `render` answers whole lines, the last one ended too, and `write` the same piece by piece. They
/// throw `Error` (usage) for a `Style::table` that the document does not have, and what pulling its
/// rows throws.
struct Format {
  std::string_view name;     ///< what people type behind --format
  std::string_view summary;  ///< one line for help and completion
  std::string (*render)(const Document&, const Style&);
  Audience readers = Audience::people;  ///< of its documents: people, or programs
  void (*write)(const Document&, const Style&, const Sink&) = nullptr;  ///< of those for programs
};

/// All formats, the one for people first.
std::span<const Format> formats();

/// The format of exactly that name, or nullptr.
const Format* find_format(std::string_view name);

}  // namespace rapport
