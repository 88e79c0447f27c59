#!/bin/bash
# A customer and a person of one name: the message says how to say which. AuHau/toggl-cli#81, Project60/org.project60.sepa#306
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add "Jane Park"; Q customer add Acme; Q person add "Jane Park" --at Acme
R log "Jane Park" 5m 8:00 >"$T/o" 2>&1; c=$?; cat "$T/o"; [ $c = 0 ] && exit 0
grep -q "#" "$T/o" || fail "'type more of the name' cannot be done: there is no more of it"
