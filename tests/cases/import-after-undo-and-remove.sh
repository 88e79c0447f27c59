#!/bin/bash
# An import taken back comes in again. tasks/tasks#1517, #526
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; printf 'Date,Account Name,Duration,Type\n2026-11-12,Acme,60,Call\n2026-11-13,Acme,45,Call\n' >"$T/i.csv"
Q import "$T/i.csv"; Q undo; Q import "$T/i.csv"; [ "$(R list --all --json | jq '.interactions|length')" = 2 ] || fail "not again"
Q import "$T/i.csv"; [ "$(R list --all --json | jq '.interactions|length')" = 2 ] || fail twice
