#!/bin/bash
# Erased, then imported again from another's export. twentyhq kind
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme 1h 9:00; Q export --json -o "$T/b.json"; Q forget Acme --yes; R import "$T/b.json" >/dev/null 2>&1; R import "$T/b.json" --replace >/dev/null 2>&1
grep -qa Acme "$T/book.db" && fail "back"; exit 0
