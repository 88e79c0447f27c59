#!/bin/bash
# XDG_DATA_HOME relative or empty: ~/.local/share. vrc-get/vrc-get#2613, ccusage/ccusage#1659
. "$(dirname "$0")/lib.sh"
unset RAPPORT_DB; cd "$T"; XDG_DATA_HOME=rel Q log Acme 1h; XDG_DATA_HOME= Q log Beta 1h; [ ! -e rel ] && [ -e .local/share/rapport/rapport.db ] || fail place; [ "$(R list --json | jq '.interactions|length')" = 2 ] || fail two
