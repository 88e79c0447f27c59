#include "rapport/report/search.hpp"

#include <fmt/format.h>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/document/window.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_shown = 60;  // columns of what was typed

std::string place_text(const SearchReport::Result& result) {
  return result.talk ? fmt::format("#{} {}", *result.talk, result.label)
                     : fmt::format("{} #{}", result.label, result.number);
}

/// What a person reads where nothing was found, and may do about it.
std::string nothing_text(const SearchReport& report) {
  std::string text = fmt::format("Nothing found for {}", shorten(report.typed, longest_shown));
  if (report.is_filtered) text += " with these options";
  text += ".";
  if (!report.near_words.empty()) {
    text += " Did you mean " + joined(report.near_words, " or ") + "?";
  } else if (!report.is_filtered && report.typed.find(' ') != std::string::npos) {
    text += " All words must occur in one text: try fewer.";
  }
  return text;
}

Table results_table(const SearchReport& report) {
  using Result = SearchReport::Result;
  const auto snippet = [](const Result& result) {
    return MarkedText{result.excerpt.text, result.excerpt.highlights};
  };
  return table_of({.key = "results", .empty = nothing_text(report)}, report.results,
                  {{"type", "", &Result::type, Audience::programs},
                   {"id", "", &Result::number, Audience::programs},
                   {"interaction", "", &Result::talk, Audience::programs},
                   {"day", "When", &Result::day},
                   {"place", "Where", place_text, Audience::people},
                   {"customers", "Customers", &Result::customers},
                   {"field", "", &Result::field, Audience::programs},
                   {"snippet", "What", snippet}});
}

}  // namespace

Document document_of(const SearchReport& report) {
  const bool is_cut = report.total != report.results.size();
  Document document{
      .report = "search", .title = "Search · " + report.typed, .main_table = "results"};
  document.blocks.emplace_back(
      KeyValues{{value_for_programs("query", report.typed),
                 value_for_programs("more", is_cut || report.has_looked_far)}});
  document.blocks.emplace_back(results_table(report));
  add_window(document, {.shown = report.results.size(), .total = report.total, .what = "result"});
  if (report.has_looked_far)
    document.notices.emplace_back(
        "without a letter or digit to look up, only the newest texts were searched");
  if (report.dropped_words)
    document.notices.emplace_back("more than 32 words: only the first ones were searched for");
  return document;
}

}  // namespace rapport
