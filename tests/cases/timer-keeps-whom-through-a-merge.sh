#!/bin/bash
# Merged while timer started: the talk is with the one that stayed, and with nobody new. Beside wakatime/jetbrains-wakatime#39
. "$(dirname "$0")/lib.sh"
at 2026-11-18T09:00; Q pm add Priya --from 2026-01-05; Q customer add "Acme Inc"; Q customer add Globex; Q start "acme inc"
Q customer merge "Acme Inc" Globex --yes; Q customer class Globex partner
at 2026-11-18T10:00; R stop
R list --json | jq -e '.interactions[0].customers == ["Globex"]' >/dev/null || fail "with $(R list --json | jq -c '.interactions[0].customers')"
[ "$(R customer list --json | jq '.customers|length')" = 1 ] || fail "somebody new was made"
