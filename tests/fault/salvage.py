#!/usr/bin/env python3
"""E05 O03: what check --fix saves of a damaged book. usage: salvage.py BINARY [CASE…] [--long]"""

import json
import os
import random
import shutil
import sqlite3

from book import LONG, case, expect, main
from damaged import damages, put, rich
from dice import SEED

ORDINARY = (["list", "--all"], ["history"], ["week"], ["status"], ["search", "number"], ["undo"])


def folder(book):
    return os.path.join(book.folder, ".local/state/rapport/backups")


def execute(book, *statements):
    db = sqlite3.connect(book.path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def sound(book, at):
    """Nothing is wrong any more, and work goes on."""
    result = book.run("check", "--deep")
    expect(result.code == 0, f"{at}: still damaged: {result!r}")
    for args in ORDINARY:
        result = book.run(*args, timeout=5)
        expect(result.code in (0, 3), f"{at}: {args[0]}: {result!r}")
    book.log("goes on", "Next Command").exits(0)
    book.run("check", "--deep").exits(0)


def repair(book, bad, right, at):
    """Repairs `bad`; answers the exit code and what was said."""
    result = book.run("check", "--fix", "--json", timeout=20)
    if result.code not in (0, 1):
        expect(result.code in (65, 66, 77, 78), f"{at}: {result!r}")
        expect(book.bytes() == bad, f"{at}: refused, and written to: {result!r}")
        return result, None
    said = json.loads(result.out)
    expect("before-fix" in said["kept"] and os.path.exists(said["kept"]), f"{at}: no copy: {said}")
    if result.code == 0:
        expect(book.state().shape() == right, f"{at}: not as it was, and not said: {said}")
        expect(not said["altered"] and not said["lost"], f"{at}: {said}")
    else:
        expect(said["altered"] or said["lost"], f"{at}: exit 1, and nothing listed")
        gone = [row for row in right if row not in book.state().shape()]
        expect(not gone or said["altered"] or said["lost"], f"{at}: gone and not listed: {gone}")
    return result, said


@case("E05 check --fix on a sound book writes nothing")
def fix_sound(book):
    rich(book)
    kept, stamp = book.bytes(), os.stat(book.path).st_mtime_ns
    book.run("check", "--fix").exits(0).says("sound", "nothing was changed")
    expect(book.bytes() == kept and os.stat(book.path).st_mtime_ns == stamp, "it wrote")
    expect(not os.path.exists(folder(book)), "it made a copy")


@case("E03 E05 what is folded is damaged: built anew, and all is as it was")
def fix_folded(book):
    rich(book)
    whole, right = book.bytes(), book.state().shape()
    for sql in ("DELETE FROM search_data WHERE id > 10", "DELETE FROM search_config",
                "UPDATE entity SET body = substr(body, 2)", "DELETE FROM entity",
                "UPDATE hosted_talk SET talk = x'00'", "DELETE FROM link", "DELETE FROM name",
                "UPDATE name SET folded = folded || 'x'", "UPDATE entity SET number = number + 1",
                "UPDATE number SET id = id + 1 WHERE id = (SELECT max(id) FROM number)",
                "DELETE FROM number WHERE id = 1",
                "UPDATE number SET ent = 'x' || ent WHERE ent = 'customer'",
                "UPDATE stream SET replica = x'00112233445566778899aabbccddeeff' WHERE id = 1",
                "UPDATE stream SET space = 'pm/other' WHERE space = 'local'", "DELETE FROM stream",
                "DELETE FROM book", "UPDATE stream SET head = head - 1", "UPDATE stream SET space = 'x' || space"):
        put(book, whole)
        execute(book, sql)
        expect(book.run("check", "--deep").code != 0, f"{sql}: not found")
        result, said = repair(book, book.bytes(), right, sql)
        expect(result.code == 0, f"{sql}: {result!r} {said}")
        sound(book, sql)


@case("E05 the journal is damaged: taken from a backup, else from the records")
def fix_journal(book):
    rich(book)
    book.run("backup").exits(0)
    whole, right = book.bytes(), book.state().shape()
    saved = folder(book) + "-saved"
    shutil.move(folder(book), saved)
    for sql in ("UPDATE change SET body = replace(body, 'Globex', 'Glubex') WHERE seq < 40",
                "UPDATE change SET body = 'x' WHERE ent = 'interaction'",
                "UPDATE change SET body = '{}' WHERE ent = 'customer'",
                "UPDATE change SET ent = 'other' WHERE ent = 'interaction'",
                "UPDATE change SET op = 3 WHERE ent = 'customer'",
                "UPDATE change SET at = 'never' WHERE ent = 'pm'",
                "DELETE FROM change WHERE ent = 'interaction'", "DELETE FROM change WHERE seq = 3",
                "DELETE FROM change WHERE seq % 2 = 0", "DELETE FROM command WHERE id = 2",
                "UPDATE command SET verb = 'x' WHERE id = 2", "UPDATE command SET cmd = 7 WHERE id = 2",
                "UPDATE command SET at = '2026-01-01T00:00+00:00' WHERE id = 2"):
        for with_backup in (True, False):
            at = f"{sql}, {'with' if with_backup else 'without'} a backup"
            put(book, whole)
            shutil.rmtree(folder(book), ignore_errors=True)
            if with_backup:
                shutil.copytree(saved, folder(book))
            execute(book, sql)
            expect(book.run("check", "--deep").code == 65, f"{at}: not found")
            result, said = repair(book, book.bytes(), right, at)
            expect(result.code == (0 if with_backup else 1), f"{at}: {result!r}")
            expect(book.state().shape() == right or "Glubex" in sql or "'{}'" in sql or
                   with_backup, f"{at}: {[r for r in right if r not in book.state().shape()]}")
            sound(book, at)


@case("E05 the number of a command is damaged: nothing is said to be lost")
def command_number(book):
    rich(book)
    book.run("backup").exits(0)
    right = book.state().shape()
    execute(book, "UPDATE command SET id = id + 4 WHERE id = (SELECT max(id) FROM command)")
    bad = book.bytes()
    _, said = repair(book, bad, right, "id + 4")
    expect(said and not said["lost"], f"nothing was: {said}")
    sound(book, "id + 4")


@case("E05 O03 damaged pages: a copy first, and nothing goes without being listed")
def fix_pages(book):
    rich(book)
    book.run("backup").exits(0)
    whole, right = book.bytes(), book.state().shape()
    saved, codes = folder(book) + "-saved", {}
    shutil.move(folder(book), saved)
    rng = random.Random(SEED + 1)
    for with_backup in (True, False):
        for kind, bad in damages(whole, rng, 200 if LONG else 4):
            at = f"seed {SEED}, {kind}, {'with' if with_backup else 'without'} a backup"
            put(book, bad)
            shutil.rmtree(folder(book), ignore_errors=True)
            if with_backup:
                shutil.copytree(saved, folder(book))
            if book.run("check", "--deep", timeout=10).code == 0:
                continue
            result, said = repair(book, bad, right, at)
            codes[result.code] = codes.get(result.code, 0) + 1
            if said is None:
                expect(b"rapport restore" in result.err or not with_backup, f"{at}: {result!r}")
                continue
            if with_backup:
                expect(not said["lost"] and len(book.state().shape()) >= len(right),
                       f"{at}: the backup had it: {said}")
            sound(book, at)
    return f"exit codes {codes}"


if __name__ == "__main__":
    main()
