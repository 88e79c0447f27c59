#!/bin/bash
# Two edits of one target: the list says what is judged. kimai/kimai#3676
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q target add m --metric hours --amount 8 --every month
R target edit m --metric sessions --amount 6; R target edit m --every quarter; R target list
at 2026-12-10T10:00
u=$(R week --json | jq -r '.targets[]|select(.name=="m").metric'); l=$(R target list --json | jq -r '[.targets[]|select(.name=="m")|select((.from//"")<="2026-12-10" and ((.to//.until//"9999")|.[0:10])>="2026-12-10").metric]|.[0]')
[ "$u" = "$l" ] || fail "on 10 Dec the week judges '$u', the list says '$l'"
