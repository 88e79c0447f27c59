#!/bin/bash
# start says which customer the letters stand for. ajeetdsouza/zoxide#940
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add "Stanford University"; R start stan | tee "$T/o"; R status | grep Running
grep -q "Stanford University" "$T/o" || fail "the customer is not named"
