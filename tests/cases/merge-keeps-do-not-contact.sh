#!/bin/bash
# Who is not to be contacted is not to be contacted under another name. Beside espocrm/espocrm#3259
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-01-05; Q customer add Acme --region US --tag a; Q customer add "Acme Robotics" --new --tag b; Q customer edit Acme --do-not-contact --domain acme.test --alias AC
R customer merge Acme "Acme Robotics" --yes
R customer list --json | jq -e '.customers == [.customers[0]]' >/dev/null || fail "two are left"
R customer show "Acme Robotics" --json | jq -e '.do_not_contact and .region == "US" and .tags == ["a","b"] and .domains == ["acme.test"]' >/dev/null || fail "$(R customer show "Acme Robotics" --json | jq -c '[.do_not_contact,.region,.tags,.domains]')"
Q undo; R customer show "Acme Robotics" --json | jq -e '(.do_not_contact | not) and .tags == ["b"]' >/dev/null || fail "undo leaves what the merge gave"
