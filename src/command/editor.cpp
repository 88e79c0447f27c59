#include "command/editor.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>

#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/foreground.hpp"
#include "rapport/command/private_folder.hpp"
#include "rapport/store/new_file.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_read = std::size_t{64} << 20;  // bytes; far past what a note may have

std::string write_draft(const World& world, const std::string& text) {
  const std::string folder = private_folder(world);
  std::string path = fmt::format("{}/note-{}.md", folder, ::getpid());
  // One that was kept when another process had this number stays.
  for (int i = 2; ::access(path.c_str(), F_OK) == 0; ++i)
    path = fmt::format("{}/note-{}-{}.md", folder, ::getpid(), i);
  write_file(path, text, "");
  return path;
}

/// Only `$EDITOR` itself is split by a shell, which Ctrl-C must not end before the editor; the path
/// goes in as an argument.
int run_editor(const std::string& editor, const std::string& path) {
  const Foreground foreground;
  const pid_t child = Foreground::start(
      {"/bin/sh", "-c", "trap : INT QUIT; " + editor + " \"$@\"", "sh", path}, {}, -1);
  return child == 0 ? -1 : Foreground::wait(child);
}

std::string read_draft(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat there {};
  if (file < 0 || ::fstat(file, &there) != 0 || !S_ISREG(there.st_mode)) {
    if (file >= 0) ::close(file);
    throw Error(ErrorKind::unavailable, "the editor removed the draft: " + path);
  }
  std::string text;
  std::array<char, 65536> buffer{};
  ssize_t got = 0;
  while (text.size() <= most_read && (got = ::read(file, buffer.data(), buffer.size())) > 0)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  ::close(file);
  if (got < 0) throw Error(ErrorKind::io, "cannot read the draft " + path);
  return text;
}

}  // namespace

std::vector<std::string> kept_drafts(const World& world) {
  std::vector<std::string> drafts;
  const std::string folder = private_folder_path(world);
  DIR* const open = ::opendir(folder.c_str());
  if (open == nullptr) return drafts;
  while (const dirent* entry = ::readdir(open)) {
    const std::string_view name = entry->d_name;
    if (name.starts_with("note-") && name.ends_with(".md"))
      drafts.push_back(folder + "/" + entry->d_name);
  }
  ::closedir(open);
  return drafts;
}

namespace {

/// True while the process whose number a draft bears may still have it in its editor.
bool is_being_edited(const std::string& draft) {
  const auto number = draft.rfind("note-");
  const auto writer = static_cast<pid_t>(std::atoi(draft.c_str() + number + 5));
  return writer > 0 && (::kill(writer, 0) == 0 || errno != ESRCH);
}

std::string beginning_of(const std::string& text) {
  constexpr std::size_t most = 40;  // columns
  return wrap(printable(text.substr(0, text.find('\n'))), most).front();
}

/// What an editing that came to a bad end has left, if the person wants to go on with it.
std::optional<std::string> kept_text(Session& session, const std::string& now) {
  for (const std::string& draft : kept_drafts(session.world())) {
    if (is_being_edited(draft)) continue;
    const std::string text = read_draft(draft);
    if (trim(text).empty() || trim(text) == trim(now)) continue;
    if (is_valid_text(text) &&
        session.confirm(fmt::format("A draft was kept: \"{}\". Go on with it?",
                                    beginning_of(std::string(trim(text)))))) {
      session.keep_draft(draft);  // goes once this is saved
      return text;
    }
    session.inform("a draft is kept at " + draft);
  }
  return std::nullopt;
}

}  // namespace

std::string edit_text(Session& session, const std::string& text, const std::string& otherwise) {
  if (!session.can_ask()) throw Error(ErrorKind::usage, "the editor needs a terminal", otherwise);
  const std::string editor = session.settings().find("editor").value;
  const std::string path = write_draft(session.world(), kept_text(session, text).value_or(text));
  session.keep_draft(path);
  if (run_editor(editor, path) != 0)
    throw Error(ErrorKind::unavailable, fmt::format("the editor `{}` failed", printable(editor)),
                "name another: `rapport config set editor COMMAND`");
  std::string edited(trim(read_draft(path)));
  check_text(edited, "note");
  if (edited.empty() && !trim(text).empty() && !session.confirm("It is empty now. Keep it empty?"))
    throw Error(ErrorKind::not_found, "the text was left empty, so the old one stays");
  return edited;
}

}  // namespace rapport
