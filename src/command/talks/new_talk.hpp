#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "command/resolve.hpp"
#include "command/talks/talk_options.hpp"
#include "rapport/command/args.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/log_line.hpp"

/// How a talk gets into the book, whichever command records it: read what was typed, look up who it
/// was with, write all of it in one command, and say what was saved.
namespace rapport {

/// What describes a customer whom the line creates.
struct NewCustomerOptions {
  std::optional<std::string> region, segment, cls;
  std::vector<std::string> tags;
  bool is_new = false;
};

void declare_new_customer_options(Args& args, NewCustomerOptions& options);

/// A talk as typed: read, but nobody in it looked up yet.
struct TypedTalk {
  Interaction talk;  ///< without hosts, customers and people
  std::vector<std::string> learned;
};

/// What `line` and `options` say of a talk, but for its start and length. Throws Error(usage).
TypedTalk read_talk(const TalkOptions& options, const LogLine& line);

/// Opens the editor on the note where `--edit` asks for it: the last thing before the write lock.
void edit_note(const TalkOptions& options, Session& session, TypedTalk& typed);

/// The length of a talk for which none was typed: none for e-mail and chat, else the answer to a
/// question. Throws Error(usage) where nobody can be asked.
Minutes ask_for_length(Session& session, Kind kind);

/// Length and start of a talk that is over: asked for, and just ended, where the line says nothing.
void take_time(const LogLine& line, Session& session, Interaction& talk);

/// What was saved.
struct SavedTalk {
  Interaction talk;
  Pm host;
  std::set<Uid> created;          ///< customers and people that the line created
  std::vector<std::string> says;  ///< what else it did, in sentences
};

/// The host: `--pm`, else `me`, else a PM made from the login name who joins on `day`, or today
/// where that is to come. A day before the implicit join of that PM moves it back.
Pm host_of(Session& session, Writing& writing, Date day, std::vector<std::string>& says);

/// A person without a customer is one of our own: refused, with a pointer to `listen`.
void refuse_colleagues(Store& store, const Who& who);

/// Refuses customers that are not `internal` on the day of the talk, with the `log` for them.
void check_colleagues(const Who& who, const std::string& typed, const Interaction& talk);

/// Whom a talk in the loop `customer` is with; creates customers whom nobody knows. Throws
/// Error(not_found) as `resolve_who`, and Error(usage) for colleagues and for flags of a new
/// customer where there is none.
void take_customers(const NewCustomerOptions& options, const std::string& who, Store& store,
                    Writing& writing, SavedTalk& saved);

/// Writes `saved.talk` with its hosts, note and mood, what was learned and what was promised.
void write_talk(const TalkOptions& options, const TypedTalk& typed, Session& session,
                Writing& writing, SavedTalk& saved);

/// What a command that wrote a talk answers.
Document talk_answer(Session& session, const std::string& report, const SavedTalk& saved);

/// Answers with the talk that `verb` saved under this `--op-id`. Throws Error(not_found) when that
/// was another command, or the talk was removed since.
Document talk_again(Session& session, const std::string& verb);

/// Takes the write lock, has `save` write, commits and answers; with an `--op-id` that came before,
/// answers with the talk that was saved then.
Document record_talk(Session& session, const std::string& verb,
                     const std::function<SavedTalk(Writing&)>& save);

}  // namespace rapport
