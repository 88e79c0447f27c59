#!/bin/bash
# Merging keeps what only the duplicate had (region, segment, tags). espocrm/espocrm#3259
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add "Acme Inc" --region EU --segment clinic --tag beta; Q customer add "Acme Robotics" --new
R customer merge "Acme Inc" "Acme Robotics" --yes
R customer list --json | jq -e '.customers[0] | .region == "EU" and .segment == "clinic"' >/dev/null || fail "region and segment are lost: $(R customer list --json | jq -c '.customers[0]')"
