# Sourced by every case: a home and a book of its own, a fixed clock and zone.
: "${RAPPORT:=rapport}"
T=$(mktemp -d) || exit 99
trap 'rm -rf "$T"' EXIT
export HOME=$T RAPPORT_DB=$T/book.db RAPPORT_NOW=2026-11-18T18:00 TZ=Europe/Berlin LC_ALL=C.UTF-8 COLUMNS=200
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME RAPPORT_PAGER PAGER NO_COLOR FORCE_COLOR

R() { "$RAPPORT" --no-input "$@" </dev/null; }  # the command to look at
Q() { R "$@" >/dev/null 2>&1 || { echo "set-up failed ($?): $*" >&2; exit 99; }; }  # what leads up to it
at() { export RAPPORT_NOW=$1; }
fail() { echo "WRONG: $*"; exit 1; }
