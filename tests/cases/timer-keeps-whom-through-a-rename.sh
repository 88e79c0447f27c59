#!/bin/bash
# Renamed while timer started, and another takes the old name: the talk is with the one it began with. Beside wakatime/jetbrains-wakatime#39
. "$(dirname "$0")/lib.sh"
at 2026-11-18T09:00; Q pm add Priya --from 2026-01-05; Q customer add Acme; Q start acme visit
Q customer edit Acme --name Initrode --remove-alias Acme; Q customer add "Acme Labs"
at 2026-11-18T10:00; R status | grep -q "Initrode" || fail "status does not say with whom"; R stop
R list --json | jq -e '.interactions[0].customers == ["Initrode"]' >/dev/null || fail "the talk went to another customer"
