#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/about/topics.hpp"
#include "rapport/command/command.hpp"

/// What is said of commands, wherever that is: in help, in the manual, at the press of TAB.
namespace rapport {

/// The commands for people that share their first word.
struct CatalogueEntry {
  std::string_view word;  ///< "customer"
  Group group;            ///< of the first of them
  std::vector<const Command*> commands;

  /// What the command without a verb does; where there is none, the verbs: "add, edit, list".
  std::string summary() const;
};

/// All of them, in the order of help.
std::vector<CatalogueEntry> catalogue();
std::optional<CatalogueEntry> find_entry(std::string_view word);

/// "add" of "customer add"; empty for a command that is one word.
std::string_view verb_of(const Command& command);

/// What a command takes, as parts "Words" and "Options"; what is empty is left out.
std::vector<TopicPart> parameter_parts(const Args& args);

/// A row for each option that goes with every command.
std::vector<TopicRow> global_option_rows(const FormatNames& formats);

}  // namespace rapport
