#!/bin/bash
# A timer over the night when the clocks go back can be stopped. netmackan/ATimeTracker#148 (needs faketime)
. "$(dirname "$0")/lib.sh"
command -v faketime >/dev/null || { echo "no faketime: not tried"; exit 0; }
unset RAPPORT_NOW; f() { local t=$1; shift; TZ=Europe/Berlin faketime "@$t" "$RAPPORT" --no-input "$@" </dev/null; }
f 1792872000 pm add Priya --from 2026-01-05 >/dev/null; f 1792888200 start Acme     # 02:30 CEST
f 1792890600 status | grep Running; f 1792890600 stop; c=$?                          # 02:10 CET, 40 minutes later
[ $c = 0 ] || fail "status says 40m, stop says $c"
f 1792890600 show 1 --json | jq -e '.minutes == 40' >/dev/null || fail "not 40 minutes"
