#!/bin/bash
# A into B into C, talks meanwhile, five times undo and redo. twentyhq/twenty#23892, arvarik/contrack#56, taskwarrior#466
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; for c in A1 A2 A3; do Q customer add $c --class customer; Q log $c 1h mon --new 2>/dev/null || Q log $c 1h mon; done
R export --json --private >"$T/0"; Q customer merge A1 A2 --yes; Q customer merge A2 A3 --yes; Q log A1 5m 9:00; Q customer class A2 partner; R export --json --private >"$T/1"
for i in 1 2 3 4; do Q undo; done; R export --json --private | cmp - "$T/0" || fail undo; for i in 1 2 3 4; do Q redo; done; R export --json --private | cmp - "$T/1" || fail redo; Q check --deep
