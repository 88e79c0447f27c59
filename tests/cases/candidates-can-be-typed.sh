#!/bin/bash
# What the message lists can be typed, and makes no ghost. AuHau/toggl-cli#81
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add "Jane Park"; Q customer add Acme; Q person add "Jane Park" --at Acme
R log "Jane Park" 5m 8:00; R log "Jane Park (Acme)" 5m 8:00
[ "$(R customer list --json | jq '.customers | length')" = 2 ] || fail "typing what was offered made a new customer"
