#include <algorithm>

#include "rapport/base/text.hpp"
#include "render/cells.hpp"
#include "render/text.hpp"

// A table in characters. Numbers, dates and the like keep their width; columns of text give way,
// the widest first, then those where it costs the fewest lines, and wrap. Where even that is too
// wide, each row becomes a list of its cells.
namespace rapport {
namespace {

// A column of text is not made narrower than its title, its longest word, nor than this, as long as
// the word is not longer than a word should be.
constexpr std::size_t least_text_width = 8;
constexpr std::size_t longest_kept_word = 16;

// What a cell has beyond these lines is cut: one hostile name must not hide the rest of the table.
constexpr std::size_t most_lines = 12;

struct Piece {
  std::string text;
  std::size_t width = 0;
  Tone tone = Tone::plain;
  std::vector<bool> brackets = {};  ///< of a marked text: whether each is one of a highlight
};

struct Lane {
  std::size_t column = 0;  ///< in the table
  Piece title;
  std::vector<Piece> pieces;  ///< one a row
  bool right = false;
  std::size_t width = 0;   ///< at first of the widest piece, then as the page allows
  std::size_t wanted = 0;  ///< that of the widest piece
  std::size_t least = 0;   ///< what it cannot do without
};

// Days below 10 get a blank in front, so that days and months stand in line.
std::string aligned_words(const Value& value, Date today) {
  std::string words = words_for(value, today);
  const auto* moment = std::get_if<Moment>(&value);
  const Date* date = moment ? &moment->date : std::get_if<Date>(&value);
  if (date && static_cast<unsigned>(std::chrono::year_month_day{*date}.day()) < 10)
    words.insert(words.find(' ') + 1, 1, ' ');
  return words;
}

constexpr std::string_view bracket_signs = "[]";

std::vector<bool> brackets_of(const MarkedText& marked) {
  std::vector<bool> brackets;
  std::size_t at = 0;
  const auto pass = [&](std::size_t until) {
    for (; at < until; ++at)
      if (bracket_signs.find(marked.text[at]) != bracket_signs.npos) brackets.push_back(false);
  };
  for (const auto& [from, until] : marked.highlights) {
    pass(from);
    brackets.push_back(true);
    pass(until);
    brackets.push_back(true);
  }
  pass(marked.text.size());
  return brackets;
}

Piece piece_of(std::string_view words, Tone tone, const Style& style) {
  std::string text = printable(on_one_line(words, style));
  const std::size_t width = display_width(text);
  return {std::move(text), width, tone};
}

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  for (const std::string_view word : split(text, ' '))
    longest = std::max(longest, display_width(word));
  return longest;
}

Lane lane_of(const Table& table, std::size_t column, const Style& style) {
  Lane lane;
  lane.column = column;
  lane.right = is_numeric(table, column);
  lane.title = piece_of(table.columns[column].title, Tone::quiet, style);
  lane.width = lane.title.width;
  bool soft = false;
  std::size_t word = 0;
  for (const auto& row : table.rows) {
    const Cell& cell = cell_at(row, column);
    Piece& piece = lane.pieces.emplace_back(
        piece_of(aligned_words(cell.value, style.today), cell.tone, style));
    if (const auto* marked = std::get_if<MarkedText>(&cell.value))
      piece.brackets = brackets_of(*marked);
    lane.width = std::max(lane.width, piece.width);
    if (!is_prose(cell.value)) continue;
    soft = true;
    if (word < longest_kept_word) word = std::max(word, longest_word(piece.text));
  }
  const std::size_t least =
      std::max(least_text_width, std::min(std::max(word, lane.title.width), longest_kept_word));
  const bool gives_way = soft && !table.columns[column].is_whole;
  lane.least = gives_way ? std::min(lane.width, least) : lane.width;
  return lane;
}

std::size_t total_width(const std::vector<Lane>& lanes, std::size_t cap) {
  std::size_t total = column_gap * (lanes.size() - 1);
  for (const Lane& lane : lanes) total += std::max(lane.least, std::min(lane.width, cap));
  return total;
}

// Makes the lanes fit by cutting all that are wider than some width down to it. False when even the
// least is too much.
bool fit(std::vector<Lane>& lanes, std::size_t width) {
  if (total_width(lanes, 0) > width) return false;
  std::size_t cap = width;
  while (total_width(lanes, cap) > width) --cap;
  std::size_t spare = width - total_width(lanes, cap);
  for (Lane& lane : lanes) {
    lane.wanted = lane.width;
    lane.width = std::max(lane.least, std::min(lane.wanted, cap));
    const std::size_t more = std::min(spare, lane.wanted - lane.width);
    lane.width += more;
    spare -= more;
  }
  return true;
}

/// Makes the lanes fit by narrowing the last ones first. False when even the least is too much.
bool fit_densely(std::vector<Lane>& lanes, std::size_t width) {
  for (Lane& lane : lanes) {
    lane.least = std::min(lane.least, least_text_width);
    lane.width = std::max(lane.least, std::min(lane.width, width));
  }
  if (total_width(lanes, 0) > width) return false;
  std::size_t total = total_width(lanes, width);
  for (auto lane = lanes.rbegin(); lane != lanes.rend() && total > width; ++lane) {
    const std::size_t less =
        std::min(total - width, lane->width - std::min(lane->width, lane->least));
    lane->width -= less;
    total -= less;
  }
  return true;
}

/// About how many lines the rows take; of a long table the first ones speak for all.
std::size_t height_of(const std::vector<Lane>& lanes) {
  constexpr std::size_t enough_rows = 100;
  constexpr std::size_t lost = 2;  // columns at the end of a line where the next word had no room
  const std::size_t rows = std::min(lanes.front().pieces.size(), enough_rows);
  std::size_t lines = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    std::size_t height = 1;
    for (const Lane& lane : lanes) {
      const std::size_t width = lane.pieces[row].width;
      if (width > lane.width) height = std::max(height, 1 + width / (lane.width - lost));
    }
    lines += std::min(height, most_lines);
  }
  return lines;
}

void give(Lane& from, Lane& to, std::size_t columns) {
  from.width -= columns;
  to.width += columns;
}

/// Moves the columns between two lanes that make the table the shortest, and answers how short;
/// nothing is moved, and `height` comes back, where none makes it shorter than that.
std::size_t level_once(std::vector<Lane>& lanes, std::size_t height) {
  Lane* best_from = nullptr;
  Lane* best_to = nullptr;
  std::size_t best_columns = 0;
  for (Lane& from : lanes)
    for (Lane& to : lanes)
      for (const std::size_t columns : {1U, 2U, 4U, 8U}) {
        if (from.width < from.least + columns || to.width >= to.wanted) break;
        give(from, to, columns);
        if (const std::size_t lower = height_of(lanes); lower < height) {
          height = lower;
          best_from = &from;
          best_to = &to;
          best_columns = columns;
        }
        give(to, from, columns);
      }
  if (best_from) give(*best_from, *best_to, best_columns);
  return height;
}

// Moves columns from lane to lane as long as that makes the table shorter.
void level(std::vector<Lane>& lanes) {
  std::size_t height = height_of(lanes);
  for (std::size_t lower; (lower = level_once(lanes, height)) < height;) height = lower;
}

void write_header(Page& page, const std::vector<Lane>& lanes) {
  std::size_t start = 0;
  for (const Lane& lane : lanes) {
    const std::string title = shorten(lane.title.text, lane.width, !page.unicode());
    page.move_to(lane.right ? start + lane.width - display_width(title) : start);
    page.put(title, Tone::quiet);
    start += lane.width + column_gap;
  }
  page.end_line();
}

std::vector<std::string> lines_of(const Piece& piece, std::size_t width, bool ascii) {
  if (piece.width <= width) return {piece.text};
  std::vector<std::string> lines = wrap(piece.text, width);
  if (lines.size() > most_lines) {
    const std::string more = ascii ? "..." : "…";
    std::string& last = lines[most_lines - 1];
    last = shorten(last, width - display_width(more), ascii);
    if (!last.ends_with(more)) last += more;
    lines.resize(most_lines);
  }
  return lines;
}

/// Where the lines of a cell are: after so many brackets, and inside a highlight or not.
struct Highlighting {
  std::size_t bracket = 0;
  bool inside = false;
};

/// One line of a cell; what was found is bold between its brackets.
void put_line(Page& page, std::string_view line, const Piece& piece, Highlighting& place) {
  std::size_t from = 0;
  const auto put_until = [&](std::size_t until) {
    page.put(line.substr(from, until - from), piece.tone,
             place.inside ? Weight::bold : Weight::normal);
    from = until;
  };
  for (std::size_t at = line.find_first_of(bracket_signs);
       at != line.npos && place.bracket < piece.brackets.size();
       at = line.find_first_of(bracket_signs, at + 1)) {
    if (!piece.brackets[place.bracket++]) continue;
    put_until(place.inside ? at : at + 1);
    place.inside = !place.inside;
  }
  put_until(line.size());
}

void write_row(Page& page, const std::vector<Lane>& lanes, std::size_t row, bool is_dense) {
  std::vector<std::vector<std::string>> cells;
  std::vector<Highlighting> places(lanes.size());
  std::size_t height = 1;
  for (const Lane& lane : lanes) {
    const Piece& piece = lane.pieces[row];
    if (is_dense)
      cells.push_back({shorten(piece.text, lane.width, !page.unicode())});
    else
      cells.push_back(lines_of(piece, lane.width, !page.unicode()));
    height = std::max(height, cells.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      const Piece& piece = lanes[i].pieces[row];
      if (line < cells[i].size()) {
        const bool right = lanes[i].right && piece.width < lanes[i].width;
        page.move_to(right ? start + lanes[i].width - piece.width : start);
        put_line(page, cells[i][line], piece, places[i]);
      }
      start += lanes[i].width + column_gap;
    }
    page.end_line();
  }
}

void write_records(Page& page, const Table& table, const std::vector<Lane>& lanes, Date today) {
  for (const auto& row : table.rows) {
    std::vector<Pair> pairs;
    for (const Lane& lane : lanes) {
      const auto& [value, tone] = cell_at(row, lane.column);
      if (!is_empty(value)) pairs.push_back({lane.title.text, words_for(value, today), tone});
    }
    write_pairs(page, pairs);
    page.set_gap(true);
  }
}

}  // namespace

void write_table(Page& page, const Table& table, const Style& style) {
  write_title(page, table.title);
  std::vector<Lane> lanes;
  for (const std::size_t column : columns_for(table, Reader::person))
    lanes.push_back(lane_of(table, column, style));
  if (lanes.empty()) {
    write_lines(page, table.empty, 0, Tone::quiet);
  } else if (table.is_dense ? fit_densely(lanes, page.width()) : fit(lanes, page.width())) {
    if (!table.is_dense) level(lanes);
    write_header(page, lanes);
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      write_row(page, lanes, row, table.is_dense);
  } else {
    write_records(page, table, lanes, style.today);
  }
}

}  // namespace rapport
