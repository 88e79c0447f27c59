#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rapport/command/command.hpp"
#include "rapport/command/topics.hpp"

/// Manual pages in mdoc(7), made from the table of commands and what each declares: what help says
/// and what the manual says cannot differ.
namespace rapport {

struct ManPage {
  std::string name;  ///< "rapport-log"
  int section = 1;
  std::string text;
};

/// rapport(1).
ManPage main_page();

/// The page of a command, or of a noun with all its verbs: rapport-config(1). `word` is the first
/// word of the command's name.
ManPage page_of(std::string_view word);

/// The page of a topic: rapport-dates(7).
ManPage page_of(const Topic& topic);

/// The first words of all commands that have a page, in the order of help.
std::vector<std::string> pages();

}  // namespace rapport
