#!/bin/bash
# Whatever writes: letters from the middle of a word are but a suggestion; whatever reads finds them. Beside ajeetdsouza/zoxide#940
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add Pineapple; Q log Pineapple 1h 9:00; R export --json >"$T/0"
for line in "log Apple 1h 10:00" "plan apple fri 10:00" "start apple" "promise add plan --for apple" "showstopper open standstill --for apple" "person add Ann --at apple" "amend 1 --who apple" "idea add Export --customer apple"; do
  R $line >"$T/o" 2>&1; c=$?; [ $c = 3 ] || fail "$line: exit $c: $(cat "$T/o")"; grep -q "did you mean Pineapple" "$T/o" || fail "$line: $(cat "$T/o")"
done
R export --json | cmp -s - "$T/0" || fail "something was changed"
R show apple | grep -q Pineapple || fail "show does not find it"; R list --customer apple | grep -q Pineapple || fail "list does not find it"
