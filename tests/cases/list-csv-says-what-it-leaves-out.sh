#!/bin/bash
# …and in CSV on stderr, or it is whole. gastownhall/beads#3243, #5362
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; for i in $(seq 10 35); do Q log Acme 5m "2026-11-10 $((i % 24)):$i"; done
R list --csv >"$T/l" 2>"$T/e"; [ "$(wc -l <"$T/l")" -ge 27 ] || [ -s "$T/e" ] || fail "20 of 26 talks, and not a word"
