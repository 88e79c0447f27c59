#include "command/data/import_files.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/exchange/calendar.hpp"
#include "rapport/exchange/encoding.hpp"
#include "rapport/exchange/file.hpp"

namespace rapport {
namespace {

constexpr int deepest_folder = 16;

bool is_calendar(std::string_view path) { return fold(path).ends_with(".ics"); }

bool is_folder(const std::string& path, bool follows) {
  struct stat there {};
  return (follows ? ::stat : ::lstat)(path.c_str(), &there) == 0 && S_ISDIR(there.st_mode);
}

/// Adds those in `folder`, but not what is hidden, nor behind a link to another folder.
void add_calendars(const std::string& folder, int depth, std::vector<std::string>& found) {
  const std::unique_ptr<DIR, int (*)(DIR*)> place(::opendir(folder.c_str()), ::closedir);
  if (!place)
    throw Error(
        ErrorKind::permission,
        fmt::format("cannot read the folder '{}': {}", printable(folder), std::strerror(errno)),
        "nothing was imported");
  while (const dirent* entry = ::readdir(place.get())) {
    const std::string_view name = entry->d_name;
    const std::string path = fmt::format("{}/{}", folder, name);
    if (name.starts_with('.')) continue;
    if (is_folder(path, false)) {
      if (depth < deepest_folder) add_calendars(path, depth + 1, found);
    } else if (is_calendar(name)) {
      found.push_back(path);
    }
  }
}

std::vector<std::string> calendars_in(std::string folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  std::vector<std::string> found;
  add_calendars(folder, 0, found);
  if (found.empty())
    throw Error(ErrorKind::no_input,
                fmt::format("there is no calendar (.ics) in '{}'", printable(folder)),
                "name a file in it");
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::vector<std::string> named_files(const ImportOptions& options) {
  std::vector<std::string> paths{options.file};
  paths.insert(paths.end(), options.more.begin(), options.more.end());
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    const auto within = is_folder(path, true) ? calendars_in(path) : std::vector<std::string>{path};
    files.insert(files.end(), within.begin(), within.end());
  }
  return files;
}

std::string joined_calendars(const std::vector<std::string>& paths) {
  std::string all;
  for (const std::string& path : paths) {
    if (!is_calendar(path))
      throw Error(ErrorKind::usage,
                  fmt::format("'{}' is not a calendar (.ics), and comes in alone", printable(path)),
                  "import one file after the other");
    const std::size_t room = largest_calendar - std::min(all.size(), largest_calendar);
    const std::string text = decoded(read_file(path, room)).text;
    try {
      read_calendar(text, {first_date, first_date}, first_date);
    } catch (const Error& error) {
      throw Error(error.kind(), fmt::format("'{}': {}", printable(path), error.what()),
                  error.hint());
    }
    (all += text) += "\r\n";
  }
  return all;
}

}  // namespace rapport
