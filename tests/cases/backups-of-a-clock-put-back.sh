#!/bin/bash
# A clock that went wrong into the past: the copy just made is not the first to go. Beside alphaonedev/ai-memory-mcp#3604
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05
for d in 01 02 03 04 05 06 07 08 09 10 11 12; do at 2026-11-${d}T10:00; Q log Acme 5m 9:00; Q backup; done
at 2001-01-01T10:00; R backup; [ "$(ls "$T"/.local/state/rapport/backups | grep -c 2001)" = 1 ] || fail "the copy that was just made is gone"
