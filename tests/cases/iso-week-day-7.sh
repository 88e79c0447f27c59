#!/bin/bash
# 2026-W46-7 is a Sunday, -0 and -8 are none. GothenburgBitFactory/taskwarrior#1834
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q log Acme 1h --at 2026-W46-7; R show 1 --json | jq -e '.start=="2026-11-15"' >/dev/null || fail 7
R log Acme 1h --at 2026-W46-0 2>/dev/null && fail 0; R log Acme 1h --at 2026-W46-8 2>/dev/null && fail 8; exit 0
