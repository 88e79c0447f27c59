#!/bin/bash
# A page on Tom names Tom's list, and the 1:1 leaves nothing out that is overdue
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q pm add "Tom Lee" --from 2026-01-05; Q customer add acme; Q config set me Priya
for i in 1 2 3 4 5 6; do Q promise add "p$i" --for acme --due yesterday --pm tom; done
for line in "status --pm tom" "week --pm tom"; do R $line | grep -qF "rapport next --pm 'Tom Lee'" || { R $line; fail "$line"; }; done
[ "$(R 1on1 tom | sed -n '/^Follow-ups/,/^$/p' | grep -c "1 day overdue")" = 6 ] || { R 1on1 tom; fail "some are left out"; }
Q promise add p7 --for acme --due yesterday; Q promise add p8 --for acme --due yesterday; R status | grep -qF "\`rapport next\` lists them" || fail "one's own"
