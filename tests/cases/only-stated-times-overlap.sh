#!/bin/bash
# Three talks typed in a row at six o'clock were not at once; what was said for the same time overlaps
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; for who in Acme Globex Initech; do Q log $who 30m; done
[ "$(R list --all --json | jq '[.interactions[] | select(.start | contains("T"))] | length')" = 1 ] || fail "more than one just ended"
[ "$(R week --json | jq '[.interactions[].overlaps] | any')" = false ] || fail "guesses overlap"
R log Hooli 1h 9:00 >/dev/null; R log Globex 1h 9:30 | grep -q "overlaps #4" || fail "not said at log"
[ "$(R week --json | jq '[.interactions[] | select(.overlaps)] | length')" = 2 ] || fail "not marked"
