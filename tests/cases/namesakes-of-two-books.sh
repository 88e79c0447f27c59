#!/bin/bash
# One customer entered in two books does not stop logging; two that are no duplicate are told apart for good. Beside Project60/org.project60.sepa#306
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add Acme
RAPPORT_DB=$T/other.db Q customer add Acme --region EU; RAPPORT_DB=$T/other.db R export --json >"$T/o.json"; Q import "$T/o.json"
[ "$(R customer list --json | jq '.customers|length')" = 2 ] || fail "set-up: not two"
Q log Acme 5m 9:00; Q log Acme 5m 10:00
[ "$(R export --json | jq -c '[.interaction[].customer[0]] | unique | length')" = 1 ] || fail "the two talks are with two customers"
R forget Acme --yes >"$T/o" 2>&1; [ $? = 3 ] || fail "what cannot be undone must not choose"
Q customer part "#1" "#2"; R log Acme 5m 11:00 >"$T/o" 2>&1; [ $? = 3 ] || fail "they were parted"; cat "$T/o"
grep -q "customer#1" "$T/o" || fail "nothing to type"
Q log customer#1 5m 11:00; tail=$(R customer list --json | jq -r '.customers[1].uid[-6:]'); Q log "~$tail" 5m 12:00
[ "$(R export --json | jq -c '[.interaction[].customer[0]] | unique | length')" = 2 ] || fail "the tail of a uid is not understood"
Q undo; Q undo; Q undo; Q log Acme 5m 12:00
