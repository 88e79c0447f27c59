#!/bin/bash
# Sixteen panes log at once. atuinsh/atuin#2082, #952
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; for i in $(seq 16); do (R log "C$i" 5m 9:00 --new >/dev/null 2>&1 || echo x >>"$T/bad") & done; wait; [ -e "$T/bad" ] && fail "some were refused"; [ "$(R customer list --json | jq '.customers|length')" = 16 ] || fail lost
