#!/usr/bin/env python3
"""L: what a hub in a folder may hold. usage: hub.py BINARY [CASE…] [--long]"""

import json
import os
import random
import shutil
import uuid

from book import LONG, case, expect, main
from dice import SEED

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


if __name__ == "__main__":
    main()
