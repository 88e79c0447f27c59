#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "rapport/hub/hub.hpp"
#include "rapport/hub/sync.hpp"

namespace rapport {

/// A hub in a folder of its own, which goes with it.
struct TestFolder {
  std::filesystem::path path;
  std::string url;

  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "rapport-hub-XXXXXX").string();
    path = ::mkdtemp(name.data());
    url = "dir:" + path.string();
    make_hub(url, {random_hub_id(), hub_format, "0.0.1"});
  }
  ~TestFolder() { std::filesystem::remove_all(path); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  static Uid random_hub_id() { return Uid{{1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 9, 1, 2, 3, 4, 5, 6}}; }

  /// Every file, by its path.
  std::map<std::string, std::string> texts() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      all[entry.path().string()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return all;
  }
};

}  // namespace rapport
