#!/bin/bash
# AT&T and ATT, 'Acme, Inc.' and 'acme inc': no ghost. os-climate/ITR#134 kind, civicrm/civicrm-core#18234
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add "AT&T"; R log att 1h 9:00 visit
[ "$(R customer list --json | jq '.customers | length')" = 1 ] || fail "a ghost beside AT&T"
