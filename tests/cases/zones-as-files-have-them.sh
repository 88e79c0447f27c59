#!/bin/bash
# A zone that its file defines is that; Windows' names are of today, and of two cities the one whose clocks fit
. "$(dirname "$0")/lib.sh"
Q pm add Priya --email priya@example.com --from 2025-01-06; Q config set me Priya; Q customer add "Acme Robotics" --domain acme.test
zone() { printf 'BEGIN:VTIMEZONE\r\nTZID:%s\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:%s\r\nTZOFFSETTO:%s\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:%s\r\nTZOFFSETTO:%s\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n' "$1" "$2" "$2" "$2" "$2"; }
n=0; at_zone() { n=$((n + 1)); printf 'BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;TZID="%s":20261105T120000\r\nDURATION:PT1H\r\nSUMMARY:W\r\nATTENDEE:mailto:jane@acme.test\r\nATTENDEE:mailto:priya@example.com\r\nEND:VEVENT\r\n' "$n" "$1"; }
try() { printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n%sEND:VCALENDAR\r\n' "$2" >"$T/z.ics"; Q import "$T/z.ics"; got=$(R show last --json | jq -r .start); [ "$got" = "$3" ] || fail "$1: $got, not $3"; Q undo; }
try defined-elsewhere "$(zone 'Pacific Standard Time' +0600; at_zone 'Pacific Standard Time'; echo)" 2026-11-05T07:00
try central-asia "$(at_zone 'Central Asia Standard Time'; echo)" 2026-11-05T07:00
try mountain-mexico "$(at_zone 'Mountain Standard Time (Mexico)'; echo)" 2026-11-05T20:00
try la-paz "$(at_zone '(UTC-07:00) La Paz, Mazatlan'; echo)" 2026-11-05T20:00
try samoa "$(at_zone '(UTC+13:00) Samoa'; echo)" 2026-11-05T00:00
try berlin "$(at_zone '(UTC+01:00) Amsterdam, Berlin, Bern'; echo)" 2026-11-05T12:00
