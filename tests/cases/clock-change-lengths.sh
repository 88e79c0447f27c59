#!/bin/bash
# A day of 23 and of 25 hours; a time that is not. mtierltd/timetracker#103, abrain/einsatzverwaltung#200, almarklein/timetagger#441, toggl/track-extension#2292
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme "2026-03-29" 1h 3:30; R log Acme 1h 2026-03-29 02:30 2>/dev/null && fail gap; Q log Acme 1h 2026-10-25 02:30; Q amend 1 45m; R show 1 --json | jq -e '.start=="2026-03-29T03:30" and .minutes==45' >/dev/null || fail edit
R week 2026-W43 --json | jq -e '[.targets[]|select(.name=="weekly").expected]==[180]' >/dev/null || fail target
