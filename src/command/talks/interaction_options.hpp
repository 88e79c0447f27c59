#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/command/args.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/log_line.hpp"
#include "rapport/domain/words.hpp"

/// What people type of an interaction, and the options that say the same.
namespace rapport {

struct InteractionOptions {
  std::vector<std::string> words;  ///< those behind the name, see `parse_log_line`
  std::string name = {};           ///< that name, as it was typed, which may go on in them
  bool may_learn = true;           ///< what was learned may follow, after a colon
  std::optional<std::string> at, kind, purpose, note, mood;
  std::vector<std::string> learned, promises, dues, with;
  bool edit = false;
  bool is_private = false;
};

/// All of them; and each group alone, for a command that takes only some.
void declare_interaction_options(Args& args, InteractionOptions& options);
void declare_learned_options(Args& args, InteractionOptions& options);
void declare_note_options(Args& args, InteractionOptions& options);
void declare_host_options(Args& args, InteractionOptions& options);
void declare_kind_options(Args& args, InteractionOptions& options);

/// With what standard input says where "-" stands for the note, or for what was learned: a line
/// each.
InteractionOptions with_input(InteractionOptions options, Session& session);

/// The command line as it was typed, with a length in it.
std::string line_with_length(const Session& session);

/// The words, and the options that say the same, as one line. Throws Error(usage) where they say
/// two different things. A colon with nothing after it, and a sentence in quotes that no colon
/// opens, are asked about on a terminal; else Error(usage). `own` is as for `parse_log_line`.
LogLine read_line(const InteractionOptions& options, Session& session, Leaning leaning,
                  Loop loop = Loop::customer, const std::optional<Moment>& own = {});

/// What describes a customer whom the command creates.
struct NewCustomerOptions {
  std::optional<std::string> region, segment, cls;
  std::vector<std::string> tags;
  bool is_new = false;

  bool describes_any() const { return cls || region || segment || !tags.empty(); }
};

void declare_new_customer_options(Args& args, NewCustomerOptions& options);

}  // namespace rapport
