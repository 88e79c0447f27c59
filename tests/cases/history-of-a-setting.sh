#!/bin/bash
# The history says what a setting became, not that "rules" were added. Found while combining
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q config set week.start sun; R history >"$T/o"; cat "$T/o"; grep -q "rules.*added" "$T/o" && fail "nobody added rules"; R undo | tee "$T/o"; grep -qi "week" "$T/o" || fail "undo does not say what"
