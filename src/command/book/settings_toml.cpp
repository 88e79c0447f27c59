#include <fmt/format.h>
// The assertions of toml++ do not hold for every text ("[\n a]"), and some compilers take them for
// granted in a release build. Without them it reports the very same as an error.
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/settings_file.hpp"
#include "rapport/exchange/file.hpp"

// toml++ reads the settings file and writes it.
namespace rapport {
namespace {

constexpr std::string_view first_line =
    "# Written by `rapport config`, which keeps values and drops comments.\n\n";

void collect(const toml::table& table, const std::string& above,
             std::vector<FileSetting>& settings) {
  for (const auto& [key, node] : table) {
    const std::string name = above + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      collect(*inner, name + ".", settings);
      continue;
    }
    FileValue value;
    if (const auto* text = node.as_string()) value = **text;
    if (const auto* truth = node.as_boolean()) value = **truth;
    const auto begin = key.source().begin;
    settings.push_back({name, std::move(value), begin.line, begin.column});
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
                  fmt::format("{}:{}:{}: that character needs quotes", printable(path), line,
                              at - line_begin + 1),
                  "settings are lines such as: color = \"never\", with text in quotes");
    }
  }
}

toml::table parse(std::string_view text, const std::string& path) {
  check_depth(text, path);
  const bool is_marked = text.starts_with(byte_order_mark);
  check_letters(text.substr(is_marked ? byte_order_mark.size() : 0), path);
  if (text == byte_order_mark) return {};  // the library takes a mark alone for a letter
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    const auto at = error.source().begin;
    throw Error(ErrorKind::config,
                fmt::format("{}:{}:{}: {}", printable(path), at.line, at.column,
                            printable(error.description())),
                "settings are lines such as: color = \"never\", with text in quotes");
  }
}

[[noreturn]] void refuse_writing(std::string_view key, const std::string& path) {
  throw Error(ErrorKind::config, fmt::format("{} cannot be set in {}", key, printable(path)),
              "nothing was changed; edit the file by hand");
}

/// The table that holds `key` and its name there: "private.mood" is `mood` of [private], which is
/// made where it is missing; null where something else has one of these names.
std::pair<toml::table*, std::string_view> place_of_key(toml::table& file, std::string_view key) {
  toml::table* table = &file;
  for (auto dot = key.find('.'); table != nullptr && dot != std::string_view::npos;
       dot = key.find('.')) {
    table = table->insert(key.substr(0, dot), toml::table{}).first->second.as_table();
    key.remove_prefix(dot + 1);
  }
  if (table != nullptr && (*table)[key].is_table()) table = nullptr;
  return {table, key};
}

}  // namespace

std::vector<FileSetting> parse_settings(std::string_view text, const std::string& path) {
  std::vector<FileSetting> settings;
  collect(parse(text, path), "", settings);
  std::sort(settings.begin(), settings.end(), [](const FileSetting& a, const FileSetting& b) {
    return std::pair(a.line, a.column) < std::pair(b.line, b.column);
  });
  return settings;
}

std::string with_setting(std::string_view text, std::string_view key,
                         const std::optional<FileValue>& value, const std::string& path) {
  toml::table file = parse(text, path);
  if (!value && !file.at_path(key)) return std::string(text);
  const auto [table, name] = place_of_key(file, key);
  if (table == nullptr) refuse_writing(key, path);
  if (!value)
    table->erase(name);
  else if (const bool* truth = std::get_if<bool>(&*value))
    table->insert_or_assign(name, *truth);
  else
    table->insert_or_assign(name, std::get<std::string>(*value));
  std::ostringstream out;
  out << first_line << toml::toml_formatter(file, toml::format_flags::allow_unicode_strings)
      << '\n';
  const auto written = parse_settings(out.str(), path);
  const auto count = std::count_if(written.begin(), written.end(),
                                   [&](const FileSetting& one) { return one.key == key; });
  if (parse(out.str(), path) != file || count != (value ? 1 : 0)) refuse_writing(key, path);
  return out.str();
}

}  // namespace rapport
