#!/bin/bash
# What is typed by habit is understood, or answered with a line that does what was meant
. "$(dirname "$0")/lib.sh"
Q customer add "Acme Robotics"; Q customer add Globex; Q log acme 1h 3 nov visit; Q log globex 1h 5 oct; Q idea add "Export button"; Q idea add "Dark mode"
says() {  # words of the answer, and the line
  local words=$1; shift
  R "$@" 2>&1 | grep -qF -- "$words" || { R "$@"; fail "$*: not '$words'"; }
}
says "10:00-11:00" log acme mon 10-11; says "2-3pm or 2:00-3:00" log acme mon 2-3
says "14:00-15:10" log acme mon 10 to 11; says "--mood rough" log acme 45m rough
says "rapport --no-input log acme,globex 1h" log acme and globex 1h
says "10 nov or 11 oct" log acme 1h 10-11
[ "$(R list november --json | jq '.interactions | length')" = 1 ] || fail november
[ "$(R list globex since oct --json | jq '.interactions | length')" = 1 ] || fail "since oct"
[ "$(R list oct 2025 --json | jq '.interactions | length')" = 0 ] || fail "oct 2025"
says "no customer or person matches 'since never'" list since never
says "--customer 'acme'" learnings acme; says "rapport status --help" status acme
says "rapport promise add 'send the plan' --for acme --due fri" promise "send the plan" --for acme --due fri
says "rapport promise add send the plan --for acme" promise acme: send the plan
says "with --for WHO" promise add "send the plan" --to acme; says "with --for WHO" showstopper add "no release" --customer acme
says "rapport idea add acme --theme orders" idea acme --theme orders
R idea shipped "Export button" >/dev/null || fail "idea shipped"
Q start acme; R stop: they scan twice >/dev/null || fail "stop:"
R show last | grep -q "they scan twice" || fail "what was learned"
