#!/bin/bash
# "#99" and "~abcdef" name who is there: a slip makes no customer
. "$(dirname "$0")/lib.sh"
Q customer add "C# Corp"
for line in "log #99 30m 9:00" "plan #12 fri 10:00" "log ~abcdef 30m 9:00" "log person#4 30m 9:00" "promise add plan --for #88" "start #7"; do
  R $line >"$T/o" 2>&1; [ $? = 3 ] || { cat "$T/o"; fail "$line"; }
done
R log "F# Users" 30m 9:00 >/dev/null || fail "a name with a sign"; R log "c# corp" 30m 10:00 >/dev/null || fail "a known name with a sign"
[ "$(R customer list --json | jq '.customers | length')" = 2 ] || fail "somebody was made"
