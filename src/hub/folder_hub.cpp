#include "hub/folder_hub.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstring>
#include <nlohmann/json.hpp>

#include "hub/change_json.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/new_file.hpp"
#include "rapport/store/spaces.hpp"

// A folder that something else carries from machine to machine, in any order and as late as it
// likes. Each file has one writer and one content; its name says what is in it.
namespace rapport {
namespace {

using SegmentJson = nlohmann::ordered_json;

constexpr std::string_view segment_end = ".jsonl";
constexpr const char* write_hint = "nothing is lost: what was not sent waits";
constexpr const char* about_file = "/about.json";

std::string system_says() { return std::strerror(errno); }

/// Nothing where it cannot be read.
std::optional<std::string> read_whole(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::string text;
  std::array<char, 65536> buffer{};
  ssize_t got = 0;
  while ((got = ::read(file, buffer.data(), buffer.size())) > 0 || (got < 0 && errno == EINTR))
    if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
  ::close(file);
  if (got < 0) return std::nullopt;
  return text;
}

/// "pm/ana" is the folder "pm~ana": nothing in the name of a space leads elsewhere.
std::string folder_of_space(std::string space) {
  std::replace(space.begin(), space.end(), '/', '~');
  return space;
}

/// Nothing for a folder of something else.
std::optional<std::string> space_of_folder(std::string name) {
  constexpr std::size_t longest = 255;
  std::replace(name.begin(), name.end(), '~', '/');
  const bool is_personal = name.starts_with("pm/") || name.starts_with("review/");
  const bool is_shared = name == space::team || name == space::rules || name == space::erasure;
  if (!is_valid_text(name) || name.size() > longest) return std::nullopt;
  if (is_shared || (is_personal && !handle_in(name).empty())) return name;
  return std::nullopt;
}

/// Reads "12-40-8123…" from the name of a segment. A carrier that met two of one name adds to it.
bool read_name(std::string_view name, Stretch& stretch) {
  const char* at = name.data();
  const char* end = at + name.size();
  for (std::int64_t* number : {&stretch.from, &stretch.to, &stretch.tip}) {
    const auto read = std::from_chars(at, end, *number);
    if (read.ec != std::errc{} || *number < 0) return false;
    at = read.ptr;
    if (number != &stretch.tip && (at == end || *at++ != '-')) return false;
  }
  return name.ends_with(segment_end) && stretch.from >= 1 && stretch.to >= stretch.from;
}

/// "about.json", and what a carrier calls another one of it.
bool is_about(std::string_view name) {
  return name.starts_with("about") && name.ends_with(".json");
}

std::string name_of(const Stretch& stretch) {
  return fmt::format("{}-{}-{}{}", stretch.from, stretch.to, stretch.tip, segment_end);
}

/// Those who may look into the folder may read what is put there: it has no rights but its own.
mode_t mode_in(const std::string& folder) {
  struct stat there {};
  return ::stat(folder.c_str(), &there) == 0 ? there.st_mode & 07777 : 0700;
}

void make_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) {
    ::chmod(folder.c_str(), mode_in(folder_of(folder)));
    return;
  }
  if (errno == EEXIST) return;
  throw Error(is_of_disk(errno) ? ErrorKind::io : ErrorKind::cannot_create,
              fmt::format("cannot write to the hub: '{}': {}", printable(folder), system_says()),
              write_hint);
}

void write_shared(const std::string& path, std::string_view text) {
  constexpr mode_t readable = 0666;
  NewFile file(path, write_hint);
  file.write(text);
  ::chmod(file.draft().c_str(), mode_in(folder_of(path)) & readable);
  file.replace();
}

std::string text_in(const SegmentJson& json, const char* name) {
  const auto found = json.find(name);
  const bool is_text = found != json.end() && found->is_string();
  return is_text ? found->get<std::string>() : std::string{};
}

SegmentJson read_json(const std::string& path) {
  const auto text = read_whole(path);
  return text ? SegmentJson::parse(*text, nullptr, false) : SegmentJson();
}

}  // namespace

HubCard FolderHub::card() {
  const auto text = read_whole(path_ + "/hub.json");
  if (!text)
    throw Error(ErrorKind::unavailable,
                fmt::format("the hub does not answer ({}: {})", printable(path_), system_says()),
                no_answer_hint);
  const SegmentJson json = SegmentJson::parse(*text, nullptr, false);
  const auto id = json.is_object() ? parse_uid(text_in(json, "id")) : std::nullopt;
  const auto format = id ? json.find("format") : json.end();
  if (!id || format == json.end() || !format->is_number_integer())
    throw Error(
        ErrorKind::unavailable,
        fmt::format("the hub does not answer ({}: hub.json is not whole yet)", printable(path_)),
        no_answer_hint);
  return {*id, format->get<int>(), text_in(json, "min_client")};
}

std::vector<Stretch> FolderHub::stretches(std::vector<std::string>& odd) {
  std::vector<Stretch> found;
  for (const std::string& folder : names_in(path_)) {
    const auto space = space_of_folder(folder);
    if (!space) continue;
    for (const std::string& writer : names_in(path_ + "/" + folder)) {
      const auto replica = parse_uid(writer);
      if (!replica) continue;
      const std::string place = path_ + "/" + folder + "/" + writer + "/";
      for (const std::string& name : names_in(place)) {
        Stretch stretch{.space = *space, .replica = *replica, .place = place + name};
        if (read_name(name, stretch))
          found.push_back(std::move(stretch));
        else if (!name.starts_with('.') && !is_draft(name) && !is_about(name))
          odd.push_back(folder + "/" + writer + "/" + name);
      }
    }
  }
  return found;
}

std::optional<Rows> FolderHub::read(const Stretch& stretch, std::int64_t) {
  const auto text = read_whole(stretch.place);
  if (!text || !text->ends_with('\n')) return std::nullopt;
  auto lines = split(std::string_view(*text).substr(0, text->size() - 1), '\n');
  const SegmentJson head = SegmentJson::parse(lines.front(), nullptr, false);
  if (!head.is_object() || !head.contains("prev") || !head["prev"].is_number_integer())
    return std::nullopt;
  Rows rows{.before = head["prev"].get<std::int64_t>(), .changes = {}};
  if (static_cast<std::int64_t>(lines.size()) != stretch.to - stretch.from + 2) return std::nullopt;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    auto change = change_of(lines[i]);
    if (!change || change->seq != stretch.from + static_cast<std::int64_t>(i) - 1)
      return std::nullopt;
    rows.changes.push_back(std::move(*change));
  }
  if (rows.changes.back().nonce != stretch.tip) return std::nullopt;
  return rows;
}

std::string FolderHub::folder_of_stream(const Stretch& stretch) const {
  return path_ + "/" + folder_of_space(stretch.space) + "/" + to_string(stretch.replica);
}

std::string FolderHub::append(const Stretch& stretch, const Rows& rows, const Peer&) {
  make_folder(path_ + "/" + folder_of_space(stretch.space));
  const std::string folder = folder_of_stream(stretch);
  make_folder(folder);
  remove_dead_drafts(folder);
  std::string text = fmt::format("{{\"prev\":{}}}\n", rows.before);
  for (const Change& change : rows.changes) text += json_of(change) + "\n";
  std::string place = folder + "/" + name_of(stretch);
  write_shared(place, text);
  return place;
}

void FolderHub::remove(const Stretch& stretch) { ::unlink(stretch.place.c_str()); }

std::vector<Peer> FolderHub::peers() {
  std::vector<Peer> found;
  const std::string team = path_ + "/" + folder_of_space(space::team);
  for (const std::string& writer : names_in(team)) {
    const auto replica = parse_uid(writer);
    if (!replica) continue;
    const SegmentJson json = read_json(team + "/" + writer + about_file);
    if (json.is_object() && parse_recorded(text_in(json, "seen")))
      found.push_back({*replica, text_in(json, "handle"), text_in(json, "client"),
                       text_in(json, "seen"), text_in(json, "sent")});
  }
  return found;
}

void FolderHub::announce(const Peer& self) {
  make_folder(path_ + "/" + folder_of_space(space::team));
  const std::string folder =
      path_ + "/" + folder_of_space(space::team) + "/" + to_string(self.replica);
  make_folder(folder);
  const SegmentJson json{
      {"handle", self.handle}, {"client", self.client}, {"seen", self.seen}, {"sent", self.sent}};
  write_shared(folder + about_file, json.dump() + "\n");
}

bool FolderHub::make(const HubCard& card) const {
  struct stat there {};
  if (::stat((path_ + "/hub.json").c_str(), &there) == 0) return false;
  if (::stat(path_.c_str(), &there) != 0) make_folder(path_);
  const SegmentJson json{
      {"id", to_string(card.id)}, {"format", card.format}, {"min_client", card.min_client}};
  write_shared(path_ + "/hub.json", json.dump() + "\n");
  return true;
}

}  // namespace rapport
