#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

/// Names to be found in texts as whole words: without regard to case, accents and the Unicode form,
/// and to whether a blank, a dash or an underscore joins their words. Where scripts do not part
/// words ("日本株式会社は"), every occurrence is one.
class Mentions {
 public:
  /// A name without a letter or digit is never found.
  void add(std::string_view name, std::string replacement);

  bool empty() const { return names_.empty(); }

  bool found_in(std::string_view text) const;

  /// `text` with the replacement for each name in it; of several that begin at one place, the
  /// longest counts. None is found in what is answered, unless it is found in a replacement. A
  /// letter that would prolong the replacement is set off by a blank.
  std::string replaced(std::string_view text) const;

  /// True when all of `text` is one of the names.
  bool is_name(std::string_view text) const;

 private:
  struct Key;
  struct Name {
    std::u32string letters;
    std::string replacement;
  };
  struct Found {
    std::size_t begin = 0, end = 0;  // in the letters of the text
    const Name* name = nullptr;
  };
  static Key key_of(std::string_view text);
  std::vector<Found> find(const Key& key) const;
  std::string replaced_once(std::string_view text) const;
  bool is_in_a_replacement() const;

  std::map<char32_t, std::vector<Name>> names_;  // by their first letter, the longest first
};

}  // namespace rapport
