#!/usr/bin/env python3
"""A: many processes at once. usage: concurrency.py BINARY [CASE…] [--long]"""

import os
import signal
import sqlite3
import subprocess
import threading
import time

from book import LONG, Result, case, expect, main
from inject import need_strace, shared_locks
from terminal import in_terminal


def in_parallel(count, work):
    """`work(k)` in threads at once; answers the results in order."""
    results, errors = [None] * count, []

    def one(k):
        try:
            results[k] = work(k)
        except Exception as error:
            errors.append(error)
    threads = [threading.Thread(target=one, args=(k,)) for k in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def shells(book, count, each):
    """`count` writers in shells of their own, `each` talks each; their marks."""
    script = ('for i in $(seq 1 "$3"); do "$1" log -m "shell-$2-$i" --new -- "Customer $2" 1h '
              '>/dev/null || exit $?; done')
    running = [subprocess.Popen(["sh", "-c", script, "sh", book.binary, str(k), str(each)],
                                env=book.env(), stderr=subprocess.PIPE) for k in range(count)]
    for process in running:
        _, said = process.communicate(timeout=3600 if LONG else 600)
        Result(process.returncode, b"", said).exits(0)
    return [f"shell-{k}-{i}" for k in range(count) for i in range(1, each + 1)]


def hold_lock(book):
    """Takes the write lock as another program would."""
    db = sqlite3.connect(book.path, isolation_level=None, timeout=30)
    db.execute("BEGIN IMMEDIATE")
    return db


@case("A01 20 shells log 20 talks each")
def many_writers(book):
    marks = shells(book, 64 if LONG else 20, 200 if LONG else 20)
    state = book.check(acknowledged=marks)
    expect(len(state.named("interaction")) == len(marks) + 1, "a talk too many or too few")
    expect(len(state.named("customer")) == (64 if LONG else 20) + 1, "one customer a shell")
    return f"{len(marks)} talks"


@case("A03 the first run raced by 64 processes")
def first_run_raced(book):
    marks = [f"race-{k}" for k in range(64)]
    for result in in_parallel(64, lambda k: book.log(marks[k])):
        result.exits(0)
    state = book.check(acknowledged=marks)
    expect(len(state.named("pm")) == 1, "one PM")
    expect(len(state.named("customer")) == 2, "one customer")


@case("A04 a writer holds the lock for 40 s", long=True)
def stuck_writer(book):
    book.filled()
    before, mark, db = book.state().live, book.mark(), hold_lock(book)
    result = book.log(mark, timeout=60).exits(75).says("nothing was saved")
    db.execute("ROLLBACK")
    db.close()
    expect(28 <= result.seconds <= 33, f"waited {result.seconds:.1f} s")
    book.check(refused=[mark], older=before)
    return f"{result.seconds:.1f} s"


@case("A04 a lock held for 3 s is waited for")
def patient_writer(book):
    book.filled()
    mark, db = book.mark(), hold_lock(book)
    writer = book.start("log", "-m", mark, "--", "Acme Robotics", "1h")
    time.sleep(3)
    expect(writer.poll() is None, "it did not wait")
    db.execute("ROLLBACK")
    db.close()
    expect(writer.wait(timeout=10) == 0, "it did not go on")
    book.check(acknowledged=[mark])


@case("A05 J06 a reader that does not read holds no lock")
def slow_reader(book):
    book.filled()
    mark = book.mark()
    # A pipe that is full already: the program hangs in its first write(2).
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, bytes(4096))
    except BlockingIOError:
        os.set_blocking(writer, True)
    slow = book.start("log", "-m", "slow", "--", "Acme Robotics", "1h", stdout=writer)
    printing = book.start("history", stdout=writer)
    time.sleep(0.5)
    book.log(mark, timeout=20).exits(0)  # one that waited for the reader would do so for 30 s
    os.close(writer)
    expect(slow.poll() is None and printing.poll() is None, "nobody was hanging")
    while os.read(reader, 65536):
        pass
    os.close(reader)
    expect((slow.wait(timeout=10), printing.wait(timeout=10)) == (0, 0), "exit codes")
    book.check(acknowledged=[mark, "slow"])


@case("A06 an open editor holds no lock")
def open_editor(book):
    book.filled()
    mark = book.mark()
    env = book.env(EDITOR="sleep 6; true")
    editing = threading.Thread(target=in_terminal, args=(book, "log", "-e", "Acme Robotics", "1h"),
                               kwargs={"env": env})
    editing.start()
    time.sleep(1)
    book.log(mark).exits(0)
    expect(editing.is_alive(), "it waited for the editor")
    editing.join()
    book.check(acknowledged=[mark])


@case("A08 20 processes create one customer at once")
def same_customer(book):
    book.filled()
    for result in in_parallel(20, lambda k: book.log(f"same-{k}", "Umbrella")):
        result.exits(0)
    state = book.check(acknowledged=[f"same-{k}" for k in range(20)])
    umbrellas = [c for c in state.named("customer") if c["name"] == "Umbrella"]
    expect(len(umbrellas) == 1, f"{len(umbrellas)} customers Umbrella")


@case("A08 20 retries with one --op-id store one talk")
def same_operation(book):
    book.filled()
    uuid = "0192d3b0-5c5e-7000-8000-0123456789ab"
    args = ["log", "--json", "--op-id", uuid, "-m", "once", "--", "Acme Robotics", "1h"]
    results = in_parallel(20, lambda k: book.run(*args))
    for result in results:
        result.exits(0)
    expect(len({result.out for result in results}) == 1, "not all got the same answer")
    state = book.check(acknowledged=["once"])
    expect([i.get("note") for i in state.named("interaction")].count("once") == 1, "stored twice")


@case("A09 readers beside writers, and the book's time untouched by reading")
def readers(book):
    book.filled()
    stop = threading.Event()
    seen = []

    def read(_):
        while not stop.is_set():
            seen.append(book.run("history"))
    threads = [threading.Thread(target=read, args=(k,)) for k in range(10)]
    for thread in threads:
        thread.start()
    marks = shells(book, 2, 10)
    stop.set()
    for thread in threads:
        thread.join()
    for result in seen:
        result.exits(0)
    expect(len(seen) > 10, "too few reads to show anything")
    book.check(acknowledged=marks)
    before = os.stat(book.path).st_mtime_ns
    book.run("history").exits(0)
    expect(os.stat(book.path).st_mtime_ns == before, "reading touched the file")
    return f"{len(seen)} reads"


@case("A09 a report is of one moment: it takes the lock of a reader once")
def one_moment(book):
    need_strace()
    book.filled(6)
    reports = [["status"], ["week"], ["trend"], ["next"], ["list"], ["show", "1"], ["history"],
               ["history", "1"], ["learnings"], ["themes"], ["promise", "list"], ["1on1"],
               ["team"], ["signals"], ["customer", "list"], ["person", "list"], ["search", "plan"],
               ["pm", "list"], ["target", "list"], ["export", "--json"], ["export", "--csv"]]
    for report in reports:
        taken = shared_locks(book, report)
        expect(taken <= 2, f"{' '.join(report)}: {taken} times")  # to know the book, and to read it
    return f"{len(reports)} reports"


@case("A10 Ctrl-C while waiting for a lock")
def interrupted_wait(book):
    book.filled()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        mark, db = book.mark(), hold_lock(book)
        writer = book.start("log", "-m", mark, "--", "Acme Robotics", "1h")
        time.sleep(0.5)
        begin = time.monotonic()
        writer.send_signal(number)
        code = writer.wait(timeout=5)
        took = time.monotonic() - begin
        db.execute("ROLLBACK")
        db.close()
        expect(code in (-number, 128 + number), f"exit {code}")
        expect(took < 0.2, f"took {took:.2f} s")
        book.check(refused=[mark])


@case("A11 an editor inherits no file of ours")
def inherited_files(book):
    book.filled()
    listing = os.path.join(book.folder, "fds")
    editor = os.path.join(book.folder, "editor")
    with open(editor, "w") as script:
        script.write(f'#!/bin/sh\nls -l /proc/$$/fd > "{listing}"\necho edited > "$1"\n')
    os.chmod(editor, 0o755)
    in_terminal(book, "log", "-e", "Acme Robotics", "1h", env=book.env(EDITOR=editor)).exits(0)
    with open(listing) as file:
        targets = [line.split(" -> ")[1].strip() for line in file if " -> " in line]
    # 255 or so may be the script itself; what must not be there is a file of the book.
    expect(not any("book.db" in target for target in targets), f"inherited: {targets}")
    expect("edited" in book.state().live_notes, "the note was not saved")


if __name__ == "__main__":
    main()
