#!/usr/bin/env python3
"""The law of undo over every command that writes: `undo` leaves the live state byte for byte as it
was before the command, `redo` as it was after it.
usage: undo_law.py BINARY [CASE…] [--long]   ($RAPPORT_SEED repeats a run)"""

import os
import random
import shutil
import sys

from book import LONG, Book, Failure, case, expect, main
from dice import SEED

# A new command is a row. It must change something in the book of `prepare`.
COMMANDS = [
    ["log", "Acme Robotics", "1h"],
    ["log", "--new", "--", "Nobody Yet", "45m", "visit", "yest"],
    ["log", "--with", "Dana", "-m", "a note", "--mood", "rough", "--", "globex", "1h"],
    ["log", "--private", "-m", "between us", "--", "globex", "1h"],
    ["log", "jane,globex", "2h", "board", "mon:", "pain: they re-key #orders"],
    ["log", "-l", "need: one", "-l", "two +erp", "--promise", "a plan", "--due", "fri", "initech",
     "30m"],
    ["log", "new.one@globex.test", "20m"],
    ["amend", "1", "45m"],
    ["amend", "1", "visit", "demo", "-3d", "10:00"],
    ["amend", "2", "--note", "better so", "--mood", "good", "-l", "pain: more #orders"],
    ["amend", "2", "--private"],
    ["amend", "3", "--public"],
    ["amend", "1", "--who", "initech"],
    ["amend", "1", "--with", "Dana"],
    ["remove", "1"],
    ["remove", "2", "3"],
    ["pm", "add", "Robin", "--from", "2026-02-01", "--email", "robin@example.com", "--alias", "rob"],
    ["pm", "edit", "Dana", "--name", "Dana Scully", "--alias", "ds"],
    ["pm", "edit", "Dana", "--judge-from", "2026-W20"],
    ["pm", "leave", "Dana", "--on", "2026-06-30"],
    ["customer", "add", "Umbrella", "--class", "partner", "--region", "US", "--tag", "beta",
     "--domain", "umbrella.test"],
    ["customer", "edit", "acme", "--name", "Acme Industries", "--region", "EU", "--tag", "gold"],
    ["customer", "edit", "acme robotics", "--region", "", "--untag", "trial", "--do-not-contact"],
    ["customer", "class", "initech", "partner", "--from", "2026-09-01"],
    ["customer", "archive", "initech"],
    ["customer", "merge", "initech", "globex energy", "--yes"],
    ["customer", "merge", "acme robotics", "globex energy", "--yes"],
    ["customer", "edit", "acme", "--name", "Acme Works"],
    ["customer", "part", "acme robotics", "globex energy"],
    ["person", "add", "Bill L", "--at", "initech", "--role", "buyer", "--email", "bill@initech.test"],
    ["person", "edit", "jane", "--at", "globex", "--role", "admin", "--alias", "jp"],
    ["person", "merge", "J. Park", "Jane Park", "--yes"],
    ["off", "2026-08-03..2026-08-14", "vacation"],
    ["off", "2026-12-25", "--all", "Christmas"],
    ["off", "remove", "1"],
    ["config", "set", "week.start", "sun"],
    ["config", "set", "work.days", "mon-thu"],
    ["config", "set", "hour.minutes", "45"],
    ["config", "set", "own.domains", "example.com,example.net"],
    ["config", "set", "me", "Dana"],
    ["log", "--idea", "Bulk export", "--promise", "a call", "--", "initech", "30m"],
    ["listen", "Tom (support)", "30m:", "request: exports time out +orders"],
    ["use", "40m", "--delight", "fast search", "--friction", "slow import"],
    ["plan", "acme", "fri", "10:00", "visit"],
    ["held", "4", "45m"],
    ["cancel", "4", "--by", "me"],
    ["no-show", "4"],
    ["start", "globex"],
    ["idea", "add", "Dark mode", "--customer", "acme"],
    ["idea", "vote", "csv", "initech"],
    ["idea", "merge", "csv export", "audit log", "--yes"],
    ["idea", "ship", "csv"],
    ["idea", "decline", "audit", "--why", "the log is enough"],
    ["promise", "add", "send the pictures", "--for", "globex", "--due", "fri"],
    ["promise", "keep", "1"],
    ["promise", "keep", "1", "--told"],
    ["promise", "told", "2"],
    ["told", "initech"],
    ["showstopper", "open", "No invoices", "--for", "acme,globex", "--next", "fri"],
    ["showstopper", "contact", "1", "acme", "20m"],
    ["showstopper", "resolve", "1", "--how", "fixed"],
    ["showstopper", "told", "2"],
    ["story", "add", "They print every order", "--from", "1"],
    ["story", "share", "1", "all", "hands"],
    ["1on1", "--save", "-m", "good", "--action", "see two hospitals", "--due", "fri"],
    ["action", "done", "1"],
]

PREPARE = [
    ["pm", "add", "Priya", "--from", "2026-01-05"],
    ["pm", "add", "Dana", "--from", "2026-01-05", "--email", "dana@example.com"],
    ["customer", "add", "Acme Robotics", "--region", "US", "--tag", "trial"],
    ["customer", "add", "Globex Energy", "--domain", "globex.test"],
    ["customer", "add", "Initech", "--class", "prospect"],
    ["person", "add", "Jane Park", "--at", "acme", "--role", "user", "--email", "jane@acme.test"],
    ["person", "add", "J. Park", "--at", "acme"],
    ["log", "-m", "first", "-l", "pain: x #orders", "--", "jane", "1h", "-2d", "09:00"],
    ["log", "-m", "second", "--promise", "a plan", "--", "globex", "45m", "visit", "-9d", "09:00"],
    ["log", "--private", "-m", "third", "--mood", "rough", "--", "initech", "2h", "-5d", "09:00"],
    ["off", "2026-04-06", "Easter"],
    ["idea", "add", "CSV export", "--customer", "acme"],
    ["idea", "add", "Audit log", "--customer", "acme", "--customer", "globex"],
    ["promise", "add", "ask around", "--for", "initech", "--due", "fri"],
    ["promise", "keep", "2"],
    ["showstopper", "open", "Cannot log in", "--for", "acme,initech"],
    ["showstopper", "open", "Orders vanish", "--for", "globex"],
    ["showstopper", "resolve", "2", "--how", "a new index"],
    ["story", "add", "They count by hand", "--customer", "acme"],
    ["1on1", "--save", "--action", "call initech"],
]


def prepared(book, folder):
    one = Book(book.binary, os.path.join(book.folder, folder))
    os.mkdir(one.folder, 0o700)
    for args in PREPARE:
        one.run(*args).exits(0)
    before = dict(one.env(), RAPPORT_NOW="2026-11-16T09:00")
    one.run("plan", "globex", "2026-11-17", "10:00", env=before).exits(0)  # past by now: #4
    return one


@case("undo after each command, and redo")
def each_command(book):
    origin = prepared(book, "origin")
    before = origin.state().dump()
    for args in COMMANDS:
        folder = os.path.join(book.folder, "try")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(origin.folder, folder)
        one = Book(book.binary, folder)
        line = " ".join(args)
        try:
            one.run(*args).exits(0)
            after = one.state().dump()
            expect(after != before, "it changes nothing, so it shows nothing")
            for _ in range(2):
                one.run("undo").exits(0)
                compare(one.state().dump(), before, "undo")
                one.run("redo").exits(0)
                compare(one.state().dump(), after, "redo")
            one.state().check_sound()
        except Failure as failure:
            raise Failure(f"{line}: {failure}") from failure
    return f"{len(COMMANDS)} commands"


def compare(now, then, what):
    for part, is_now, was in zip(("entities", "hosted", "links", "names"), now, then):
        odd = [row for row in is_now if row not in was] + [row for row in was if row not in is_now]
        expect(is_now == was, f"{what} left other {part}: {odd[:3]}")


@case("ten random commands undone in turn, then redone")
def random_walks(book):
    rng = random.Random(SEED)
    done = set()
    for walk in range(200 if LONG else 12):
        one = prepared(book, f"walk{walk}")
        states, lines = [one.state().dump()], []
        while len(lines) < 10:
            args = rng.choice(COMMANDS)
            commands = len(one.state().commands)
            result = one.run(*args)
            # What an earlier command took away or did already cannot be done again.
            expect(result.code in (0, 2, 3), f"{args}: {result!r}")
            state = one.state()
            if result.code == 0 and len(state.commands) > commands:
                lines.append(args)
                states.append(state.dump())
                done.add(args[0] if args[0] in ("log", "amend", "remove") else " ".join(args[:2]))
            else:
                compare(state.dump(), states[-1], f"a refused {args}")
        says = f"seed {SEED}, walk {walk}: " + " ; ".join(" ".join(args) for args in lines)
        try:
            for _ in range(2):
                for k in range(len(lines) - 1, -1, -1):
                    one.run("undo").exits(0)
                    compare(one.state().dump(), states[k], f"undo of `{' '.join(lines[k])}`")
                for k in range(1, len(states)):
                    one.run("redo").exits(0)
                    compare(one.state().dump(), states[k], f"redo of `{' '.join(lines[k - 1])}`")
            one.run("redo").exits(3)
            one.check()
        except Failure as failure:
            raise Failure(f"{says}: {failure}") from failure
        shutil.rmtree(one.folder)
    return f"{len(done)} kinds of command"


@case("what has been undone can be done anew: log, undo, log")
def anew(book):
    book.log("first").exits(0)
    book.run("undo").exits(0)
    expect(book.state().live == [], "something stayed")
    book.log("second").exits(0)
    expect(len(book.state().named("self")) == 1, "the book does not know whose it is")
    state = book.check(acknowledged=["second"])
    expect(len(state.named("pm")) == 1, f"{len(state.named('pm'))} PMs")
    book.run("week").exits(0)


if __name__ == "__main__":
    print(f"seed {SEED}", file=sys.stderr)
    main()
