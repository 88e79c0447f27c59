#define TOML_ENABLE_FORMATTERS 0
#include <fmt/format.h>
// The assertions of toml++ do not hold for every text ("[\n a]"), and some compilers take them for
// granted in a release build. Without them it reports the very same as an error.
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/settings_file.hpp"
#include "rapport/exchange/file.hpp"

// toml++ reads the file and says where everything stands; what is edited is the text, since
// comments are people's.
namespace rapport {
namespace {

/// A key, and from where to where its value stands.
struct Place {
  FileSetting setting;
  toml::source_region value;
};

void collect(const toml::table& table, const std::string& above, std::vector<Place>& places) {
  for (const auto& [key, node] : table) {
    const std::string name = above + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      collect(*inner, name + ".", places);
      continue;
    }
    FileValue value;
    if (const auto* text = node.as_string()) value = **text;
    if (const auto* truth = node.as_boolean()) value = **truth;
    const auto begin = key.source().begin;
    places.push_back({{name, std::move(value), begin.line, begin.column}, node.source()});
  }
}

/// The library goes one call deeper with each dot of a key. Comments have as many as they like.
void check_depth(std::string_view text, const std::string& path) {
  constexpr std::ptrdiff_t most_dots = 2000;  // far past any settings, and no danger to the stack
  std::ptrdiff_t dots = 0;
  for (const std::string_view line : split(text, '\n'))
    if (!trim(line).starts_with('#')) dots += std::count(line.begin(), line.end(), '.');
  if (dots > most_dots)
    throw Error(ErrorKind::config,
                fmt::format("{} has more than {} dots", printable(path), most_dots),
                "settings are lines such as: color = \"never\"");
}

/// Where a string of TOML ends that begins at `at`: behind its last quote, at the end of the text
/// where there is none.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string three(3, quote);
  const std::string_view mark =
      text.substr(at).starts_with(three) ? std::string_view(three) : text.substr(at, 1);
  for (at += mark.size(); at < text.size(); ++at) {
    if (text.substr(at).starts_with(mark)) return at + mark.size();
    if (text[at] == '\n' && mark.size() == 1) return at;  // none that is closed
    if (text[at] == '\\' && quote == '"') ++at;
  }
  return text.size();
}

/// Only strings and comments may have letters beyond ASCII. The library says so of some, and does
/// what it may of others.
void check_letters(std::string_view text, const std::string& path) {
  std::size_t line = 1, line_begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '#') at = text.find('\n', at);
    if (at == std::string_view::npos) return;  // a comment to the end
    if (text[at] == '"' || text[at] == '\'') {
      const std::size_t end = end_of_string(text, at);
      line += static_cast<std::size_t>(std::count(&text[at], &text[at] + (end - at), '\n'));
      if (const auto last = text.substr(0, end).rfind('\n'); last != std::string_view::npos)
        line_begin = last + 1;
      at = end - 1;
    } else if (text[at] == '\n') {
      ++line;
      line_begin = at + 1;
    } else if (static_cast<unsigned char>(text[at]) >= 0x80) {
      throw Error(ErrorKind::config,
                  fmt::format("{}:{}:{}: a letter that only text in quotes may have",
                              printable(path), line, at - line_begin + 1),
                  "settings are lines such as: color = \"never\", with text in quotes");
    }
  }
}

std::vector<Place> places_of(std::string_view text, const std::string& path) {
  check_depth(text, path);
  const bool is_marked = text.starts_with(byte_order_mark);
  check_letters(text.substr(is_marked ? byte_order_mark.size() : 0), path);
  std::vector<Place> places;
  if (text == byte_order_mark) return places;  // the library takes a mark alone for a letter
  try {
    collect(toml::parse(text), "", places);
  } catch (const toml::parse_error& error) {
    const auto at = error.source().begin;
    throw Error(ErrorKind::config,
                fmt::format("{}:{}:{}: {}", printable(path), at.line, at.column,
                            printable(error.description())),
                "settings are lines such as: color = \"never\", with text in quotes");
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.setting.line != b.setting.line ? a.setting.line < b.setting.line
                                            : a.setting.column < b.setting.column;
  });
  return places;
}

std::vector<FileSetting> settings_of(const std::vector<Place>& places) {
  std::vector<FileSetting> settings;
  settings.reserve(places.size());
  for (const Place& place : places) settings.push_back(place.setting);
  return settings;
}

/// Where the line of this number (from 1) begins; the end of the text for lines behind it.
std::size_t line_start(std::string_view text, std::size_t line) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < line && at < text.size(); ++i)
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  return at;
}

/// toml++ counts columns in characters.
std::size_t offset_of(std::string_view text, const toml::source_position& position) {
  std::size_t at = line_start(text, position.line);
  for (auto column = position.column; column > 1 && at < text.size(); --column) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
  }
  return at;
}

std::string written(const FileValue& value) {
  if (const bool* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  std::string text = "\"";
  for (const char c : std::get<std::string>(value)) {
    if (c == '"' || c == '\\')
      text += std::string("\\") + c;
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      text += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    else
      text += c;
  }
  return text + "\"";
}

/// The line, from 1, of the first header such as [private]; nothing where there is none. Lines of
/// values are stepped over: one of them may look like a header.
std::optional<std::size_t> first_header(std::string_view text, const std::vector<Place>& places) {
  std::size_t line = 1;
  for (const std::string_view each : split(text, '\n')) {
    const bool in_value = std::any_of(places.begin(), places.end(), [&](const Place& place) {
      return place.value.begin.line <= line && line <= place.value.end.line;
    });
    if (!in_value && trim(each).starts_with('[')) return line;
    ++line;
  }
  return std::nullopt;
}

/// `text` with a line for a key that is not in it: behind its header where it has one, else in
/// front of the first header, which would take it in.
std::string with_line(std::string_view text, std::string_view key, const FileValue& value,
                      const std::vector<Place>& places) {
  const auto dot = key.find('.');
  std::string name(key);
  std::size_t at = text.size();
  if (const auto header = first_header(text, places)) {
    at = line_start(text, *header);
    const auto line = trim(text.substr(at, text.find('\n', at) - at));
    if (dot != std::string_view::npos &&
        line.starts_with(fmt::format("[{}]", key.substr(0, dot)))) {
      at = line_start(text, *header + 1);
      name = key.substr(dot + 1);
    }
  }
  std::string before(text.substr(0, at));
  if (!before.empty() && !before.ends_with('\n')) before += '\n';
  return before + fmt::format("{} = {}\n", name, written(value)) + std::string(text.substr(at));
}

/// Refuses an edit that did anything but the one change.
std::string checked(std::string edited, std::vector<FileSetting> wanted, const std::string& path,
                    std::string_view key) {
  const auto by_key = [](const FileSetting& a, const FileSetting& b) { return a.key < b.key; };
  std::vector<FileSetting> found;
  try {
    found = parse_settings(edited, path);
  } catch (const Error&) {
    wanted.push_back({});  // the edit broke it: refuse below
  }
  std::sort(found.begin(), found.end(), by_key);
  std::sort(wanted.begin(), wanted.end(), by_key);
  if (found != wanted)
    throw Error(ErrorKind::config,
                fmt::format("{} cannot be changed alone in {}", key, printable(path)),
                "nothing was changed; edit the file by hand");
  return edited;
}

auto find_place(std::vector<Place>& places, std::string_view key) {
  return std::find_if(places.begin(), places.end(),
                      [&](const Place& place) { return place.setting.key == key; });
}

}  // namespace

std::vector<FileSetting> parse_settings(std::string_view text, const std::string& path) {
  return settings_of(places_of(text, path));
}

std::string with_setting(std::string_view text, std::string_view key, const FileValue& value,
                         const std::string& path) {
  auto places = places_of(text, path);
  const auto place = find_place(places, key);
  auto wanted = settings_of(places);
  if (place == places.end()) {
    wanted.push_back({std::string(key), value});
    return checked(with_line(text, key, value, places), std::move(wanted), path, key);
  }
  wanted[static_cast<std::size_t>(place - places.begin())].value = value;
  const std::size_t begin = offset_of(text, place->value.begin);
  const std::size_t end = offset_of(text, place->value.end);
  std::string edited(text);
  edited.replace(begin, end - begin, written(value));
  return checked(std::move(edited), std::move(wanted), path, key);
}

std::string without_setting(std::string_view text, std::string_view key, const std::string& path) {
  auto places = places_of(text, path);
  const auto place = find_place(places, key);
  if (place == places.end()) return std::string(text);
  const std::size_t begin = line_start(text, place->setting.line);
  const std::size_t end = line_start(text, place->value.end.line + 1);
  places.erase(place);
  std::string edited(text);
  edited.erase(begin, end - begin);
  return checked(std::move(edited), settings_of(places), path, key);
}

}  // namespace rapport
