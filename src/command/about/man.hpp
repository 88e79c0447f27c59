#pragma once

#include <string>

#include "command/about/catalogue.hpp"
#include "command/about/topics.hpp"

/// Manual pages in mdoc(7), made from the table of commands and what each declares: what help says
/// and what the manual says cannot differ.
namespace rapport {

struct ManPage {
  std::string name;  ///< "rapport-log"
  int section = 1;
  std::string text;
};

ManPage main_page(const FormatNames& formats);     ///< rapport(1)
ManPage manual_page(const CatalogueEntry& entry);  ///< rapport-config(1), with all its verbs
ManPage manual_page(const Topic& topic, const FormatNames& formats);  ///< rapport-dates(7)

}  // namespace rapport
