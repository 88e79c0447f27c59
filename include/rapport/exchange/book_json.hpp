#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/record.hpp"

/// A whole book as JSON, for keeping and for another book: one object with an array for each kind
/// of entity, an entity a line. The same book is always the same bytes.
namespace rapport {

/// Writes records as text: an entity's fields stand beside its `uid`, `space` and `recorded`; the
/// members of a set are an array.
class BookJsonWriter {
 public:
  using Sink = std::function<void(std::string_view)>;

  /// `tables` come first and in this order, even those of which there are none. What is written
  /// goes to `sink` at once.
  BookJsonWriter(std::span<const std::string_view> tables, Sink sink);

  /// Records come kind by kind, those of `tables` in their order, the others after them.
  void add(const Record& record);

  /// Adds the array `history`, even where no change is added. No record comes after it.
  void begin_history();
  void add(const JournalRecord& change);

  void finish();

 private:
  void begin_array(std::string_view name);
  void end_array();
  void add_line(std::string_view line);
  /// The arrays of all tables before `kind`, empty; of all where it is none of them.
  void pass_tables(std::string_view kind);

  std::vector<std::string> tables_;
  std::size_t next_table_ = 0;
  std::optional<std::string> array_;  ///< that is being written
  bool has_lines_ = false;
  Sink sink_;
};

/// A place in a text, counted from 1; a column is a character.
struct TextPlace {
  std::size_t line = 0;
  std::size_t column = 0;
};

/// "book.json:3:17".
std::string place_text(const std::string& name, const TextPlace& place);

struct BookJson {
  std::vector<Record> records;
  std::vector<TextPlace> places;  ///< where each record ends
  bool has_history = false;       ///< which is not read
};

/// Reads what `BookJsonWriter` wrote; `name` is the file, for errors. Each record has a uid, a
/// space, a time of recording and fields, whatever they mean; none comes twice. `null` is an absent
/// field, `60.0` is 60. Throws Error(bad_data) that says where, for anything else.
BookJson read_book_json(std::string_view text, const std::string& name);

/// Where in `text`, which was read, the value of a field stands: of the record number `record`,
/// from 0. Where the record ends, for a field that it has not.
TextPlace place_of_field(std::string_view text, std::size_t record, std::string_view field);

}  // namespace rapport
