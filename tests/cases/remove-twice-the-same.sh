#!/bin/bash
# remove 1 1: removed once, or a true reason. found while combining
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme 1h 9:00; R remove 1 1 >"$T/o" 2>&1; c=$?; cat "$T/o"; [ $c = 0 ] && exit 0
grep -q "there is no talk #1" "$T/o" && fail "talk #1 is there"; exit 0
