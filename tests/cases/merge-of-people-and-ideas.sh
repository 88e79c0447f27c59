#!/bin/bash
# Addresses and roles of a person, themes of an idea: nothing of a duplicate is lost. Beside espocrm/espocrm#3259
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add Acme; Q person add "J Park" --at Acme --email j@acme.test --role buyer --alias JP; Q person add "Jane Park" --at Acme --email jane@acme.test
Q person merge "J Park" "Jane Park" --yes; R export --json >"$T/e"
jq -e '[.person[] | select(.name == "Jane Park")][0] | .role == "buyer" and (.email | length == 2)' "$T/e" >/dev/null || fail "$(jq -c .person "$T/e")"
Q log Acme 1h 9:00; Q idea add "CSV download" --customer acme --theme csv; Q idea add "Bulk export" --customer acme --theme export; Q idea merge "CSV download" "Bulk export" --yes
R export --json | jq -e '[.idea[] | select(.name == "Bulk export")][0].theme == ["csv","export"]' >/dev/null || fail "themes: $(R export --json | jq -c '[.idea[].theme]')"
