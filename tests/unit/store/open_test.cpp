#include "rapport/store/open.hpp"

#include <doctest/doctest.h>

using namespace rapport;

TEST_CASE("the fingerprint in the program is that of the schema files") {
  Db book = memory_book();
  CHECK(schema_fingerprint(book) == expected_fingerprint);
}
