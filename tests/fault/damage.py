#!/usr/bin/env python3
"""E: truncated, damaged, contradicting itself. usage: damage.py BINARY [CASE…] [--long]"""

import os
import random
import sqlite3
import subprocess

from book import LONG, Result, case, expect, main
from damaged import PAGE, damages, put
from dice import SEED

LOG = ["log", "-m", "mine", "--", "Acme Robotics", "1h"]
BOTH = (["history"], LOG)


@case("E01 truncated anywhere: found, and nothing written")
def truncated(book):
    book.filled()
    whole = book.bytes()
    offsets = sorted({*range(1, len(whole), max(1, len(whole) // (300 if LONG else 60))),
                      len(whole) - 1, 4096, 100})
    for size in offsets:
        with open(book.path, "wb") as file:
            file.write(whole[:size])
        for args in BOTH:
            result = book.run(*args, timeout=5)
            if size % 4096 == 0 and result.code == 0 and args == BOTH[0]:
                continue  # reading may not touch the missing pages
            expect(result.code == 65, f"cut at {size}: {args[0]}: {result!r}")
            expect(book.bytes() == whole[:size], f"cut at {size}: {args[0]} wrote")
    return f"{len(offsets)} lengths"


# Each has shown something once, or is one more throw of the dice.
DAMAGE_SEEDS = [1930985837, 1, 2, 3]
READ_AND_WRITE = (["history"], ["list", "--all"], ["week"], ["undo"], LOG)


@case("E02 damaged pages: never a crash, never a hang, never our bug")
def damaged(book):
    book.filled(8)
    whole = book.bytes()
    codes = {}
    asked = bool(os.environ.get("RAPPORT_SEED"))
    seeds = [SEED] if LONG or asked else DAMAGE_SEEDS
    for seed in seeds:
        for kind, bad in damages(whole, random.Random(seed), 300 if LONG else 40 if asked else 12):
            put(book, bad)
            for args in READ_AND_WRITE:
                result = book.run(*args, timeout=5)
                codes[result.code] = codes.get(result.code, 0) + 1
                if result.code not in (0, 2, 3, 65, 66, 74, 77, 78) and os.environ.get("RAPPORT_KEEP"):
                    with open(os.environ["RAPPORT_KEEP"], "wb") as file:
                        file.write(bad)
                expect(result.code in (0, 2, 3, 65, 66, 74, 77, 78),
                       f"seed {seed}, {kind}, {args[0]}: {result!r}")
    return f"exit codes {codes}"


@case("E02 a book that contradicts itself is damaged, not our bug")
def contradicting(book):
    book.filled()
    whole = book.bytes()
    everything = [["history"], ["list", "--all"], ["week"], ["status"], ["trend"], ["undo"], LOG]
    for sql, hit in (("UPDATE stream SET head = head - 1", [LOG]),
                     ("DELETE FROM stream", [LOG]),
                     ("UPDATE number SET id = id + 1 WHERE id = (SELECT max(id) FROM number)", []),
                     ("UPDATE command SET id = 9223372036854775807 WHERE id = 1", []),
                     *((f"UPDATE hosted_talk SET talk = CAST(substr(talk, 1, {at}) || x'{odd}' || "
                        f"substr(talk, {at + 1 + len(odd) // 2}) AS BLOB)", [["week"], ["trend"]])
                       for at, odd in ((0, "7f7f7f"), (3, "07"), (4, "ff"), (5, "03"),
                                       (6, "04"), (7, "04"), (8, "7f7f7f7f"), (12, "010000"))),
                     ("UPDATE hosted_talk SET minute = 9999", [["week"], ["trend"]]),
                     ("UPDATE hosted_talk SET talk = substr(talk, 1, length(talk) - 1)",
                      [["week"], ["trend"]]),
                     ("UPDATE hosted_talk SET talk = 7", [["week"], ["trend"]]),
                     ("UPDATE entity SET body = substr(body, 2)", [["list", "--all"], LOG]),
                     ("UPDATE entity SET body = '[1]' WHERE ent = 'interaction'",
                      [["undo"]]),
                     ("UPDATE change SET body = '{\"note\":{}}'", [["undo"]]),
                     ("UPDATE entity SET body = CAST(substr(body, 1, 3) || x'7f' || substr(body, 5) "
                      "AS BLOB)", [["list", "--all"], LOG])):
        for args in everything:
            put(book, whole)
            execute(book, sql)
            result = book.run(*args, timeout=5)
            expect(result.code in (0, 3, 65), f"{sql}: {args[0]}: {result!r}")
            if args in hit:
                expect(result.code == 65, f"{sql}: {args[0]}: {result!r}")
                result.says("damaged", "nothing was changed", "rapport check")


def execute(book, sql):
    db = sqlite3.connect(book.path)
    try:
        db.execute(sql)
        db.commit()
    finally:
        db.close()


@case("E03 a damaged search index: the records are whole, and it is built anew")
def damaged_index(book):
    def alone(*statements):
        db = sqlite3.connect(book.path)
        for statement in statements:
            db.execute(statement)
        db.commit()
        db.close()

    marks = book.filled(4)
    damages = (["DELETE FROM search_data WHERE id = 10"], ["DELETE FROM search_data WHERE id > 10"],
               ["UPDATE search_data SET block = zeroblob(40) WHERE id > 10"], ["DELETE FROM search_config"],
               [f"INSERT INTO search(rowid, words) VALUES({7 << 40 | 3}, 'number')"])
    for damage in damages:
        before = book.state()
        alone(*damage)
        found = book.run("search", "number")
        found.exits(65).says("search index is damaged", "your records are not", "check --fix")
        expect(b"SQL" not in found.err and b"fts5" not in found.err, f"{damage}: {found!r}")
        book.run("list").exits(0)
        expect(book.state().live == before.live, f"N4 {damage}")
        expect(book.run("check", "--deep").code == 65, f"{damage} was not seen")
        book.run("check", "--refold").exits(0)
        book.run("search", "number").exits(0).says("[number] 1")
        book.run("check", "--deep").exits(0)
        book.check(acknowledged=marks, older=before.live)


@case("E03 a command that cannot write into a damaged search index saves nothing")
def writing_to_damaged_index(book):
    book.filled(4)
    whole, codes = book.bytes(), {}
    for damage in ("DELETE FROM search_data WHERE id = 10", "DELETE FROM search_data WHERE id > 10",
                   "UPDATE search_data SET block = zeroblob(40) WHERE id = 10",
                   "UPDATE search_data SET block = zeroblob(40) WHERE id > 10",
                   "DELETE FROM search_config", "DELETE FROM search_idx"):
        put(book, whole)
        db = sqlite3.connect(book.path)
        db.execute(damage)
        db.commit()
        db.close()
        bad, before = book.bytes(), book.state().live
        result = book.run(*LOG)
        codes[result.code] = codes.get(result.code, 0) + 1
        expect(result.code in (0, 65, 78), f"{damage}: {result!r}")
        expect(b"SQL" not in result.err and b"fts5" not in result.err, f"{damage}: {result!r}")
        if result.code == 0:
            expect(len(book.state().live) == len(before) + 1, f"{damage}: saved, and not there")
        else:
            expect(book.bytes() == bad, f"{damage}: refused, and written to")
            expect(set(book.leftovers()) <= {".local"}, f"{damage}: {book.leftovers()}")
        if result.code == 65:
            result.says("damaged", "rapport check")
            book.run("check", "--fix").exits(0)
            book.run(*LOG).exits(0)
            book.run("check", "--deep").exits(0)
    expect(codes.get(65), f"nothing was refused: {codes}")
    return f"exit codes {codes}"


SHOWN = (["list", "--all"], ["status"], ["next"], ["show", "Acme Robotics"])
EMPTY_LEAVES = tuple(bytes([kind, 0, 0, 0, 0, 16, 0, 0]) + bytes(PAGE - 8) for kind in (10, 13))
HOT = ("hosted_talk", "number", "link", "name", "change", "command", "entity", "stream")


def pages_of(book):
    """The first page of each table and index."""
    db = sqlite3.connect(book.path)
    pages = {name: page - 1 for name, page in
             db.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")}
    db.close()
    return pages


@case("E06 a page in the place of another, or a blank one: noticed by reading and by writing")
def misdirected(book):
    book.filled(4)
    whole, right = book.bytes(), {tuple(args): book.run(*args).out for args in SHOWN}
    pages, rng, points = pages_of(book), random.Random(SEED), 0
    for table in HOT:
        at = pages[table] * PAGE
        others = [whole[page * PAGE:(page + 1) * PAGE] for name, page in pages.items() if name != table]
        for page in (bytes(PAGE), *EMPTY_LEAVES, *(others if LONG else rng.sample(others, 2))):
            bad = whole[:at] + page + whole[at + PAGE:]
            put(book, bad)
            said = [book.run(*args, timeout=5) for args in SHOWN]
            for args, result in zip(SHOWN, said):
                points += 1
                expect(result.code == 65 or (result.code, result.out) == (0, right[tuple(args)]),
                       f"{table}, {page[:8].hex()}: {args}: {result!r}")
            result = book.run(*LOG, timeout=5)
            expect(result.code == 65, f"{table}, {page[:8].hex()}: log: {result!r}")
            expect(book.bytes() == bad, f"{table}: log wrote")
    return f"{points} answers"


@case("E07 any byte of the header: 65 with the backup named, or nothing shows")
def header(book):
    book.filled(2)
    book.run("backup").exits(0)
    whole, right, codes = book.bytes(), book.run("list", "--all").out, {}
    rng = random.Random(SEED)
    for at in range(100):
        values = range(256) if LONG else {0, 255, whole[at] ^ 1, whole[at] ^ 128, rng.randrange(256)}
        for value in values:
            put(book, whole[:at] + bytes([value]) + whole[at + 1:])
            for args in (["list", "--all"], LOG, ["check", "--fix"]):
                result = book.run(*args, timeout=10)
                codes[result.code] = codes.get(result.code, 0) + 1
                where = f"byte {at} is {value}, {args[0]}: {result!r}"
                newer = 60 <= at < 64 and result.code == 78
                expect(result.code in (0, 65) or newer, where)
                if result.code == 65:
                    result.says("rapport restore")
                if args[0] == "list" and result.code == 0:
                    expect(result.out == right, where)
    return f"exit codes {codes}"


@case("E08 numbers at their limits are damage, not a bug")
def limits(book):
    book.filled(3)
    whole, codes = book.bytes(), {}
    for table, column in (("stream", "head"), ("stream", "hlc"), ("number", "id"), ("command", "id"),
                          ("entity", "hlc"), ("entity", "number"), ("entity", "recorded"),
                          ("hosted_talk", "day"), ("hosted_talk", "minute"), ("hosted_talk", "number"),
                          ("link", "day"), ("link", "role"), ("change", "seq"), ("change", "hlc"),
                          ("change", "at"), ("change", "base"), ("change", "op"), ("entity", "deleted")):
        for value in ("9223372036854775807", "-9223372036854775808", "-1", "'a text'", "zeroblob(16)",
                      "1e300", "1e12"):
            put(book, whole)
            try:
                execute(book, f"UPDATE OR IGNORE {table} SET {column} = {value}")
            except sqlite3.IntegrityError:  # what even SQLite does not take
                continue
            for args in (*READ_AND_WRITE, ["status"], ["next"], ["show", "Acme Robotics"], ["trend"],
                         ["list", "--as-of", "2026-11-17"], ["check", "--deep"]):
                result = book.run(*args, timeout=10)
                codes[result.code] = codes.get(result.code, 0) + 1
                expect(result.code in (0, 2, 3, 65), f"{table}.{column} = {value}: {args}: {result!r}")
    return f"exit codes {codes}"


@case("E09 a change whose digest does not hold is not shown, and that is said once")
def altered_change(book):
    book.filled(3)
    book.run("amend", "1", "30m").exits(0)
    execute(book, "UPDATE change SET nonce = nonce + 1 WHERE uid = (SELECT uid FROM number WHERE "
            "ent = 'interaction' AND id = 1) AND base > 0")
    for args in (["history", "1"], ["history"], ["export", "--json", "--history"]):
        result = book.run(*args).exits(0)
        says = result.err.decode()
        expect(says.count("not as it was written") == 1, f"{args}: {result!r}")
    book.run("history", "1").says("not as it was written: not shown")
    book.run("undo").exits(65).says("not as it was written")
    expect(book.run("list", "--all").exits(0).err == b"", "said where it was not met")
    # Of a talk that changed since, the past is read from the journal.
    book.run("amend", "1", "20m", env=book.env(RAPPORT_NOW="2026-11-19T09:00")).exits(0)
    then = book.run("list", "--all", "--as-of", "2026-11-18T11:20",
                    env=book.env(RAPPORT_NOW="2026-11-19T09:01")).exits(0)
    expect(then.err.count(b"not as it was written") == 1 and b"30m" not in then.out, repr(then))


def times_read(book, args):
    """How often as much as the whole book is read: unlike seconds, the same on any machine."""
    process = book.start(*args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    with open(f"/proc/{process.pid}/io", encoding="ascii") as counts:
        read = int(counts.readline().removeprefix("rchar: "))
    return Result(process.wait()), read / os.path.getsize(book.path)


@case("E10 a record of 20 MB and one of 70 MB are answered, by reading the book a few times")
def large_records(book):
    book.filled(2)
    whole = book.bytes()
    for size in (20 << 20, 70 << 20):
        for table in ("entity", "change"):
            put(book, whole)
            execute(book, f"UPDATE {table} SET body = zeroblob({size}) WHERE ent = 'interaction'")
            for args in (["list"], ["status"], ["history"], LOG):
                result, times = times_read(book, args)
                result.exits(0, 65)
                # SQLite reads the whole of each change that `history` compares with.
                most = 10 if (table, args) == ("change", ["history"]) else 4
                expect(times < most, f"{table} of {size}: {args} read the book {times:.1f} times")


if __name__ == "__main__":
    main()
