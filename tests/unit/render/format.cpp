#include "rapport/render/format.hpp"

#include <doctest/doctest.h>

namespace rapport {

TEST_CASE("formats are found by their exact name") {
  for (const Format& format : formats()) {
    CHECK(find_format(format.name) == &format);
    CHECK_FALSE(format.summary.empty());
  }
  CHECK(formats().front().name == "text");
  CHECK(find_format("json"));
  CHECK_FALSE(find_format("JSON"));
  CHECK_FALSE(find_format("jso"));
  CHECK_FALSE(find_format(""));
}

}  // namespace rapport
