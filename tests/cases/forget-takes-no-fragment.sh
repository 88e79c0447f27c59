#!/bin/bash
# What cannot be undone takes no letters from the middle of a word. nugget/thane-ai-agent#1596 (contact_forget)
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Boeing 1h 9:00; R forget ING --yes; echo "exit $?"
R customer list --json | jq -e '.customers | map(.name) | index("Boeing")' >/dev/null || fail "Boeing is erased for ever"
