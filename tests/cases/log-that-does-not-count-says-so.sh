#!/bin/bash
# A talk that does not count says so when it is logged. GothenburgBitFactory/timewarrior#62 (near in kind: the answer differs from what is kept)
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add Beta --class partner; R log Beta 1h 9:00 | tee "$T/o"
grep -qi "not count\|partner\|does not" "$T/o" || fail "nothing says that it counts for nothing"
