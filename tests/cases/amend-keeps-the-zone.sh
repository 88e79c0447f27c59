#!/bin/bash
# A talk held in Tokyo is corrected in Berlin: its hour is one of Tokyo. Beside mathisdt/trackworktime#146
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; TZ=Asia/Tokyo RAPPORT_NOW=2026-11-18T12:00 Q log Acme 1h 9:00
Q amend 1 10:00; R export --json >"$T/e"
jq -e '.interaction[0] | .start == "2026-11-18T10:00" and .offset == 540' "$T/e" >/dev/null || fail "$(jq -c '.interaction[0] | [.start,.offset]' "$T/e")"
