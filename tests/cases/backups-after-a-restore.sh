#!/bin/bash
# Restored from an old copy: what is saved since is newer than what was saved before, though it holds less. Beside berrym/btrfs-backup-ng#56
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; B=$T/.local/state/rapport/backups
for h in 01 02 03 04 05 06 07 08 09 10 11 12; do at 2026-11-18T$h:30; for i in 1 2; do Q log Acme 5m "$((10#$h - 1)):$((i * 10))"; done; Q backup; done
old=$(ls "$B" | head -1); at 2026-11-18T13:00; Q restore "$B/$old" --yes; at 2026-11-18T13:30; Q log Acme 5m 13:00; R backup
ls "$B" | grep -q T1330 || fail "the copy that was just made is gone"
