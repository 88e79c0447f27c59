#!/bin/bash
# A visit of 0 minutes is not one of the fifteen. found while combining
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; R log Acme 0m visit 9:00; R gate onboarding
[ "$(R week --json | jq '.targets[]|select(.name=="onboarding").done')" = 0 ] || fail "a visit of 0 minutes counts"
