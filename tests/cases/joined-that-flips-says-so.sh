#!/bin/bash
# pm edit --joined and --judge-from take judged weeks away: said. iSoron/uhabits#270 kind
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-09-07; Q pm edit Priya --judge-from 2026-W37; for w in 37 38 39; do Q log Acme 3h --at "2026-W$w-2 10:00"; done
R pm edit Priya --joined 2026-10-05 >"$T/o" 2>&1; cat "$T/o"; grep -q "W3[789]\|verdict" "$T/o" || fail "three met weeks are gone without a word"
