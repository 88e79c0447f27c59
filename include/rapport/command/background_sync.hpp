#pragma once

#include <sys/types.h>

#include "rapport/command/session.hpp"

/// Syncs that a command starts beside itself: none ever waits for the hub.
namespace rapport {

/// True after a command at a terminal, on a book that has joined a hub and began its last sync
/// longer ago than the setting `sync.after` says.
bool is_sync_due(Session& session);

/// Starts one in the background, without a word; its process, 0 where it cannot be started.
pid_t start_sync(const Session& session);

/// For a report on others, before it reads: starts a sync where the book has joined a hub, and
/// waits for it for 2 s. What comes later is there the next time.
void pull_first(Session& session);

}  // namespace rapport
