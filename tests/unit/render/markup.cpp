#include "markup.hpp"

#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace rapport {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};

class Reader {
 public:
  explicit Reader(std::string_view html) : rest_(html) {}

  Markup read() {
    take("<!DOCTYPE html>\n");
    while (!rest_.empty() && markup_.fault.empty()) {
      if (rest_.starts_with("</")) {
        close_tag();
      } else if (rest_.starts_with('<')) {
        open_tag();
      } else {
        content();
      }
    }
    if (!open_.empty()) fail("<" + open_.back() + "> is not closed");
    for (const std::string& name : used_)
      if (!ids_.contains(name)) fail("#" + name + " is not defined");
    return markup_;
  }

 private:
  using Attributes = std::map<std::string, std::string>;

  void fail(const std::string& what) {
    if (markup_.fault.empty())
      markup_.fault = what + " before: " + std::string(rest_.substr(0, 60));
    rest_ = {};
  }

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) {
      fail("no " + std::string(expected));
      return false;
    }
    rest_.remove_prefix(expected.size());
    return true;
  }

  std::string take_name() {
    constexpr std::string_view letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    const std::size_t end = std::min(rest_.find_first_not_of(letters), rest_.size());
    const std::string name(rest_.substr(0, end));
    if (name.empty()) fail("no name");
    rest_.remove_prefix(end);
    return name;
  }

  std::string resolved(std::string_view raw) {
    std::string out;
    while (!raw.empty()) {
      std::size_t used = 1;
      char c = raw[0];
      if (c == '<' || c == '>') fail("a bare < or >");
      if (c == '&') {
        used = 0;
        for (const auto& [entity, meaning] : entities)
          if (raw.starts_with(entity)) std::tie(used, c) = std::pair(entity.size(), meaning);
        if (used == 0) {
          fail("a bare &");
          return out;
        }
      }
      out += c;
      raw.remove_prefix(used);
    }
    return out;
  }

  void content() {
    const std::size_t end = std::min(rest_.find('<'), rest_.size());
    const std::string_view raw = rest_.substr(0, end);
    const bool sheet = !open_.empty() && open_.back() == "style";
    const std::string words = sheet ? std::string() : resolved(raw);
    rest_.remove_prefix(std::min(end, rest_.size()));
    if (open_.empty() && words.find_first_not_of('\n') != words.npos) fail("text outside");
    if (words.find_first_not_of(" \n") != words.npos) markup_.text += words + "\n";
  }

  Attributes take_attributes() {
    Attributes attributes;
    while (rest_.starts_with(' ') && !rest_.starts_with(" />")) {
      take(" ");
      const std::string name = take_name();
      if (!take("=\"")) return attributes;
      const std::size_t end = std::min(rest_.find('"'), rest_.size());
      const std::string value = resolved(rest_.substr(0, end));
      rest_.remove_prefix(std::min(end, rest_.size()));
      take("\"");
      if (!attributes.emplace(name, value).second) fail(name + " twice");
    }
    return attributes;
  }

  void open_tag() {
    take("<");
    const std::string name = take_name();
    const Attributes attributes = take_attributes();
    note(name, attributes);
    if (rest_.starts_with(" />")) {
      take(" />");
    } else {
      take(">");
      open_.push_back(name);
    }
  }

  void close_tag() {
    take("</");
    const std::string name = take_name();
    take(">");
    if (open_.empty() || open_.back() != name) return fail("</" + name + "> closes another");
    open_.pop_back();
  }

  void note(const std::string& name, const Attributes& attributes) {
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
      markup_.headings += name[1];
    if (const auto id = attributes.find("id"); id != attributes.end())
      if (!ids_.insert(id->second).second) fail("id " + id->second + " twice");
    for (const char* reference : {"aria-labelledby", "aria-describedby"})
      if (const auto use = attributes.find(reference); use != attributes.end())
        used_.insert(use->second);
    if (const auto use = attributes.find("href"); use != attributes.end()) {
      if (!use->second.starts_with('#')) fail("a link to elsewhere");
      used_.insert(use->second.substr(1));
    }
    if (name == "svg" && !is_within_picture() && !attributes.contains("aria-labelledby") &&
        !attributes.contains("aria-hidden"))
      fail("a picture without a name");
    if (name == "th" && !attributes.contains("scope")) fail("<th> without scope");
  }

  bool is_within_picture() const {
    for (const std::string& name : open_)
      if (name == "svg") return true;
    return false;
  }

  std::string_view rest_;
  std::vector<std::string> open_;
  std::set<std::string> ids_, used_;
  Markup markup_;
};

}  // namespace

Markup parsed_markup(std::string_view html) { return Reader(html).read(); }

}  // namespace rapport
