#!/bin/bash
# A new name inside another's word is not that other, silently. ajeetdsouza/zoxide#940, #956
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add Boeing; Q customer add "Stanford University"
for n in ING Ford; do R log $n 30m 9:00 >"$T/o" 2>&1; c=$?; cat "$T/o"
  [ $c = 3 ] && continue
  grep -q "'\?$n'\?" "$T/o" || fail "'$n' was taken for another customer without a word (exit $c)"
done
