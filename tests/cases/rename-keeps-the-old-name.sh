#!/bin/bash
# Whoever was renamed is found by the old name (as after a merge). GoldenSoftwareLtd/gedemin#2691, wakatime/jetbrains-wakatime#39
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Globex 1h 9:00 visit; Q customer edit Globex --name "Initrode SE"; R log Globex 1h 10:00 visit
[ "$(R customer list --json | jq '.customers | length')" = 1 ] || fail "a second customer was made of one"
