#include "domain/people/spans.hpp"

#include <algorithm>
#include <cctype>

#include "domain/people/scripts.hpp"

namespace rapport {
namespace {

bool is_address_char(char c) {
  return byte_of(c) >= 0x80 || std::isalnum(byte_of(c)) != 0 ||
         std::string_view("._%+-").find(c) != std::string_view::npos;
}

/// The addresses in `run`, which begins at `offset` and holds no blanks.
void add_addresses(std::vector<Span>& spans, std::string_view run, std::size_t offset) {
  for (auto sign = run.find('@'); sign != std::string_view::npos; sign = run.find('@', sign + 1)) {
    std::size_t from = sign;
    std::size_t until = sign + 1;
    while (from > 0 && is_address_char(run[from - 1])) --from;
    while (until < run.size() && is_address_char(run[until])) ++until;
    while (until > sign + 1 && run[until - 1] == '.') --until;
    const bool overlaps = !spans.empty() && spans.back().end > offset + from;
    if (from < sign && until > sign + 1 && !overlaps)
      spans.push_back({offset + from, offset + until, true});
  }
}

}  // namespace

std::vector<Span> spans_in(std::string_view text) {
  std::vector<Span> spans;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \t\n\r", begin), text.size());
    const auto run = text.substr(begin, end - begin);
    if (run.find("://") != std::string_view::npos || run.starts_with("www."))
      spans.push_back({begin, end, false});
    else
      add_addresses(spans, run, begin);
    begin = end + 1;
  }
  return spans;
}

}  // namespace rapport
