#include "rapport/command/copies.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "rapport/base/error.hpp"
#include "rapport/base/mention.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/files.hpp"

namespace rapport {
namespace {

/// Where the paths are noted, one a line; empty where there is no home.
std::string notes_of(const World& world) {
  const std::string folder = state_folder(world);
  return folder.empty() ? "" : folder + "/copies";
}

/// Text between bytes that are no text, as in the pages of a database.
std::string text_between(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return text;
}

/// What the forms of files do to a text, undone: the signs that HTML, JSON, Markdown, CSV and
/// calendars write in place of others or in front of them, and the lines that calendars fold.
std::string without_escapes(const std::string& bytes) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> escapes{
      {{"&amp;", "&"},
       {"&lt;", "<"},
       {"&gt;", ">"},
       {"&quot;", "\""},
       {"&#39;", "'"},
       {"\"\"", "\""},
       {"\\n", "\n"},
       {"\r\n ", ""}}};
  std::string text;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::string_view rest = std::string_view(bytes).substr(i);
    const auto found = std::find_if(escapes.begin(), escapes.end(), [&](const auto& escape) {
      return rest.starts_with(escape.first);
    });
    if (found != escapes.end()) {
      text += found->second;
      i += found->first.size();
    } else if (bytes[i] == '\\' && i + 1 < bytes.size()) {
      text += bytes[i + 1];
      i += 2;
    } else {
      text += bytes[i++];
    }
  }
  return text;
}

/// True where all words of a name stand in the text, wherever: tables wrap names in columns.
bool has_all_words(const std::set<std::string>& names, const std::string& text) {
  const std::string folded = fold(text);
  const auto list = words_of(folded);
  const std::unordered_set<std::string_view> words(list.begin(), list.end());
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const std::string wanted = fold(name);
    const auto parts = words_of(wanted);
    return wanted.find(' ') != std::string::npos && !parts.empty() &&
           std::all_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return words.contains(part); });
  });
}

}  // namespace

void remember_copy(const World& world, const std::string& path) {
  const std::string notes = notes_of(world);
  const std::string copy = real_path(path);
  if (notes.empty() || !is_regular_file(copy) || copy.find('\n') != std::string::npos) return;
  try {
    make_private_folders(state_folder(world));
  } catch (const Error&) {
    return;
  }
  const std::string known = "\n" + text_of_file(notes);
  if (known.find("\n" + copy + "\n") != std::string::npos) return;
  const int file =
      ::open(notes.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return;
  const std::string line = copy + "\n";
  [[maybe_unused]] const ssize_t written = ::write(file, line.data(), line.size());
  ::close(file);
}

bool holds_name(const std::string& bytes, const std::set<std::string>& names) {
  Mentions mentions;
  for (const std::string& name : names) mentions.add(name, "");
  const std::string plain = text_between(bytes);
  return mentions.found_in(plain) || mentions.found_in(text_between(without_escapes(bytes))) ||
         has_all_words(names, plain);
}

std::vector<std::string> copies_with(const World& world, const std::set<std::string>& names) {
  const std::string notes = notes_of(world);
  std::set<std::string> found;
  if (notes.empty()) return {};
  const std::string lines = text_of_file(notes);
  for (const std::string_view line : split(lines, '\n')) {
    const std::string path(line);
    if (path.empty() || !is_regular_file(path)) continue;
    const std::string bytes = text_of_file(path);
    if (bytes.empty() || holds_name(bytes, names)) found.insert(path);
  }
  return {found.begin(), found.end()};
}

}  // namespace rapport
