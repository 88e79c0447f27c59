#!/bin/bash
# A timer for somebody who is not known yet is not taken for who comes near and was entered meanwhile. Beside wakatime/jetbrains-wakatime#39
. "$(dirname "$0")/lib.sh"
at 2026-11-18T09:00; Q pm add Priya --from 2026-01-05; Q start Zeta visit
at 2026-11-18T09:10; Q customer add "Zeta Labs" --class partner
at 2026-11-18T10:00; R stop
R list --json | jq -e '.interactions[0].customers == ["Zeta"]' >/dev/null || fail "with $(R list --json | jq -c '.interactions[0].customers')"
