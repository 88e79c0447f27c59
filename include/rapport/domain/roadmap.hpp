#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Reads a roadmap in Markdown: what is planned in it.
namespace rapport {

/// One thing planned.
struct RoadmapItem {
  int line = 0;                ///< in the file, from 1
  std::string title;           ///< its first line, without marks and tags at the end
  std::string text;            ///< all of it, with what is nested in it
  std::set<std::string> tags;  ///< `#theme` and `+theme` in it or in a heading above it

  bool operator==(const RoadmapItem&) const = default;
};

/// What is an item:
///  - a list entry (`-`, `*`, `+`, `1.`); entries nested in it and paragraphs that go on are
///  details
///    of it. What is ticked off (`[x]`) is done, and no item;
///  - a row of a table, but for its header;
///  - a heading below the first level with nothing but text beneath it; where the file has entries
///    or rows elsewhere, a heading with nothing at all beneath it is an empty section, and no item.
/// Other headings are sections: their tags hold for all items beneath them. Code blocks, comments
/// and a block of settings at the top are passed over. Throws Error(bad_data) where the tags of all
/// items are more than a million: sections that are nested in each other multiply them.
std::vector<RoadmapItem> parse_roadmap(std::string_view markdown);

/// Whether an item serves a theme: it has the tag, or the theme's words side by side in its text.
/// Prepared once per item, to be asked for many themes; keeps a reference to the item.
class Serving {
 public:
  explicit Serving(const RoadmapItem& item);
  bool operator()(std::string_view theme) const;

 private:
  const RoadmapItem& item_;
  std::string folded_;
  std::vector<std::string_view> words_;  // of `folded_`
};

}  // namespace rapport
