#!/usr/bin/env python3
"""E02: what `check --deep` does not see shows nowhere. usage: cells.py BINARY [CASE…] [--long]"""

import random
import sqlite3

from book import LONG, case, expect, main
from damaged import damages, put, rich
from dice import SEED

TABLES = ("book", "stream", "change", "command", "number")  # what no fold of the journal makes anew
SHOWN = (["export", "--json", "--history", "--private"], ["history", "-n", "1000", "--json"],
         ["list", "--all", "--json"], ["show", "2", "--json"], ["week", "--json"])


def shown(book):
    """All that people see of the book; None where it cannot be read."""
    results = [book.run(*args, timeout=10) for args in SHOWN]
    return [result.out for result in results] if all(result.code == 0 for result in results) else None


def other(value, rng):
    """A value of the same type, in one bit, byte or step another."""
    if isinstance(value, int):
        return value + rng.choice([-1, 1, 1 << rng.randrange(40)])
    if isinstance(value, bytes) and value:
        at = rng.randrange(len(value))
        return value[:at] + bytes([value[at] ^ 1 << rng.randrange(8)]) + value[at + 1:]
    if isinstance(value, str) and value:
        at = rng.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ 1 << rng.randrange(4)) + value[at + 1:]
    return 7


def keys_of(db, table):
    found = [(row[5], row[1]) for row in db.execute(f"PRAGMA table_info({table})") if row[5]]
    return [name for _, name in sorted(found)]


def altered_cells(path, rng, rounds):
    """Alters the file, one cell a time; the caller puts it back."""
    db = sqlite3.connect(path)
    cells = []
    for table in TABLES:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        keys = keys_of(db, table)
        rows = list(db.execute(f"SELECT {', '.join(columns)} FROM {table}"))
        for column in columns:
            for row in rng.sample(rows, min(rounds, len(rows))):
                here = dict(zip(columns, row))
                cells.append((table, column, here[column], {key: here[key] for key in keys}))
    db.close()
    for table, column, value, key in cells:
        db = sqlite3.connect(path)
        new = other(value, rng)
        where = " AND ".join(f"{name} IS ?" for name in key)
        try:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (new, *key.values()))
            db.commit()
        except sqlite3.IntegrityError:
            continue  # there is such a row
        finally:
            db.close()
        yield f"{table}.{column} of {key}: {value!r} to {new!r}", table


def seen_or_not_shown(book, before, at, names=()):
    result = book.run("check", "--deep", timeout=10)
    if result.code == 0:
        now = shown(book)
        differs = [] if now is None else [args[0] for args, old, new in zip(SHOWN, before, now)
                                          if old != new]
        expect(now is not None and not differs, f"{at}: not seen, but {differs} shows it")
        return False
    expect(result.code in (65, 66, 78), f"{at}: {result!r}")
    if names:
        expect(any(name in result.err.decode() for name in names), f"{at}: not named: {result!r}")
    return True


NAMES = {"book": ("book",), "stream": ("journal", "record", "book", "change"), "number": ("number", "record"),
         "change": ("change", "journal", "record", "command"), "command": ("command",)}


@case("E02 any cell of what is not made anew: found and named, or it shows nowhere")
def cells(book):
    rich(book)
    whole, before = book.bytes(), shown(book)
    expect(before is not None, "a sound book cannot be shown")
    rng, found, quiet = random.Random(SEED), 0, {}
    for at, table in altered_cells(book.path, rng, 40 if LONG else 3):
        if seen_or_not_shown(book, before, f"seed {SEED}, {at}", NAMES[table]):
            found += 1
        else:
            cell = at.split(" ")[0]
            quiet[cell] = quiet.get(cell, 0) + 1
        put(book, whole)
    must = {"command.cmd", "command.id", "command.op", "command.at", "command.verb",
            "command.target", "command.digest", "number.ent", "number.id", "number.uid"}
    expect(not must & set(quiet), f"not seen: {quiet}")
    return f"{found} found, shown nowhere: {quiet}"


@case("E02 rows that are gone: found")
def rows(book):
    rich(book)
    whole = book.bytes()
    for table in TABLES:
        db = sqlite3.connect(book.path)
        count = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        db.close()
        for k in range(count):
            db = sqlite3.connect(book.path)
            key = keys_of(db, table)
            row = db.execute(f"SELECT {', '.join(key)} FROM {table} LIMIT 1 OFFSET {k}").fetchone()
            db.execute(f"DELETE FROM {table} WHERE " + " AND ".join(f"{name} = ?" for name in key), row)
            db.commit()
            db.close()
            result = book.run("check", "--deep", timeout=10)
            expect(result.code == 65, f"{table} without {row}: {result!r}")
            put(book, whole)


@case("E02 any byte of the file: found, or it shows nowhere")
def raw(book):
    rich(book)
    whole, before = book.bytes(), shown(book)
    rng, found, quiet = random.Random(SEED), 0, 0
    for kind, bad in damages(whole, rng, 600 if LONG else 12):
        put(book, bad)
        if seen_or_not_shown(book, before, f"seed {SEED}, {kind}"):
            found += 1
        else:
            quiet += 1
    return f"{found} found, {quiet} shown nowhere"


if __name__ == "__main__":
    main()
