#!/bin/bash
# What was learned and promised comes back, though the talk was private while it was undone; of a note it is said that it cannot
. "$(dirname "$0")/lib.sh"
Q log acme 1h mon 9:00 visit --private; Q amend 1 --public; Q amend 1 -m "the note" --promise "a plan" --due fri : "need: export"
Q undo 2; R redo 2 >"$T/o" 2>&1; cat "$T/o"; grep -q "talk #1 was private in the meantime" "$T/o" || fail "the note is not spoken of"
R show 1 --json | jq -e '.learnings[0].text == "export" and .promises[0].text == "a plan"' >/dev/null || fail "words are lost"
grep -q "learning.*export" "$T/o" && R learnings | grep -q export || { R learnings; fail "not among the learnings"; }
R check --deep >/dev/null || fail "not sound"
Q undo 2; R learnings --json | jq -e '.learnings == []' >/dev/null || fail "learned while private"; grep -rlq "a plan" "$HOME" || fail "kept nowhere"
