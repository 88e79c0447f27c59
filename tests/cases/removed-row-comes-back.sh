#!/bin/bash
# …and a row of a table. MirakelX/mirakel-android#579
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; printf 'Date,Account Name,Duration,Type\n2026-11-12,Acme,60,Call\n2026-11-13,Acme,45,Call\n' >"$T/i.csv"
Q import "$T/i.csv"; Q remove 1; R import "$T/i.csv"; [ "$(R list --all --json | jq '.interactions|length')" = 1 ] || fail "it is back"
