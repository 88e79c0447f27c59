#!/bin/bash
# Offline, one takes back what another makes a duplicate of: neither leaves the lists
. "$(dirname "$0")/lib.sh"
as() { who=$1; shift; RAPPORT_DB=$T/$who.db USER=$who R "$@"; }
as ana log Acme 10m 9:00 >/dev/null; as ana hub init "dir:$T/hub" >/dev/null; for who in ana ben; do as $who hub join "dir:$T/hub" --as $who --yes >/dev/null || exit 99; done
both() { for who in ben ana ben; do as $who sync >"$T/$who.out" || fail "$who syncs"; done; }
one() {  # of a kind: the one, its duplicate, the words after it
  local kind=$1 into=$2 duplicate=$3; shift 3
  as ana "$kind" add "$into" "$@" >/dev/null; both
  as ben "$kind" add "$duplicate" "$@" >/dev/null; as ben "$kind" merge "$duplicate" "$into" --yes >/dev/null || exit 99
  as ana undo >/dev/null; as ben sync >"$T/first"; as ana sync >/dev/null; as ben sync >"$T/said"; as ana sync >/dev/null
  grep -q "$into is back" "$T/said" || { cat "$T/first" "$T/said"; fail "$kind: nothing said"; }
  for who in ana ben; do
    as $who "$kind" list | grep -q "$into" || { as $who "$kind" list; fail "$who: no $kind"; }
    as $who check --deep >/dev/null || { as $who check --deep; fail "$who: not whole"; }
  done
}
one customer Xylo Yeti
one person "Kay Rix" "Kay Ricks" --at Acme
one idea "Round corners" "Rounded edges"
