#include "rapport/report/search.hpp"

#include <fmt/format.h>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

std::string place_of(const SearchReport::Result& result) {
  return result.talk ? fmt::format("#{} {}", *result.talk, result.label)
                     : fmt::format("{} #{}", result.label, result.number);
}

}  // namespace

Document document_of(const SearchReport& report) {
  Table table{.key = "results",
              .title = "",
              .columns = {{"kind", "", Audience::programs},
                          {"id", "", Audience::programs},
                          {"interaction", "", Audience::programs},
                          {"when", "When"},
                          {"place", "Where", Audience::people},
                          {"customers", "Customers"},
                          {"where", "", Audience::programs},
                          {"snippet", "What"}},
              .rows = {},
              .empty = fmt::format("Nothing was found for {}.", shorten(report.typed, 60))};
  for (const SearchReport::Result& result : report.results)
    table.rows.push_back({{result.kind},
                          {result.number},
                          {result.talk ? Value{*result.talk} : Value{}},
                          {result.day},
                          {place_of(result)},
                          {result.customers},
                          {result.where},
                          {MarkedText{result.excerpt.text, result.excerpt.marks}}});
  Document document{.report = "search", .blocks = {std::move(table)}};
  if (report.is_cut && report.results.size() == report.limit)
    document.notices.push_back(
        fmt::format("there is more than {}: say another word, or --limit", report.limit));
  else if (report.is_cut)
    document.notices.emplace_back("only the newest 2000 texts were looked through for that");
  return document;
}

}  // namespace rapport
