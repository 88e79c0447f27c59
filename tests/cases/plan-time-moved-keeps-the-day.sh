#!/bin/bash
# Moving a plan by an hour keeps its day. SourceKettle/sourcekettle#299, titraio/titra#235
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q plan Acme fri 10:00; R amend 1 11:00
[ "$(R show 1 --json | jq -r '.start')" = 2026-11-20T11:00 ] || fail "the plan is on $(R show 1 --json | jq -r .start)"
