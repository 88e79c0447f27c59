#!/bin/bash
# A talk whose end is still to come is not counted whole without a word. kimai/kimai#4205
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; R log Acme 17:00-21:00 >"$T/o" 2>&1; c=$?; cat "$T/o"; [ $c != 0 ] && exit 0
grep -qi "still\|to come\|over\|ends" "$T/o" || fail "at 18:00, four hours with Acme until 21:00 count already"
