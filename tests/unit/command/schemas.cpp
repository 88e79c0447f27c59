#include "command/about/schemas.hpp"

#include <doctest/doctest.h>

namespace rapport {

TEST_CASE("every report that is listed has a schema, which knows its name") {
  const auto names = schema_names();
  CHECK(names.size() > 80);
  for (const std::string_view name : names)
    CHECK_MESSAGE(
        schema_of(name).find("\"const\": \"" + std::string(name) + '"') != std::string::npos, name);
  CHECK(schema_of("no such report").empty());
}

TEST_CASE("a schema has the words of the program's tables, and says what may be null or absent") {
  const std::string text = schema_of("amend");
  CHECK(text.find(R"("enum": ["visit", "video", "call",)") != std::string::npos);
  CHECK(text.find(R"("type": ["string", "null"])") != std::string::npos);
  const std::string required = text.substr(text.rfind("\"required\""));
  CHECK(required.find("\"counts\"") != std::string::npos);
  CHECK(required.find("\"changed\"") == std::string::npos);
}

}  // namespace rapport
