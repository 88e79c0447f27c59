#!/bin/bash
# A due date by weekday looks forward, a log backward. gammons/ultralist#104
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme 30m mon --promise x --due mon; R show 1 --json | jq -e '.start=="2026-11-16"' >/dev/null || fail log; R promise list --json | grep -q 2026-11-23 || fail due
