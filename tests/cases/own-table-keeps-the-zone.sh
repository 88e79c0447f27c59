#!/bin/bash
# A talk of Sunday evening in New York stays on Sunday, wherever its table is read
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2025-01-06; TZ=America/New_York Q log Acme 1h "2026-11-08 20:00" visit; Q export --csv -o "$T/k.csv"
RAPPORT_DB=$T/other.db Q pm add Priya --from 2025-01-06; RAPPORT_DB=$T/other.db Q import "$T/k.csv" --new
[ "$(RAPPORT_DB=$T/other.db R list --all --json | jq -r '.interactions[0].start')" = "2026-11-08T20:00" ] || { RAPPORT_DB=$T/other.db R list --all; fail "moved"; }
