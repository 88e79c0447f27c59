#!/bin/bash
# What tables say of length, privacy, a start beside a day, and of whether it took place
. "$(dirname "$0")/lib.sh"
Q pm add Priya --email priya@example.com --from 2025-01-06; Q config set me Priya
Q customer add "Acme Robotics" --domain acme.test; Q customer add "Globex Energy" --domain globex.test
all() { R list --all --json | jq -c '[.interactions[] | [.start, .minutes, .status]]'; }
same() { [ "$(all)" = "$1" ] || { all; fail "$2, not $1"; }; Q undo; }
printf 'Subject,Start Date,Duration Hours,Duration Minutes,Account Name\nA,2026-11-03 10:00,1,30,Acme Robotics\nB,2026-11-04 10:00,2,0,Globex Energy\n' >"$T/a.csv"
Q import "$T/a.csv"; same '[["2026-11-03T10:00",90,"held"],["2026-11-04T10:00",120,"held"]]' "hours and minutes"
printf 'Date,Company,Duration\n2026-11-03 10:00,Acme Robotics,1.5\n2026-11-04 10:00,Acme Robotics,90\n2026-11-05 10:00,Acme Robotics,45.0\n' >"$T/b.csv"
Q import "$T/b.csv"; same '[["2026-11-03T10:00",90,"held"],["2026-11-04T10:00",90,"held"],["2026-11-05T10:00",45,"held"]]' "an hour and a half"
printf 'Date,Company,Duration\n2026-11-03 10:00,Acme Robotics,0.0625\n' >"$T/c.csv"
R import "$T/c.csv" 2>&1 | grep -q "is not a length" || fail "a part of a day is no length"
for head in "Call status,Call outcome" "Call outcome,Call status"; do
  case $head in "Call status"*) cells="Completed,Left voicemail" ;; *) cells="Left voicemail,Completed" ;; esac
  printf '%s,Activity date,Call duration,Associated Company\n%s,2026-11-03 10:00,00:01:10,Acme Robotics\n' "$head" "$cells" >"$T/d.csv"
  R import "$T/d.csv" | grep -q "Left voicemail" || fail "$head: nobody was spoken to"
done
printf 'Subject,Start Date,Start Time,End Date,End Time,Required Attendees,Description,Private,Sensitivity,Show time as\n"Canceled: review",2026-11-03,14:30,2026-11-03,16:00,jane@acme.test,,False,Normal,3\nReview,2026-11-04,14:30,2026-11-04,16:00,jane@acme.test,they fire the CTO,True,Private,2\n' >"$T/e.csv"
Q import "$T/e.csv"; R export --json | grep -q "they fire" && fail "what is private leaves the machine"
R show last | grep -q "they fire" || fail "and is lost"; same '[["2026-11-03T14:30",90,"cancelled"],["2026-11-04T14:30",90,"held"]]' "called off"
printf 'Date,Company,Duration,Marked as No-Show\n2026-11-03 10:00,Acme Robotics,30,Yes\n' >"$T/f.csv"
Q import "$T/f.csv"; same '[["2026-11-03T10:00",30,"no-show"]]' "nobody came"
for head in "Date,Start" "Meeting Date,Start Time" "Activity Date,Start Time" "Call Date,Call Start Time" "Due Date,Start Time"; do
  printf '%s,End,Company\n2026-11-03,10:00,10:30,Acme Robotics\n2026-11-03,15:00,16:30,Acme Robotics\n' "$head" >"$T/g.csv"
  Q import "$T/g.csv"; same '[["2026-11-03T10:00",30,"held"],["2026-11-03T15:00",90,"held"]]' "$head"
done
printf 'Topic,Meeting ID,Start Time,Duration (Minutes),Account Name\nWeekly,812 3456 7890,2026-11-03 10:00,60,Acme Robotics\n' >"$T/z1.csv"
printf 'Topic,Meeting ID,Start Time,Duration (Minutes),Account Name\nWeekly,812 3456 7890,2026-11-10 10:00,60,Acme Robotics\n' >"$T/z2.csv"
Q import "$T/z1.csv"; Q import "$T/z2.csv"; [ "$(R list --all --json | jq '.interactions | length')" = 2 ] || { all; fail "one meeting room is not one talk"; }
