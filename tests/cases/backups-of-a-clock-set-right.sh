#!/bin/bash
# The machine's own clock was in 2036 for ten copies and was set right: those of today stay. Beside alphaonedev/ai-memory-mcp#3604
. "$(dirname "$0")/lib.sh"
B=$T/.local/state/rapport/backups; Q pm add Priya --from 2026-01-05
for d in 01 02 03 04 05 06 07 08 09 10; do at 2036-01-${d}T10:00; Q log Acme 5m 9:00; Q backup; touch -d "2036-01-$d 10:00" "$B"/*2036-01-"$d"*; done
for d in 16 17 18; do at 2026-11-${d}T10:00; Q log Acme 5m 9:00; R backup; done
n=$(ls "$B" | grep -c 2026-11); [ "$n" = 3 ] || fail "of three backups of this week $n are left"
