#!/bin/bash
# What joins or reclassifies takes whole names, and says whom the letters come near. Beside nugget/thane-ai-agent#1596
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add "Acme Robotics"; Q customer add "Globex Energy"; R export --json >"$T/0"
for line in "customer merge acme globex --yes" "customer class acme partner" "customer archive acme" "customer edit acme --do-not-contact" "forget acme --yes"; do
  R $line >"$T/o" 2>&1; c=$?; [ $c = 3 ] || fail "$line: exit $c"; grep -q "Acme Robotics" "$T/o" || fail "$line does not say whom it may mean"
done
R export --json | cmp -s - "$T/0" || fail "something was changed"
Q customer class "acme robotics" partner; Q customer archive "#1"
