#!/usr/bin/env python3
"""B: killed at random, killed at every system call, hot journals, no memory.
usage: crash.py BINARY [CASE…] [--long]"""

import os
import random
import shutil
import signal
import sqlite3
import sys
import time

from book import LONG, Book, Failure, Skip, case, expect, main
from dice import SEED
from inject import CHANGING, counts, killed_at, need_strace, strace
from writing import LIKE_OTHERS, WRITING, setup_saved, shape


@case("B01 kill -9 at random moments")
def killed_at_random(book):
    rounds, rng = (10000 if LONG else 200), random.Random(SEED)
    marks = book.filled()
    folder = os.path.join(os.path.dirname(book.folder), "acknowledged")
    os.mkdir(folder)
    kills = stored = 0
    try:
        while kills < rounds:
            running = []
            for writer in range(3):
                mark = book.mark()
                process = book.start("log", "-m", mark, "--new", "--", f"Customer {writer}", "1h")
                running.append((process, mark))
            time.sleep(rng.uniform(0, 0.06))
            for process, mark in running:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                if process.returncode == 0:
                    marks.append(mark)
                    stored += 1
                else:
                    kills += 1
            if rng.random() < 0.2:
                book.check(acknowledged=marks[-200:])
        state = book.check(acknowledged=marks)
    except Failure as failure:
        raise Failure(f"seed {SEED}: {failure}") from failure
    expect(state.integrity == ["ok"], "integrity")
    return f"{kills} kills, {stored} stored meanwhile"


for row in WRITING:
    @case(f"B02 killed at every system call: {row[0]}")
    def killed_everywhere(book, row=row):
        need_strace()
        calls = CHANGING + (["read", "pread64", "newfstatat", "mmap", "brk"] if LONG else [])
        return f"{kill_everywhere(book, *row, calls)} points"


def kill_everywhere(book, name, setup, args, calls):
    origin = Book(book.binary, os.path.join(book.folder, name.replace(" ", "-")))
    os.mkdir(origin.folder, 0o700)
    setup(origin)
    before = [shape(origin.path)]
    if before == [None]:
        before.append([])  # a new book is given its name before the first talk is in it
    older = set(origin.state().live) if before[0] else set()

    def copy():
        folder = os.path.join(book.folder, "try")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(origin.folder, folder)
        return Book(origin.binary, folder)
    done = copy()
    done.run(*args, cwd=done.folder).exits(0)
    after = shape(done.path)
    older &= set(done.state().live)
    expect(after not in before, f"{name}: changes nothing, so it shows nothing")
    points, every = 0, 4 if name in LIKE_OTHERS and not LONG else 1
    for call, count in counted(copy(), args, calls).items():
        for when in range(1, count + 1, every):
            points += 1
            try:
                kill_once(copy(), args, killed_at(call, when), before, after, older)
            except Failure as failure:
                raise Failure(f"{name}, killed at {call} number {when}: {failure}") from failure
    return points


def counted(book, args, calls):
    return counts(book, args, calls, cwd=book.folder)


def kill_once(victim, args, injection, before, after, older):
    result = victim.run(*args, before=injection, cwd=victim.folder)
    now = shape(victim.path)
    if result.code == 0:
        expect(now == after, "N1 acknowledged, but not done")
    else:
        expect(result.code in (-signal.SIGKILL, 128 + signal.SIGKILL), f"{result!r}")
        expect(now in [*before, after], "N3 neither before nor after")
    victim.check(older=older, ignore=[".local"])  # the folder of backups
    victim.run("undo").exits(0)  # takes back exactly the newest command: that of the check
    expect(shape(victim.path) == (now or []), "undo took back something else")


@case("H07 a forget that was killed is done by the next one: no byte of the name is left")
def forget_killed(book):
    need_strace()
    origin = Book(book.binary, os.path.join(book.folder, "origin"))
    os.mkdir(origin.folder, 0o700)
    setup_saved(origin)
    args, points = ["forget", "Acme Robotics", "--yes"], 0
    for call, count in counts(fresh(origin), args, CHANGING).items():
        for when in range(1, count + 1):
            points += 1
            victim = fresh(origin)
            victim.run(*args, before=killed_at(call, when))
            victim.run(*args).exits(0, 3)  # 3: nobody of that name is left
            for folder, _, files in os.walk(victim.folder):
                for name in files:
                    with open(os.path.join(folder, name), "rb") as file:
                        expect(b"acme" not in file.read().lower(),
                               f"killed at {call} number {when}: the name is left in {name}")
            victim.run("check", "--deep").exits(0)
    return f"{points} points"


@case("B02 check --fix killed at every system call: the next one mends the same")
def fix_killed(book):
    need_strace()
    origin = Book(book.binary, os.path.join(book.folder, "origin"))
    os.mkdir(origin.folder, 0o700)
    setup_saved(origin)
    points, right = 0, shape(origin.path)
    for damage in ("DELETE FROM entity", "UPDATE change SET at = 'never' WHERE ent = 'pm'"):
        torn = fresh(origin)
        db = sqlite3.connect(torn.path)
        db.execute(damage)
        db.commit()
        db.close()
        torn = Book(torn.binary, shutil.move(torn.folder, f"{book.folder}/torn{points}"))
        for call, count in counts(fresh(torn), ["check", "--fix"], CHANGING).items():
            for when in range(1, count + 1, 1 if LONG else 3):
                points += 1
                victim = fresh(torn)
                victim.run("check", "--fix", before=killed_at(call, when))
                at = f"{damage}, killed at {call} number {when}"
                expect(victim.run("check", "--fix").code == 0, f"{at}: not mended")
                expect(victim.run("check", "--deep").code == 0, f"{at}: not sound")
                expect(shape(victim.path) == right, f"{at}: something else")
    return f"{points} points"


def fresh(origin):
    """A copy of the book beside it, in the place of the one before."""
    folder = os.path.join(os.path.dirname(origin.folder), "try")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(origin.folder, folder)
    return Book(origin.binary, folder)


@case("J04 INT, TERM and HUP at every system call: ended and nothing saved, or saved and answered")
def signalled_everywhere(book):
    need_strace()
    points = saved = 0
    for name in ("log", "import csv", "1on1", "restore", "config"):
        args, setup = next((row[2], row[1]) for row in WRITING if row[0] == name)
        origin = Book(book.binary, os.path.join(book.folder, name.replace(" ", "-")))
        os.mkdir(origin.folder, 0o700)
        setup(origin)
        before = origin.state().dump()
        for call, count in counts(fresh(origin), args, CHANGING).items():
            for when in range(1, count + 1):
                sent = ("INT", "TERM", "HUP")[points % 3]
                points += 1
                victim = fresh(origin)
                at = f"{name}, {sent} at {call} number {when}"
                hit = strace(f"-etrace={call}", f"-einject={call}:signal={sent}:when={when}")
                result = victim.run(*args, before=hit)
                number = getattr(signal, f"SIG{sent}")
                ended = result.code in (-number, 128 + number)
                expect(ended or result.code == 0, f"{at}: {result!r}")
                expect(ended or result.out, f"{at}: no answer")
                saved += not ended
                if ended and name != "config":  # which writes a file of its own
                    victim.run("list").exits(0)
                    expect(victim.state().dump() == before, f"{at}: ended, and yet saved")
    expect(0 < saved < points, f"{saved} of {points} saved: shows nothing")
    return f"{points} points, {saved} saved"


@case("B05 a read command first after a kill rolls back")
def hot_journal_read(book):
    need_strace()
    hot = make_hot(book)
    before = hot["live"]
    book.run("history").exits(0)
    expect(book.leftovers() == [], f"left: {book.leftovers()}")
    state = book.state()
    expect(state.live == before, "the interrupted write shows")
    book.check(older=before)


def make_hot(book):
    """Leaves a journal that must be rolled back: killed between writing the pages and the end."""
    book.filled()
    live = book.state().live
    args = ["log", "-m", "torn", "--", "Acme Robotics", "1h"]
    # The journal is unlinked last: just before it, all pages are in the file.
    book.run(*args, before=killed_at("unlink", 1))
    expect(book.leftovers() == ["book.db-journal"], f"no hot journal: {book.leftovers()}")
    return {"live": live}


@case("B06 a hot journal in a read-only folder")
def hot_journal_read_only(book):
    need_strace()
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        raise Skip("as root, and setpriv is not installed")
    make_hot(book)
    drop = []
    if os.geteuid() == 0:
        drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        for name in os.listdir(book.folder):
            os.chown(os.path.join(book.folder, name), 65534, 65534)
        os.chown(book.folder, 65534, 65534)
        os.chmod(os.path.dirname(book.folder), 0o755)
    os.chmod(book.folder, 0o555)
    for args in (["history"], ["log", "-m", "refused", "--", "Acme Robotics", "1h"]):
        result = book.run(*args, before=drop).exits(77)
        result.says("interrupted write", "write access", book.folder)
    os.chmod(book.folder, 0o755)
    book.run("history", before=drop).exits(0)
    expect("refused" not in book.state().all_text, "N2")


@case("B08 no memory: 70, and nothing saved")
def no_memory(book):
    book.filled()
    older = book.state().live

    def limited(kilobytes):
        return ["sh", "-c", f'ulimit -v {kilobytes}; exec "$@"', "sh"]
    low, high = 1000, 1 << 20  # where the program can just be loaded
    while high - low > 4:
        middle = (low + high) // 2
        if book.run("--version", before=limited(middle)).code == 0:
            high = middle
        else:
            low = middle
    acknowledged, refused, codes = [], [], set()
    text = "y" * 100000  # wants more than the program's own start
    for kilobytes in range(high, high + 4000, 8 if LONG else 40):
        mark = book.mark()
        result = book.run("log", "-m", mark, "-l", text, "--", "Acme Robotics", "1h",
                          before=limited(kilobytes))
        codes.add(result.code)
        if result.code == 0:
            acknowledged.append(mark)
        elif b"saved as" not in result.err:
            refused.append(mark)
            if result.code != 127:  # the loader's own answer
                result.exits(70).says("memory")
    expect({0, 70} <= codes, f"exit codes {codes}: shows nothing")
    book.check(acknowledged=acknowledged, refused=refused, older=older)
    return f"{len(refused)} times 70"


if __name__ == "__main__":
    print(f"seed {SEED}", file=sys.stderr)
    main()
