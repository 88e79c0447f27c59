#pragma once

namespace rapport {

/// Called where something is saved for good: from here on a first SIGINT, SIGTERM or SIGHUP does
/// not end the process, so that it never seems interrupted when all is saved, and the answer comes
/// whole. A second one ends it as ever, for an answer that nobody reads. What is ignored stays
/// ignored; programs that are started have the usual signals.
void finish_undisturbed() noexcept;

}  // namespace rapport
