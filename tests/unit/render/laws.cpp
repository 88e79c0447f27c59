#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "documents.hpp"
#include "markup.hpp"
#include "rapport/base/text.hpp"
#include "render/cells.hpp"

// What holds for any document. RAPPORT_ROUNDS makes it more of them.
namespace rapport {
namespace {

template <typename Law>
void for_any_document(Law law) {
  const char* wanted = std::getenv("RAPPORT_ROUNDS");
  const unsigned rounds = wanted ? static_cast<unsigned>(std::atoi(wanted)) : 400;
  for (unsigned seed = 1; seed <= rounds; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const Document document = any_document(random);
    law(document, random);
  }
}

Style any_style(std::mt19937& random) {
  return {.width = 20 + random() % 110,
          .colour = random() % 2 == 0,
          .unicode = random() % 2 == 0,
          .today = day(2026, 11, 4),
          .table = {},
          .raw_csv = random() % 2 == 0};
}

// Nothing that a terminal obeys or hides.
void check_harmless(const std::string& line) {
  for (const char c : line) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != '\x7f'));
  for (const char* hidden :
       {"\u009b", "\u202e", "\u200b", "\ufeff", "\u00ad", "\u2028", "\U000e0041"})
    CHECK(line.find(hidden) == line.npos);
  CHECK(is_valid_text(line));
}

std::string text_of(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : "";
}

}  // namespace

TEST_CASE("text fits the width, is harmless and calm") {
  for_any_document([](const Document& document, std::mt19937& random) {
    const Style style = any_style(random);
    CAPTURE(style.width);
    const std::string output = rendered("text", document, style);
    bool blank = true;
    for (const std::string& coloured : lines_of(output)) {
      const std::string line = style.colour ? without_colours(coloured) : coloured;
      CAPTURE(line);
      CHECK(display_width(line) <= style.width);
      check_harmless(line);
      CHECK_FALSE(line.ends_with(' '));
      CHECK_FALSE((blank && line.empty()));
      blank = line.empty();
    }
    CHECK_FALSE((blank && !output.empty()));
  });
}

TEST_CASE("Markdown is harmless") {
  for_any_document([](const Document& document, std::mt19937& random) {
    const std::string output = rendered("md", document, any_style(random));
    std::string fence;  // CommonMark: closed by a line of at least as many backticks, and no more
    for (const std::string& line : lines_of(output)) {
      CAPTURE(line);
      check_harmless(line);
      const bool only_ticks = line.find_first_not_of('`') == line.npos && line.size() >= 3;
      if (!fence.empty()) {
        if (only_ticks && line.size() >= fence.size()) fence.clear();
        continue;
      }
      if (only_ticks) fence = line;
      CHECK(line.find('<') == line.npos);
      CHECK((only_ticks || !line.starts_with('`')));
    }
    CHECK(fence.empty());
  });
}

TEST_CASE("HTML is harmless, well formed and needs nothing from elsewhere") {
  for_any_document([](const Document& document, std::mt19937& random) {
    const std::string output = rendered("html", document, any_style(random));
    for (const std::string& line : lines_of(output)) {
      CAPTURE(line);
      std::string visible = line;
      if (line.find('\t') != line.npos) std::replace(visible.begin(), visible.end(), '\t', ' ');
      check_harmless(visible);
    }
    const Markup markup = parsed_markup(output);
    CHECK(markup.fault == "");
    CHECK(markup.headings.starts_with("1"));
    CHECK(markup.headings.find('1', 1) == std::string::npos);
    for (std::size_t i = 1; i < markup.headings.size(); ++i)
      CHECK(markup.headings[i] <= markup.headings[i - 1] + 1);
    for (const char* forbidden :
         {"<script", "<link", "<img", "<iframe", "://", "@import", " src=", " onload", " onclick"})
      CHECK(output.find(forbidden) == output.npos);
  });
}

TEST_CASE("JSON parses again and keeps texts exactly") {
  for_any_document([](const Document& document, std::mt19937& random) {
    const std::string output = rendered("json", document, any_style(random));
    for (const std::string& line : lines_of(output)) check_harmless(line);
    const auto json = nlohmann::json::parse(output);
    for (const Block& block : document.blocks) {
      const auto* table = std::get_if<Table>(&block);
      if (!table || table->audience == Audience::people) continue;
      const auto& rows = json.at(table->key);
      REQUIRE(rows.size() == table->rows.size());
      for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < table->columns.size(); ++c) {
          const Column& column = table->columns[c];
          CHECK(rows[r].contains(column.key) == (column.audience != Audience::people));
          const std::string text = text_of(cell_at(table->rows[r], c).value);
          const bool exact = text.empty() || is_valid_text(text);
          if (column.audience != Audience::people && !text.empty() && exact)
            CHECK(rows[r].at(column.key) == text);
        }
      }
    }
  });
}

/// Without controls, but for the ends of lines and tabs.
std::string shown_lines(const std::string& text) {
  std::string shown, part;
  for (const char c : text) {
    if (c != '\t' && c != '\r' && c != '\n') {
      part += c;
      continue;
    }
    shown += printable(part) + c;
    part.clear();
  }
  return shown + printable(part);
}

TEST_CASE("CSV parses again to the same cells") {
  for_any_document([](const Document& document, std::mt19937& random) {
    Style style = any_style(random);
    for (const Block& block : document.blocks) {
      const auto* table = std::get_if<Table>(&block);
      if (!table || table->audience == Audience::people) continue;
      style.table = table->key;
      const auto records = parsed_csv(rendered("csv", document, style));
      const auto columns = columns_for(*table, Reader::program);
      REQUIRE(records.size() == table->rows.size() + 1);
      for (std::size_t r = 0; r < table->rows.size(); ++r) {
        REQUIRE(records[r + 1].size() == std::max<std::size_t>(1, columns.size()));
        for (std::size_t c = 0; c < columns.size(); ++c) {
          std::string field = records[r + 1][c];
          const std::string text = text_of(cell_at(table->rows[r], columns[c]).value);
          if (text.empty()) continue;
          if (!style.raw_csv) {
            const char first = field.front();
            CHECK((first != '=' && first != '+' && first != '-' && first != '@' && first != '\t' &&
                   first != '\r'));
            if (first == '\'') field.erase(0, 1);
          }
          CHECK(field == (style.raw_csv ? text : shown_lines(text)));
        }
      }
    }
  });
}

}  // namespace rapport
