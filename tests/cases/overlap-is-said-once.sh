#!/bin/bash
# Two PMs who were both in both talks: one line says that they overlap. Found while combining
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q pm add Tom --from 2026-01-05; Q log Acme 1h 9:00 --with Tom
[ "$(R log Acme 30m 9:15 --with Tom | grep -c overlaps)" = 1 ] || fail "not once"
