#!/bin/bash
# An order to forget reaches the backups of every book that syncs
. "$(dirname "$0")/lib.sh"
as() { who=$1; shift; RAPPORT_DB=$T/$who/rapport.db XDG_STATE_HOME=$T/$who/state USER=$who R "$@"; }
mkdir -p "$T/ana" "$T/ben"; as ana log "Zürqel Wérke" 1h 9:00 visit >/dev/null; as ana hub init "dir:$T/hub" >/dev/null
for who in ana ben; do as $who hub join "dir:$T/hub" --as $who --yes >/dev/null || exit 99; done
as ben backup >/dev/null || exit 99; grep -rqa "Wérke" "$T/ben/state" || fail "there is no backup"
as ana forget "Zürqel Wérke" --yes >/dev/null || exit 99; for who in ana ben; do as $who sync >"$T/o" 2>&1; done
cat "$T/o"; grep -q "forgot too" "$T/o" || fail "not said"; grep -ral "Wérke" "$T/ben" "$T/ana" && fail "still there"
as ben sync | grep -q "forgot too" && fail "again and again"; as ben backup list >/dev/null || fail "the backups are not sound"
