#!/usr/bin/env python3
"""L: what a hub in a folder may hold. usage: hub.py BINARY [CASE…] [--long]"""

import json
import os
import random
import shutil
import uuid

from book import LONG, Book, case, expect, main
from dice import SEED
from inject import CHANGING, counts, killed_at, need_strace

READERS = (["check", "--deep"], ["list", "--all"], ["team"], ["history"], ["customer", "list"], ["hub", "status"],
           ["log", "Acme Robotics", "30m", "09:00"])
ODD = [None, True, -1, 0, 2**63 - 1, -2**63, 2**64, 1e300, "", "x" * 100_000, "\0", "\x1b[31mred", "2026-13-45",
       "9999-12-31", [], {}, "0192d3b0-5c5e-7000-8000-0123456789ab", "name\nline"]
MORE_FIELDS = ["start", "minutes", "name", "kind", "customer.zz", "tag.", "merged_into", "x", "\x1b"]
SPACES = ["pm~eve", "team", "rules", "review~priya", "erasure"]


def with_hub(book):
    """A book that has joined, and told all it knows; answers the folder, and what lies there and in the book."""
    book.filled()
    hub = os.path.join(book.folder, "hub")
    book.run("hub", "init", "dir:" + hub).exits(0)
    book.run("hub", "join", "dir:" + hub, "--as", "priya", "--yes").exits(0)
    kept = hub + ".kept"
    shutil.copytree(hub, kept)
    return hub, kept, book.bytes()


def put_back(book, hub, kept, whole):
    shutil.rmtree(hub)
    shutil.copytree(kept, hub)
    with open(book.path, "wb") as file:
        file.write(whole)


def segments(folder):
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names
                  if name.endswith(".jsonl"))


def distorted(rows, dice):
    """The changes as a stranger might write them: with one or two values that nobody would."""
    for at, row in enumerate(rows):
        row["nonce"] = dice.getrandbits(62)
        row["seq"] = at + 1
    row = dice.choice(rows)
    for _ in range(dice.choice((1, 2))):
        body = row.get("body")
        if isinstance(body, dict) and dice.random() < 0.6:
            body[dice.choice([*body, *MORE_FIELDS])] = dice.choice(ODD)
        else:
            row[dice.choice(list(row))] = dice.choice(ODD)


@case("L01 changes that nobody can have meant: set aside or left there, and the book goes on")
def forged(book):
    hub, kept, whole = with_hub(book)
    dice = random.Random(SEED)
    for turn in range(400 if LONG else 40):
        put_back(book, hub, kept, whole)
        segment = dice.choice(segments(kept))
        with open(segment, encoding="utf-8") as file:
            rows = [json.loads(line) for line in file.readlines()[1:]]
        distorted(rows, dice)
        space = dice.choice([*SPACES, os.path.basename(os.path.dirname(os.path.dirname(segment)))])
        folder = os.path.join(hub, space, str(uuid.UUID(int=dice.getrandbits(128), version=4)))
        os.makedirs(folder)
        tip = rows[-1]["nonce"] if isinstance(rows[-1]["nonce"], int) else 1
        with open(f"{folder}/1-{len(rows)}-{tip}.jsonl", "w", encoding="utf-8") as file:
            file.write('{"prev":0}\n' + "".join(json.dumps(row) + "\n" for row in rows))
        book.run("sync").exits(0)
        for words in READERS:
            result = book.run(*words).exits(0)
            expect(b"\x1b" not in result.out + result.err, f"turn {turn}: {words} printed a control")


@case("L02 a hub's card that is cut, odd or of something else: nothing is sent, and it is said")
def cards(book):
    hub, kept, whole = with_hub(book)
    card = json.dumps({"id": str(uuid.uuid4()), "format": 1, "min_client": ""})
    for text in ("", "[]", "{", '{"id":5}', '{"id":"zz","format":1}', card.replace("1,", '"x",'), card,
                 card.replace("1,", "99999999999999999999,"), card.replace("1,", "7,"), "\0" * 100):
        put_back(book, hub, kept, whole)
        with open(os.path.join(hub, "hub.json"), "w", encoding="utf-8") as file:
            file.write(text)
        book.run("sync").exits(69, 78)
        book.run("sync", "--quiet").exits(0, 78)
        book.run(*READERS[-1]).exits(0)
        expect(len(segments(hub)) == len(segments(kept)), "something was sent")


def two_books(book):
    """Two books and their hub, each with something that the other has not heard of; and how to put all back."""
    top = os.path.join(book.folder, "there")
    ana, ben = (Book(book.binary, os.path.join(top, name)) for name in ("ana", "ben"))
    for one in (ana, ben):
        os.makedirs(one.folder, mode=0o700)
        one.filled()
    ana.run("hub", "init", "dir:" + top + "/hub").exits(0)
    ana.run(*joining(top, "ana")).exits(0)
    kept = top + ".kept"

    def keep():
        shutil.copytree(top, kept)

    def put_all_back():
        shutil.rmtree(top)
        shutil.copytree(kept, top)
    return ana, ben, top, keep, put_all_back


def joining(top, handle):
    return ["hub", "join", "dir:" + top + "/hub", "--as", handle, "--yes"]


def same_in_both(ana, ben, at):
    """All that is new has gone from each to the other, once, and nothing lies about in the hub."""
    for one in (ana, ben, ana):
        said = one.run("sync").exits(0)
        expect(b"copy" not in said.out + said.err, f"{at}: taken for a copy of itself")
    shared = [{row for row in one.state().live if row[1] != "local"} for one in (ana, ben)]
    expect(shared[0] == shared[1], f"{at}: the books differ: {sorted(shared[0] ^ shared[1])[:2]}")
    for one in (ana, ben):
        one.run("check", "--deep").exits(0)
        expect(one.leftovers() in ([], [".local"]), f"{at}: left {one.leftovers()}")


def killed_anywhere(victim, args, put_all_back, goes_on):
    """Kills a command at every call; `goes_on` does the rest and looks at it. How many calls there were."""
    killed = 0
    for call, count in counts(victim, args, CHANGING).items():
        for when in range(1, count + 1, 1 if LONG else 7):
            put_all_back()
            victim.run(*args, before=killed_at(call, when))
            goes_on(f"{args[0]}, killed at {call} number {when}")
            killed += 1
    return f"{killed} points"


@case("L03 a sync killed at every system call: the next one does the rest")
def sync_killed(book):
    need_strace()
    ana, ben, top, keep, put_all_back = two_books(book)
    ben.run(*joining(top, "ben")).exits(0)
    ana.run("amend", "1", "30m").exits(0)
    ana.run("log", "Umbrella", "30m", "08:00").exits(0)
    keep()
    same_in_both(ana, ben, "undisturbed")
    right = ana.state().shape()
    put_all_back()

    def goes_on(at):
        same_in_both(ana, ben, at)
        expect(ana.state().shape() == right, f"{at}: something else")
        ana.run("sync", env=ana.env(RAPPORT_NOW="2026-11-19T11:20")).exits(0)  # which says that it was seen
        left = [name for _, _, names in os.walk(top + "/hub") for name in names if ".new." in name]
        expect(not left, f"{at}: left {left} in the hub")
    return killed_anywhere(ana, ["sync"], put_all_back, goes_on)


@case("L03 a join killed at every system call: as before, or done by the next one")
def join_killed(book):
    need_strace()
    ana, ben, top, keep, put_all_back = two_books(book)
    keep()
    args = joining(top, "ben")
    ben.run(*args).exits(0)
    same_in_both(ana, ben, "undisturbed")
    right = ben.state().shape()
    put_all_back()

    def goes_on(at):
        ben.run(*args).exits(0, 3)  # 3: it has joined
        same_in_both(ana, ben, at)
        expect(ben.state().shape() == right, f"{at}: something else")
    return killed_anywhere(ben, args, put_all_back, goes_on)


if __name__ == "__main__":
    main()
