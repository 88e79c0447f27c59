#!/bin/bash
# Correcting the time of day keeps the day. SourceKettle/sourcekettle#299, olpeh/wht#55
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme 1h "3 nov" 10:00; R amend 1 14:00
[ "$(R show 1 --json | jq -r '.start')" = 2026-11-03T14:00 ] || fail "the talk is on another day: $(R show 1 --json | jq -r .start)"
