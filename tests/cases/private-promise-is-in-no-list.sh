#!/bin/bash
# The words of a promise of a private talk: `show ID` has them, and nothing else
. "$(dirname "$0")/lib.sh"
Q log acme 1h mon 9:00 visit --private --promise "leave them" --due yesterday; Q log acme 1h tue 9:00 visit --promise "call back" --due yesterday
for line in "promise list" "promise list --csv" "promise list --json" "next" "next --md" "status" "week" "1on1" "1on1 --html" "1on1 --json" "show acme" "show acme --html" "export --ics" "export --json" "team" "told" "promise done 1" "history" "history --json" "history acme" "undo" "redo"; do
  R $line >"$T/o" 2>&1; grep -q "leave them" "$T/o" && fail "$line says it"
done
R export --ics | grep -q "call back" && R export --ics | grep -q "a private promise" && fail "exported"
R promise list --all | grep -q "a private promise" || fail "not listed at all"; R show 1 | grep -q "leave them" || fail "show 1 does not say it"
Q promise edit 1 --due fri; R show 1 | grep -q "leave them" || fail "an edit lost the words"
