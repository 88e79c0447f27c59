#include "rapport/domain/roadmap.hpp"

#include <algorithm>
#include <optional>

#include "domain/words/scan.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/domain/learning.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_levels = 6;
constexpr std::size_t most_tags = 1'000'000;  // of all items

enum class LineKind { blank, heading, entry, row, text };

struct Line {
  int number = 0;
  LineKind kind = LineKind::text;
  std::size_t indent = 0;
  std::size_t level = 0;  ///< of a heading
  bool done = false;      ///< a ticked entry
  std::string text;       ///< without its marks
};

std::size_t indent_of(std::string_view line) {
  std::size_t columns = 0;
  for (const char c : line) {
    if (c != ' ' && c != '\t') break;
    columns += c == '\t' ? 4 - columns % 4 : 1;
  }
  return columns;
}

bool is_ruler(std::string_view text, std::string_view signs) {
  return !text.empty() && text.find_first_not_of(signs) == std::string_view::npos;
}

/// How many characters the mark of a list entry takes, with the blank behind it; 0 for no entry.
std::size_t entry_mark(std::string_view text) {
  const std::size_t digits = leading_digits(text);
  const bool counted = digits > 0 && digits < 10 && digits < text.size() &&
                       (text[digits] == '.' || text[digits] == ')');
  const bool marked = digits == 0 && !text.empty() &&
                      std::string_view("-*+").find(text[0]) != std::string_view::npos;
  if (!counted && !marked) return 0;
  const std::size_t end = digits + 1;
  return end < text.size() && (text[end] == ' ' || text[end] == '\t') ? end + 1 : 0;
}

/// Removes "[ ] " or "[x] "; true for one that is ticked.
bool remove_box(std::string_view& text) {
  if (text.size() < 3 || text[0] != '[' || text[2] != ']') return false;
  const char mark = text[1];
  if (mark != ' ' && mark != 'x' && mark != 'X') return false;
  text = trim(text.substr(3));
  return mark != ' ';
}

std::string row_text(std::string_view text) {
  std::vector<std::string_view> cells;
  for (const std::string_view cell : split(text, '|'))
    if (const auto words = trim(cell); !words.empty()) cells.push_back(words);
  return joined(cells, " · ");
}

bool is_separator(std::string_view text) {
  return text.find('-') != std::string_view::npos && text.find('|') != std::string_view::npos &&
         is_ruler(text, "|-: \t");
}

/// Reads a file line by line, without what is no text of it.
class Lines {
 public:
  explicit Lines(std::string_view markdown) {
    int number = 0;
    for (std::string_view line : split(markdown, '\n')) {
      ++number;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (number == 1 && trim(line) == "---")
        in_settings_ = true;
      else if (!is_passed_over(line))
        add(number, without_comments(line));
    }
  }

  std::vector<Line> take() { return std::move(lines_); }

 private:
  bool is_passed_over(std::string_view line) {
    const std::string_view text = trim(line);
    if (in_settings_) {
      in_settings_ = text != "---" && text != "...";
    } else if (!fence_.empty()) {
      if (text.starts_with(fence_)) fence_.clear();
    } else if (!in_comment_ && (text.starts_with("```") || text.starts_with("~~~"))) {
      fence_ = text.substr(0, 3);
    } else {
      return false;
    }
    return true;
  }

  std::string without_comments(std::string_view line) {
    std::string kept;
    while (!line.empty()) {
      const auto end = in_comment_ ? line.find("-->") : line.find("<!--");
      if (!in_comment_) kept += line.substr(0, end);
      if (end == std::string_view::npos) break;
      line.remove_prefix(end + (in_comment_ ? 3 : 4));
      in_comment_ = !in_comment_;
    }
    return kept;
  }

  void add(int number, std::string_view raw) {
    std::string_view text = trim(raw);
    Line line{.number = number, .indent = indent_of(raw)};
    const bool under_text = !lines_.empty() && lines_.back().kind == LineKind::text;
    if (text.empty()) {
      line.kind = LineKind::blank;
      in_table_ = false;
    } else if (under_text && is_separator(text) &&
               lines_.back().text.find('|') != std::string::npos) {
      lines_.pop_back();  // the header of the table
      in_table_ = true;
      return;
    } else if (under_text && (is_ruler(text, "=") || is_ruler(text, "-"))) {
      lines_.back().kind = LineKind::heading;
      lines_.back().level = text[0] == '=' ? 1 : 2;
      return;
    } else if (is_ruler(text, "- ") || is_ruler(text, "* ") || is_ruler(text, "_ ")) {
      return;
    } else if (in_table_ && text.find('|') != std::string_view::npos) {
      line.kind = LineKind::row;
      line.text = row_text(text);
    } else {
      classify(line, text);
    }
    lines_.push_back(std::move(line));
  }

  static void classify(Line& line, std::string_view text) {
    const auto level = std::min(text.find_first_not_of('#'), text.size());
    if (level >= 1 && level <= most_levels && (level == text.size() || text[level] == ' ')) {
      line.kind = LineKind::heading;
      line.level = level;
      text = trim(text.substr(level));
      const auto last = text.find_last_not_of("# ");  // "## Now ##"
      if (text.ends_with(" #") || text.ends_with("##"))
        text = last == std::string_view::npos ? "" : text.substr(0, last + 1);
    } else if (const auto mark = entry_mark(text); mark > 0) {
      line.kind = LineKind::entry;
      text = trim(text.substr(mark));
      line.done = remove_box(text);
    }
    line.text = std::string(text);
  }

  std::vector<Line> lines_;
  std::string fence_;
  bool in_settings_ = false;
  bool in_comment_ = false;
  bool in_table_ = false;
};

/// "**Bulk export** [of](url) orders #orders" → "Bulk export of orders".
std::string title_of(std::string_view text) {
  std::string title;
  const auto last_end = text.rfind(')');
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_link_end =
        text.substr(i).starts_with("](") && last_end != std::string_view::npos && i < last_end;
    if (text.substr(i).starts_with("__"))
      ++i;
    else if (is_link_end)
      i = text.find(')', i);
    else if (std::string_view("*`[]").find(text[i]) == std::string_view::npos)
      title += text[i];
  }
  for (auto at = title.rfind(' '); at != std::string::npos; at = title.rfind(' ')) {
    const std::string word = title.substr(at + 1);
    const bool is_tag = (word.starts_with('#') || word.starts_with('+')) && parse_theme(word);
    if (!is_tag && !word.empty()) break;
    title.resize(at);
  }
  return std::string(trim(title));
}

class Roadmap {
 public:
  explicit Roadmap(std::vector<Line> lines) : lines_(std::move(lines)) {
    has_entries_ = std::any_of(lines_.begin(), lines_.end(), [](const Line& line) {
      return line.kind == LineKind::entry || line.kind == LineKind::row;
    });
  }

  std::vector<RoadmapItem> read() {
    for (at_ = 0; at_ < lines_.size();) {
      const Line& line = lines_[at_];
      if (line.kind == LineKind::heading)
        read_heading();
      else if (line.kind == LineKind::entry)
        read_entry();
      else if (line.kind == LineKind::row)
        add(lines_[at_++], "");
      else
        ++at_;
    }
    return std::move(items_);
  }

 private:
  void add(const Line& line, const std::string& details) {
    RoadmapItem item{
        .line = line.number, .title = title_of(line.text), .text = line.text + details};
    for (const std::string& theme : themes_in(item.text)) item.tags.insert(theme);
    for (const auto& [level, tags] : sections_) item.tags.insert(tags.begin(), tags.end());
    tags_ += item.tags.size();
    if (tags_ > most_tags)
      throw Error(ErrorKind::bad_data, "the items have more than a million tags",
                  "remove tags from headings: they apply to everything below");
    items_.push_back(std::move(item));
  }

  /// A heading with nothing but text beneath it is an item, any other opens a section.
  void read_heading() {
    const Line& heading = lines_[at_++];
    while (!sections_.empty() && sections_.back().first >= heading.level) sections_.pop_back();
    std::size_t end = at_;
    std::string text;
    const auto is_text = [](const Line& line) {
      return line.kind == LineKind::text || line.kind == LineKind::blank;
    };
    for (; end < lines_.size() && is_text(lines_[end]); ++end)
      if (!lines_[end].text.empty()) text += "\n" + lines_[end].text;
    const bool is_leaf = end == lines_.size() || (lines_[end].kind == LineKind::heading &&
                                                  lines_[end].level <= heading.level);
    if (is_leaf && heading.level > 1 && (!text.empty() || !has_entries_)) {
      add(heading, text);
      at_ = end;
      return;
    }
    const auto tags = themes_in(heading.text);
    sections_.emplace_back(heading.level, std::set<std::string>(tags.begin(), tags.end()));
  }

  /// With all that is indented below it, and text that goes on without a blank line.
  void read_entry() {
    const Line& entry = lines_[at_++];
    std::string details;
    bool after_blank = false;
    for (; at_ < lines_.size(); ++at_) {
      const Line& line = lines_[at_];
      if (line.kind == LineKind::heading) break;
      if (line.kind == LineKind::entry && line.indent < entry.indent + 2) break;
      if (line.kind != LineKind::blank && after_blank && line.indent < entry.indent + 2) break;
      after_blank = line.kind == LineKind::blank;
      if (!line.text.empty()) details += "\n" + line.text;
    }
    if (!entry.done) add(entry, details);
  }

  std::vector<Line> lines_;
  std::vector<std::pair<std::size_t, std::set<std::string>>> sections_;  ///< level and tags
  std::vector<RoadmapItem> items_;
  std::size_t at_ = 0;
  std::size_t tags_ = 0;  ///< of all items
  bool has_entries_ = false;
};

}  // namespace

std::vector<RoadmapItem> parse_roadmap(std::string_view markdown) {
  return Roadmap(Lines(markdown).take()).read();
}

Serving::Serving(const RoadmapItem& item)
    : item_(item), folded_(fold(item.text)), words_(words_of(folded_)) {}

bool Serving::operator()(std::string_view theme) const {
  const std::string folded = fold(theme);
  if (item_.tags.contains(folded)) return true;
  const auto words = words_of(folded);
  return !words.empty() &&
         std::search(words_.begin(), words_.end(), words.begin(), words.end()) != words_.end();
}

}  // namespace rapport
