#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/base/text.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/domain/time.hpp"

/// What a command answers: typed blocks without any formatting. A cell keeps its type until a
/// renderer needs characters: `Minutes{90}` is "1h 30m" to a person and 90 to a program.
namespace rapport {

struct Percent {
  int value = 0;  ///< 0–100 and above
  bool operator==(const Percent&) const = default;
};

/// A text on one line in which something was found; the highlights are in order and never touch. To
/// a program it is the text alone.
struct MarkedText {
  std::string text;
  std::vector<TextRange> highlights;
  bool operator==(const MarkedText&) const = default;
};

/// What a cell or line means, never a colour. Each tone also shows without colour, by the words.
enum class Tone { plain, strong, good, warn, bad, quiet };

/// A period of a strip. `mark` is an ASCII letter or sign that says the state without colour;
/// `level` (0–8) is how tall a Unicode strip draws it.
struct StripMark {
  char mark = ' ';
  int level = 0;
  Tone tone = Tone::plain;
  std::string title;       ///< "2026-W47: 2h of 3h, on pace", for HTML
  std::string label = {};  ///< the period alone: "2026-W47", for HTML
  bool off = false;        ///< nothing was expected: drawn hatched in HTML
  bool operator==(const StripMark&) const = default;
};

/// Progress towards a target. Within a table it has no label, and is its caption, with a bar below
/// it in HTML.
struct Bar {
  std::string label;
  double done = 0;
  double expected = 0;
  std::string caption;  ///< "2h of 3h, on pace"
  Tone tone = Tone::plain;
  bool operator==(const Bar&) const = default;
};

/// A strip within a table, oldest first: its letters, drawn as columns in HTML.
struct StripCell {
  std::vector<StripMark> marks;
  std::string letters() const {
    std::string all;
    for (const StripMark& one : marks) all += one.mark;
    return all;
  }
  bool operator==(const StripCell&) const = default;
};

using ValueKinds = std::variant<std::monostate, bool, std::string, std::int64_t, Minutes, Percent,
                                Date, Moment, std::vector<std::string>, MarkedText, StripCell, Bar>;

/// One of `ValueKinds`. Copied, moved and destroyed in document.cpp, so that the code for it is
/// compiled once instead of in every file that builds a document.
struct Value : ValueKinds {
  using ValueKinds::ValueKinds;
  Value();
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();
};

/// Whom a block, fact or column is for. Programs read JSON and CSV, people all the rest.
enum class Audience { everyone, people, programs };

struct Cell {
  Value value;
  Tone tone = Tone::plain;
};

struct Column {
  std::string key;    ///< for programs; never changes
  std::string title;  ///< for people
  Audience audience = Audience::everyone;
  bool is_whole = false;  ///< its texts are not broken in a terminal: lines to type
};

struct Heading {
  std::string text;
  int level = 1;            ///< 1 or 2
  Tone tone = Tone::plain;  ///< of what stands below a heading of level 2: a card in HTML
};

/// A paragraph; one line where it fits. For people only.
struct Text {
  std::string text;
  Tone tone = Tone::plain;
};

struct KeyValue {
  std::string key;
  std::string title;
  Cell cell;
  Audience audience = Audience::everyone;
};

/// Named single values: to a program, keys of the top-level object.
struct KeyValues {
  std::vector<KeyValue> values;
};

/// Takes text piece by piece, as it becomes ready.
using Sink = std::function<void(std::string_view)>;

/// Hands each row to `take`, in order, without holding them all. It reads the book, which must be
/// open as long as it lives, and keeps others from writing.
using RowSource = std::function<void(const std::function<void(const std::vector<Cell>&)>& take)>;

struct Table {
  std::string key;    ///< the array under which a program finds it
  std::string title;  ///< may be empty
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::string empty;  ///< what people read when there are no rows; nothing printed when empty too
  Audience audience = Audience::everyone;
  bool is_dense = false;     ///< one line per row in a terminal: what is too long is cut, from the
                             ///< last column on
  RowSource more_rows = {};  ///< those after `rows`, of a table for programs as long as the book
};

/// Progress towards targets: one bar a row. For people only.
struct Bars {
  std::vector<Bar> bars;
};

/// One mark a period, oldest first. For people only.
struct Strip {
  std::string label;
  std::vector<StripMark> marks;
  std::string legend;
};

/// What a chart shows; each kind answers one question.
enum class ChartKind {
  columns,  ///< "enough in each period?": a column a period against what was expected of it
  line,     ///< "when will it be enough?": a running total on its way to what is expected
  shares,   ///< "who had the time?": a bar a thing, each with its share of the sum of all points
};

/// A period, or for `shares` a thing. Amounts are minutes for `hours`, else counts; below 0 is 0.
struct ChartPoint {
  std::string label;  ///< "2026-W47", "Acme Robotics"
  std::int64_t value = 0;
  std::optional<std::int64_t> expected = {};  ///< draws the target line; not for `shares`
  char mark = ' ';  ///< ASCII, under a column: says the state without colour, as in a strip
  Tone tone = Tone::plain;
  std::string title = {};  ///< the point in words, "2026-W47: 2h of 3h, on pace"; may be empty
  bool off = false;        ///< time off: nothing was expected, drawn hatched
};

/// A chart of amounts in their own scale, with axes in HTML and in a few lines of characters
/// elsewhere. For people only: what a program should get stands in a table too. `columns` and
/// `line` have their points oldest first, `shares` in the order to be read; whoever leaves things
/// out of `shares` adds them up in a last point, because a share is one of all points.
struct Chart {
  ChartKind kind = ChartKind::columns;
  std::string title;                 ///< "Hours a week", above the chart
  Metric metric = Metric::sessions;  ///< what the amounts are: the unit of the axis
  std::vector<ChartPoint> points;
  std::string legend;  ///< what the marks mean, as in a strip
};

/// Printed exactly as it is, to people; what a program gets under `key`.
struct Verbatim {
  std::string key;
  std::string text;
};

using BlockKinds = std::variant<Heading, Text, KeyValues, Table, Bars, Strip, Chart, Verbatim>;

/// One of `BlockKinds`; compiled once, as `Value` is.
struct Block : BlockKinds {
  using BlockKinds::BlockKinds;
  Block(const Block& other);
  Block(Block&& other) noexcept;
  Block& operator=(const Block& other);
  Block& operator=(Block&& other) noexcept;
  ~Block();
};

struct Document {
  std::string report;      ///< the name programs see: "week"
  std::string title = {};  ///< of a page that no heading begins; the name of the report when empty
  std::vector<Block> blocks;
  std::string main_table;  ///< key of the table CSV prints; the first one when empty, the
                           ///< single values when it has no such table
  std::string file = {};   ///< where not empty: a file in a form of its own, printed as it is in
                           ///< place of the blocks, whatever the format
  std::function<void(const Sink&)> more_of_file = {};  ///< what comes after `file`: it is read from
                                                       ///< the book as it is written
  std::vector<std::string> notices;                    ///< asides for people, printed on stderr
  std::string left_out = {};  ///< "20 of 26 talks are shown …": ends a page, and goes to stderr
                              ///< where no person may be looking at the page
  std::string saved;   ///< "saved as #12": what a command has written, should the output fail
  bool answer = true;  ///< false: the answer is "no" (exit 1)
  bool newest_is_last = false;  ///< a pager opens at the end

  /// True where the book must be open while it is written.
  bool is_pulled() const;
};

}  // namespace rapport

extern template class std::vector<rapport::Cell>;
extern template class std::vector<std::vector<rapport::Cell>>;
extern template class std::vector<rapport::Column>;
extern template class std::vector<rapport::KeyValue>;
extern template class std::vector<rapport::Block>;
