#!/bin/bash
# Names are kept without blanks and invisible signs at their ends. peeringdb/peeringdb#1984, libretro/libretro-database#1709
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log "  Zeta " 5m 9:00; Q log $'\ufeffTheta\u200b' 5m 9:10
R customer list --json | jq -c '[.customers[].name]'; R customer list
R customer list --json | jq -e '[.customers[].name] | sort == ["Theta","Zeta"]' >/dev/null || fail "kept as pasted"
