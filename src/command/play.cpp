#include "command/play.hpp"

#include <fmt/format.h>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/invocation.hpp"
#include "rapport/domain/dates.hpp"

namespace rapport {
namespace {

constexpr std::size_t words_of_time = 3;
constexpr std::int64_t minute_ms = 60'000;

std::vector<std::string> words_in(std::string_view line) {
  std::vector<std::string> words;
  bool is_in_word = false, is_quoted = false;
  for (const char c : line) {
    if (c == ' ' && !is_quoted) {
      is_in_word = false;
      continue;
    }
    if (!is_in_word) words.emplace_back();
    is_in_word = true;
    if (c == '"')
      is_quoted = !is_quoted;
    else
      words.back() += c;
  }
  return words;
}

/// The moment of a line that begins with "3 tue 10:30".
Stamp stamp_of_line(const std::vector<std::string>& words, const World& world) {
  const Date sunday = week_start(world.clock.local.date, std::chrono::Monday) + Days{6} -
                      Days{7} * std::stoi(words[0]);
  Moment at = parse_when(words[1] + " " + words[2], {sunday, 24 * 60 - 1, {}}, Leaning::past);
  at.offset = world.zone(at.date, at.minute.value()).offset;
  return {at, instant_of(at) * minute_ms};
}

}  // namespace

Document run_command(const std::vector<std::string>& words, World world, Store& book) {
  world.terminal = {};
  const Invocation invocation = find_invocation(words, world.formats);
  Args args;
  Globals globals;
  const Prepared prepared = invocation.command->prepare(args);
  declare_globals(args, globals, world.formats);
  args.parse(invocation.name, invocation.rest);
  Session session(world, globals, Settings::of_environment(world), std::move(book));
  Document document = prepared(session);
  book = session.take_book();
  return document;
}

void play(std::string_view script, const World& world, Store& book) {
  World then = world;
  for (const std::string_view line : split(script, '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    auto words = words_in(line);
    then.clock = stamp_of_line(words, world);
    if (then.clock.unix_ms > world.clock.unix_ms) break;
    words.erase(words.begin(), words.begin() + words_of_time);
    try {
      run_command(words, then, book);
    } catch (const Error& error) {
      throw Error(ErrorKind::internal, fmt::format("{}: {}", line, error.what()), error.hint());
    }
  }
}

}  // namespace rapport
