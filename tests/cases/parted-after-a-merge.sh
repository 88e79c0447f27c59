#!/bin/bash
# Merged by mistake, and found out weeks later: parted again, each with the talks that were logged with it, and what was logged since with the one that stayed. Beside twentyhq/twenty#23892
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log "Acme Foods" 1h mon 9:00; Q log "Acme Robotics" 1h mon 11:00; Q customer merge "Acme Foods" "Acme Robotics" --yes; Q log "Acme Foods" 5m 12:00
R customer part "Acme Foods" "Acme Robotics" || fail "refused"
[ "$(R customer list --json | jq -c '[.customers[] | [.name, .interactions]] | sort')" = '[["Acme Foods",1],["Acme Robotics",2]]' ] || fail "$(R customer list --json | jq -c '[.customers[] | [.name, .interactions]]')"
Q check --deep
