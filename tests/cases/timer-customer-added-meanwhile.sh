#!/bin/bash
# A timer is for the customer it was started with, whoever is entered meanwhile. wakatime/jetbrains-wakatime#39
. "$(dirname "$0")/lib.sh"
at 2026-11-18T09:00; Q pm add Priya --from 2026-01-05; Q customer add "Acme Robotics"; Q start acme visit
at 2026-11-18T09:20; Q customer add Acme --class partner --new
at 2026-11-18T10:00; R stop >"$T/o" 2>&1; cat "$T/o"
R list --json | jq -e '.interactions[0].customers == ["Acme Robotics"]' >/dev/null || fail "the talk went to another customer"
