#!/bin/bash
# Started in Berlin, stopped in New York: as long as it was, by no clock's face. Beside netmackan/ATimeTracker#148
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05
TZ=Europe/Berlin RAPPORT_NOW=2026-11-18T18:00 Q start Acme; TZ=America/New_York RAPPORT_NOW=2026-11-18T12:50 R stop
R show 1 --json | jq -e '.minutes == 50' >/dev/null || fail "$(R show 1 --json | jq .minutes) minutes, not 50"
