#!/bin/bash
# BOM, semicolons, CRLF, an empty line, blanks; then tabs; then CR alone. oroinc/crm#96, molgenis/molgenis#6492, techdivision/import#196
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add "Acme Robotics"
printf '\xef\xbb\xbfDate;Account Name;Duration;Type;Subject\r\n12.11.2026;Acme Robotics ;60;Call;"a; b"\r\n\r\n13.11.2026; Acme Robotics;45;Call;c\r\n' >"$T/s.csv"; Q import "$T/s.csv" --dates dmy
printf 'Date\tAccount Name\tDuration\tType\n2026-11-10\tAcme Robotics\t60\tCall\n' >"$T/t.csv"; Q import "$T/t.csv"
printf 'Date,Account Name,Duration,Type\r2026-11-09,Acme Robotics,60,Call\r' >"$T/m.csv"; Q import "$T/m.csv"
R list --all --json | jq -e '(.interactions|length==4) and ([.interactions[].customers[0]]|unique==["Acme Robotics"])' >/dev/null || fail rows
