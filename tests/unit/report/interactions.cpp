#include "rapport/report/interactions.hpp"

#include <algorithm>

#include "../domain/book.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/log_line.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

const Date today = "2026-11-20"_d;

Interaction visit() {
  return {.uid = uid_of(1),
          .number = 12,
          .start = {.date = today - Days{4}, .minute = 14 * 60},
          .length = Minutes{90},
          .kind = Kind::visit,
          .purpose = Purpose::demo};
}

}  // namespace

TEST_CASE("interactions: one line says what is not as usual") {
  Interaction talk = visit();
  CHECK(interaction_text(talk, {"Acme", "Globex"}, today) ==
        "#12 Acme, Globex · visit · 1h 30m · Mon 16 Nov 14:00 · demo");
  talk.status = Status::cancelled;
  talk.cancelled_by = Side::them;
  CHECK(interaction_text(talk, {"Acme"}, today).ends_with(" · demo · cancelled by them"));
  talk.loop = Loop::self;
  CHECK(interaction_text(talk, {"own product"}, today).starts_with("#12 own product · 1h 30m"));
}

TEST_CASE("interactions: the words of a hint are read as what they were made from") {
  const Interaction talk = visit();
  const std::string typed = typed_words(talk);
  std::vector<std::string> words;
  for (const std::string_view word : split(typed, ' ')) words.emplace_back(word);
  const LogLine line = parse_log_line(words, {.date = today, .minute = 0}, Leaning::past);
  CHECK(line.when == talk.start);
  CHECK(line.length == talk.length);
  CHECK(line.kind == talk.kind);
  CHECK(line.purpose == talk.purpose);
}

TEST_CASE("interactions: WHO of a hint is one word to a shell") {
  CHECK(command_hint("plan", "acme", "fri") == "`rapport plan acme fri`");
  CHECK(command_hint("log", "Acme Robotics", "") == "`rapport log 'Acme Robotics'`");
  CHECK(command_hint("log", "O'Neil", "") == R"(`rapport log 'O'\''Neil'`)");
}

TEST_CASE("interactions: what a command created is said, and marked for programs") {
  WrittenInteraction written{
      .interaction = visit(),
      .parties = {"Acme", "Globex"},
      .customers = {{.uid = uid_of(2), .name = "Acme"}, {.uid = uid_of(3), .name = "Globex"}},
      .created = {uid_of(3)}};
  const Document document = interaction_document("log", written, today);
  CHECK(cell_of(table_of(document, "customers"), 0, "created") == Value{false});
  CHECK(cell_of(table_of(document, "customers"), 1, "created") == Value{true});
  const auto says_created = [](const Document& one, const std::string& text) {
    return std::any_of(one.blocks.begin(), one.blocks.end(), [&](const Block& block) {
      const auto* line = std::get_if<Text>(&block);
      return line != nullptr && line->text.ends_with(text);
    });
  };
  CHECK(says_created(document, " (a new customer)"));
  written.created.insert(uid_of(2));
  CHECK(says_created(interaction_document("log", written, today), " (2 new customers)"));
}

TEST_CASE("interactions: removing says how many votes went along") {
  const Document document = removed_document({{.interaction = visit(), .votes = 2}}, today);
  CHECK(std::get<Text>(document.blocks[1]).text == "and the 2 votes that it proved");
  CHECK(cell_of(table_of(document, "removed"), 0, "id") == Value{std::int64_t{12}});
}

}  // namespace rapport
