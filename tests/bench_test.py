#!/usr/bin/env python3
"""Tests of tests/bench without measuring anything: its data, its verdicts and its tables."""

import importlib.machinery
import importlib.util
import json
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

TESTS = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TESTS / "benchmark"))

import books  # noqa: E402
import jobs  # noqa: E402
import measure  # noqa: E402


def load_bench():
    loader = importlib.machinery.SourceFileLoader("rapport_bench", str(TESTS / "bench"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


class DataTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)

    def test_every_program_gets_as_many_talks(self):
        count = 1234
        books.timewarrior(self.home, count)
        books.taskwarrior(self.home, count)
        books.timeclock(self.home / "clock", count)
        books.task_json(self.home / "json", count)
        books.talks_csv(self.home / "csv", count)
        months = [file.read_text().splitlines()
                  for file in (self.home / ".timewarrior/data").glob("20*.data")]
        self.assertEqual(sum(map(len, months)), count)
        for name, lines in ((".task/completed.data", count), ("clock", 2 * count), ("json", count),
                            ("csv", count + 1)):
            self.assertEqual(len((self.home / name).read_text().splitlines()), lines, name)

    def test_talks_end_with_the_last_week(self):
        days = [day for day, _ in books.talks(500)]
        self.assertEqual(days, sorted(days, key=lambda day: day.isocalendar()[:2]))
        self.assertLessEqual(max(days), books.LAST_DAY)
        self.assertLess((books.LAST_DAY - max(days)).days, 7)

    def test_intervals_of_a_day_do_not_overlap(self):
        books.timewarrior(self.home, 40)
        for file in (self.home / ".timewarrior/data").glob("20*.data"):
            spans = sorted((line.split()[1], line.split()[3]) for line in file.read_text().splitlines())
            self.assertTrue(all(end <= start for (_, end), (start, _) in zip(spans, spans[1:])))

    def test_a_book_is_made_once(self):
        maker = self.home / "maker"
        maker.write_text('#!/bin/sh\n[ ! -e "$1" ] || exit 1\necho "$2" > "$1"\n'
                         'echo "{\\"interactions\\":$2,\\"seconds\\":1}"\n')
        maker.chmod(0o755)
        made = books.Books(self.home / "books", maker)
        size = books.Size(1000, 1)
        self.assertEqual(made.path(size), made.path(size))
        self.assertEqual(made.copy(size, "other").read_text(), "1000\n")
        self.assertEqual(made.made[size], json.loads('{"interactions": 1000, "seconds": 1}'))


class VerdictTest(unittest.TestCase):
    def ratio(self, own, other, limit):
        with mock.patch.object(measure, "instructions", side_effect=[own, other]):
            return jobs.ratio("job", limit, None, None, "floor", with_cpu=False)

    def test_ratios(self):
        self.assertEqual(self.ratio(80, 100, 0.8).verdict, "ok")
        self.assertEqual(self.ratio(81, 100, 0.8).verdict, "MISSED")
        self.assertTrue(self.ratio(81, 100, 0.8).is_ratio)
        self.assertIn("0.81 ×", self.ratio(81, 100, 0.8).figure)

    def test_bounds(self):
        self.assertEqual(jobs.at_most("job", 5, 5, str).verdict, "ok")
        self.assertEqual(jobs.at_most("job", 5, 6, str).verdict, "MISSED")
        self.assertEqual(jobs.at_least("job", 5, 5, str).verdict, "ok")
        self.assertEqual(jobs.at_least("job", 5, 4, str).verdict, "MISSED")

    def test_a_program_that_is_absent_is_said_to_be(self):
        row = jobs.peer_ratio("job", 1, None, "no-such-program-here", "it", lambda: None)
        self.assertEqual((row.figure, row.verdict), ("not installed", ""))

    def test_growth(self):
        sizes = [jobs.SMALL, jobs.USUAL]
        for own, verdict in ((115, "ok"), (116, "MISSED")):
            costs = {("log", jobs.SMALL): 100, ("log", jobs.USUAL): own}
            self.assertEqual(jobs.growth_row(sizes, costs).verdict, verdict)

    def test_what_fails_is_not_measured(self):
        with self.assertRaises(measure.Broken):
            measure.Command(["false"], measure.environment("/")).run()
        with self.assertRaises(measure.Broken):
            measure.cpu(measure.Command(["false"], measure.environment("/")))


class TableTest(unittest.TestCase):
    def test_columns_are_as_wide_as_their_widest_cell(self):
        text = load_bench().table(["a", "long name"], [["wider", "x"], ["y", ""]])
        self.assertEqual(text.splitlines(), ["a      long name", "-----  ---------", "wider  x", "y"])

    def test_a_broken_group_is_a_row(self):
        def group(_):
            yield jobs.Row("first", "", "")
            raise measure.Broken("it fell over")

        rows = list(load_bench().rows_of(group, None))
        self.assertEqual([row.verdict for row in rows], ["", "BROKEN"])
        self.assertIn("fell over", rows[1].figure)


if __name__ == "__main__":
    unittest.main()
