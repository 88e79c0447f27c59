#!/bin/bash
# check --fix keeps the book in its hub, and both books agree after it
. "$(dirname "$0")/lib.sh"
as() { who=$1; shift; RAPPORT_DB=$T/$who.db USER=$who R "$@"; }
as ana log Acme 1h 9:00 visit >/dev/null; as ana hub init "dir:$T/hub" >/dev/null
for who in ana ben; do as $who hub join "dir:$T/hub" --as $who --yes >/dev/null || exit 99; done
as ben log Globex 30m 10:00 >/dev/null; for who in ben ana ben; do as $who sync >/dev/null; done
python3 - "$T/ana.db" <<'P' || exit 99
import sqlite3, sys
book = sqlite3.connect(sys.argv[1])
for own in ("IS NULL", "IS NOT NULL"):
    stream, seq, body = book.execute("SELECT stream, seq, body FROM change WHERE ent = 'customer' AND stream IN (SELECT id FROM stream WHERE space = 'team' AND owner %s) ORDER BY seq DESC LIMIT 1" % own).fetchone()
    book.execute("UPDATE change SET body = ? WHERE stream = ? AND seq = ?", (body[:-1] + bytes([body[-1] ^ 1]), stream, seq))
book.commit()
P
as ana check --fix >/dev/null 2>&1; as ana check --deep >/dev/null || fail "not repaired"
as ana sync >"$T/o" 2>&1 || { cat "$T/o"; fail "out of the hub"; }; as ben sync >/dev/null; as ana sync >/dev/null
one=$(as ana customer list --json | jq -c '[.customers[].name] | sort'); two=$(as ben customer list --json | jq -c '[.customers[].name] | sort')
[ "$one" = "$two" ] && [ "$one" = '["Acme","Globex"]' ] || fail "$one and $two"; as ben check --deep >/dev/null || fail "Ben's is not sound"
