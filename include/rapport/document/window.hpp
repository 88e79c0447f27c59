#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "rapport/document/document.hpp"

/// Lists of which an answer shows a part.
namespace rapport {

/// How much of a list is shown, of things called `what` ("talk"); nothing where it was not counted.
struct Window {
  std::size_t shown = 0;
  std::optional<std::size_t> total;
  std::string what;
  std::string to_see_all = "-n all";
};

/// Tells programs `shown` and `total`, and everybody where something is left out.
void add_window(Document& document, const Window& window);

}  // namespace rapport
