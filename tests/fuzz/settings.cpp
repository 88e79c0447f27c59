#include "rapport/command/settings_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "insist.hpp"
#include "rapport/base/error.hpp"

// A setting that is written is read again, and no other value in the file changes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{reinterpret_cast<const char*>(data), size};
  const std::string key = "colour.fuzz";
  try {
    auto before = rapport::parse_settings(text, "f");
    const std::string with = rapport::with_setting(text, key, std::string("a \"b\"\n"), "f");
    auto after = rapport::parse_settings(with, "f");
    const auto is_ours = [&](const rapport::FileSetting& one) { return one.key == key; };
    const auto found = std::find_if(after.begin(), after.end(), is_ours);
    insist(found != after.end());
    insist(std::get<std::string>(found->value) == "a \"b\"\n");
    std::erase_if(before, is_ours);
    std::erase_if(after, is_ours);
    const auto by_key = [](const auto& one, const auto& other) { return one.key < other.key; };
    std::sort(before.begin(), before.end(), by_key);
    std::sort(after.begin(), after.end(), by_key);
    insist(before == after);
    auto without =
        rapport::parse_settings(rapport::with_setting(with, key, std::nullopt, "f"), "f");
    std::sort(without.begin(), without.end(), by_key);
    insist(without == before);
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::config);
  }
  return 0;
}
