#!/bin/bash
# A visit called off and an e-mail are no talks: no question rests on them
. "$(dirname "$0")/lib.sh"
at 2026-11-16T10:00; Q log acme 1h 9:00 visit : "pain: slow"; at 2026-11-17T10:00; Q plan acme wed 10:00; Q plan acme wed 12:00
at 2026-11-18T13:00; Q cancel 2 --by them; Q log acme 0m email; Q log globex 1h 9:00 visit --private : "pain: theirs"
R 1on1 --json >"$T/j"; jq -c .questions "$T/j"
jq -e '[.questions[].from] | all(test("of 3 talks|3 talks|#2|#4") | not)' "$T/j" >/dev/null || fail "counted"
R 1on1 | grep -q "without a learning" && fail "something was learned in both"; exit 0
