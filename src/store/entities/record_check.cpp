#include <fmt/format.h>

#include <array>

#include "rapport/base/text.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/records.hpp"

// What a record from outside must be before it may become an entity: each value of the type and in
// the range of its field, as the descriptions have it.
namespace rapport {
namespace {

constexpr std::size_t longest_text = std::size_t{16} << 20;
constexpr std::size_t longest_space = 1024;
constexpr int most_minutes = 24 * 60;
constexpr int most_offset = 26 * 60;  // minutes; the widest that a zone ever had, and more
constexpr int most_amount = 10'000'000;

/// Names that an entity of that kind cannot do without.
struct Required {
  std::string_view kind, field;
};
constexpr std::array required{
    Required{"pm", "name"},           Required{"pm", "handle"},
    Required{"customer", "name"},     Required{"person", "name"},
    Required{"interaction", "start"}, Required{"interaction", "minutes"},
    Required{"learning", "text"},     Required{"promise", "text"},
    Required{"idea", "name"},         Required{"vote", "idea"},
    Required{"vote", "customer"},     Required{"showstopper", "name"},
    Required{"story", "text"},        Required{"share", "story"},
    Required{"review", "on"},         Required{"action", "text"},
    Required{"timer", "who"},         Required{"target", "name"},
    Required{"target", "metric"},     Required{"target", "amount"},
    Required{"target", "every"},      Required{"off", "from"},
    Required{"off", "until"},
};

bool is_set(const std::string& name, std::string_view of) {
  return name.size() > of.size() && name.starts_with(of) && name[of.size()] == '.';
}

/// A visitor of `describe` that looks at each value by its name.
class Ranges {
 public:
  std::optional<std::string> bad;  ///< the first field with a value out of its range
  std::vector<std::string> fields, sets;

  template <typename T>
  void field(std::string_view name, const T& member) {
    fields.emplace_back(name);
    if (!bad && !is_good(member)) bad = name;
  }
  template <typename T>
  void set(std::string_view name, const std::set<T>&) {
    sets.emplace_back(name);
  }
  template <typename K, typename T>
  void keyed(std::string_view name, const std::map<K, T>&) {
    sets.emplace_back(name);
  }

  bool know(const std::string& name) const {
    for (const std::string& field : fields)
      if (name == field) return true;
    for (const std::string& set : sets)
      if (is_set(name, set)) return true;
    return false;
  }

 private:
  static bool is_good(Minutes length) {
    return length.count() >= 0 && length.count() <= most_minutes;
  }
  static bool is_good(int amount) { return amount >= 0 && amount <= most_amount; }
  static bool is_good(std::int64_t amount) { return amount >= 0 && amount <= most_amount; }
  static bool is_good(const std::optional<int>& offset) {
    return !offset || (*offset >= -most_offset && *offset <= most_offset);
  }
  template <typename T>
  static bool is_good(const T&) {
    return true;
  }
};

bool is_text(const FieldValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr || (text->size() <= longest_text && is_valid_text(*text));
}

/// True for "tag.": no member of a set is nothing.
bool has_empty_member(std::string_view name) { return name.find('.') + 1 == name.size(); }

template <typename T>
std::optional<std::string> problem_in(const Fields& fields) {
  for (const auto& [name, stated] : fields)
    if (has_empty_member(name)) return fmt::format("'{}' has an empty value", printable(name));
  T value = decode<T>(fields);
  Ranges ranges;
  describe(ranges, value);
  const Fields read = encode(value);
  for (const auto& [name, stated] : fields) {
    if (!is_text(stated) || !is_valid_text(name))
      return fmt::format("'{}' is too long or no text", printable(shorten(name, 40)));
    const auto same = read.find(name);
    if (ranges.know(name) && (same == read.end() || same->second != stated))
      return fmt::format("'{}' has a value that it cannot have", printable(shorten(name, 40)));
  }
  if (ranges.bad) return fmt::format("'{}' is out of its range", *ranges.bad);
  return std::nullopt;
}

std::optional<std::string> problem_of_fields(const Record& record) {
#define RAPPORT_CHECK(Type, Name, Numbered) \
  if (record.kind == (Name)) return problem_in<Type>(record.fields);
  RAPPORT_ENTITIES(RAPPORT_CHECK)
#undef RAPPORT_CHECK
  return fmt::format("this rapport knows no entities of the kind '{}'", printable(record.kind));
}

bool has(const Fields& fields, std::string_view name) {
  const auto place = fields.lower_bound(name);
  return place != fields.end() && (place->first == name || is_set(place->first, name));
}

bool is_space(const Record& record) {
  const bool is_local =
      record.kind == EntityTraits<PrivateNote>::name || record.kind == EntityTraits<Self>::name;
  if (is_local || record.space == space::local) return record.space == space::local;
  if (record.space == space::team) return true;
  const bool is_personal = record.space.starts_with("pm/") || record.space.starts_with("review/");
  return is_personal && record.space.size() <= longest_space && is_valid_text(record.space) &&
         !record.space.ends_with('/');
}

}  // namespace

std::optional<std::string> problem_of(const Record& record) {
  if (auto problem = problem_of_fields(record)) return problem;
  for (const Required& one : required)
    if (record.kind == one.kind && !has(record.fields, one.field))
      return fmt::format("the {} has no '{}'", one.kind, one.field);
  if (!is_space(record))
    return fmt::format("'{}' is no space for a {}", printable(shorten(record.space, 40)),
                       record.kind);
  const auto recorded = parse_recorded(record.recorded);
  if (!recorded || recorded_text(*recorded) != record.recorded)
    return fmt::format("'{}' is no time of recording", printable(shorten(record.recorded, 40)));
  return std::nullopt;
}

}  // namespace rapport
