#!/bin/bash
# mon: text, Monday: text, fri : text. jrnl-org/jrnl#662, #117; taskwarrior#2364
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; n=0; for w in "mon:" "Monday:" "MON :" "mon 15:42:"; do n=$((n+1)); Q log Acme 30m $w they print; R show $n --json | jq -e '.start|startswith("2026-11-16")' >/dev/null || fail "$w"; done
