#!/bin/bash
# week.start flips past verdicts: said, as `target edit` and `off` do. iSoron/uhabits#433, shub39/Grit#17
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-09-07; Q pm edit Priya --judge-from 2026-W37
for w in 37 38 39 40; do Q log Acme 3h --at "2026-W$w-7 10:00"; done
a=$(R trend --weeks 11 --json | jq -c '[.weeks[].state]'); R config set week.start sun >"$T/o" 2>&1; c=$?; cat "$T/o"; b=$(R trend --weeks 11 --json | jq -c '[.weeks[].state]')
echo "$a"; echo "$b"; [ "$a" = "$b" ] && exit 0; [ $c != 0 ] && exit 0
grep -qi "verdict\|→" "$T/o" || fail "past verdicts changed without a word"
