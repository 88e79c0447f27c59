#!/bin/bash
# Ten backups dated 2036 by a wrong clock do not push out today's. alphaonedev/ai-memory-mcp#3604, berrym/btrfs-backup-ng#56
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme 1h 9:00
for d in 01 02 03 04 05 06 07 08 09 10; do at 2036-01-${d}T10:00; Q backup; done
at 2026-11-16T10:00; Q backup; at 2026-11-17T10:00; Q backup; at 2026-11-18T10:00; R backup
n=$(ls "$T"/.local/state/rapport/backups | grep -c 2026-11); [ "$n" = 3 ] || fail "of three backups of this week $n are left"
