#!/bin/bash
# A talk that has begun is neither over nor still to come: what is offered can be typed
. "$(dirname "$0")/lib.sh"
at 2026-11-20T14:15; R log acme 2h 12:30 >"$T/o" 2>&1; grep -q "write 105m" "$T/o" || { cat "$T/o"; fail "no length"; }
R log acme 105m 12:30 >/dev/null || fail "and that is not taken"
R log acme 30m 14:15 2>&1 | grep -q "rapport start" || fail "of one that begins now"
R log acme three quarters of an hour yest 10:00 | grep -q "45m" || fail "three quarters of an hour"
R log acme 1h the day before yesterday | grep -q "Wed 18 Nov" || fail "the day before yesterday"
R plan acme the day after tomorrow 10:00 1h | grep -q "Sun 22 Nov" || fail "the day after tomorrow"
R log : x 2>&1 | grep -q "needs WHO before the colon" || fail "nobody before the colon"
R config week.start sun 2>&1 | grep -q "rapport config set week.start sun" || fail "a setting"
R promise acme "send the plan" fri 2>&1 | grep -qF "rapport promise add 'send the plan' --for acme" || fail "a promise"
Q person add "Jane Park" --at acme; R log acme 5m 9:00 --with jane >/dev/null || fail "a person who was there"
R log acme 5m 8:00 with Kim 2>&1 | grep -q "rapport pm add Kim" || fail "somebody unknown who was there"
