#!/bin/bash
# Each part of a talk changed alone, and all else as it was. Beside SourceKettle/sourcekettle#299, everit-org/jira-timetracker-plugin#460
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q pm add Tom --from 2026-01-05; Q customer add Acme; Q customer add Globex; Q person add "Jane Park" --at Acme
parts() { R show "$1" --json | jq -c '[.start, .minutes, .kind, .purpose, .customers, .people, .note, .mood]'; }
while IFS='|' read -r words wanted; do
  R log jane 45m "3 nov" 10:00 visit demo -m print --mood good --json >"$T/l"; id=$(jq .id "$T/l")
  eval "R amend $id $words" >/dev/null || fail "amend $words"
  seen=$(parts "$id"); [ "$seen" = "$wanted" ] || fail "amend $words: $seen, not $wanted"; Q remove "$id"
done <<'TABLE'
14:00|["2026-11-03T14:00",45,"visit","demo",["Acme"],["Jane Park"],"print","good"]
2pm 1h|["2026-11-03T14:00",60,"visit","demo",["Acme"],["Jane Park"],"print","good"]
14:00-15:10|["2026-11-03T14:00",70,"visit","demo",["Acme"],["Jane Park"],"print","good"]
--at 14:00|["2026-11-03T14:00",45,"visit","demo",["Acme"],["Jane Park"],"print","good"]
--at mon|["2026-11-16T10:00",45,"visit","demo",["Acme"],["Jane Park"],"print","good"]
"4 nov"|["2026-11-04T10:00",45,"visit","demo",["Acme"],["Jane Park"],"print","good"]
yest|["2026-11-17T10:00",45,"visit","demo",["Acme"],["Jane Park"],"print","good"]
-3d|["2026-11-15T10:00",45,"visit","demo",["Acme"],["Jane Park"],"print","good"]
20m|["2026-11-03T10:00",20,"visit","demo",["Acme"],["Jane Park"],"print","good"]
video|["2026-11-03T10:00",45,"video","demo",["Acme"],["Jane Park"],"print","good"]
support|["2026-11-03T10:00",45,"visit","support",["Acme"],["Jane Park"],"print","good"]
--mood rough|["2026-11-03T10:00",45,"visit","demo",["Acme"],["Jane Park"],"print","rough"]
-m other|["2026-11-03T10:00",45,"visit","demo",["Acme"],["Jane Park"],"other","good"]
--who globex|["2026-11-03T10:00",45,"visit","demo",["Globex"],null,"print","good"]
--with Tom|["2026-11-03T10:00",45,"visit","demo",["Acme"],["Jane Park"],"print","good"]
TABLE
