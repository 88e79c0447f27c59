#include "domain/matching/crm_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "rapport/base/text.hpp"
#include "rapport/domain/crm.hpp"

namespace rapport {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> signs_of_html{
    {{"amp", "&"},
     {"lt", "<"},
     {"gt", ">"},
     {"quot", "\""},
     {"apos", "'"},
     {"nbsp", " "},
     {"ndash", "\u2013"}}};

/// Tags that end a line.
constexpr std::array<std::string_view, 8> line_tags{"br",  "/p",  "/div", "/li",
                                                    "/tr", "/h1", "/h2",  "/h3"};

bool is_page(std::string_view text) {
  if (text.find('<') == std::string_view::npos) return false;
  const std::string folded = fold(text);
  return std::any_of(line_tags.begin(), line_tags.end(),
                     [&](std::string_view tag) {
                       return folded.find('<' + std::string(tag)) != std::string::npos;
                     }) ||
         (folded.find("</") != std::string::npos && folded.find('>') != std::string::npos);
}

/// "&amp;" or "&#228;" off the front of `text`, as what it stands for.
std::string take_sign(std::string_view& text) {
  const std::size_t end = text.find(';');
  const std::string_view name =
      end == std::string_view::npos || end > 8 ? std::string_view{} : text.substr(1, end - 1);
  for (const auto& [html, sign] : signs_of_html)
    if (name == html) {
      text.remove_prefix(end + 1);
      return std::string(sign);
    }
  unsigned number = 0;
  if (name.starts_with('#')) std::from_chars(name.data() + 1, name.data() + name.size(), number);
  text.remove_prefix(number > 0 && number < 0x800 ? end + 1 : 1);
  if (number == 0 || number >= 0x800) return "&";
  if (number < 0x80) return std::string(1, static_cast<char>(number));
  return {static_cast<char>(0xc0 | (number >> 6)), static_cast<char>(0x80 | (number & 0x3f))};
}

/// What stands in quotes up to a semicolon or the end, off the front of `cell`; nothing where
/// quotes are a part of a longer text.
std::optional<std::string> take_quoted(std::string_view& cell) {
  std::string_view rest = trim(cell);
  if (!rest.starts_with('"')) return std::nullopt;
  std::string text;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] != '"') {
      text += rest[i];
    } else if (rest.substr(i + 1).starts_with('"')) {
      text += rest[i++];
    } else {
      rest.remove_prefix(i + 1);
      const std::string_view behind = rest.substr(0, rest.find(';'));
      if (!trim(behind).empty()) return std::nullopt;
      cell = rest.substr(behind.size());
      return text;
    }
  }
  return std::nullopt;
}

bool is_person(std::string_view part) {
  const auto words = std::count(part.begin(), part.end(), ' ') + 1;
  return !attendee_from(std::string(part)).email.empty() || (words >= 2 && words <= 3);
}

}  // namespace

/// "Jane Park (jane@acme.test)", "Jane Park <jane@acme.test>", "jane@acme.test".
Attendee attendee_from(const std::string& text) {
  const auto open = text.find_last_of("(<");
  const bool is_within = open != std::string::npos && (text.back() == ')' || text.back() == '>');
  const std::string address =
      fold(is_within ? text.substr(open + 1, text.size() - open - 2) : text);
  const auto at = address.find('@');
  const bool is_address = at != std::string::npos && at > 0 && at + 1 < address.size() &&
                          address.find_first_of(" ,;@", at + 1) == std::string::npos &&
                          address.find(' ') == std::string::npos;
  if (!is_address) return {.name = text, .email = {}};
  const std::string name(is_within ? trim(std::string_view(text).substr(0, open))
                                   : std::string_view{});
  return {.name = fold(name).empty() ? address : name, .email = address};
}

std::vector<std::string> listed_in(std::string_view cell) {
  std::vector<std::string> parts;
  while (!cell.empty()) {
    auto part = take_quoted(cell);
    if (!part) {
      const std::size_t end = std::min(cell.find(';'), cell.size());
      part = std::string(trim(cell.substr(0, end)));
      cell.remove_prefix(end);
    }
    cell.remove_prefix(std::min<std::size_t>(cell.size(), 1));
    if (!part->empty()) parts.push_back(std::move(*part));
  }
  return parts;
}

std::vector<std::string> people_in(const std::string& cell, bool is_own) {
  if (is_own) return listed_in(cell);
  std::vector<std::string> people;
  for (const std::string& group : listed_in(cell)) {
    std::vector<std::string> parts;
    for (const char sign : {',', '|'})
      if (parts.size() < 2) {
        parts.clear();
        for (const std::string_view part : split(group, sign)) parts.emplace_back(trim(part));
        if (!std::all_of(parts.begin(), parts.end(), is_person)) parts.clear();
      }
    if (parts.size() < 2) parts = {group};
    people.insert(people.end(), parts.begin(), parts.end());
  }
  return people;
}

std::string text_of_html(const std::string& text) {
  if (!is_page(text)) return text;
  std::string plain;
  for (std::string_view rest = text; !rest.empty();) {
    if (rest.front() == '&') {
      plain += take_sign(rest);
    } else if (rest.front() == '<' && rest.find('>') != std::string_view::npos) {
      const std::string tag = fold(rest.substr(1, rest.find('>') - 1));
      rest.remove_prefix(rest.find('>') + 1);
      if (std::any_of(line_tags.begin(), line_tags.end(),
                      [&](std::string_view one) { return tag.starts_with(one); }))
        plain += '\n';
    } else {
      plain += rest.front();
      rest.remove_prefix(1);
    }
  }
  return std::string(trim(plain));
}

/// With what nobody sees made visible.
std::string short_quote(const std::string& text) {
  constexpr std::size_t most_columns = 40;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> unseen{
      {{"\u00a0", "\\u00a0"},
       {"\u202f", "\\u202f"},
       {"\u2007", "\\u2007"},
       {"\u2009", "\\u2009"},
       {"\u200b", "\\u200b"},
       {"\u3000", "\\u3000"}}};
  std::string shown = text;
  for (const auto& [sign, name] : unseen)
    for (auto at = shown.find(sign); at != std::string::npos; at = shown.find(sign, at))
      shown.replace(at, sign.size(), name);
  return "'" + shorten(printable(shown), most_columns) + "'";
}

std::string plain_cell(const std::string& cell) {
  constexpr std::string_view guarded = "=+-@'\t\r";
  if (cell.size() > 1 && cell[0] == '\'' && guarded.find(cell[1]) != std::string_view::npos)
    return cell.substr(1);
  if (cell.size() > 2 && cell.starts_with("=\"") && cell.ends_with('"'))
    return cell.substr(2, cell.size() - 3);
  return cell;
}

}  // namespace rapport
