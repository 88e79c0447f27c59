#!/bin/bash
# What became a series, was moved whole or called off whole is followed, once; several files agree or say nothing
. "$(dirname "$0")/lib.sh"
Q pm add Priya --email priya@example.com --from 2025-01-06; Q config set me Priya; Q config set own.domains example.com
Q customer add "Acme Robotics" --domain acme.test
ev() { printf 'BEGIN:VEVENT\r\n%s\r\nATTENDEE:mailto:jane@acme.test\r\nATTENDEE:mailto:priya@example.com\r\nEND:VEVENT\r\n' "$1"; }
cal() { printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n%s\r\n' "$1"; shift; for one in "$@"; do ev "$one"; done; printf 'END:VCALENDAR\r\n'; }
lines() { printf '%s' "$1"; shift; for one in "$@"; do printf '\r\n%s' "$one"; done; }
held() { R list --all --json | jq -c '[.interactions[] | select(.status == "held") | .start]'; }
plans() { R list --all --json | jq '[.interactions[] | select(.status == "planned")] | length'; }
all_undone() { while R undo >/dev/null 2>&1 && [ "$(R list --all --json | jq '.interactions | length')" != 0 ]; do :; done; }
cal X-A:1 "$(lines UID:G DTSTAMP:20261101T000000Z DTSTART:20261117T090000Z DTEND:20261117T100000Z SUMMARY:W)" >"$T/a.ics"
cal X-A:1 "$(lines UID:G DTSTAMP:20261112T000000Z SEQUENCE:1 DTSTART:20261117T090000Z DTEND:20261117T100000Z SUMMARY:W 'RRULE:FREQ=WEEKLY;COUNT=3')" >"$T/b.ics"
Q import "$T/a.ics"; Q import "$T/b.ics"; Q import "$T/b.ics"
[ "$(held)" = '["2026-11-17T10:00"]' ] && [ "$(plans)" = 2 ] || { R list --all; fail "a meeting became a series"; }
all_undone; Q import "$T/b.ics"; Q import "$T/a.ics"; [ "$(held)" = '["2026-11-17T10:00"]' ] || { R list --all; fail "a series was a meeting"; }
all_undone
cal X-A:1 "$(lines UID:W DTSTAMP:20261101T000000Z 'DTSTART;TZID=Europe/Berlin:20261103T100000' DURATION:PT1H SUMMARY:W 'RRULE:FREQ=WEEKLY;COUNT=3')" >"$T/a.ics"
cal X-A:1 "$(lines UID:W DTSTAMP:20261118T000000Z 'DTSTART;TZID=Europe/Berlin:20261103T143000' DURATION:PT1H SUMMARY:W 'RRULE:FREQ=WEEKLY;COUNT=3')" >"$T/b.ics"
Q import "$T/a.ics"; Q import "$T/b.ics"; one=$(held); Q import "$T/b.ics"
[ "$one" = '["2026-11-03T14:30","2026-11-10T14:30","2026-11-17T14:30"]' ] && [ "$(held)" = "$one" ] || { R list --all; fail "a series was moved whole"; }
all_undone
cal X-A:1 "$(lines UID:C DTSTAMP:20261101T000000Z 'DTSTART;TZID=Europe/Berlin:20261124T100000' DURATION:PT1H SUMMARY:W 'RRULE:FREQ=WEEKLY;COUNT=3')" "$(lines UID:S DTSTAMP:20261101T000000Z DTSTART:20261125T090000Z DURATION:PT1H SUMMARY:S)" >"$T/a.ics"
cal METHOD:CANCEL "$(lines UID:C DTSTAMP:20261118T000000Z SEQUENCE:1 'DTSTART;TZID=Europe/Berlin:20261124T100000' STATUS:CANCELLED SUMMARY:W)" "$(lines UID:S DTSTAMP:20261118T000000Z SEQUENCE:1 STATUS:CANCELLED)" >"$T/b.ics"
Q import "$T/a.ics"; [ "$(plans)" = 4 ] || fail "not planned"; R import "$T/b.ics" >"$T/o" 2>&1; [ "$(plans)" = 0 ] || { cat "$T/o"; R list --all; fail "called off whole"; }
all_undone
Q pm add Luis --email luis@example.com --from 2025-01-06
cal "$(lines X-WR-CALNAME:priya@example.com X-WR-TIMEZONE:Europe/Berlin)" "$(lines UID:Z DTSTAMP:20261101T000000Z DTSTART:20261104T233000Z DTEND:20261105T003000Z SUMMARY:W)" >"$T/a.ics"
cal "$(lines X-WR-CALNAME:luis@example.com X-WR-TIMEZONE:UTC)" >"$T/b.ics"
for order in "a b" "b a"; do
  set -- $order; Q import "$T/$1.ics" "$T/$2.ics"; R show last --json | jq -e '.start == "2026-11-05T00:30" and .pms == ["Priya"]' >/dev/null || { R show last; fail "$order"; }; Q undo
done
printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:f\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261105T090000Z\r\nDTEND:20261105T100000Z\r\nSUMMARY:Review in M\xc3\r\n \xbcnchen\r\nATTENDEE:mailto:jane@acme.test\r\nATTENDEE:mailto:priya@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' >"$T/f.ics"
Q import "$T/f.ics"; R show last | grep -q "München" || { R show last; fail "folded within a letter"; }
