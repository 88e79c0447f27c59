#include "command/about/catalogue.hpp"

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

/// What the option says, and the flags that say the same of one of its values.
std::string option_help(const Args& args, const Args::Option& option) {
  std::vector<std::string> flags;
  for (const auto& other : args.options())
    if (other.same_as.starts_with(option.name + " ")) flags.push_back(other.name);
  return flags.empty() ? option.help : option.help + "; for short " + joined(flags);
}

}  // namespace

std::string CatalogueEntry::summary() const {
  std::vector<std::string_view> verbs;
  for (const Command* command : commands) {
    if (commands.size() == 1 || verb_of(*command).empty()) return std::string(command->summary);
    verbs.push_back(verb_of(*command));
  }
  return joined(verbs);
}

std::vector<CatalogueEntry> catalogue() {
  std::vector<CatalogueEntry> entries;
  for (const CommandRow& row : command_rows())
    for (const Command& command : row.commands()) {
      if (is_hidden(command)) continue;
      const auto word = command.name.substr(0, command.name.find(' '));
      auto entry = std::find_if(entries.begin(), entries.end(),
                                [&](const CatalogueEntry& one) { return one.word == word; });
      if (entry == entries.end()) entry = entries.insert(entry, {word, row.group, {}});
      entry->commands.push_back(&command);
    }
  return entries;
}

std::optional<CatalogueEntry> find_entry(std::string_view word) {
  for (CatalogueEntry& entry : catalogue())
    if (entry.word == word) return std::move(entry);
  return std::nullopt;
}

std::string_view verb_of(const Command& command) {
  const auto blank = command.name.find(' ');
  return blank == std::string_view::npos ? "" : command.name.substr(blank + 1);
}

std::vector<TopicPart> parameter_parts(const Args& args) {
  TopicPart words{.title = "Words", .kind = RowKind::word};
  for (const Args::Word& word : args.words()) words.rows.push_back({word.name, word.help});
  TopicPart options{.title = "Options", .kind = RowKind::option};
  for (const Args::Option& option : args.options())
    if (!option.is_global && option.same_as.empty())
      options.rows.push_back({option.label(), option_help(args, option)});
  std::vector<TopicPart> parts{std::move(words), std::move(options)};
  std::erase_if(parts, [](const TopicPart& part) { return part.rows.empty(); });
  return parts;
}

std::vector<TopicRow> global_option_rows(const FormatNames& formats) {
  Args args;
  Globals globals;
  declare_globals(args, globals, formats);
  std::vector<TopicRow> rows;
  for (const Args::Option& option : args.options()) rows.push_back({option.label(), option.help});
  return rows;
}

}  // namespace rapport
