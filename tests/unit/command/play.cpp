#include "command/play.hpp"

#include <doctest/doctest.h>

#include "rapport/base/error.hpp"
#include "rapport/store/backup.hpp"

namespace rapport {
namespace {

/// A world in UTC on Friday 20 November 2026, 15:00.
World friday() {
  World world;
  world.zone = [](Date, int) { return LocalTime{}; };
  world.clock.local = {Date{std::chrono::year{2026} / 11 / 20}, 15 * 60, 0};
  world.clock.unix_ms = instant_of(world.clock.local) * 60'000;
  world.login = "priya";
  return world;
}

}  // namespace

TEST_CASE("each line of a script is a command of its own moment, up to now") {
  Store book(memory_book());
  play(
      "# who\n1 mon 08:00  pm add Priya\n"
      "1 tue 10:30  log \"Acme Robotics\" 30m call: they print +orders\n\n"
      "0 fri 15:01  log Acme 1h\n",
      friday(), book);
  const auto talks = book.interactions({});
  REQUIRE(talks.size() == 1);
  CHECK(to_string(talks[0].start) == "2026-11-10T10:00");
  CHECK(talks[0].length == Minutes{30});
  CHECK(book.all<Customer>().at(0).name == "Acme Robotics");
  CHECK(book.all<Learning>().at(0).themes.contains("orders"));
  CHECK(book.commands(9).front().at.starts_with("2026-11-10T10:30"));
}

TEST_CASE("a line that fails is quoted") {
  Store book(memory_book());
  const std::string line = "0 mon 09:00  held 7";
  try {
    play(line, friday(), book);
    FAIL("it has to fail");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::internal);
    CHECK(std::string(error.what()).starts_with(line + ": "));
  }
}

TEST_CASE("a command that is run on a book answers as it does for a person") {
  Store book(memory_book());
  CHECK(run_command({"pm", "add", "Priya"}, friday(), book).report == "pm add");
  CHECK(book.all<Pm>().at(0).joined.contains(Date{std::chrono::year{2026} / 11 / 20}));
}

}  // namespace rapport
