#!/bin/bash
# "list today" is today, in every format; own use is no call; two values of an option contradict each other
. "$(dirname "$0")/lib.sh"
at 2026-11-20T14:15; Q plan acme next tue 10:00; Q use 40m; Q log acme 30m 9:00
for line in "list today" "today" "list 2026-11-20"; do [ "$(R $line --json | jq -c '[.interactions[].id]')" = "[3,2]" ] || fail "$line --json"; R $line | grep -q "24 Nov" && fail "$line"; done
[ "$(R list call --json | jq -c '[.interactions[].id]')" = "[3,1]" ] || { R list call; fail "own use is among the calls"; }
for line in "list --kind visit --kind call" "list --since mon --since tue" "log acme 5m 8:00 --mood good --mood rough"; do R $line >/dev/null 2>&1; [ $? = 2 ] || fail "$line"; done
R list --kind call --kind call >/dev/null || fail "said twice alike"; R list --pm root --pm "$USER" >/dev/null; exit 0
