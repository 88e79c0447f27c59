#!/usr/bin/env python3
"""Large files for `import`: interrupted, by two at once, taken back, or refused unread.
usage: large_imports.py BINARY [CASE…]"""

import os
import resource
import signal
import time

from book import case, expect, main
from incoming import with_pm, write

HEADER = "Date,Minutes,Account,Subject\n"


@case("Ctrl-C in the middle of a large import: nothing came in")
def interrupted(book):
    with_pm(book)
    book.log("before").exits(0)
    rows = "".join(f"2026-03-02,{1 + k % 90},Acme {k % 99},n{k}\n" for k in range(60_000))
    path = write(book, "large.csv", HEADER + rows)
    live = book.state().live
    stopped = 0
    for pause, sent in ((0.2, signal.SIGINT), (0.6, signal.SIGTERM), (1.0, signal.SIGHUP)):
        process = book.start("import", path)
        time.sleep(pause)
        process.send_signal(sent)
        said = process.communicate(timeout=30)[1].decode()
        if process.returncode == -sent:
            stopped += 1
            expect(said == "rapport: interrupted; nothing was saved\n", repr(said))
        expect(book.run("list").code == 0, "the next command")
        expect(book.state().live == live, "something came in")
    expect(stopped > 0, "it was never stopped on the way")
    book.check(ignore=[os.path.basename(path)])
    return f"{stopped} of 3 stopped on the way"


@case("one table by two at the same time: every row once, and the other one is told")
def at_once(book):
    with_pm(book)
    rows = "".join(f"2026-03-{1 + k % 28:02},{1 + k % 90},Acme {k % 9},n{k}\n" for k in range(8_000))
    path = write(book, "both.csv", HEADER + rows)
    both = [book.start("import", path) for _ in range(2)]
    said = sorted(process.communicate(timeout=120)[0].decode() for process in both)
    expect(all(process.returncode == 0 for process in both), repr(said))
    expect("0 talks came in · 8000 as before" in said[0], said[0])
    expect("8000 talks came in: 8000 held" in said[1], said[1])
    state = book.state()
    expect(len(state.named("interaction")) == 8_000 and len(state.named("customer")) == 9, "rows twice")
    book.check(ignore=[os.path.basename(path)])


@case("files of a gibibyte, with nothing or one line in them: refused unread")
def gibibytes(book):
    with_pm(book)
    begins = {"zeros.csv": b"", "line.csv": b"Date,Account,Subject\n2026-03-02,Acme,", "line.json": b'{"version":"',
              "line.ics": b"BEGIN:VCALENDAR\r\nX-LONG:", "nameless": b""}
    before = book.bytes()
    for name, begin in begins.items():
        path = write(book, name, begin)
        os.truncate(path, 1 << 30)
        def limits():
            resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
        book.run("import", path, preexec_fn=limits).exits(65).says("too large", "nothing was imported")
        os.remove(path)
    expect(book.bytes() == before, "the book changed")


@case("import, undo, import again: the same book, byte for byte of what is live")
def undone(book):
    with_pm(book)
    rows = "".join(f"2026-03-{1 + k % 28:02},{1 + k % 90},Acme {k % 9},n{k}\n" for k in range(10_000))
    path = write(book, "many.csv", HEADER + rows)
    before = book.state().dump()
    book.run("import", path).exits(0).says("10000 talks came in")
    book.run("undo", timeout=120).exits(0)
    expect(book.state().dump() == before, "undo left something")
    book.run("import", path).exits(0).says("10000 talks came in")
    book.run("import", path).exits(0).says("10000 as before")
    book.check(ignore=[os.path.basename(path)])


if __name__ == "__main__":
    main()
