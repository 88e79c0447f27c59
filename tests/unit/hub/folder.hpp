#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>

#include "hub/postgres/connection.hpp"
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

/// A hub for lives: a folder, or the database that RAPPORT_TEST_DATABASE says, as its
/// administrator, where everybody may read and write all that a PM or a steward may.
class TestHub {
 public:
  TestHub() {
    const char* url = std::getenv("RAPPORT_TEST_DATABASE");
    if (url == nullptr) {
      folder_ = std::make_unique<TestFolder>();
      return;
    }
    database_ = url;
    make_hub(database_, {});
    Connection admin(database_);
    admin.run("TRUNCATE rapport.change, rapport.stream, rapport.verdict, rapport.coaching");
    admin.run("DELETE FROM rapport.person WHERE login <> session_user");
  }

  bool is_folder() const { return folder_ != nullptr; }

  /// As who has that handle.
  std::string url_of(const std::string& handle) {
    if (folder_) return folder_->url;
    open_hub(database_)->members()->admit({handle, handle, true, {everybody}});
    const auto begin = database_.find("//") + 2;
    return database_.substr(0, begin) + handle + database_.substr(database_.find('@', begin));
  }

  /// All that lies there, by where.
  std::map<std::string, std::string> texts() const {
    if (folder_) return folder_->texts();
    std::map<std::string, std::string> all;
    Connection(database_).run(
        "SELECT space || ' ' || replica || ' ' || seq, body FROM rapport.change", {},
        [&](const PgRow& row) { all.emplace(row.text(0), row.text(1)); });
    return all;
  }

 private:
  std::unique_ptr<TestFolder> folder_;
  std::string database_;
};

}  // namespace rapport
