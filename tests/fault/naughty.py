#!/usr/bin/env python3
"""Every text of the Big List of Naughty Strings as a customer's name and as a note.
usage: naughty.py BINARY [CASE…]"""

import json
import os
import shutil

from book import Book, case, expect, main
from texts import expect_harmless, keeps_name

LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "naughty-strings.json")


def strings():
    with open(LIST, encoding="utf-8") as file:
        return json.load(file)


def fresh(book, k):
    folder = os.path.join(book.folder, str(k))
    os.mkdir(folder, 0o700)
    return Book(book.binary, folder)


@case("a customer's name: kept exactly and found again, or refused")
def names(book):
    kept = 0
    for k, text in enumerate(strings()):
        if "\0" in text:
            continue  # no argument can hold it
        one = fresh(book, k)
        kept += keeps_name(one, text)
        shutil.rmtree(one.folder)
    expect(kept > 450, f"only {kept} were kept")
    return f"{kept} of {len(strings())} kept"


@case("a note: kept exactly")
def notes(book):
    one = fresh(book, "notes")
    kept = 0
    for k, text in enumerate(strings()):
        if "\0" in text or text == "-":  # that is standard input
            continue
        result = one.run("log", "-m", text, "--", "Acme Robotics", "1h", f"-{k % 90}d")
        expect_harmless(result)
        result.exits(0)
        if text:
            expect(text in one.state().live_notes, f"{text!r} was not kept")
        kept += 1
    for args in (["history"], ["list", "--all"], ["show", "1"]):
        expect_harmless(one.run(*args))
    one.check()
    return f"{kept} kept"


@case("a search: answers, and never with a word of the database's own")
def searches(book):
    book.filled()
    for text in [*strings(), "c++", '"', "(", "*", "-x", "^x", "NEAR(", "a:b", "o'brien", "%_\\", "",
                 "x" * 100_000, "👩‍👩‍👧", "words:order", "order AND", "{words}: order", "+ order"]:
        if "\0" in text:
            continue
        for order in ([], ["--rank"], ["--word"]):
            result = book.run("search", *order, "--", text)
            expect_harmless(result)
            result.exits(0, 2)
            expect(result.code == 0 or b"needs a word" in result.err, f"{text!r}: {result!r}")
            for word in (b"fts", b"sql", b"syntax", b"MATCH"):
                expect(word not in result.err, f"{text!r}: {result!r}")


if __name__ == "__main__":
    main()
