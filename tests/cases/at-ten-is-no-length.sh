#!/bin/bash
# "at 10" may be ten o'clock; never is it ten minutes without a word
. "$(dirname "$0")/lib.sh"
for line in "log acme yesterday at 10" "log acme 1h yesterday at 9" "log acme yest @10" "plan acme tomorrow at 10" "plan acme tomorrow at 3 1h"; do
  R $line >"$T/o" 2>&1; [ $? = 2 ] || { cat "$T/o"; fail "$line"; }; grep -q ":00 for the time" "$T/o" || fail "$line: not what to type"
done
R log acme yesterday at 10:00 45m >/dev/null && R log acme yest at 2pm 45m >/dev/null && R log acme -2d at noon 45m >/dev/null && R log acme -3d at 10 am 45m >/dev/null || fail "times"
[ "$(R list --all --json | jq -r '[.interactions[].start[11:]] | join(" ")')" = "10:00 12:00 10:00 14:00" ] || { R list --all; fail "other times"; }
