#!/bin/bash
# A calendar program keeps an event a file, in folders: they come in as one, once, and undo takes all back.
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-11-01 --email priya@me.test; Q customer add Acme --domain acme.test
event() { printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:202611%sT090000Z\r\nDTEND:202611%sT100000Z\r\nSUMMARY:Acme talk\r\nATTENDEE:mailto:priya@me.test\r\nATTENDEE:mailto:jo@acme.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' "$1" "$2" "$2"; }
mkdir -p "$T/cal/office" "$T/cal/.hidden" "$T/none"
event a 16 >"$T/cal/office/a.ics"; event b 17 >"$T/cal/b.ICS"; event c 12 >"$T/c.ics"; event h 11 >"$T/cal/.hidden/h.ics"
ln -s . "$T/cal/round"; echo junk >"$T/cal/notes.txt"; echo junk >"$T/bad.ics"
R import "$T/cal/" "$T/c.ics" | grep -q '^3 talks came in: 3 held' || fail "three talks"
R import "$T/c.ics" "$T/cal" | grep -q '^0 talks came in · 3 as before' || fail "a second time"
R import "$T/c.ics" "$T/bad.ics" 2>&1 | grep -q "bad.ics': this is not a calendar" || fail "which one is bad"
R import "$T/none" 2>&1 | grep -q 'there is no calendar' || fail "an empty folder"
R import "$T/c.ics" "$T/x.csv" 2>&1 | grep -q "x.csv' is not a calendar" || fail "a table among them"
Q undo; [ "$(R list --json | jq '.interactions | length')" = 0 ] || fail "one undo"
