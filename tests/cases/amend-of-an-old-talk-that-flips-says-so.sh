#!/bin/bash
# An old talk amended or removed flips a closed week: said. kimai/kimai#5643 kind, iSoron/uhabits#270 kind
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-09-07; Q pm edit Priya --judge-from 2026-W37; Q log Acme 3h --at "2026-W40-2 10:00"
R amend 1 20m >"$T/o" 2>&1; cat "$T/o"; grep -q "W40" "$T/o" || fail "2026-W40 went from met to missed without a word"
