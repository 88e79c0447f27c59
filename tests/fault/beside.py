#!/usr/bin/env python3
"""What runs beside another command, and what lies beside the book.
usage: beside.py BINARY [CASE…] [--long]"""

import os
import random
import shutil
import signal
import subprocess
import time

from book import LONG, NOBODY, Book, Skip, case, expect, main
from dice import SEED
from inject import CHANGING, counts, need_strace
from traces import expect_gone, folder_of

NAME, PERSON, MAIL = "Größe Vandelay", "Quirin Ångström", "quirin@vandelay.example"
FORGET = ["forget", NAME, "--yes"]


def named(book):
    """A book that speaks of somebody, with a backup, and an export that speaks of others alone."""
    os.makedirs(book.folder, mode=0o700, exist_ok=True)
    book.run("customer", "add", "Globex").exits(0)
    book.run("export", "-o", os.path.join(book.folder, "others.json")).exits(0)
    book.run("customer", "add", NAME, "--alias", "Kurzq", "--domain", "vandelay.example").exits(0)
    book.run("person", "add", PERSON, "--at", NAME, "--email", MAIL).exits(0)
    for day in range(3):
        book.run("log", "-m", f"{PERSON} of {NAME} said so", "-l", f"pain: {NAME} waits", "--", NAME,
                 "1h", f"-{day}d", "09:00").exits(0)
    book.run("backup").exits(0)
    return book


# What is copied, read or rewritten while somebody is forgotten.
BESIDE = {
    "backup": ["backup"],
    "backup FILE": ["backup", "elsewhere.db"],
    "export": ["export", "-o", "out.json"],
    "calendar": ["export", "--ics", "-o", "out.ics"],
    "report": ["list", "--all", "-o", "out.txt"],
    "import": ["import", "others.json"],
    "restore": ["restore", "book-2026-11-18T1120.db", "--yes"],
    "check": ["check", "--fix"],
    "log": ["log", "--", "Globex", "30m"],
    "forget": ["forget", "Globex", "--yes"],
}


def stopped(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rsplit(")", 1)[1].split()[0] in "Tt"


def stop_at(book, args, call, when):
    """Starts a command and stops it at a system call; nothing where it came to its end before."""
    process = book.start(*args, cwd=book.folder, before=[
        "strace", "-D", "-qq", "-o", "/dev/null", f"-etrace={call}",
        f"-einject={call}:signal=STOP:when={when}"])
    seen = 0
    for _ in range(2000):
        if process.poll() is not None:
            return process
        seen = seen + 1 if stopped(process.pid) else 0
        if seen == 4:
            break
        time.sleep(0.004)
    return process


def go_on(process):
    """As a shell's `fg`: it may stop on its way out of the call, too."""
    out = None
    while out is None:
        os.kill(process.pid, signal.SIGCONT)
        try:
            out, err = process.communicate(timeout=0.2)
        except subprocess.TimeoutExpired:
            pass
    return out, err


def damage(book, name):
    if name == "check":
        subprocess.run(["sqlite3", book.path, "DELETE FROM name WHERE folded = 'globex'"], check=True)


def forget_beside(book, name, call, when):
    """Somebody is forgotten while the command stands still at a call; then it goes on."""
    process = stop_at(book, BESIDE[name], call, when)
    forget = book.start(*FORGET, cwd=book.folder)
    try:
        forget.wait(0.25)  # unless the other has the lock
    except subprocess.TimeoutExpired:
        pass
    if process.poll() is None:
        go_on(process)
    out, err = forget.communicate(timeout=60)
    expect(forget.returncode in (0, 3), f"forget: {forget.returncode} {err[-200:]!r}")
    return process.returncode, (out + err).decode()


def check_forgotten(book, said):
    """No byte of the name, but in files elsewhere that were named."""
    for path in ("elsewhere.db", "out.json", "out.ics", "out.txt"):
        path = os.path.join(book.folder, path)
        if os.path.exists(path) and path in said:
            os.unlink(path)
    expect_gone(book, [NAME, PERSON, MAIL, "Kurzq"])
    book.run("check", "--deep").exits(0)
    left = [name for folder, _, names in os.walk(book.folder) for name in names if ".new." in name]
    expect(not left, f"left: {left}")


@case("P1 somebody is forgotten at every system call of what copies, reads or rewrites")
def forget_everywhere(book):
    need_strace()
    origin = named(Book(book.binary, os.path.join(book.folder, "origin")))
    points, rng = 0, random.Random(SEED)
    for name, args in BESIDE.items():
        calls = ["openat", "pwrite64", "write", "fsync", "unlink", "rename", "link", "fcntl"]
        every = [(call, when) for call, count in
                 counts(copy_of(origin, book, name), args, calls, cwd=book.folder + "/try").items()
                 for when in range(1, count + 1)]
        for call, when in every if LONG else rng.sample(every, min(6, len(every))):
            victim = copy_of(origin, book, name)
            code, said = forget_beside(victim, name, call, when)
            points += 1
            try:
                expect(code in (0, 3, 73, 74, 75), f"exit code {code}")
                check_forgotten(victim, said)
            except Exception as failure:
                raise type(failure)(f"{name}, stopped at {call} number {when}: {failure}") from failure
    return f"{points} points"


def copy_of(origin, book, name=""):
    folder = os.path.join(book.folder, "try")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(origin.folder, folder)
    copy = Book(origin.binary, folder)
    damage(copy, name)
    return copy


@case("P1 somebody is forgotten at random moments of it")
def forget_beside_others(book):
    rounds, rng, origin = 1000 if LONG else 12, random.Random(SEED), None
    origin = named(Book(book.binary, os.path.join(book.folder, "origin")))
    for k in range(rounds):
        name = rng.choice(list(BESIDE))
        victim = copy_of(origin, book, name)
        other = victim.start(*BESIDE[name], cwd=victim.folder)
        time.sleep(rng.uniform(0, 0.03))
        forget = victim.run(*FORGET, cwd=victim.folder)
        other.communicate(timeout=60)
        expect(forget.code in (0, 3), f"beside {name}: forget {forget.code} {forget.err[-200:]!r}")
        expect(other.returncode in (0, 3, 73, 74, 75), f"{name}: {other.returncode}")
        try:
            check_forgotten(victim, (forget.out + forget.err).decode())
        except Exception as failure:
            raise type(failure)(f"seed {SEED}, round {k}, {name}: {failure}") from failure
    return f"{rounds} rounds"


@case("P1 somebody logs at every lock of a restore: it is in the book, or in what was kept of it")
def log_beside_restore(book):
    need_strace()
    origin = Book(book.binary, os.path.join(book.folder, "origin"))
    os.mkdir(origin.folder, 0o700)
    origin.filled(2)
    origin.run("backup").exits(0)
    args, points = BESIDE["restore"], counts(copy_of(origin, book), BESIDE["restore"], ["fcntl"])["fcntl"]
    for when in range(1, points + 1):
        victim = copy_of(origin, book)
        restore = stop_at(victim, args, "fcntl", when)
        log = victim.start("log", "-m", "meanwhile", "--", "Globex", "10m", "07:00")
        try:
            log.wait(0.1)  # unless the other has the lock
        except subprocess.TimeoutExpired:
            pass
        if restore.poll() is None:
            go_on(restore)
        log.communicate(timeout=60)
        expect((restore.returncode, log.returncode) == (0, 0), f"{restore.returncode} {log.returncode}")
        kept = [name for name in os.listdir(folder_of(victim)) if "before-restore" in name]
        notes = victim.state().live_notes | Book(book.binary, folder_of(victim), kept[0]).state().live_notes
        expect("meanwhile" in notes, f"stopped at fcntl number {when}: the talk is lost")
    return f"{points} points"


@case("P1 the list of copies keeps no path that says a forgotten name")
def noted_paths(book):
    named(book)
    for path in ("größe-vandelay.txt", "vandelay_quirin_ångström.html", "kurzq.csv", "plain.txt"):
        book.run("list", "-o", path, cwd=book.folder).exits(0)
    book.run(*FORGET).exits(0).says("kurzq.csv")
    with open(os.path.join(book.folder, ".local/state/rapport/copies")) as notes:
        lines = notes.read().split()
    expect([os.path.basename(line) for line in lines] == ["others.json", "plain.txt"], f"{lines}")


@case("P2 a journal of somebody else is not rolled into the book")
def foreign_journal(book):
    if os.geteuid() != 0:
        raise Skip("needs root to give a file away")
    marks = book.filled()
    kept = book.bytes()
    elsewhere = os.path.join(os.path.dirname(book.folder), "elsewhere")
    for end in ("-journal", "-wal", "-shm"):
        path = book.path + end
        for make in (lambda: os.chown(path, NOBODY, NOBODY), lambda: os.chmod(path, 0o622),
                     lambda: os.link(path, elsewhere),
                     lambda: (os.rename(path, elsewhere), os.symlink(elsewhere, path)),
                     lambda: (os.unlink(path), os.mkfifo(path))):
            with open(path, "w") as file:
                file.write("x")
            make()
            for args in (["list"], ["log", "-m", "refused", "--", "Globex", "1h"], ["undo"],
                         ["backup"], ["check", "--fix"], ["restore", "x", "--yes"]):
                result = book.run(*args, timeout=10).exits(77)
                result.says(os.path.basename(path), "remove it")
            expect(book.bytes() == kept, f"{end}: the book was changed")
            for left in (path, elsewhere):
                if os.path.lexists(left):
                    os.unlink(left)
    book.check(acknowledged=marks, refused=["refused"])


@case("P2 a folder that others may write to has no book, unless it is sticky")
def open_folder(book):
    marks = book.filled()
    for mode, code in ((0o777, 77), (0o757, 77), (0o755, 0), (0o1777, 0), (0o700, 0)):
        os.chmod(book.folder, mode)
        result = book.run("list").exits(code)
        if code:
            result.says("others may write", "chmod go-w")
            book.run("log", "--db", os.path.join(book.folder, "new.db"), "--", "X", "1h").exits(77)
    if os.geteuid() == 0:
        os.chown(book.folder, 0, NOBODY)
        os.chmod(book.folder, 0o770)
        book.run("list").exits(77)
        os.chmod(book.folder, 0o700)
        os.chown(book.folder, NOBODY, NOBODY)
        book.run("list").exits(77)
        os.chown(book.folder, 0, 0)
    book.check(acknowledged=marks)


@case("P2 the demo makes a folder of its own")
def demo(book):
    env = book.env(TMPDIR=book.folder, XDG_RUNTIME_DIR=None)
    made = set()
    for _ in range(2):
        before = set(os.listdir(book.folder))
        book.run("demo", env=env).exits(0)
        made |= set(os.listdir(book.folder)) - before
    expect(len(made) == 2, f"{made}")
    for name in made:
        folder = os.path.join(book.folder, name)
        expect(os.stat(folder).st_mode & 0o777 == 0o700, "mode")
        expect(os.listdir(folder) == ["demo.db"], f"{os.listdir(folder)}")


@case("P3 INT, TERM, HUP and KILL leave nothing half-made")
def nothing_half_made(book):
    need_strace()
    named(book)
    points = 0
    for args in (["list", "-o", "out.txt"], ["backup", "elsewhere.db"], ["backup"],
                 ["restore", "book-2026-11-18T1120.db", "--yes"], ["export", "-o", "out.json"],
                 ["config", "set", "color", "never"], FORGET):
        found = counts(copy_of(book, Book("", os.path.dirname(book.folder))), args, CHANGING,
                       cwd=os.path.join(os.path.dirname(book.folder), "try"))
        for call, count in found.items():
            for when in range(1, count + 1, 1 if LONG else 7):
                for sent in ("INT", "TERM", "HUP", "KILL"):
                    points += 1
                    victim = copy_of(book, Book("", os.path.dirname(book.folder)))
                    victim.run(*args, cwd=victim.folder, before=[
                        "strace", "-qq", "-o", "/dev/null", f"-etrace={call}",
                        f"-einject={call}:signal={sent}:when={when}"])
                    if sent == "KILL":  # the next command that meets it takes it away
                        victim.run(*args, cwd=victim.folder).exits(0, 3)
                    left = [name for _, _, names in os.walk(victim.folder) for name in names
                            if ".new." in name]
                    expect(not left, f"{args}, {sent} at {call} number {when}: {left}")
    return f"{points} points"


@case("P5 restore and check --fix touch only a book")
def only_a_book(book):
    book.filled()
    book.run("backup").exits(0)
    good = os.path.join(folder_of(book), "book-2026-11-18T1120.db")
    whole = book.bytes()
    foreign = os.path.join(book.folder, "foreign.db")
    subprocess.run(["sqlite3", foreign, "CREATE TABLE urls(x); INSERT INTO urls VALUES(1)"], check=True)
    with open(foreign, "rb") as file:
        other = file.read()
    os.unlink(foreign)
    rng = random.Random(SEED)
    for content in (b"abc", b"a letter to my mother\n" * 4096, b"\x89PNG\r\n\x1a\n" + bytes(20000),
                    b"PK\x03\x04" + rng.randbytes(40960), other, bytes(8192), rng.randbytes(65536),
                    b"\n" * 8192, b"SQLite format 3\0" + bytes(5000)):
        with open(book.path, "wb") as file:
            file.write(content)
        for args in (["restore", good, "--yes"], ["restore", good], ["check", "--fix"],
                     ["restore", good, "--yes", "--op-id", "0192d3b0-5c5e-7000-8000-0123456789ab"]):
            result = book.run(*args).exits(65, 78)
            result.says("--db")
            expect(book.bytes() == content, f"{args}: {content[:10]!r} was changed")
    for bad in (whole[:1000], bytes(4096) + whole[4096:], rng.randbytes(4096) + whole[4096:],
                whole[:68] + b"\xff" + whole[69:], whole[:16], b"", whole[:40960] + bytes(8192)):
        with open(book.path, "wb") as file:
            file.write(bad)
        book.run("restore", good, "--yes").exits(0)
        book.run("check", "--deep").exits(0)


if __name__ == "__main__":
    main()
