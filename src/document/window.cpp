#include "rapport/document/window.hpp"

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {

void add_window(Document& document, const Window& window) {
  const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  const Value total = window.total ? Value{count(*window.total)} : Value{};
  document.blocks.emplace_back(KeyValues{
      {value_for_programs("shown", count(window.shown)), value_for_programs("total", total)}});
  if (window.total && *window.total == window.shown) return;
  const std::string of =
      window.total ? count_text(count(*window.total), window.what) : "many " + window.what + "s";
  document.left_out = std::to_string(window.shown) + " of " + of + " shown; " + window.to_see_all +
                      " shows them all";
}

}  // namespace rapport
