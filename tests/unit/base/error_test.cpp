#include "rapport/base/error.hpp"

#include <doctest/doctest.h>

using namespace rapport;

TEST_CASE("exit codes are those of the manual") {
  CHECK(exit_code(ErrorKind::usage) == 2);
  CHECK(exit_code(ErrorKind::not_found) == 3);
  CHECK(exit_code(ErrorKind::bad_data) == 65);
  CHECK(exit_code(ErrorKind::no_input) == 66);
  CHECK(exit_code(ErrorKind::unavailable) == 69);
  CHECK(exit_code(ErrorKind::internal) == 70);
  CHECK(exit_code(ErrorKind::cannot_create) == 73);
  CHECK(exit_code(ErrorKind::io) == 74);
  CHECK(exit_code(ErrorKind::busy) == 75);
  CHECK(exit_code(ErrorKind::unknown) == 76);
  CHECK(exit_code(ErrorKind::permission) == 77);
  CHECK(exit_code(ErrorKind::config) == 78);
}

TEST_CASE("an error carries what, which and what next") {
  const Error error(ErrorKind::usage, "cannot read the date 'soon'", "write it as fri");
  CHECK(std::string(error.what()) == "cannot read the date 'soon'");
  CHECK(error.hint() == "write it as fri");
  CHECK(error.kind() == ErrorKind::usage);
  CHECK(Error(ErrorKind::io, "disk full").hint().empty());
}
