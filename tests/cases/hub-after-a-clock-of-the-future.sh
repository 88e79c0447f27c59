#!/bin/bash
# Ben's clock was a year ahead: who changes what he wrote, having seen it, is not overruled by that
. "$(dirname "$0")/lib.sh"
as() { who=$1; shift; RAPPORT_DB=$T/$who.db USER=$who R "$@"; }
as ana log Acme 1h 9:00 visit >/dev/null; as ana hub init "dir:$T/hub" >/dev/null
for who in ana ben; do as $who hub join "dir:$T/hub" --as $who --yes >/dev/null || exit 99; done
at 2027-12-20T18:00; as ben customer edit Acme --region EU >/dev/null; as ben sync >/dev/null; at 2026-11-18T18:00; as ana sync >/dev/null
as ana customer edit Acme --region UK >/dev/null; as ana log Globex 30m 10:00 >/dev/null; as ana sync | grep -q "clock was" && fail "Ana's clock was right"
as ben sync >/dev/null; for who in ana ben; do as $who customer show Acme | grep -q UK || { as $who customer show Acme; fail "$who does not see what Ana typed last"; }; done
as ben customer edit Acme --region DE >/dev/null; as ben sync >/dev/null; as ana sync >/dev/null; as ana customer show Acme | grep -q DE || fail "nor does Ben get on"
at 2026-12-18T18:00; as ana customer edit Acme --segment ZZ >/dev/null; as ana customer edit Globex --region X >/dev/null; at 2026-11-18T18:30
as ana sync | grep -q "clock was" || fail "a clock that was wrong is not mended"; as ana check --deep >/dev/null || fail "not sound"
