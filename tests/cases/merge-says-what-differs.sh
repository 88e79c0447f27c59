#!/bin/bash
# Of two regions one stays, and the other is said; a quota that changes is said before. Beside espocrm/espocrm#3259
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add Acme --region US; Q customer add "Acme Robotics" --new --region EU
R customer merge Acme "Acme Robotics" --yes >"$T/o" || fail "$(cat "$T/o")"; cat "$T/o"; grep -q "US" "$T/o" || fail "US is gone without a word"
Q customer add Globex --tag beta; Q customer add Initech; Q log Globex 1h 9:00; Q log Initech 1h 11:00; Q target add two --metric customers --amount 2 --every week --tag beta
Q customer edit Initech --tag beta; R customer merge Globex Initech >"$T/o" 2>&1 && fail "not asked, though 2 of 2 became 1"; grep -q "two" "$T/o" || fail "$(cat "$T/o")"
