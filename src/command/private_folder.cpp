#include "rapport/command/private_folder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "rapport/base/error.hpp"

namespace rapport {

std::string private_folder_path(const World& world) {
  const auto runtime = world.env.find("XDG_RUNTIME_DIR");
  if (runtime != world.env.end() && runtime->second.starts_with('/') &&
      ::access(runtime->second.c_str(), W_OK) == 0)
    return runtime->second + "/rapport";
  if (::access("/dev/shm", W_OK) == 0) return fmt::format("/dev/shm/rapport-{}", ::getuid());
  return fmt::format("/tmp/rapport-{}", ::getuid());
}

std::string private_folder(const World& world) {
  std::string folder = private_folder_path(world);
  struct stat there {};
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    throw Error(ErrorKind::cannot_create, "cannot create the folder for drafts " + folder);
  if (::lstat(folder.c_str(), &there) != 0 || !S_ISDIR(there.st_mode) ||
      there.st_uid != ::geteuid())
    throw Error(ErrorKind::permission, "the folder for drafts is not yours: " + folder,
                "remove it");
  return folder;
}

}  // namespace rapport
