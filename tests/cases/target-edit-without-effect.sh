#!/bin/bash
# A change that never comes into force is refused or said to be without effect. kimai/kimai#5643 kind
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q target add m --metric hours --amount 8 --every month
R target edit m --from 2026-10-15 --amount 1 >"$T/o" 2>&1; c=$?; cat "$T/o"; [ $c != 0 ] && exit 0
R target list | grep -q "1h a month" || grep -qi "no effect\|never" "$T/o" || fail "saved (exit 0), and neither in force nor in the list"
