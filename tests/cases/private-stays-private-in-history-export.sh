#!/bin/bash
# A note that was made private is not in an export without --private. frappe/crm#805, frappe/erpnext#4865
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme 1h 11:00 -m "layoffs are coming"; Q amend 1 --private
R export --json --history >"$T/e" || exit 99
grep -q "layoffs" "$T/e" && fail "the private note is in the export of the history"; exit 0
