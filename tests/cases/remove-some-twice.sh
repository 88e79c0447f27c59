#!/bin/bash
# remove 2 1 2: each once; with one that is not there, nothing. Found while combining
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; for h in 9 10 11; do Q log Acme 30m $h:00; done
R remove 3 4 && fail "there is no 4"; [ "$(R list --json | jq '.interactions|length')" = 3 ] || fail "3 is gone all the same"
R remove 2 1 2 || fail "refused"; [ "$(R list --json | jq -c '[.interactions[].id]')" = "[3]" ] || fail "$(R list --json | jq -c '[.interactions[].id]')"
Q undo; [ "$(R list --json | jq '.interactions|length')" = 3 ] || fail "undo brings not all back"
