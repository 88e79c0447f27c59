#!/bin/bash
# An --op-id used again for something else is refused, not answered with the first talk. (Stripe's rule for idempotency keys)
. "$(dirname "$0")/lib.sh"
U=11111111-2222-4333-8444-555555555555; Q pm add Priya --from 2026-01-05; Q log Acme 1h 10:00 --op-id $U; R log Globex 2h 12:00 --op-id $U; c=$?
[ $c != 0 ] || fail "exit 0, and the talk with Globex is nowhere"
