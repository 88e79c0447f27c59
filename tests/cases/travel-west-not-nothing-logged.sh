#!/bin/bash
# …and status does not say that nothing is logged. mathisdt/trackworktime#146
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05
TZ=Asia/Tokyo RAPPORT_NOW=2026-11-23T08:00 Q log Acme 1h visit
export TZ=America/Los_Angeles; at 2026-11-22T16:00; R status >"$T/s"; cat "$T/s"
grep -q "Nothing is logged yet" "$T/s" && fail "a talk is logged"; exit 0
