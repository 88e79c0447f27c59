#pragma once

#include <sys/types.h>

#include <functional>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// Syncs that a command starts beside itself: none ever waits for the hub.
namespace rapport {

/// True after a command at a terminal, on a book that has joined a hub and began its last sync
/// longer ago than the setting `sync.after` says.
bool is_sync_due(Session& session);

/// Starts one in the background, without a word; its process, 0 where it cannot be started.
pid_t start_sync(const Session& session);

/// As `read_at_once`, for a report on others: where the book has joined a hub, a sync comes first,
/// for which it waits 2 s at most. What comes later is there the next time.
Document read_once_heard(Session& session, const std::function<Document()>& read);

}  // namespace rapport
