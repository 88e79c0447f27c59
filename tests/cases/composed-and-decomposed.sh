#!/bin/bash
# Café typed in two forms, caps, and full width: one customer. khal/khard kind, civicrm/civicrm-core#18234
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; for n in $'Cafe\u0301' $'Caf\u00e9' CAFE cafe $'\uff23afe'; do Q log "$n" 5m 9:00; done; [ "$(R customer list --json | jq '.customers|length')" = 1 ] || fail ghosts
