#!/bin/bash
# Who left on the 17th and is back on the 18th: the message is true. Found while combining
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q pm add Sue --from 2026-11-01; Q pm leave Sue --on 2026-11-17; R pm add Sue --from 2026-11-18 | tee "$T/o"
grep -q "number 1 begins" "$T/o" && fail "membership number 1 began on 1 Nov"; exit 0
