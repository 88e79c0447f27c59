#!/bin/bash
# Columns stay straight with CJK and emoji, at 20, 40 and 80. plaintextaccounting/hledger#242, #895, beancount/beancount#87
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; for n in 日本電気株式会社 Acme "👩‍💻 Labs" Café; do Q log "$n" 1h visit; done
for W in 20 40 80; do COLUMNS=$W R week | python3 -c '
import sys,unicodedata as u
W=int(sys.argv[1])
for l in sys.stdin.read().split("\n"):
    w=sum(0 if u.combining(c) or u.category(c) in("Mn","Cf") else 2 if u.east_asian_width(c) in "WF" else 1 for c in l.replace("👩‍💻","XX"))
    if w>W: sys.exit(l)' $W || fail "wider than $W"; done
