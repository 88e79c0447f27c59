#pragma once

#include <cstddef>
#include <map>
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
  /// `tables` come first and in this order, even those of which there are none.
  explicit BookJsonWriter(std::span<const std::string_view> tables);

  /// Records of one kind are written in the order in which they come.
  void add(const Record& record);

  /// Adds the array `history`, even where no change is added.
  void begin_history();
  void add(const JournalRecord& change);

  std::string finish() const;

 private:
  std::vector<std::string> tables_;
  std::map<std::string, std::string> lines_;
  bool has_history_ = false;
  std::string history_;
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
