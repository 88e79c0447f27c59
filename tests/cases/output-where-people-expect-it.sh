#!/bin/bash
# `-` is standard output; --open gives a page to the browser, by no shell; Excel knows UTF-8 by its mark.
. "$(dirname "$0")/lib.sh"
Q pm add Priya --from 2026-11-02; Q log "Acme *Robotics*" 1h visit mon 10:00
cd "$T" || exit 99
[ "$(R week -o -)" = "$(R week)" ] || fail "-o -"
[ ! -e - ] || fail "a file that is called -"
mkdir bin; printf '#!/bin/sh\nprintf "%%s\\n" "$#" "$1" >"$HOME/opened"\n' >bin/xdg-open; chmod +x bin/xdg-open
PATH="$T/bin:$PATH" XDG_RUNTIME_DIR=$T R week --open || fail "--open"
[ "$(cat opened)" = "$(printf '1\n%s' "$T/rapport/page.html")" ] || fail "what was opened: $(cat opened)"
grep -q '<!DOCTYPE html>' rapport/page.html || fail "no page"
PATH="$T/bin:$PATH" R week --open -o 'a;b $(c).html' || fail "--open -o"
[ "$(sed -n 2p opened)" = 'a;b $(c).html' ] || fail "an odd name: $(cat opened)"
PATH=$T/bin R week --open --json 2>&1 | grep -q 'leave out --json' || fail "--open --json"
rm bin/xdg-open; PATH=$T/bin XDG_RUNTIME_DIR=$T R week --open >/dev/null 2>&1; [ $? = 69 ] || fail "no browser"
[ "$(R list --csv --csv-bom | head -c 5 | od -An -tx1 | tr -d ' ')" = efbbbf6964 ] || fail "the mark"
[ "$(R week --md=slack)" = "$(R week --format slack)" ] || fail "--md=slack"
R week --slack | grep -q '^• #1 · Mon 16 Nov 10:00 · 1h · visit · Acme \*⁠Robotics\*⁠ · no learning$' || fail "a line for a row: $(R week --slack)"
"$RAPPORT" --version --verbose | grep -q "^fmt [0-9.]*$" || fail "versions"
