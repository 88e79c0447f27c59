#pragma once

namespace rapport {

/// From here on a first SIGINT, SIGTERM or SIGHUP calls `tell` and then ends the process as it
/// would have done. What is ignored stays ignored. `tell` does nothing that a handler of signals
/// may not.
void tell_interruption(void (*tell)()) noexcept;

/// From here on SIGINT, SIGTERM and SIGHUP end the process as they would have done, but not before
/// its drafts are gone.
void remove_drafts_at_signals() noexcept;

/// Called where something is saved for good: from here on a first SIGINT, SIGTERM or SIGHUP does
/// not end the process, so that it never seems interrupted when all is saved, and the answer comes
/// whole. A second one ends it as ever, for an answer that nobody reads. What is ignored stays
/// ignored; programs that are started have the usual signals.
void finish_undisturbed() noexcept;

}  // namespace rapport
