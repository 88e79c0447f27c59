#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/exchange/book_json.hpp"
#include "rapport/exchange/file.hpp"

// Reads an export as it goes by: no tree is built, so that neither depth nor size of a hostile file
// costs more than the file itself.
namespace rapport {
namespace {

constexpr std::size_t deepest = 64;

/// The text as a parser reads it, byte by byte; tells how far it has come.
class JsonCursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  JsonCursor(const char* at, const char** farthest) : at_(at), farthest_(farthest) {}

  reference operator*() const { return *at_; }
  JsonCursor& operator++() {
    ++at_;
    if (farthest_ != nullptr) *farthest_ = at_;
    return *this;
  }
  JsonCursor operator++(int) {
    JsonCursor before = *this;
    ++*this;
    return before;
  }
  bool operator==(const JsonCursor& other) const { return at_ == other.at_; }
  bool operator!=(const JsonCursor& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** farthest_;
};

/// What every entity has beside its fields.
bool is_heading(std::string_view key) {
  return key == "uid" || key == "space" || key == "recorded";
}

/// Takes what the parser finds. The levels: 1 the book, 2 the array of a kind, 3 an entity, 4 a set
/// of it. What is deeper is in the history, which is passed over.
class BookReader {
 public:
  BookReader(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {}

  /// Notes where that field of that record stands.
  void seek(std::size_t record, std::string_view field) { sought_ = {record, std::string(field)}; }
  const std::optional<TextPlace>& found() const { return found_; }

  void read() {
    std::string_view text = text_;
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    at_ = counted_ = text.data();
    const char* end = text.data() + text.size();
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
      refuse("the file is UTF-16, not UTF-8");
    nlohmann::json::sax_parse(JsonCursor(text.data(), &at_), JsonCursor(end, nullptr), this);
    if (!has_version_ || !is_export_) refuse_foreign();
  }

  BookJson take() { return std::move(book_); }

  // What nlohmann::json::sax_parse calls.
  bool null() { return value(std::monostate{}); }
  bool boolean(bool flag) { return value(flag); }
  bool number_integer(std::int64_t number) { return value(number); }
  bool number_unsigned(std::uint64_t number) {
    if (!std::in_range<std::int64_t>(number)) refuse("the number is too large");
    return value(static_cast<std::int64_t>(number));
  }
  bool number_float(double number, const std::string& text) {
    constexpr double largest = 9'007'199'254'740'992;  // up to which all whole numbers are told
    if (is_passed_over()) return true;
    if (number < -largest || number > largest || number != std::trunc(number))
      refuse_field(fmt::format("is {}; no field has a number that is not whole", printable(text)));
    return value(static_cast<std::int64_t>(number));
  }
  bool string(std::string& text) {
    if (text.find('\0') != std::string::npos) refuse("a text holds the character NUL");
    return value(std::move(text));
  }
  bool binary(std::vector<std::uint8_t>&) { return false; }  // of other formats
  bool start_object(std::size_t);
  bool key(std::string& name);
  bool end_object();
  bool start_array(std::size_t);
  bool end_array() {
    levels_.pop_back();
    return true;
  }
  template <typename Exception>
  bool parse_error(std::size_t, const std::string&, const Exception&) {
    const bool is_cut = is_at_end() && !has_ended_;
    refuse(is_cut ? "the file ends too early" : "this is not valid JSON");
  }

 private:
  bool is_at_end() const { return at_ >= text_.data() + text_.size(); }
  bool is_passed_over() const { return levels_.size() > 1 && section_ == "history"; }

  /// Where the parser is; counted on from the last time.
  TextPlace place() {
    const char* last = at_ > text_.data() ? at_ - 1 : at_;
    for (; counted_ < last; ++counted_) {
      const bool is_tail = (static_cast<unsigned char>(*counted_) & 0xc0) == 0x80;
      if (*counted_ == '\n')
        place_ = {place_.line + 1, 1};
      else if (!is_tail)
        ++place_.column;
    }
    return place_;
  }

  [[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorKind::bad_data, place_text(printable(name_), place()) + ": " + what,
                "nothing was imported");
  }
  /// "interaction: 'minutes' is …"
  [[noreturn]] void refuse_field(const std::string& what) {
    refuse(fmt::format("{}: '{}' {}", printable(section_), printable(shorten(key_, 40)), what));
  }
  [[noreturn]] void refuse_foreign() const {
    throw Error(ErrorKind::bad_data,
                fmt::format("'{}' is not an export of rapport", printable(name_)),
                "nothing was imported; `rapport export --json -o FILE` makes one");
  }

  bool open_level() {
    if (levels_.size() == deepest) refuse("it is nested too deep: 64 levels at most");
    levels_.emplace_back();
    return true;
  }
  bool value(FieldValue value);
  void take_heading(const FieldValue& value);
  void take_field(FieldValue value);
  void take_member(const FieldValue& value);
  void set_field(const std::string& name, FieldValue value);
  void note_place(const std::string& field);
  void finish_record();

  std::string_view text_;
  std::string name_;
  const char* at_ = nullptr;
  const char* counted_ = nullptr;
  TextPlace place_{1, 1};
  std::vector<std::set<std::string, std::less<>>> levels_;  // the keys seen in each that is open
  std::string section_;                                     // the key at the top
  std::string key_;
  Record record_;
  bool has_uid_ = false;
  bool has_version_ = false;
  bool is_export_ = false;
  bool has_ended_ = false;
  std::set<std::pair<Uid, bool>> known_;  // a private note shares the uid of its talk
  BookJson book_;
  std::optional<std::pair<std::size_t, std::string>> sought_;
  std::optional<TextPlace> found_;
};

bool BookReader::start_object(std::size_t) {
  if (!is_passed_over()) {
    if (!levels_.empty() && levels_.size() != 2) refuse("an object does not belong here");
    record_ = {.kind = section_};
    has_uid_ = false;
  }
  return open_level();
}

bool BookReader::key(std::string& name) {
  if (!levels_.back().insert(name).second)
    refuse(fmt::format("the key '{}' comes twice", printable(name)));
  if (levels_.size() == 1) section_ = name;
  key_ = std::move(name);
  return true;
}

bool BookReader::end_object() {
  levels_.pop_back();
  has_ended_ = levels_.empty();
  if (levels_.size() == 2 && !is_passed_over()) finish_record();
  return true;
}

bool BookReader::start_array(std::size_t) {
  if (levels_.empty()) refuse_foreign();
  const bool is_fixed = levels_.size() == 1   ? section_ == "version" || section_ == "report"
                        : levels_.size() == 3 ? is_heading(key_)
                                              : true;
  if (!is_passed_over() && is_fixed) refuse("an array does not belong here");
  if (levels_.size() == 1 && section_ == "history") book_.has_history = true;
  return open_level();
}

bool BookReader::value(FieldValue value) {
  if (is_passed_over()) return true;
  if (levels_.empty()) refuse_foreign();
  if (levels_.size() == 1)
    take_heading(value);
  else if (levels_.size() == 3)
    take_field(std::move(value));
  else if (levels_.size() == 4)
    take_member(value);
  else
    refuse("a value does not belong here");
  return true;
}

void BookReader::take_heading(const FieldValue& value) {
  if (section_ == "version") {
    if (value != FieldValue{std::int64_t{1}})
      refuse("the export is of a version that this rapport does not know");
    has_version_ = true;
  } else if (section_ == "report") {
    if (value != FieldValue{std::string("export")}) refuse_foreign();
    is_export_ = true;
  } else {
    refuse(fmt::format("'{}' is not a list of entities", printable(section_)));
  }
}

void BookReader::take_field(FieldValue value) {
  const auto* text = std::get_if<std::string>(&value);
  if (is_heading(key_)) {
    if (text == nullptr) refuse_field("is not text");
    note_place(key_);
    if (key_ == "space") record_.space = *text;
    if (key_ == "recorded") record_.recorded = *text;
    if (key_ != "uid") return;
    const auto uid = parse_uid(*text);
    if (!uid || uid->is_nil())
      refuse_field(fmt::format("is '{}'; it may be a UUID", printable(shorten(*text, 40))));
    record_.uid = *uid;
    has_uid_ = true;
    return;
  }
  if (!std::holds_alternative<std::monostate>(value)) set_field(key_, std::move(value));
}

void BookReader::take_member(const FieldValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) refuse_field("holds something that is not text");
  set_field(key_ + "." + *text, true);
}

void BookReader::set_field(const std::string& name, FieldValue value) {
  if (name.empty() || name.front() == '.') refuse_field("is not the name of a field");
  if (!record_.fields.emplace(name, std::move(value)).second) refuse_field("comes twice");
  note_place(name);
}

void BookReader::note_place(const std::string& field) {
  if (sought_ && sought_->first == book_.records.size() && sought_->second == field)
    found_ = place();
}

void BookReader::finish_record() {
  const auto refuse_it = [&](const std::string& what) {
    refuse(fmt::format("the {} {}", printable(record_.kind), what));
  };
  if (!has_uid_) refuse_it("has no 'uid'");
  if (record_.space.empty()) refuse_it("has no 'space'");
  if (record_.recorded.empty()) refuse_it("has no 'recorded'");
  if (!known_.emplace(record_.uid, record_.kind == "private").second)
    refuse_it(to_string(record_.uid) + " comes twice");
  book_.records.push_back(std::move(record_));
  book_.places.push_back(place());
}

}  // namespace

TextPlace place_of_field(std::string_view text, std::size_t record, std::string_view field) {
  BookReader reader(text, {});
  reader.seek(record, field);
  reader.read();
  const BookJson book = reader.take();
  return reader.found().value_or(book.places.at(record));
}

BookJson read_book_json(std::string_view text, const std::string& name) {
  BookReader reader(text, name);
  reader.read();
  return reader.take();
}

}  // namespace rapport
