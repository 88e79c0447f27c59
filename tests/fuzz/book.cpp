#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/salvage.hpp"
#include "rapport/store/store.hpp"

namespace {

/// A folder that goes with the program.
struct Folder {
  std::string path = (std::filesystem::temp_directory_path() / "rapport-fuzz-XXXXXX").string();
  Folder() { insist(::mkdtemp(path.data()) != nullptr); }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

const std::string& folder() {
  static const Folder made;
  return made.path;
}

std::string whole_book() {
  const std::string path = folder() + "/whole.db";
  rapport::Notices notices;
  rapport::Store store(rapport::open_or_create_book({path, true}, notices));
  rapport::Writing writing(
      store, "fuzz", {rapport::parse_iso_moment("2026-11-18T11:20").value(), 1}, std::nullopt);
  for (int k = 0; k < 40; ++k)
    writing.add(rapport::Customer{.name = "Customer " + std::to_string(k)});
  writing.commit();
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& bytes) {
  const int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  insist(file >= 0);
  insist(::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  ::close(file);
}

void save_from(const std::string& path) {
  try {
    rapport::Store damaged(rapport::open_copy(path));
    rapport::Repair repair;
    rapport::Store saved = rapport::salvage(
        damaged.db(), {}, {rapport::parse_iso_moment("2026-11-19T09:00").value(), 2}, repair);
    insist(saved.check(rapport::Depth::deep).empty());
    if (!repair.is_whole()) return;
    std::size_t number = 0;
    for (const auto& customer : saved.all<rapport::Customer>())
      insist(customer.name == "Customer " + std::to_string(number++));
    insist(number == 40);
  } catch (const rapport::Error& error) {
    insist(error.kind() != rapport::ErrorKind::usage);
  }
}

}  // namespace

// A book with any of its bytes changed, or cut short, is read or refused with a reason; and looking
// at it changes none of its bytes; what is saved of it is sound, and as it was unless something is
// said to be lost. Three bytes of the input name a place and what stands there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string whole = whole_book();
  std::string bytes = whole;
  for (std::size_t i = 0; i + 2 < size; i += 3)
    bytes[(data[i] * 256U + data[i + 1]) % bytes.size()] = static_cast<char>(data[i + 2]);
  if (size % 3 == 1) bytes.resize(bytes.size() * data[size - 1] / 256);
  const std::string path = folder() + "/damaged.db";
  write(path, bytes);
  try {
    rapport::Store store(rapport::open_copy(path));
    for (const auto& customer : store.all<rapport::Customer>()) insist(!customer.uid.is_nil());
    store.interactions({});
    store.commands(10);
  } catch (const rapport::Error& error) {
    insist(error.what()[0] != '\0');
    insist(error.kind() != rapport::ErrorKind::usage);
  }
  save_from(path);
  std::ifstream file(path, std::ios::binary);
  insist(std::string(std::istreambuf_iterator<char>(file), {}) == bytes);
  return 0;
}
