#include "rapport/exchange/csv.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/exchange/file.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_row = std::size_t{16} << 20;  // bytes
constexpr std::size_t most_cells = 1'000;
constexpr std::size_t growth = 4096;  // bytes by which a long cell grows

[[noreturn]] void refuse_csv(std::size_t line, std::size_t column, const std::string& what) {
  throw Error(ErrorKind::bad_data, fmt::format("line {}, column {}: {}", line, column, what),
              "nothing was imported; save it once more as CSV in UTF-8");
}

/// The next line with its end: LF, CR LF or CR.
std::string_view next_line(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && text[end] != '\r' && text[end] != '\n') ++end;
  if (end == text.size()) return text;
  const bool both = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
  return text.substr(0, end + (both ? 2 : 1));
}

void check_encoding(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
    refuse_csv(1, 1, "the file is UTF-16, not UTF-8");
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

char separator_of(std::string_view header) {
  const auto count = [&](char c) { return std::count(header.begin(), header.end(), c); };
  char best = ',';
  for (const char c : {';', '\t'})
    if (count(c) > count(best)) best = c;
  return best;
}

/// The library's parser, and the row that it is in.
class Parser {
 public:
  explicit Parser(char separator) {
    if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
    csv_set_space_func(&parser_, [](unsigned char) { return 0; });  // blanks are part of a cell
    csv_set_blk_size(&parser_, growth);
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Reads one line; answers how many of its bytes could be read.
  std::size_t read(std::string_view line) {
    const std::size_t good =
        csv_parse(&parser_, line.data(), line.size(), take_cell, take_row, this);
    rethrow();
    return good;
  }

  /// The end of the file; false inside of quotes.
  bool finish() {
    const bool ok = csv_fini(&parser_, take_cell, take_row, this) == 0;
    rethrow();
    return ok;
  }

  bool is_whole() const { return whole_; }
  std::size_t used_cells() const { return used_; }
  const std::vector<std::string>& cells() {
    cells_.resize(used_);
    return cells_;
  }
  void next() {
    used_ = 0;
    whole_ = false;
  }

 private:
  static void take_cell(void* text, std::size_t size, void* self) {
    auto& parser = *static_cast<Parser*>(self);
    try {
      if (parser.used_ > most_cells) return;  // it will be refused
      if (parser.used_ == parser.cells_.size()) parser.cells_.emplace_back();
      parser.cells_[parser.used_++].assign(static_cast<const char*>(text), size);
    } catch (...) {  // not through the library, which is C
      parser.failure_ = std::current_exception();
    }
  }

  static void take_row(int, void* self) { static_cast<Parser*>(self)->whole_ = true; }

  void rethrow() {
    if (failure_) std::rethrow_exception(failure_);
  }

  csv_parser parser_{};
  std::vector<std::string> cells_;  // the first `used_` are of this row
  std::size_t used_ = 0;
  bool whole_ = false;
  std::exception_ptr failure_;
};

}  // namespace

void read_csv(std::string_view text, const std::function<void(const CsvRow&)>& take) {
  check_encoding(text);
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Parser parser(separator_of(next_line(text)));
  std::size_t line = 0;
  std::size_t first_line = 1;  // of the row
  std::size_t size = 0;        // of the row so far
  const auto give = [&] {
    if (parser.is_whole()) take({first_line, parser.cells()});
    if (parser.is_whole()) parser.next();
    size = 0;
  };
  while (!text.empty()) {
    const std::string_view one = next_line(text);
    text.remove_prefix(one.size());
    ++line;
    if (size == 0) first_line = line;
    size += one.size();
    if (size > longest_row)
      refuse_csv(first_line, 1, "this row has more than 16 MiB: a quote may never be closed");
    const std::size_t good = parser.read(one);
    if (good < one.size())
      refuse_csv(line, good + 1, "a quote stands where none can be, or is followed by text");
    if (parser.used_cells() > most_cells) refuse_csv(first_line, 1, "this row has over 1000 cells");
    const bool is_blank = size == one.size() && one.find_first_not_of("\r\n") == one.npos;
    if (parser.is_whole() || is_blank) give();
  }
  if (!parser.finish()) refuse_csv(first_line, 1, "a quote is opened in this row and never closed");
  give();
}

}  // namespace rapport
