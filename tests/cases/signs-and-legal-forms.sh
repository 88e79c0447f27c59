#!/bin/bash
# O'Reilly is oreilly, Acme, Inc. is acme inc; but Acme Inc is not Acme GmbH. Beside civicrm/civicrm-core#18234
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add "O'Reilly"; Q customer add "Acme, Inc."; n=0
for who in oreilly "o'reilly" "acme inc" "ACME INC." acme; do Q log "$who" 5m "$((8 + n)):00"; n=$((n + 1)); done
[ "$(R customer list --json | jq '.customers|length')" = 2 ] || fail "ghosts: $(R customer list --json | jq -c '[.customers[].name]')"
R log "Acme GmbH" 5m 15:00 --new >/dev/null; [ "$(R customer list --json | jq '.customers|length')" = 3 ] || fail "--new makes no new one"
