#include "rapport/exchange/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/exchange/file.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_row = std::size_t{16} << 20;  // bytes
constexpr std::size_t most_cells = 1'000;
constexpr std::size_t first_lines = 20;  // in which a separator is looked for

[[noreturn]] void refuse_csv(std::size_t line, std::size_t column, const std::string& what) {
  throw Error(ErrorKind::bad_data, fmt::format("line {}, column {}: {}", line, column, what),
              "nothing was imported; save it again as CSV in UTF-8");
}

/// The next line with its end: LF, CR LF or CR.
std::string_view next_line(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) return text;
  return text.substr(0, end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
}

void check_encoding(std::string_view text) {
  if (is_valid_text(text)) return;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::string_view one = next_line(text);
    text.remove_prefix(one.size());
    if (is_valid_text(one)) continue;
    std::size_t good = one.size();
    while (!is_valid_text(one.substr(0, good))) --good;
    refuse_csv(line, good + 1,
               one[good] == '\0' ? "a NUL byte: this is not text" : "this is not UTF-8");
  }
}

/// How often `c` stands between the cells of a line: not in quotes, where these are in pairs.
std::ptrdiff_t count_between(std::string_view line, char c) {
  const bool is_paired = std::count(line.begin(), line.end(), '"') % 2 == 0;
  bool is_quoted = false;
  return std::count_if(line.begin(), line.end(), [&](char other) {
    is_quoted = is_quoted != (is_paired && other == '"');
    return other == c && !is_quoted;
  });
}

/// The separator that the first line with any has most of: titles above the head may have none.
char separator_of(std::string_view text) {
  for (std::size_t i = 0; i < first_lines && !text.empty(); ++i) {
    const std::string_view line = next_line(text);
    text.remove_prefix(line.size());
    const auto count = [&](char c) { return count_between(line, c); };
    char best = ',';
    for (const char c : {';', '\t', '|'})
      if (count(c) > count(best)) best = c;
    if (count(best) > 0) return best;
  }
  return ',';
}

/// "sep=;" in the first line, which Excel writes and reads: the separator, no row.
std::optional<char> declared_separator(std::string_view line) {
  while (line.ends_with('\r') || line.ends_with('\n')) line.remove_suffix(1);
  if (line.starts_with('"') && line.ends_with('"') && line.size() > 1)
    line = line.substr(1, line.size() - 2);
  return line.size() == 5 && fold(line.substr(0, 4)) == "sep=" ? std::optional{line[4]}
                                                               : std::nullopt;
}

/// Takes the cells of a table off the front of its text, row by row.
class Parser {
 public:
  Parser(std::string_view text, char separator, std::size_t line)
      : all_(text), rest_(text), separator_(separator), ends_{separator, '\r', '\n'}, line_(line) {}

  /// Reads the next row into `cells`; false at the end. What was in `cells` is used again.
  bool read(std::vector<std::string>& cells) {
    if (rest_.empty()) return false;
    row_ = rest_.data();
    first_line_ = line_;
    std::size_t used = 0;
    for (bool more = true; more;) {
      if (used == most_cells) refuse_csv(first_line_, 1, "this row has over 1000 cells");
      if (used == cells.size()) cells.emplace_back();
      std::string& cell = cells[used++];
      cell.clear();
      rest_.starts_with('"') ? read_quoted(cell) : read_plain(cell);
      more = rest_.starts_with(separator_);
      if (more) rest_.remove_prefix(1);
    }
    end_line();
    cells.resize(used);
    return true;
  }

  std::size_t first_line() const { return first_line_; }

 private:
  /// A quote within such a cell is a sign like others.
  void read_plain(std::string& cell) {
    const auto end = std::find_if(rest_.begin(), rest_.end(), [this](char c) {
      return c == separator_ || c == '\r' || c == '\n';
    });
    cell.append(rest_.begin(), end);
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
    check_size();
  }

  void read_quoted(std::string& cell) {
    rest_.remove_prefix(1);
    for (;;) {
      const std::size_t quote = rest_.find('"');
      if (quote == std::string_view::npos || quote > longest_row) {
        if (rest_.size() > longest_row) refuse_size();
        refuse_csv(first_line_, 1, "a quote is opened in this row and never closed");
      }
      const std::string_view part = rest_.substr(0, quote);
      line_ += count_lines(part);
      cell.append(part);
      rest_.remove_prefix(quote + 1);
      check_size();
      if (!rest_.starts_with('"')) break;
      cell += '"';
      rest_.remove_prefix(1);
    }
    if (!rest_.empty() && std::string_view(ends_).find(rest_.front()) == std::string_view::npos)
      refuse_csv(line_, column(), "there is text after the quote that ends a cell");
  }

  void end_line() {
    if (rest_.empty()) return;
    rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
    ++line_;
  }

  static std::size_t count_lines(std::string_view text) {
    std::size_t lines = 0;
    for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
         at = text.find_first_of("\r\n", at + 1)) {
      if (text.substr(at).starts_with("\r\n")) ++at;
      ++lines;
    }
    return lines;
  }

  std::size_t column() const {
    const std::string_view before = all_.substr(0, all_.size() - rest_.size());
    return before.size() - std::min(before.find_last_of("\r\n") + 1, before.size()) + 1;
  }

  void check_size() const {
    if (static_cast<std::size_t>(rest_.data() - row_) > longest_row) refuse_size();
  }

  [[noreturn]] void refuse_size() const {
    refuse_csv(first_line_, 1, "this row has more than 16 MiB: a quote may never be closed");
  }

  std::string_view all_, rest_;
  char separator_;
  std::string ends_;
  std::size_t line_;
  std::size_t first_line_ = 1;
  const char* row_ = nullptr;
};

}  // namespace

void read_csv(std::string_view text, const std::function<void(const CsvRow&)>& take) {
  check_encoding(text);
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::size_t line = 1;
  const auto declared = declared_separator(next_line(text));
  if (declared) {
    text.remove_prefix(next_line(text).size());
    line = 2;
  }
  const char separator = declared.value_or(separator_of(text));
  Parser parser(text, separator, line);
  std::vector<std::string> cells;
  while (parser.read(cells))
    if (cells.size() > 1 || !cells.front().empty()) take({parser.first_line(), separator, cells});
}

}  // namespace rapport
