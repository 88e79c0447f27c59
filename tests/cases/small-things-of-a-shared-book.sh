#!/bin/bash
# Who one is stays while others speak of one; a bad backup is named; a usual target began on no day
. "$(dirname "$0")/lib.sh"
as() { who=$1; shift; RAPPORT_DB=$T/$who.db USER=$who R "$@"; }
as ana log Solo 10m 9:00 >/dev/null; as ana hub init "dir:$T/hub" >/dev/null; for who in ana ben; do as $who hub join "dir:$T/hub" --as $who --yes >/dev/null || exit 99; done
as ben log Acme 45m 10:00 visit --with ana >/dev/null; as ben sync >/dev/null; as ana sync >/dev/null; as ana undo >/dev/null; as ana log Solo 1h 11:00 >/dev/null
for who in ana ben ana; do as $who sync >/dev/null; done
for who in ana ben; do [ "$(as $who pm list --json | jq '.pms | length')" = 2 ] || { as $who pm list; fail "$who: one became two"; }; as $who week --pm ana >/dev/null || fail "$who: which ana"; done
head -c 5000 /dev/urandom >"$T/bad.db"; Q log Acme 5m 9:00; R restore "$T/bad.db" --yes 2>&1 | grep -q "bad.db" || { R restore "$T/bad.db" --yes; fail "which file"; }
Q config set week.start sun; R target list --json | jq -e '[.targets[].from] | all(. == null)' >/dev/null || { R target list; fail "a first day"; }
