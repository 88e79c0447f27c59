#pragma once

#include <string>
#include <string_view>

namespace rapport {

/// What a strict reader finds in a page: tags that are closed in order, attributes in quotes and
/// named once, only the five entities of XML, ids that are distinct, names that are defined,
/// pictures that have a name or are decoration.
struct Markup {
  std::string fault;     ///< the first thing that is wrong, and where; empty: nothing
  std::string headings;  ///< levels in order: "1223"
  std::string text;      ///< between the tags of the body, entities resolved, one line a piece
};

Markup parsed_markup(std::string_view html);

}  // namespace rapport
