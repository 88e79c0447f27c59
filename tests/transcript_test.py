#!/usr/bin/env python3
"""Tests of tests/transcript, with a fake rapport: a wrong session must fail, a right one pass."""

import os
import pathlib
import subprocess
import tempfile
import unittest

RUNNER = pathlib.Path(__file__).with_name("transcript")
FAKE = """#!/bin/bash
case $1 in
  greet) echo "hello $2"; echo; echo "# from ${RAPPORT_NOW:-nowhere}" ;;
  fail) echo partly; echo "rapport: no such thing" >&2; exit 3 ;;
  uid) echo "{\\"uid\\": \\"0190aaaa-bbbb-7ccc-8ddd-$(printf %012x $RANDOM)\\"}" ;;
  keep) echo "$2" >>"$XDG_CONFIG_HOME-kept"; cat "$XDG_CONFIG_HOME-kept" ;;
  where) pwd ;;
  raw) printf "$2" ;;
  crash) kill -SEGV $$ ;;
  sleep) sleep 60 ;;
esac
"""
GOOD = """# A greeting.
@ 2026-08-26T09:00
$ rapport greet Ada
hello Ada

\\# from 2026-08-26T09:00

$ rapport fail
partly
! rapport: no such thing
? 3
"""


class RunnerTest(unittest.TestCase):
    mode = ()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.binary = self.folder / "fake"
        self.binary.write_text(FAKE)
        self.binary.chmod(0o755)
        self.file = self.folder / "session.txt"

    def run_runner(self, *arguments, accept=False):
        environment = {**os.environ, "RAPPORT_ACCEPT": "1" if accept else "0"}
        return subprocess.run(
            [RUNNER, "--binary", self.binary, *self.mode, *arguments],
            capture_output=True, text=True, env=environment, check=False,
        )

    def run_text(self, text, accept=False):
        self.file.write_text(text)
        return self.run_runner(self.file, accept=accept)

    def assert_passes(self, text):
        ran = self.run_text(text)
        self.assertEqual(ran.stdout, "1 passed, 0 failed\n")
        self.assertEqual(ran.returncode, 0)

    def assert_fails(self, text, *clues):
        ran = self.run_text(text)
        self.assertEqual((ran.stdout + ran.stderr).splitlines()[-1], "0 passed, 1 failed")
        self.assertEqual(ran.returncode, 1)
        for clue in clues:
            self.assertIn(clue, ran.stdout + ran.stderr)


class TranscriptTest(RunnerTest):
    def test_a_right_session_passes(self):
        self.assert_passes(GOOD)

    def test_wrong_output_fails_and_is_shown(self):
        self.assert_fails(GOOD.replace("hello Ada", "hello Bob"), "-hello Bob", "+hello Ada")

    def test_a_missing_line_fails(self):
        self.assert_fails(GOOD.replace("hello Ada\n", ""), "+hello Ada")

    def test_an_extra_line_fails(self):
        self.assert_fails(GOOD.replace("partly\n", "partly\nmore\n"), "-more")

    def test_a_missing_blank_line_fails(self):
        self.assert_fails(GOOD.replace("hello Ada\n\n", "hello Ada\n"))

    def test_wrong_standard_error_fails(self):
        self.assert_fails(GOOD.replace("no such thing", "no such person"), "+! rapport: no such thing")

    def test_missing_standard_error_fails(self):
        self.assert_fails(GOOD.replace("! rapport: no such thing\n", ""))

    def test_standard_error_is_not_standard_output(self):
        self.assert_fails(GOOD.replace("! rapport", "rapport"))

    def test_wrong_exit_code_fails(self):
        self.assert_fails(GOOD.replace("? 3", "? 2"), "-? 2", "+? 3")

    def test_missing_exit_code_fails(self):
        self.assert_fails(GOOD.replace("? 3\n", ""), "+? 3")

    def test_exit_code_where_there_is_success_fails(self):
        self.assert_fails("$ rapport raw 'a\\n'\na\n? 1\n", "-? 1")

    def test_a_crash_is_an_exit_code(self):
        ran = self.run_text("$ rapport crash\n", accept=False)
        self.assertIn("+? 139", ran.stdout)

    def test_a_missing_end_of_line_is_seen(self):
        self.assert_fails("$ rapport raw a\na\n", "+% stdout")
        self.assert_passes("$ rapport raw a\na\n% stdout\n")

    def test_a_blank_line_at_the_end_of_output_is_seen(self):
        self.assert_fails("$ rapport raw 'a\\n\\n'\na\n\n")
        self.assert_passes("$ rapport raw 'a\\n\\n'\na\n\\\n\n")

    def test_signs_and_backslashes_in_output_are_escaped(self):
        self.assert_passes("$ rapport raw '$ x\\n#1 x\\n> q\\n\\\\y\\n'\n\\$ x\n#1 x\n\\> q\n\\\\y\n")

    def test_nothing_to_run_fails(self):
        self.assert_fails("", "no command")
        self.assert_fails("# only a comment\n", "no command")

    def test_output_without_a_command_fails(self):
        self.assert_fails("stray\n$ rapport raw ''\n", "belongs to no command: stray")
        self.assert_fails("$ rapport greet Ada\n# torn\nhello Ada\n", "belongs to no command: hello Ada")

    def test_a_missing_file_folder_or_binary_fails(self):
        for argument in (self.folder / "absent.txt", self.folder / "empty"):
            (self.folder / "empty").mkdir(exist_ok=True)
            ran = self.run_runner(argument)
            self.assertEqual(ran.returncode, 1)
            self.assertIn("0 passed, 1 failed", ran.stderr)
        self.binary.unlink()
        self.assert_fails(GOOD, "no such program")

    def test_the_clock_is_fixed_from_the_start(self):
        self.assert_passes("$ rapport greet Ada\nhello Ada\n\n\\# from 2026-11-20T15:00\n")

    def test_uids_and_the_home_are_replaced(self):
        self.assert_passes('$ rapport uid\n{"uid": "<uid>"}\n$ rapport where\n<home>\n')

    def test_a_file_has_one_home_and_another_file_another(self):
        session = "$ rapport keep a\na\n$ rapport keep b\na\nb\n"
        for name in ("one.txt", "two.txt"):
            (self.folder / "both").mkdir(exist_ok=True)
            (self.folder / "both" / name).write_text(session)
        self.assertEqual(self.run_runner(self.folder / "both").stdout, "2 passed, 0 failed\n")

    def test_a_command_goes_on_over_lines(self):
        self.assert_passes("$ cat <<END\n> one\n> two\n> END\none\ntwo\n")

    def test_accept_rewrites_exactly_and_is_then_green(self):
        wrong = GOOD.replace("hello Ada", "hello Bob").replace("? 3", "? 4").replace("partly\n", "")
        ran = self.run_text(wrong, accept=True)
        self.assertEqual(ran.returncode, 0)
        self.assertIn("rewritten", ran.stdout)
        self.assertEqual(self.file.read_text(), GOOD)
        self.assertEqual(self.run_runner(self.file).returncode, 0)

    def test_accept_writes_what_can_be_read_again(self):
        awkward = "$ rapport raw '\\n\\n# a\\n\\\\\\\\\\n? 3\\n\\n'\n$ rapport raw '\\xff\\x1b[1m'\n"
        self.run_text(awkward, accept=True)
        self.assertEqual(self.run_runner(self.file).stdout, "1 passed, 0 failed\n")

    def test_accept_leaves_a_right_file_alone(self):
        ran = self.run_text(GOOD, accept=True)
        self.assertEqual(ran.stdout, "1 passed, 0 failed\n")
        self.assertEqual(self.file.read_text(), GOOD)

    def test_accept_does_not_make_an_empty_transcript_pass(self):
        self.assertEqual(self.run_text("# nothing\n", accept=True).returncode, 1)


README = """# Title
<!-- @ 2026-08-26T09:00 -->
```console
$ rapport greet Ada
hello Ada

# from 2026-08-26T09:00
$ sudo something
never run
$ rapport keep a
a
```

    $ rapport crash

```console
$ rapport keep \\
    b
a
b
$ rapport fail
partly
rapport: no such thing
```
"""


class MarkdownTest(RunnerTest):
    mode = ("--markdown",)

    def test_a_right_session_passes(self):
        self.assert_passes(README)

    def test_wrong_output_fails_and_is_shown(self):
        self.assert_fails(README.replace("hello Ada", "hello Bob"), "-hello Bob", "+hello Ada")

    def test_a_missing_line_fails(self):
        self.assert_fails(README.replace("partly\n", ""), "+partly")

    def test_accept_rewrites_exactly_and_is_then_green(self):
        self.run_text(README.replace("hello Ada", "hello Bob").replace("partly\n", ""), accept=True)
        self.assertEqual(self.file.read_text(), README)

    def test_nothing_to_run_fails(self):
        self.assert_fails("# Title\n```sh\n$ rapport fail\n```\n", "no command")


if __name__ == "__main__":
    unittest.main()
