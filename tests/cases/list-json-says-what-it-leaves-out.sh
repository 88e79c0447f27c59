#!/bin/bash
# A list cut at 20 says so in JSON. gastownhall/beads#3280, #3243
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; for i in $(seq 10 35); do Q log Acme 5m "2026-11-10 $((i % 24)):$i"; done
R list --json >"$T/l"; [ "$(jq '.interactions|length' "$T/l")" -ge 26 ] && exit 0
jq -e 'del(.version,.report,.interactions) | length > 0' "$T/l" >/dev/null || fail "20 of 26 talks, and no key says so"
