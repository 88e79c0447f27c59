#!/bin/bash
# Correcting the day keeps the time of day (what is not named stays). everit-org/jira-timetracker-plugin#460
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme 1h mon 10:00; R amend 1 tue
[ "$(R show 1 --json | jq -r '.start')" = 2026-11-17T10:00 ] || fail "the time of day is gone: $(R show 1 --json | jq -r .start)"
