#include "rapport/command/settings.hpp"

#include <doctest/doctest.h>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

World world_with(std::map<std::string, std::string> env) {
  World world;
  world.env = std::move(env);
  return world;
}

/// "less -R from RAPPORT_PAGER".
std::string said(const World& world, const char* name) {
  const Found found = Settings::of_environment(world).find(name);
  return found.value + " from " + found.origin;
}

}  // namespace

TEST_CASE("rapport's own variables go before those of all programs, and those before the default") {
  CHECK(said(world_with({}), "pager") == "less -FRX from default");
  CHECK(said(world_with({{"PAGER", "more"}}), "pager") == "more from PAGER");
  CHECK(said(world_with({{"PAGER", "more"}, {"RAPPORT_PAGER", "less"}}), "pager") ==
        "less from RAPPORT_PAGER");
  CHECK(said(world_with({{"PAGER", "more"}, {"RAPPORT_PAGER", ""}}), "pager") ==
        " from RAPPORT_PAGER");
  CHECK(said(world_with({}), "editor") == "vi from default");
  CHECK(said(world_with({{"EDITOR", "ed"}}), "editor") == "ed from EDITOR");
  CHECK(said(world_with({{"EDITOR", "ed"}, {"VISUAL", "vim"}}), "editor") == "vim from VISUAL");
  CHECK(said(world_with({{"EDITOR", "ed"}, {"VISUAL", ""}}), "editor") == "ed from EDITOR");
  CHECK(said(world_with({{"VISUAL", "vim"}, {"RAPPORT_EDITOR", "nano"}}), "editor") ==
        "nano from RAPPORT_EDITOR");
}

TEST_CASE("NO_COLOR wins over FORCE_COLOR; empty ones say nothing") {
  CHECK(said(world_with({}), "color") == "auto from default");
  CHECK(said(world_with({{"NO_COLOR", ""}, {"FORCE_COLOR", "0"}}), "color") == "auto from default");
  CHECK(said(world_with({{"FORCE_COLOR", "1"}}), "color") == "always from FORCE_COLOR");
  CHECK(said(world_with({{"NO_COLOR", "0"}, {"FORCE_COLOR", "1"}}), "color") ==
        "never from NO_COLOR");
}

TEST_CASE("the file is never in the current folder") {
  World world = world_with({{"XDG_CONFIG_HOME", "relative"}});
  CHECK(settings_path(world).empty());
  world.home = "/home/priya";
  CHECK(settings_path(world) == "/home/priya/.config/rapport/config.toml");
  world.env["XDG_CONFIG_HOME"] = "/etc/mine";
  CHECK(settings_path(world) == "/etc/mine/rapport/config.toml");
}

TEST_CASE("a setting says what it takes") {
  CHECK(read_file_value(find_setting("color"), "never") == FileValue{std::string("never")});
  CHECK(read_file_value(find_setting("private.mood"), "true") == FileValue{true});
  CHECK(read_file_value(find_setting("pager"), "") == FileValue{std::string()});
  CHECK_THROWS_AS(read_file_value(find_setting("color"), "Never"), Error);
  CHECK_THROWS_AS(read_file_value(find_setting("private.mood"), "yes"), Error);
  CHECK_THROWS_AS(find_setting("colour"), Error);
}

TEST_CASE("every setting of the book can be read back as it is written") {
  for (const Setting& setting : settings()) {
    CHECK_FALSE(setting.summary.empty());
    CHECK_FALSE(setting.takes.empty());
    if (setting.get == nullptr) continue;
    Rules rules;
    CHECK_MESSAGE(setting.get(rules) == setting.fallback, setting.name);
    setting.set(rules, setting.get(rules));
    CHECK_MESSAGE(setting.get(rules) == setting.fallback, setting.name);
  }
}

}  // namespace rapport
