#include "rapport/command/copies.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_set>
#include <utility>

#include "rapport/base/error.hpp"
#include "rapport/base/mention.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/files.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/new_file.hpp"

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

/// Letters and digits alone: paths have names with other signs between, or none.
std::string squeezed(const std::string& text) {
  std::string letters;
  const std::string folded = fold(text);
  for (const std::string_view word : words_of(folded)) letters += word;
  return letters;
}

bool path_says(const std::string& path, const std::set<std::string>& names) {
  constexpr std::size_t shortest = 5;  // bytes; what is shorter stands in many words
  const std::string letters = squeezed(path);
  return holds_name(path, names) ||
         std::any_of(names.begin(), names.end(), [&](const std::string& name) {
           const std::string wanted = squeezed(name);
           return wanted.size() >= shortest && letters.find(wanted) != std::string::npos;
         });
}

/// In a database a name stands between bytes that may be letters by chance.
bool is_within(const std::string& bytes, const std::set<std::string>& names) {
  constexpr std::size_t shortest = 3;  // bytes; what is shorter is anywhere
  if (bytes.find('\0') == bytes.npos) return false;
  const std::string folded = fold(bytes);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const std::string wanted = fold(name);
    return wanted.size() >= shortest && folded.find(wanted) != folded.npos;
  });
}

/// Nobody else writes the notes meanwhile.
class NotesLock {
 public:
  explicit NotesLock(const std::string& folder)
      : folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (folder_ >= 0) ::flock(folder_, LOCK_EX);
  }
  ~NotesLock() { ::close(folder_); }
  NotesLock(const NotesLock&) = delete;
  NotesLock& operator=(const NotesLock&) = delete;

 private:
  int folder_;
};

/// Changes the paths that are noted.
void change_notes(const World& world, const std::function<void(std::set<std::string>&)>& change) {
  const std::string notes = notes_of(world);
  if (notes.empty()) return;
  try {
    make_private_folders(state_folder(world));
    const NotesLock lock(state_folder(world));
    const std::string lines = text_of_file(notes);
    std::set<std::string> paths;
    for (const std::string_view line : split(lines, '\n'))
      if (!line.empty()) paths.emplace(line);
    const auto before = paths;
    change(paths);
    if (paths == before) return;
    std::string text;
    for (const std::string& path : paths) text += path + "\n";
    write_file(notes, text, "");
  } catch (const Error&) {
    // What cannot be noted is not.
  }
}

}  // namespace

void remember_copy(const World& world, const std::string& path) {
  if (!becomes_file(path)) return;
  const std::string target = target_of(path);
  const std::string copy = real_path(folder_of(target)) + "/" + file_of(target);
  if (copy.find('\n') != std::string::npos) return;
  change_notes(world, [&](std::set<std::string>& paths) { paths.insert(copy); });
}

bool holds_name(const std::string& bytes, const std::set<std::string>& names) {
  Mentions mentions;
  for (const std::string& name : names) mentions.add(name, "");
  const std::string plain = text_between(bytes);
  return mentions.found_in(plain) || mentions.found_in(text_between(without_escapes(bytes))) ||
         has_all_words(names, plain) || is_within(bytes, names);
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

void forget_copies(const World& world, const std::set<std::string>& names) {
  change_notes(world, [&](std::set<std::string>& paths) {
    for (const std::string& path : paths) remove_all_drafts(folder_of(path), file_of(path));
    std::erase_if(paths, [&](const std::string& path) {
      return path_says(path, names) || !is_regular_file(path);
    });
  });
}

}  // namespace rapport
