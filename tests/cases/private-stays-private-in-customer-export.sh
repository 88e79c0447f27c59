#!/bin/bash
# …nor in the export for a customer who asks. frappe/crm#805
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme 1h 11:00 -m "their CTO is useless"; Q amend 1 --private
R export --customer Acme >"$T/e" || exit 99
grep -q "useless" "$T/e" && fail "the private note goes to the customer"; exit 0
