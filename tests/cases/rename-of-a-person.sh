#!/bin/bash
# A person and a PM who are renamed are found by the old name too. Beside GoldenSoftwareLtd/gedemin#2691
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add Acme; Q person add "Jane Park" --at Acme; Q person edit "Jane Park" --name "Jane Miller"
Q log "Jane Park" 5m 9:00; R show 1 --json | jq -e '.people == ["Jane Miller"]' >/dev/null || fail "another was made of Jane"
Q pm edit Priya --name "Priya Rao"; Q log Acme 5m 10:00 --pm Priya
[ "$(R customer list --json | jq '.customers|length')" = 1 ] || fail "a ghost"
