#!/usr/bin/env python3
"""E: what check --deep finds, and what check --fix saves.
usage: damage.py BINARY [CASE…] [--long]"""

import json
import os
import random
import shutil
import sqlite3

from book import LONG, Book, Failure, case, expect, main

SEED = int(os.environ.get("RAPPORT_SEED", "0")) or random.SystemRandom().randrange(1 << 32)
PAGE = 4096

# What people see of a book; a change to it is a change of one of these.
SEEN = [["list", "--all", "--json"], ["history", "--json", "-n", "1000"], ["show", "#1", "--json"],
        ["show", "#2", "--json"], ["customer", "show", "Acme Robotics", "--json"],
        ["customer", "list", "--json"], ["person", "list", "--json"], ["pm", "list", "--json"],
        ["off", "list", "--json"], ["target", "list", "--json"], ["config", "--json"],
        ["week", "--json"]]


def rich(book):
    """A book with something of most kinds, and a change of mind of each."""
    book.filled(4)
    for args in (["person", "add", "Jane Park", "--at", "Acme Robotics", "--email", "jane@acme.test"],
                 ["log", "jane", "45m", "-4d", "10:00", "visit", "-m", "private words", "--private"],
                 ["amend", "2", "30m", "visit"], ["customer", "edit", "Globex", "--region", "EU"],
                 ["pm", "add", "Jonas", "--from", "2026-01-05"],
                 ["off", "2026-12-25", "--all", "Christmas"], ["config", "set", "hour.minutes", "45"],
                 ["target", "add", "eu", "--metric", "customers", "--amount", "15", "--every", "once"],
                 ["remove", "3"], ["undo"]):
        book.run(*args).exits(0)


def seen(book):
    return [(result.code, result.out) for result in (book.run(*args, timeout=10) for args in SEEN)]


def damages(whole, rng, rounds):
    """Names and bytes of damaged files."""
    pages = len(whole) // PAGE
    for _ in range(rounds):
        for kind in ("zero page", "swap", "512 bytes", "byte", "bit"):
            bad = bytearray(whole)
            page = rng.randrange(1, pages) * PAGE
            at = rng.randrange(100, len(whole))
            if kind == "zero page":
                bad[page:page + PAGE] = bytes(PAGE)
            elif kind == "swap":
                other = rng.randrange(1, pages) * PAGE
                bad[page:page + PAGE], bad[other:other + PAGE] = (whole[other:other + PAGE],
                                                                 whole[page:page + PAGE])
            elif kind == "512 bytes":
                bad[at:at + 512] = rng.randbytes(len(bad[at:at + 512]))
            elif kind == "byte":
                bad[at] = (bad[at] + rng.randrange(1, 256)) % 256
            else:
                bad[at] ^= 1 << rng.randrange(8)
            if bytes(bad) != whole:
                yield f"{kind} at {at if kind in ('512 bytes', 'byte', 'bit') else page}", bytes(bad)


def put(book, content):
    with open(book.path, "wb") as file:
        file.write(content)
    os.chmod(book.path, 0o600)
    for name in (book.path + "-journal",):
        if os.path.exists(name):
            os.unlink(name)


@case("E02 check --deep finds every change to what people see")
def deep_finds(book):
    rich(book)
    whole, rng = book.bytes(), random.Random(SEED)
    right = seen(book)
    shown = found = 0
    for kind, bad in damages(whole, rng, 600 if LONG else 30):
        put(book, bad)
        deep = book.run("check", "--deep", timeout=10)
        deep.exits(0, 65, 78)
        expect(book.bytes() == bad or deep.code == 0, f"seed {SEED}, {kind}: check wrote")
        found += deep.code != 0
        if deep.code != 0:
            continue
        shown += 1
        expect(seen(book) == right, f"seed {SEED}, {kind}: it shows, and check --deep finds nothing")
    return f"{found} found, {shown} that show nowhere"


@case("E02 check --deep finds any value that another program changes")
def deep_finds_values(book):
    rich(book)
    whole = book.bytes()
    tried = 0
    db = sqlite3.connect(book.path)
    tables = {name: [row[1] for row in db.execute(f"PRAGMA table_info({name})")] for name in
              ("change", "command", "entity", "hosted", "link", "name", "number", "stream")}
    db.close()
    # Known to this file alone and shown nowhere.
    silent = {("change", "ver"), ("entity", "conflict"), ("stream", "owner"), ("stream", "hlc"),
              ("stream", "replica")}
    for table, columns in tables.items():
        for column in columns:
            if (table, column) in silent:
                continue
            put(book, whole)
            db = sqlite3.connect(book.path)
            new = ("x'00112233445566778899aabbccddeeff'" if column in ("uid", "pm", "interaction",
                                                                       "owner", "other", "op_id")
                   else f"CASE typeof({column}) WHEN 'integer' THEN {column} + 1000 "
                        f"WHEN 'blob' THEN x'01' WHEN 'null' THEN 7 ELSE {column} || 'x' END")
            keys = ", ".join(row for row in columns)
            try:
                row = db.execute(f"SELECT {keys} FROM {table} LIMIT 1 OFFSET 1").fetchone() or \
                    db.execute(f"SELECT {keys} FROM {table} LIMIT 1").fetchone()
                where = " AND ".join(f"{name} IS ?" for name in columns)
                db.execute(f"UPDATE {table} SET {column} = {new} WHERE {where}", row)
                db.commit()
            finally:
                db.close()
            result = book.run("check", "--deep", timeout=10)
            expect(result.code == 65, f"{table}.{column}: {result!r}")
            tried += 1
    return f"{tried} columns"


@case("E05 check --fix on a sound book writes nothing")
def fix_sound(book):
    rich(book)
    kept, stamp = book.bytes(), os.stat(book.path).st_mtime_ns
    book.run("check", "--fix").exits(0).says("sound")
    expect(book.bytes() == kept and os.stat(book.path).st_mtime_ns == stamp, "it wrote")
    expect(not os.path.exists(os.path.join(book.folder, ".local")), "it made a copy")


def shapes(book):
    return book.state().shape()


@case("E05 check --fix: a copy first, and nothing goes without being listed")
def fix(book):
    rich(book)
    whole, rng = book.bytes(), random.Random(SEED + 1)
    right = shapes(book)
    codes = {}
    for with_backup in (False, True):
        if with_backup:
            book.run("backup").exits(0)
            backups = os.path.join(book.folder, ".local/state/rapport/backups")
            shutil.move(backups, book.folder + "-saved")
        for kind, bad in damages(whole, rng, 300 if LONG else 12):
            at = f"seed {SEED}, {kind}, {'with' if with_backup else 'without'} a backup"
            put(book, bad)
            shutil.rmtree(os.path.join(book.folder, ".local"), ignore_errors=True)
            if with_backup:
                shutil.copytree(book.folder + "-saved", backups)
            if book.run("check", "--deep", timeout=10).code == 0:
                continue
            before = set(os.listdir(backups)) if with_backup else set()
            result = book.run("check", "--fix", "--json", timeout=20)
            codes[result.code] = codes.get(result.code, 0) + 1
            if result.code not in (0, 1):
                result.exits(65, 78)
                expect(b"restore" in result.err or not with_backup, f"{at}: {result!r}")
                expect(book.bytes() == bad, f"{at}: refused, and written to")
                continue
            said = json.loads(result.out)
            book.run("check", "--deep").exits(0)
            copies = set(os.listdir(os.path.dirname(said["kept"]))) - before
            expect(any("before-fix" in name for name in copies), f"{at}: no copy: {copies}")
            if result.code == 0:
                expect(shapes(book) == right, f"{at}: not as it was, and not said")
                expect(not said["altered"] and not said["lost"], at)
            else:
                expect(said["altered"] or said["lost"], f"{at}: exit 1, and nothing listed")
                expect(not with_backup, f"{at}: the backup had it: {said}")
            book.log("goes on", "Next Command").exits(0)
    expect({0, 1} <= set(codes), f"exit codes {codes}: shows nothing")
    return f"exit codes {codes}"


@case("E01 E02 what finds the book damaged names the newest good backup")
def names_backup(book):
    rich(book)
    book.run("backup").exits(0)
    book.run("backup", env=book.env(RAPPORT_NOW="2026-11-19T09:00")).exits(0)
    folder = os.path.join(book.folder, ".local/state/rapport/backups")
    newest = os.path.join(folder, "book-2026-11-19T0900.db")
    with open(newest, "r+b") as file:  # the newest one is no longer good
        file.truncate(9000)
    whole = book.bytes()
    for bad in (b"", whole[:5000], whole[:PAGE * 4], b"no database" * 1000, whole[:PAGE] + bytes(
            len(whole) - PAGE)):
        put(book, bad)
        result = book.run("log", "-m", "mine", "--", "Acme Robotics", "1h")
        result.exits(65, 66).says("rapport restore book-2026-11-18T1120.db", "nothing was changed")
        expect(book.bytes() == bad, "written to")
        book.run("restore", "book-2026-11-18T1120.db", "--yes").exits(0)
        book.run("check", "--deep").exits(0)
        expect(book.state().shape() == shapes_of(book, whole), "restored otherwise")


def shapes_of(book, content):
    other = Book(book.binary, book.folder, "other.db")
    with open(other.path, "wb") as file:
        file.write(content)
    shape = other.state().shape()
    os.unlink(other.path)
    return shape


if __name__ == "__main__":
    main()
