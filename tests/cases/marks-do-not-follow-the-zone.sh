#!/bin/bash
# late and --as-of are the same in three zones. mathisdt/trackworktime#146, OneCommunityGlobal/HighestGoodNetworkApp#181
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; TZ=America/New_York RAPPORT_NOW=2026-11-22T23:50 Q log Acme 15m 23:30; TZ=Asia/Tokyo RAPPORT_NOW=2026-11-30T00:30 Q log Acme 15m "2026-11-29 23:50"
at 2026-12-05T12:00; for z in Europe/Berlin America/Los_Angeles Asia/Tokyo; do TZ=$z R list --json | jq -c '[.interactions[]|[.start,.late]]'; TZ=$z R week 2026-W48 --as-of 2026-11-29 --json | jq -c .targets; done >"$T/o"; [ "$(sort -u "$T/o" | wc -l)" = 2 ] || { cat "$T/o"; fail zones; }
