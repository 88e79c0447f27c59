#!/bin/bash
# Who was ill says so afterwards: days of a month just past are not those of next year
. "$(dirname "$0")/lib.sh"
at 2026-11-20T14:15; Q pm add Priya --from 2026-01-05
R off 10-14 nov sick | grep -q "Tue 10 Nov to Sat 14 Nov" || fail "not this November"
R off 24-31 dec | grep -q "Thu 24 Dec to Thu 31 Dec" || fail "not this December"
R off 2-6 jan | grep -q 2027 || fail "not next January"; R off 3 mar 2027 | grep -q "3 Mar 2027" || fail "not the year that was typed"
