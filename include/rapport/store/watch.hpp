#pragma once

namespace rapport {

/// Calls `tick` again and again while a database works or waits for its lock, on every connection
/// that is opened from then on, so that somebody who waits can be told. It must not use a database,
/// nor throw.
void watch_work(void (*tick)());

}  // namespace rapport
