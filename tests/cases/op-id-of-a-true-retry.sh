#!/bin/bash
# The same words with the same --op-id are done once, in whatever place the id stands; one other word is refused. Beside Stripe's rule for idempotency keys
. "$(dirname "$0")/lib.sh"
U=11111111-2222-4333-8444-555555555555; Q pm add Priya --from 2026-01-05; Q log Acme 1h 10:00 --op-id $U; Q --op-id=$U log Acme 1h 10:00
[ "$(R list --json | jq '.interactions|length')" = 1 ] || fail "done twice"
R log Acme 1h 11:00 --op-id $U >/dev/null 2>&1 && fail "another hour, and no word"; R customer add Acme2 --op-id $U >/dev/null 2>&1 && fail "another command, and no word"; exit 0
