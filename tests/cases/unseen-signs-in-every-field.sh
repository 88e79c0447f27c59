#!/bin/bash
# Blanks and signs without width round whatever is a name: tags, segments, aliases, people, ideas, filters. Beside peeringdb/peeringdb#1984
. "$(dirname "$0")/lib.sh"
z=$'\u200b' b=$'\ufeff' n=$'\u00a0'
Q pm add " Priya$z" --from 2026-01-05; Q customer add "${b}Acme " --region "$n EU" --segment "clinic$z" --tag " beta " --alias " AC$z"
Q person add "$z Jane Park $n" --at "acme " --role " buyer"; Q log Acme 1h 9:00 visit; Q idea add " Bulk export$z" --customer acme
R export --json >"$T/e"; grep -qP '[\x{200b}\x{feff}\x{a0}]|" |[^\\ ] "[,}]' "$T/e" && fail "kept as pasted: $(grep -nP '[\x{200b}\x{feff}\x{a0}]|" |[^\\ ] "[,}]' "$T/e" | head -3)"
[ "$(R customer list --region "EU " --tag "beta$z" --json | jq '.customers|length')" = 1 ] || fail "a filter with a blank finds nothing"
