#!/bin/bash
# rapport … | head: quiet, 141. aws/aws-cli#5899, Backblaze/B2_Command_Line_Tool#1071
. "$(dirname "$0")/lib.sh"
Q demo "$T/d.db"; export RAPPORT_DB=$T/d.db; for i in 1 2 3; do (R list --all --json 2>"$T/e"; echo $? >"$T/c") | head -c 10 >/dev/null; done; [ -s "$T/e" ] && fail "$(cat "$T/e")"; grep -qx '141\|0' "$T/c" || fail "$(cat "$T/c")"
