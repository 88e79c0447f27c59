#!/usr/bin/env python3
"""What gets a name: backups, files of -o, and the drafts that they were. usage: named.py BINARY [CASE…] [--long]"""

import os
import subprocess

from book import LONG, case, expect, main
from inject import need_strace
from traces import folder_of


@case("P4 P10 a file is synced, and its folder after it got its name")
def durable(book):
    need_strace()
    book.filled()
    for args in (["list", "-o", "out.txt"], ["backup"], ["backup", "elsewhere.db"],
                 ["config", "set", "color", "never"],
                 ["restore", "book-2026-11-18T1120.db", "--yes"], ["demo", "demo.db"]):
        log = os.path.join(os.path.dirname(book.folder), "trace")
        book.run(*args, cwd=book.folder, before=[
            "strace", "-y", "-qq", "-o", log, "-etrace=rename,link,fsync,fdatasync"]).exits(0)
        with open(log) as lines:
            calls = [line for line in lines if line.rstrip().endswith("= 0")]
        named_at = [k for k, line in enumerate(calls) if line.startswith(("rename", "link"))]
        expect(named_at, f"{args}: nothing got a name")
        for at in named_at:
            expect(".new." in calls[at - 1] and "sync" in calls[at - 1], f"{args}: not synced before")
            expect(calls[at + 1].startswith("fsync") and ".new." not in calls[at + 1],
                   f"{args}: the folder is not synced after {calls[at]}")


@case("P6 many backups in one minute all succeed")
def one_minute(book):
    marks = book.filled()
    many = 40 if LONG else 12
    running = [book.start("backup") for _ in range(many)]
    for process in running:
        _, err = process.communicate()
        expect(process.returncode == 0, f"{process.returncode} {err[-200:]!r}")
    saved = [name for name in os.listdir(folder_of(book)) if name.startswith("book-")]
    expect(len(saved) >= min(many, 10), f"{saved}")
    book.check(acknowledged=marks, ignore=[".local"])


@case("P10 -o writes where it points, and replaces nothing that is no file")
def output_targets(book):
    book.filled()
    at = lambda name: os.path.join(book.folder, name)
    text = book.run("list").out
    os.mkdir(at("far"))
    os.symlink("far/new.txt", at("link"))
    os.symlink("link", at("chain"))
    for name in ("link", "chain"):
        book.run("list", "-o", name, cwd=book.folder).exits(0)
        expect(os.path.islink(at(name)), f"{name} was replaced")
        with open(at("far/new.txt"), "rb") as file:
            expect(file.read() == text, "not what its target says")
        os.unlink(at("far/new.txt"))
    os.mkfifo(at("pipe"))
    reader = subprocess.Popen(["cat", at("pipe")], stdout=subprocess.PIPE)
    book.run("list", "-o", at("pipe")).exits(0)
    expect(reader.communicate()[0] == text, "the pipe got something else")
    expect(os.listdir(at("far")) == [], f"{os.listdir(at('far'))}")
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        expect(book.run("list", "-o", name).out == text, name)
        with open(at("log"), "ab") as file:  # goes on where the shell is
            file.write(b"before\n")
            file.flush()
            book.run("list", "-o", name, stdout=file).exits(0)
        with open(at("log"), "rb") as file:
            expect(file.read() == b"before\n" + text, f"{name} into a file")
        os.unlink(at("log"))
    book.run("list", "-o", "/dev/null").exits(0)
    book.run("list", "-o", "/dev/full").exits(74)
    for end in ("", "-journal", "-wal", "-shm"):
        book.run("list", "-o", book.path + end).exits(2)
    os.symlink(book.path + "-journal", at("trap"))
    book.run("list", "-o", at("trap")).exits(2)


@case("P12 a link that waits under the name of a draft is not followed")
def planted_draft(book):
    need_strace()
    book.filled()
    at = lambda name: os.path.join(book.folder, name)
    with open(at("kept"), "wb") as file:
        file.write(b"of somebody else")
    for args in (["list", "-o", "out"], ["backup", "out"], ["export", "-o", "out"]):
        # Whose folder it is may forbid to remove it.
        result = book.run(*args, cwd=book.folder, before=[
            "strace", "-f", "-qq", "-o", "/dev/null", "-etrace=unlink", "-einject=unlink:error=EPERM", "--",
            "sh", "-c", 'ln -s kept "out.new.$$" && exec "$0" "$@"'])
        result.exits(73)
        with open(at("kept"), "rb") as file:
            expect(file.read() == b"of somebody else", f"{args} wrote through the link")
        for name in os.listdir(book.folder):
            if name.startswith("out"):
                os.unlink(at(name))


if __name__ == "__main__":
    main()
