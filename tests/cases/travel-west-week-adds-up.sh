#!/bin/bash
# A talk of this morning in Tokyo counts in the same week's report in Los Angeles: rows that count add up to what is done. shridhar-tl/jira-assistant#74
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05
TZ=Asia/Tokyo RAPPORT_NOW=2026-11-19T05:00 R log Acme 1h visit
export TZ=America/Los_Angeles; at 2026-11-18T13:00; R week | head -14
R week --json >"$T/w"
a=$(jq '[.interactions[]|select(.counts).minutes]|add//0' "$T/w"); b=$(jq '.targets[]|select(.name=="weekly").done' "$T/w")
[ "$a" = "$b" ] || fail "the rows that count make $a minutes, the report says $b"
