"""Commands that write: how the book stands before, and what is typed."""

import os
import re
import shutil

from book import Book, State


def setup_first_run(_):
    return None


def setup_filled(book):
    book.filled(2)


def setup_undone(book):
    book.filled(2)
    book.run("undo").exits(0)


def setup_filed(book):
    book.filled(2)
    book.run("person", "add", "Jane Park", "--at", "Acme Robotics").exits(0)
    book.run("target", "add", "eu", "--metric", "customers", "--amount", "15").exits(0, 2)


def setup_known(book):
    """Knows the customers of the files in tests/data, and has an export of another book at hand."""
    book.filled(2)
    book.run("config", "set", "own.domains", "example.com").exits(0)
    book.run("customer", "edit", "Acme Robotics", "--domain", "acme-robotics.test").exits(0)
    other = Book(book.binary, os.path.join(os.path.dirname(book.folder), "other"))
    os.mkdir(other.folder, 0o700)
    other.run("customer", "add", "Hooli", "--region", "EU").exits(0)
    other.run("export", "-o", os.path.join(os.path.dirname(book.folder), "other.json")).exits(0)
    shutil.rmtree(other.folder)


def setup_idea(book):
    book.filled(2)
    book.run("idea", "add", "Bulk export", "--customer", "Globex").exits(0)


def setup_saved(book):
    book.filled(2)
    book.run("backup").exits(0)
    book.log("after the backup", "Initech").exits(0)


DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")

# `backup` changes no book: G02 kills it. `check --fix` mends one: the case below.
# Each command that writes is one row: how the book stands before, what is typed.
WRITING = [
    ("first run", setup_first_run, ["log", "-m", "mine", "--", "Acme Robotics", "1h"]),
    ("log", setup_filled, ["log", "-m", "mine", "-l", "pain: x #orders", "--new", "--",
                           "Umbrella", "1h"]),
    ("undo", setup_filled, ["undo"]),
    ("redo", setup_undone, ["redo"]),
    ("amend", setup_filled, ["amend", "1", "30m", "visit", "-l", "need: more"]),
    ("remove", setup_filled, ["remove", "1"]),
    ("customer", setup_filled, ["customer", "edit", "Globex", "--region", "EU", "--tag", "beta"]),
    ("person", setup_filed, ["person", "edit", "Jane Park", "--email", "jane@acme.test"]),
    ("pm", setup_filled, ["pm", "add", "Jonas", "--from", "2026-01-05"]),
    ("off", setup_filled, ["off", "2026-12-25", "--all", "Christmas"]),
    ("config", setup_filled, ["config", "set", "week.start", "sun"]),
    ("plan", setup_filled, ["plan", "Globex", "fri", "14:00", "visit", "-m", "ask them"]),
    ("target", setup_filled, ["target", "add", "eu", "--metric", "customers", "--amount", "15",
                              "--every", "once"]),
    ("idea ship", setup_idea, ["idea", "ship", "Bulk export"]),
    ("1on1", setup_filled, ["1on1", "--save", "-m", "a good week", "--action", "see two hospitals"]),
    ("import csv", setup_known, ["import", os.path.join(DATA, "crm-activities.csv"),
                                 "--skip-errors"]),
    ("import ics", setup_known, ["import", os.path.join(DATA, "calendar.ics")]),
    ("import json", setup_known, ["import", "../other.json"]),
    ("merge", setup_filled, ["customer", "merge", "Globex", "Acme Robotics", "--yes"]),
    ("restore", setup_saved, ["restore", "book-2026-11-18T1120.db", "--yes"]),
    ("forget", setup_saved, ["forget", "Acme Robotics", "--yes"]),
]

# They write through the same transaction as those above: the short form tries every fourth point.
LIKE_OTHERS = {"plan", "target", "idea ship", "1on1", "import csv", "import ics", "import json"}


def shape(path):
    """The live state; pseudonyms are drawn by lot."""
    if not os.path.exists(path):
        return None
    return [re.sub(r"\b(customer|person)-[0-9a-f]{4}\b", r"\1-0000", row)
            for row in State(path).shape()]
