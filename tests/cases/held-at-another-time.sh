#!/bin/bash
# Confirmed days later with the time at which it really began: on the plan's day. Beside SourceKettle/sourcekettle#299
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; at 2026-11-10T09:00; Q plan Acme thu 10:00 45m video; Q plan Globex thu 15:00; at 2026-11-18T18:00
Q held 1 11:00; R show 1 --json | jq -e '.start == "2026-11-12T11:00" and .minutes == 45 and .kind == "video"' >/dev/null || fail "$(R show 1 --json | jq -c '[.start,.minutes,.kind]')"
Q held 2 fri; R show 2 --json | jq -e '.start == "2026-11-13T15:00"' >/dev/null || fail "$(R show 2 --json | jq .start)"
