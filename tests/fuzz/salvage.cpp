#include "rapport/store/salvage.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/store.hpp"

// A book in which a column of some rows holds anything at all is found damaged, and what is saved
// of it is sound: all of it as it was, or with a list of what is not. The first byte of the input
// names the column, the second the rows, the rest is the value.
namespace {

using rapport::Store;
using rapport::Writing;

constexpr std::array columns{
    "change SET body",    "change SET at",      "change SET ent",    "change SET uid",
    "change SET hlc",     "change SET seq",     "change SET base",   "change SET op",
    "change SET cmd",     "change SET digest",  "change SET nonce",  "command SET at",
    "command SET verb",   "command SET cmd",    "command SET id",    "stream SET space",
    "stream SET replica", "stream SET head",    "stream SET hlc",    "number SET uid",
    "number SET id",      "number SET ent",     "entity SET body",   "entity SET uid",
    "entity SET space",   "entity SET ent",     "entity SET number", "entity SET recorded",
    "entity SET hlc",     "entity SET deleted", "book SET value",    "name SET folded"};

const rapport::Stamp now{rapport::parse_iso_moment("2026-11-18T11:20").value(), 1795000000000};

Store filled() {
  Store store(rapport::memory_book());
  rapport::Uid first;
  for (const char* name : {"Acme Robotics", "Globex", "日本精密"}) {
    Writing writing(store, "customer add", now, std::nullopt);
    first = writing.add(rapport::Customer{.name = name, .tags = {"x"}});
    writing.commit();
  }
  Writing writing(store, "log", now, std::nullopt);
  writing.add(rapport::Interaction{.start = now.local,
                                   .length = rapport::Minutes{30},
                                   .customers = {first},
                                   .note = "approvals are slow"});
  writing.commit();
  return store;
}

std::string shape_of(Store& store) {
  std::string all;
  for (const auto& customer : store.all<rapport::Customer>())
    all += std::to_string(customer.number) + customer.name + to_string(customer.uid) + "\n";
  for (const auto& talk : store.interactions({}))
    all += std::to_string(talk.number) + talk.note + to_string(talk.start) + "\n";
  return all;
}

/// False where the tables refuse such a row.
bool damage(Store& store, std::string_view column, unsigned rows, const std::string& value) {
  const std::string sql = "UPDATE " + std::string(column) + " = ? WHERE rowid % 4 = ? OR ? > 200";
  try {
    std::int64_t number = 0;
    const bool is_number = !value.empty() && value.size() <= 18 &&
                           value.find_first_not_of("0123456789") == std::string::npos;
    if (is_number) number = std::stoll(value);
    const auto some = static_cast<std::int64_t>(rows % 4);
    if (is_number)
      store.db().run(sql.c_str(), number, some, static_cast<std::int64_t>(rows));
    else
      store.db().run(sql.c_str(), value, some, static_cast<std::int64_t>(rows));
  } catch (const rapport::Error&) {
    return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  Store store = filled();
  const std::string right = shape_of(store);
  const std::string value(reinterpret_cast<const char*>(data) + 2, size - 2);
  if (!damage(store, columns[data[0] % columns.size()], data[1], value)) return 0;
  try {
    if (store.check(rapport::Depth::deep).empty()) return 0;
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::bad_data);
  }
  rapport::Repair repair;
  try {
    Store saved = rapport::salvage(store.db(), {}, now, repair);
    insist(saved.check(rapport::Depth::deep).empty());
    insist(!repair.is_whole() || shape_of(saved) == right);
    for (const auto& lines : {repair.altered, repair.lost})
      for (const std::string& line : lines) insist(rapport::is_valid_text(line));
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::bad_data);
  }
  return 0;
}
