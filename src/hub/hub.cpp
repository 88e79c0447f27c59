#include "rapport/hub/hub.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include "hub/folder_hub.hpp"
#include "hub/postgres/postgres_hub.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/folder.hpp"

namespace rapport {
namespace {

constexpr std::string_view folder_scheme = "dir:";

/// Throws Error(usage).
std::string folder_in(const std::string& url) {
  if (url.starts_with(folder_scheme) && url.size() > folder_scheme.size())
    return url.substr(folder_scheme.size());
  const bool is_path = !url.empty() && url.find(':') == std::string::npos;
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a hub", printable(url)),
              is_path ? "a hub is a shared folder: dir:" + printable(url)
                      : "a hub is a shared folder, dir:/path/to/folder, or a database, "
                        "postgresql://db.example/rapport");
}

std::string real_path(const std::string& path) {
  char* real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return {};
  std::string whole = real;
  ::free(real);
  return whole;
}

bool is_database(const std::string& url) {
  return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

}  // namespace

std::unique_ptr<Hub> open_hub(const std::string& url) {
  if (is_database(url)) return std::make_unique<PostgresHub>(url);
  return std::make_unique<FolderHub>(folder_in(url));
}

bool make_hub(const std::string& url, const HubCard& card) {
  return is_database(url) ? PostgresHub(url).make() : FolderHub(folder_in(url)).make(card);
}

bool has_members(const std::string& url) { return is_database(url); }

std::string whole_url(const std::string& url) {
  if (is_database(url)) return url;
  std::string path = folder_in(url);
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  const std::string above = real_path(folder_of(path));
  if (const std::string real = real_path(path); !real.empty()) return "dir:" + real;
  return "dir:" + (above.empty() ? path : above + "/" + file_of(path));
}

std::string url_for_others(const std::string& url) {
  return is_database(url) ? without_login(url) : url;
}

std::string name_of_hub(const std::string& url) { return is_database(url) ? place_in(url) : url; }

std::string unchecked_by(const std::string& url) {
  return is_database(url) ? less_checked_by(url) : "";
}

std::string_view statements_of_hub() { return hub_sql; }

}  // namespace rapport
