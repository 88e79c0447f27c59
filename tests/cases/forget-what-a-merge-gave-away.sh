#!/bin/bash
# A merge copies aliases, addresses and domains: they are forgotten with whom they were of
. "$(dirname "$0")/lib.sh"
none() { R check --deep >/dev/null || fail "not sound"; for word in "$@"; do grep -aqi "$word" "$RAPPORT_DB" && fail "$word is still there"; R export --json --private | grep -qi "$word" && fail "$word is exported"; done; R customer show Beta >/dev/null || fail "Beta is gone"; }
Q customer add Zurqel --alias Zqw --domain zurqel.test; Q customer add Beta --alias Bet --domain beta.test; Q customer merge Zurqel Beta --yes; Q undo; Q forget Zurqel --yes; none zqw zurqel
R customer show Beta | grep -q Bet || fail "Beta's own alias went"
Q person add "Jane Qvist" --at Beta --email jq@beta.test; Q person add "Bob Two" --at Beta --email bob@beta.test; Q person merge "Jane Qvist" "Bob Two" --yes; Q undo; Q forget "Jane Qvist" --yes; none qvist jq@
R show "Bob Two" | grep -q bob@beta.test || { R show "Bob Two"; fail "Bob's address went"; }
Q customer add Xylqo --alias Xyl --domain xylqo.test; Q customer merge Xylqo Beta --yes; Q customer part Xylqo Beta; Q forget Xylqo --yes; none xyl
