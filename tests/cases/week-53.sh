#!/bin/bash
# Week 53 and the last days of December. kimai/kimai#2204, #5276, zammad/zammad#3341, Igalia/phpreport#162
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2020-01-06; at 2027-01-08T10:00; Q log Acme 1h 2026-12-31 10:00; Q log Acme 1h 2027-01-01 10:00; Q log Acme 1h 2027-01-03 10:00; Q log Acme 1h 2027-01-04 0:00
R week 2026-W53 --json | jq -e '.label=="2026-W53" and (.targets[0].done==180 or .targets[1].done==180)' >/dev/null || fail W53
R trend --weeks 3 --json | jq -e '[.weeks[].label]==["2026-W52","2026-W53","2027-W01"]' >/dev/null || fail trend
R week 2025-W53 2>/dev/null && fail "2025 has no week 53"; exit 0
