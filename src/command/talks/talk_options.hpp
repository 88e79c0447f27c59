#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "rapport/command/args.hpp"
#include "rapport/domain/log_line.hpp"
#include "rapport/domain/words.hpp"

namespace rapport {

/// What the commands that write a talk take: the words behind the name and the options that say the
/// same.
struct TalkOptions {
  std::vector<std::string> words;
  std::optional<std::string> at, kind, purpose, note, mood;
  std::vector<std::string> learned, promises, dues, with;
  std::array<bool, kinds.size()> kind_flags{};
  bool edit = false;
  bool is_private = false;
};

/// All of them; and each group alone, for a command that takes only some.
void declare_talk_options(Args& args, TalkOptions& options);
void declare_talk_words(Args& args, TalkOptions& options);
void declare_learned_options(Args& args, TalkOptions& options);
void declare_note_options(Args& args, TalkOptions& options);
void declare_host_options(Args& args, TalkOptions& options);
void declare_kind_options(Args& args, TalkOptions& options);

/// The words and the options as one line. Throws Error(usage) where they say two different things.
LogLine read_talk_options(const TalkOptions& options, const Moment& now, Leaning leaning,
                          Loop loop = Loop::customer);

}  // namespace rapport
