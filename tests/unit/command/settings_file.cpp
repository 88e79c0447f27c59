#include "rapport/command/settings_file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <random>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

const std::string name = "config.toml";

std::string set(std::string_view text, std::string_view key, const FileValue& value) {
  return with_setting(text, key, value, name);
}

std::string unset(std::string_view text, std::string_view key) {
  return with_setting(text, key, std::nullopt, name);
}

/// What stands behind the line that says who wrote the file.
std::string behind_first_line(const std::string& text) {
  CHECK(text.starts_with("# Written by `rapport config`"));
  return text.substr(std::min(text.find("\n\n"), text.size() - 2) + 2);
}

FileValue text(const char* value) { return std::string(value); }

/// What `work` complains of, and how to go on.
template <typename Work>
std::string complaint(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "nothing";
}

/// A folder that is gone with its owner.
class Folder {
 public:
  Folder() { path_ = ::mkdtemp(template_.data()); }
  ~Folder() { CHECK(std::system(("rm -rf " + path_).c_str()) == 0); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const char* relative) const { return path_ + "/" + relative; }

 private:
  std::string template_ = "/tmp/rapport-settings-XXXXXX";
  std::string path_;
};

}  // namespace

TEST_CASE("keys are found with their lines, dotted or below a header") {
  const auto found = parse_settings("# mine\ncolor = \"never\"\n\nprivate.mood = true\n", name);
  REQUIRE(found.size() == 2);
  CHECK(found[0] == FileSetting{"color", text("never")});
  CHECK(found[0].line == 2);
  CHECK(found[1] == FileSetting{"private.mood", true});
  CHECK(found[1].line == 4);
  CHECK(parse_settings("[private]\nmood = true\n", name).at(0).key == "private.mood");
  CHECK(parse_settings("private = { mood = true }", name).at(0).key == "private.mood");
  CHECK(parse_settings("color = 3", name).at(0).value == FileValue{});
  CHECK(parse_settings("[private]\n", name).empty());
  CHECK(parse_settings("", name).empty());
}

TEST_CASE("what is not TOML is refused with its place") {
  const auto begins = [](const char* text, const char* with) {
    const std::string says = complaint([&] { parse_settings(text, name); });
    CHECK_MESSAGE(says.starts_with(with), says);
  };
  begins("color = never", "config.toml:1:");
  begins("# a\n\ncolor = \"auto\n", "config.toml:3:14: ");
  begins("pager = \"a\"\npager = \"b\"\n", "config.toml:2:9: ");
  begins("pager = \"\xff\"\n", "config.toml:1:9: ");
  begins("pager = \"\x1b[31m\"\n", "config.toml:1:10: ");
  begins("[\n a]", "config.toml:1:");  // the library's own assertions took it for impossible
}

TEST_CASE("a file of nothing but a byte order mark has no settings") {
  CHECK(parse_settings("\xef\xbb\xbf", name).empty());
}

TEST_CASE("letters beyond ASCII stand in strings and comments, and nowhere else") {
  const auto begins = [](std::string_view text, const char* place) {
    CHECK(complaint([&] { parse_settings(text, name); }).find(place) == 0);
  };
  begins("\xef\xbb\x9f", "config.toml:1:1: ");
  begins("b = [\xef\xba\xbf", "config.toml:1:6: ");
  begins("pager = \"\"\"é\n\"\"\" # é\né = 1", "config.toml:3:1: ");
  begins("pager = 'a'é", "config.toml:1:12: ");
  CHECK(parse_settings("pager = 'é\\' # '\neditor = \"é\\\"é\" # é", name).size() == 2);
  CHECK(parse_settings("\xef\xbb\xbfpager = \"é\"", name).size() == 1);
  const auto pager = parse_settings("pager = \"\"\"\\\n  é\"\"\"", name);
  CHECK(std::get<std::string>(pager.at(0).value) == "é");
}

TEST_CASE("keys that go deeper than anybody would write are refused") {
  std::string deep = "a", wide;
  for (int i = 0; i < 100'000; ++i) deep += ".a", wide += "# ...\n";
  for (const std::string& file : {deep + " = 1", "[" + deep + "]", "a = {" + deep + " = 1}"})
    CHECK_THROWS_WITH_AS(parse_settings(file, name), "config.toml has more than 2000 dots", Error);
  CHECK(parse_settings(wide + "color = \"never\"", name).size() == 1);
}

TEST_CASE("the file is written anew, with every value that was in it") {
  CHECK(behind_first_line(set("", "color", text("never"))) == "color = \"never\"\n");
  CHECK(behind_first_line(set("# mine\ncolor = 'auto' # b\n", "pager", text("a\\b\"c"))) ==
        "color = \"auto\"\npager = \"a\\\\b\\\"c\"\n");
  CHECK(behind_first_line(set("color = \"auto\"\n", "private.mood", true)) ==
        "color = \"auto\"\n\n[private]\nmood = true\n");
  CHECK(behind_first_line(set("private = { mood = true, other = [1, 2.5] }", "private.mood", false))
            .find("other = [ 1, 2.5 ]") != std::string::npos);
  const std::string once = set("color = \"auto\"", "editor", text("vi"));
  CHECK(set(once, "editor", text("vi")) == once);
}

TEST_CASE("a setting is taken out alone, and one that is not there changes no byte") {
  CHECK(behind_first_line(unset("# a\ncolor = \"auto\"\npager = \"less\"\n", "color")) ==
        "pager = \"less\"\n");
  CHECK(parse_settings(unset("[private]\nmood = true\n", "private.mood"), name).empty());
  CHECK(unset("# a\n", "color") == "# a\n");
}

TEST_CASE("a setting that stands where a value is cannot be written") {
  CHECK(complaint([&] {
          set("private = true\n", "private.mood", true);
        }).ends_with("edit the file by hand"));
}

TEST_CASE("a change changes one setting, whatever stands around it") {
  constexpr std::array lines{"# a [comment] = \"x\"",
                             "",
                             "other = 'ö \\ '",
                             "many = \"\"\"\n[private]\ncolor = 1\n\"\"\"",
                             "[private]",
                             "mood = true",
                             "\tindented = [1, 2,\n 3]"};
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same file every time
  int tried = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string file;
    for (int i = 0; i < 5; ++i) file += std::string(lines[random() % lines.size()]) + "\n";
    std::vector<FileSetting> before;
    if (complaint([&] { before = parse_settings(file, name); }) != "nothing") continue;
    ++tried;
    const std::string with = set(file, "color", text("never"));
    CHECK(parse_settings(with, name).size() == before.size() + 1);
    CHECK(parse_settings(unset(with, "color"), name).size() == before.size());
  }
  CHECK(tried > 200);
}

TEST_CASE("the file is its owner's alone, and safe from half a write") {
  const Folder folder;
  const std::string path = folder.file("a/b/config.toml");
  CHECK_FALSE(read_settings_file(path).has_value());
  CHECK_FALSE(read_settings_file("").has_value());
  write_settings_file(path, "color = \"auto\"\n");
  struct stat file {};
  REQUIRE(::stat(path.c_str(), &file) == 0);
  CHECK((file.st_mode & 07777) == 0600);
  REQUIRE(::stat(folder.file("a/b").c_str(), &file) == 0);
  CHECK((file.st_mode & 07777) == 0700);

  const std::string link = folder.file("linked.toml");
  REQUIRE(::symlink(path.c_str(), link.c_str()) == 0);
  write_settings_file(link, "# new\n");
  CHECK(read_settings_file(path) == "# new\n");
  REQUIRE(::lstat(link.c_str(), &file) == 0);
  CHECK(S_ISLNK(file.st_mode));
}

TEST_CASE("a file that others could have written is refused") {
  const Folder folder;
  const std::string path = folder.file("config.toml");
  write_settings_file(path, "# mine\n");
  REQUIRE(::chmod(path.c_str(), 0666) == 0);
  CHECK(complaint([&] { read_settings_file(path); }).find("by anybody") != std::string::npos);
  REQUIRE(::unlink(path.c_str()) == 0);
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK(complaint([&] { read_settings_file(path); }).find("is not a file") != std::string::npos);
}

}  // namespace rapport
