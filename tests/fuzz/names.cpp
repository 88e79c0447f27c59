#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "command/resolve.hpp"
#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/store/open.hpp"

namespace {

rapport::Store filled() {
  rapport::Store store(rapport::memory_book());
  rapport::Writing writing(
      store, "fuzz", {rapport::parse_iso_moment("2026-11-18T11:20").value(), 1}, std::nullopt);
  for (const char* name : {"Acme Robotics", "Acme", "Müller & Söhne", "日本精密", "C++ \"(*\" Ltd"})
    writing.add(rapport::Customer{.name = name, .aliases = {"x y"}});
  writing.commit();
  return store;
}

}  // namespace

// WHO names customers that are there, or new ones with a name; or it is refused as badly typed or
// not found, whatever signs it is made of.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static rapport::Store store = filled();
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  try {
    const rapport::Who who = rapport::resolve_who(store, text, rapport::NearMiss::stop);
    insist(who.customers.size() + who.people.size() + who.unknown.size() > 0);
    for (const auto& customer : who.customers)
      insist(store.find<rapport::Customer>(customer.uid).has_value());
    for (const auto& name : who.unknown) insist(!name.empty());
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::usage ||
           error.kind() == rapport::ErrorKind::not_found);
  }
  return 0;
}
