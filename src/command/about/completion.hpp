#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/command/session.hpp"

/// What the TAB key offers. The shells' scripts ask the hidden command `__complete`, so all that is
/// known about a command line is known here, and a new command needs no line in a script.
namespace rapport {

struct Choice {
  std::string value;  ///< what is put on the line
  std::string says;   ///< one line on it; may be empty
};

/// The choices for a value, best first, at most a screenful of names. Reads the book, if at all,
/// by `Session::peek`. Nothing for files: shells know them better.
std::vector<Choice> choices_for(const Cursor& cursor, const Session& session);

/// The commands that may stand behind `words` of a command's name: all, or the verbs of a noun.
std::vector<Choice> command_choices(const std::vector<std::string>& words);

/// A script that teaches a shell to complete: a file of completions/.
struct ShellScript {
  std::string_view shell;  ///< "bash"
  std::string_view text;
};

std::span<const ShellScript> shell_scripts();

}  // namespace rapport
