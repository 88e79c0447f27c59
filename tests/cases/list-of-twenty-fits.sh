#!/bin/bash
# Twenty talks on a terminal of 80 columns and 24 lines: one line each, the names whole
. "$(dirname "$0")/lib.sh"
unset RAPPORT_DB; Q demo "$T/year.db"; export RAPPORT_DB=$T/year.db COLUMNS=80
R list >"$T/o" 2>/dev/null; [ "$(wc -l <"$T/o")" -le 24 ] || fail "$(wc -l <"$T/o") lines"
grep -q "Wayne Logistics" "$T/o" || fail "a name was cut before the remarks"
[ "$(wc -L <"$T/o")" -le 80 ] || fail "wider than 80 columns"
