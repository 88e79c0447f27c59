#!/usr/bin/env python3
"""Tests of tests/run: what counts as passed, failed and skipped, and the last line."""

import importlib.machinery
import importlib.util
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

RUN = pathlib.Path(__file__).with_name("run")


def load():
    loader = importlib.machinery.SourceFileLoader("rapport_run", str(RUN))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


run = load()


class JudgedTest(unittest.TestCase):
    def assert_judged(self, output, code, passed, failed, skipped=0):
        result = run.judged(output, code)
        self.assertEqual((result.passed, result.failed, result.skipped), (passed, failed, skipped))

    def test_exit_codes(self):
        self.assert_judged("", 0, 1, 0)
        self.assert_judged("broken\n", 1, 0, 1)
        self.assert_judged("no fish here\n", 77, 0, 0, 1)
        self.assertEqual(run.judged("no fish here\n", 77).why, "no fish here")

    def test_a_signal_and_a_late_end_fail(self):
        self.assert_judged("3 passed, 0 failed\n", -11, 3, 1)
        self.assert_judged("3 passed, 0 failed\n", None, 0, 1)

    def test_own_last_line(self):
        self.assert_judged("ok\n5 passed, 0 failed\n", 0, 5, 0)
        self.assert_judged("5 passed, 2 failed, 1 skipped\n", 1, 5, 2, 1)
        self.assert_judged("5 passed, 2 failed\n", 0, 5, 2)
        self.assert_judged("5 passed, 0 failed\n", 1, 5, 1)
        self.assert_judged("5 passed, 0 failed\nand then it broke\n", 1, 0, 1)
        self.assert_judged("0 passed, 0 failed\n", 0, 0, 1)
        self.assert_judged("0 passed, 0 failed, 3 skipped\n", 0, 0, 0, 3)

    def test_doctest(self):
        line = "[doctest] test cases: {} | {} passed | {} failed | {} skipped\n[doctest] Status: x\n"
        self.assert_judged(line.format("  12", " 12", "0", "0"), 0, 12, 0)
        self.assert_judged(line.format(12, 10, 2, 1), 1, 10, 2, 1)
        self.assert_judged(line.format(0, 0, 0, 0), 0, 0, 1)
        self.assert_judged(line.format(3, 3, 0, 0), 134, 3, 1)

    def test_unittest(self):
        self.assert_judged("Ran 7 tests in 0.1s\n\nOK\n", 0, 7, 0)
        self.assert_judged("Ran 7 tests in 0.1s\n\nOK (skipped=2)\n", 0, 5, 0, 2)
        self.assert_judged("Ran 7 tests in 0.1s\n\nFAILED (failures=1, errors=2)\n", 1, 4, 3)
        self.assert_judged("Ran 0 tests in 0.0s\n\nOK\n", 0, 0, 1)


class WholeRunTest(unittest.TestCase):
    """Runs tests/run on a tree of its own, whose only suite is `machinery`."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "tests").mkdir()
        (self.root / "tests/run").touch()

    def program(self, name, text):
        path = self.root / "tests" / f"{name}_test.py"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def run_all(self, *arguments):
        return subprocess.run(
            [sys.executable, RUN, *arguments], capture_output=True, text=True, check=False,
            env={**os.environ, "RAPPORT_ROOT": str(self.root)},
        )

    def assert_ends(self, ran, last, code):
        self.assertEqual(ran.stdout.splitlines()[-1], last, ran.stdout + ran.stderr)
        self.assertEqual(ran.returncode, code)

    def test_everything_passes(self):
        self.program("one", "exit 0")
        self.program("two", "echo 4 passed, 0 failed")
        self.assert_ends(self.run_all(), "5 passed, 0 failed", 0)

    def test_a_failure_shows_what_was_printed(self):
        self.program("one", "echo the clue; exit 1")
        self.program("two", "exit 0")
        ran = self.run_all()
        self.assert_ends(ran, "1 passed, 1 failed", 1)
        self.assertIn("FAILED machinery/one_test", ran.stdout)
        self.assertIn("the clue", ran.stdout)

    def test_what_is_skipped_is_seen_and_never_passed(self):
        self.program("one", "echo no tmux; exit 77")
        ran = self.run_all()
        self.assert_ends(ran, "0 passed, 0 failed", 1)
        self.assertIn("skipped machinery/one_test: no tmux", ran.stdout)

    def test_a_crash_fails(self):
        self.program("one", "echo 1 passed, 0 failed; kill -SEGV $$")
        self.assert_ends(self.run_all(), "1 passed, 1 failed", 1)

    def test_a_program_that_cannot_start_fails(self):
        self.program("one", "")
        (self.root / "tests/one_test.py").write_text("#!/no/such/shell\n")
        self.assert_ends(self.run_all(), "0 passed, 1 failed", 1)

    def test_an_empty_suite_fails(self):
        self.assert_ends(self.run_all("machinery"), "0 passed, 1 failed", 1)

    def test_a_suite_without_files_is_absent(self):
        (self.root / "tests/unit").mkdir()
        ran = self.run_all("unit")
        self.assert_ends(ran, "0 passed, 0 failed", 1)
        self.assertIn("absent", ran.stdout)

    def test_a_failed_build_fails(self):
        (self.root / "tests/unit").mkdir()
        (self.root / "tests/unit/main.cpp").touch()
        self.assert_ends(self.run_all("unit"), "0 passed, 1 failed", 1)

    def test_one_program_may_be_chosen(self):
        self.program("one", "exit 0")
        self.program("two", "exit 1")
        self.assert_ends(self.run_all("machinery/one_test"), "1 passed, 0 failed", 0)

    def test_an_unknown_suite_is_an_error(self):
        ran = self.run_all("machinry")
        self.assert_ends(ran, "0 passed, 1 failed", 2)
        self.assertIn("machinry", ran.stdout)

    def test_two_programs_run_at_once_where_there_are_two_cores(self):
        for mine, other in (("one", "two"), ("two", "one")):
            self.program(mine, f'cd "$(dirname "$0")"; touch {mine}.began\n'
                         f'for k in $(seq 100); do [ -e {other}.began ] && exit 0; sleep 0.1; done; exit 1')
        several = (os.cpu_count() or 2) > 1
        self.assert_ends(self.run_all(), f"{1 + several} passed, {1 - several} failed", 1 - several)

    def test_an_interruption_has_a_last_line_and_leaves_nothing_behind(self):
        for name in ("one", "two", "three"):
            self.program(name, 'touch "$0.began"; kill -TERM $PPID; sleep 8; touch "$0.survived"')
        self.assert_ends(self.run_all(), "0 passed, 1 failed", 1)
        time.sleep(9)
        self.assertEqual([], list(self.root.glob("tests/*.survived")))


if __name__ == "__main__":
    unittest.main()
