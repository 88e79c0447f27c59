#!/usr/bin/env python3
"""B03 B04: the power goes. A command's own system calls are recorded, and from them every kind of
disk is made that could be left at any moment: what was synced is there; of what was not, any part,
torn at sectors. usage: powercut.py BINARY [CASE…] [--long]"""

import os
import random
import re
import shutil
import sys

from book import LONG, Book, Failure, case, expect, main
from dice import SEED
from inject import need_strace
from writing import WRITING, shape

SECTOR = 512
CALLS = "openat,pwrite64,write,fdatasync,fsync,unlink,ftruncate,rename,link,mkdir"
STATES = 400 if LONG else 60  # of each command
TEXT = r'"((?:\\x[0-9a-f]{2})*)"(?:\.\.\.)?'


def plain(text):
    return bytes.fromhex(text.replace("\\x", ""))


def name_of(text):
    """A path, or a descriptor with its path, as strace writes it."""
    path = re.search(r"<(.*?)>", text)
    words = path[1] if path else re.search(TEXT, text)[1]
    return os.fsdecode(plain(words)) if words.startswith("\\x") else words


class Disk:
    """The files of a folder as they are known to be on the disk, and what may be there or not."""

    def __init__(self, folder):
        self.folder, self.names, self.data = folder, {}, {}
        for at, _, files in os.walk(folder):
            for name in files:
                path = os.path.join(at, name)
                self.names[path] = len(self.data)
                with open(path, "rb") as file:
                    self.data[len(self.data)] = bytearray(file.read())
        self.live = dict(self.names)  # as the program sees it
        self.folders = {at for at, _, _ in os.walk(folder)}
        self.pending = []  # (kind, …), the oldest first

    def take(self, call, args, answer, opened):
        """One system call that succeeded; what is not of this folder is passed over."""
        path = name_of(opened or args)
        if not path.startswith(self.folder):
            return
        if call == "openat":
            if "O_CREAT" in args and path not in self.live:
                self.live[path] = len(self.data)
                self.data[self.live[path]] = bytearray()
                self.pending.append(("name", path, self.live[path]))
        elif call == "mkdir":
            self.folders.add(path)
        elif call in ("pwrite64", "write"):
            text = plain(re.search(TEXT, args)[1])[:answer]
            offset = int(args.rsplit(",", 1)[1]) if call == "pwrite64" else None
            self.pending.append(("write", self.live[path], offset, text))
        elif call == "ftruncate":
            self.pending.append(("size", self.live[path], int(args.rsplit(",", 1)[1])))
        elif call == "unlink":
            self.live.pop(path)
            self.pending.append(("name", path, None))
        elif call in ("rename", "link"):
            other = os.fsdecode(plain(re.findall(TEXT, args)[1]))
            self.live[other] = self.live[path]
            moved = [("name", other, self.live[other])]
            if call == "rename":
                self.live.pop(path)
                moved.append(("name", path, None))
            self.pending.append(("names", moved))
        elif path in self.folders:
            self.settle(lambda op: op[0] in ("name", "names"))
        elif path in self.live:
            self.settle(lambda op: op[0] in ("write", "size") and op[1] == self.live[path])

    def settle(self, is_synced):
        for op in self.pending:
            if is_synced(op):
                apply(op, self.names, self.data)
        self.pending = [op for op in self.pending if not is_synced(op)]

    def image(self, rng, part):
        """Files as a power cut could leave them. `part`: how much of what was not synced is there."""
        names, data = dict(self.names), {key: bytearray(value) for key, value in self.data.items()}
        orders = [op for op in self.pending if op[0] in ("name", "names")]
        for op in orders[:sum(rng.random() < part for _ in orders)]:  # folders keep their order
            apply(op, names, data)
        for op in self.pending:
            if op[0] == "write" and 0 < part < 1:
                for torn in sectors(op):
                    if rng.random() < part:
                        apply(torn, names, data)
            elif op[0] in ("write", "size") and rng.random() < part:
                apply(op, names, data)
        return {path: bytes(data[key]) for path, key in names.items()}


def sectors(op):
    _, key, offset, text = op
    if offset is None:
        return [op]
    return [("write", key, offset + at, text[at:at + SECTOR]) for at in range(0, len(text), SECTOR)]


def apply(op, names, data):
    if op[0] == "names":
        for each in op[1]:
            apply(each, names, data)
    elif op[0] == "name":
        names.pop(op[1], None)
        if op[2] is not None:
            names[op[1]] = op[2]
    elif op[0] == "size":
        del data[op[1]][op[2]:]
        data[op[1]].extend(bytes(op[2] - len(data[op[1]])))
    else:
        _, key, offset, text = op
        offset = len(data[key]) if offset is None else offset
        data[key].extend(bytes(max(0, offset - len(data[key]))))
        data[key][offset:offset + len(text)] = text


def recorded(book, args):
    """The system calls of a command that succeeds: (name, arguments, answer, what was opened)."""
    log = os.path.join(os.path.dirname(book.folder), "power")
    book.run(*args, cwd=book.folder,
             before=["strace", "-qq", "-y", "-xx", "-s", "99999999", "-o", log, f"-etrace={CALLS}"]).exits(0)
    with open(log) as file:
        found = re.findall(r"^(\w+)\((.*)\) += (\d+)(<.*>)?$", file.read(), re.M)
    os.unlink(log)
    return [(call, args, int(answer), opened) for call, args, answer, opened in found]


def put(files, origin, folder):
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        to = os.path.join(folder, os.path.relpath(path, origin))
        os.makedirs(os.path.dirname(to), mode=0o700, exist_ok=True)
        with open(os.open(to, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
    os.makedirs(folder, mode=0o700, exist_ok=True)


def cut(book, name, setup, args, rng):
    """Cuts the power at every call of a command; answers how many different disks were looked at."""
    origin = Book(book.binary, os.path.join(book.folder, name.replace(" ", "-")))
    os.mkdir(origin.folder, 0o700)
    setup(origin)
    before, disk = shape(origin.path), Disk(origin.folder)
    calls = recorded(origin, args)
    after = shape(origin.path)
    expect(after != before, f"{name}: changes nothing, so it shows nothing")
    seen, victim = set(), Book(origin.binary, os.path.join(book.folder, "after"))
    tries = max(3, STATES // max(1, len(calls)))
    for number, call in enumerate(calls):
        disk.take(*call)
        is_last = number + 1 == len(calls)
        for part in [0, 1] + [rng.random() for _ in range(tries if not is_last else 10)]:
            files = disk.image(rng, part)
            key = hash(tuple(sorted(files.items())))
            if key in seen and not is_last:
                continue
            seen.add(key)
            at = f"{name}, after call {number + 1} of {len(calls)} ({call[0]}), {part:.2f} of the rest"
            put(files, origin.folder, victim.folder)
            try:
                now = shape(victim.path)
                expect(now in ([after] if is_last else [before, after, None, []]), f"N1 N3 {at}")
                expect(now or not before, f"N1 {at}: the book is gone")
                left = [name for name in os.listdir(victim.folder)
                        if name.startswith("book.db.new.") or name == ".local"]
                if rng.random() < (1 if LONG else 0.2):
                    victim.check(ignore=left)
            except Failure as failure:
                raise Failure(f"seed {SEED}: {at}: {failure}") from failure
    return len(seen)


for row in WRITING:
    @case(f"B03 the power is cut at every call: {row[0]}")
    def power(book, row=row):
        need_strace()
        return f"{cut(book, *row, random.Random(SEED))} disks"


def files_at(folder, names):
    found = {}
    for name in names:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path, "rb") as file:
                found[name] = file.read()
    return found


SAVED = ".local/state/rapport/backups/book-2026-11-18T1120.db"
FILES = [
    ("-o", ["list", "--all", "-o", "@out.txt"], ["out.txt"]),
    ("export", ["export", "-o", "@out.json"], ["out.json"]),
    ("backup", ["backup"], [".local/state/rapport/backups/book-2026-11-18T1120-2.db"]),
    ("backup FILE", ["backup", "@far.db"], ["far.db"]),
    ("config", ["config", "set", "color", "never"], [".config/rapport/config.toml"]),
    ("restore", ["restore", "book-2026-11-18T1120.db", "--yes"],
     [".local/state/rapport/backups/book-2026-11-18T1120-before-restore.db"]),
    ("forget", ["forget", "Globex", "--yes"], [SAVED]),
    ("demo", ["demo", "@demo.db"], ["demo.db"]),
]


def setup_files(origin):
    origin.filled(2)
    origin.run("backup").exits(0)
    origin.run("config", "set", "pager", "cat").exits(0)
    for name in ("out.txt", "out.json"):
        with open(os.path.join(origin.folder, name), "w") as file:
            file.write("of before\n")


@case("B04 the power is cut at every call of what writes files: the old one, or the new one whole")
def file_power(book):
    need_strace()
    rng, states = random.Random(SEED), 0
    for name, args, names in FILES:
        origin = Book(book.binary, os.path.join(book.folder, name.replace(" ", "-")))
        os.mkdir(origin.folder, 0o700)
        setup_files(origin)
        args = [word.replace("@", origin.folder + "/") for word in args]
        before, disk = files_at(origin.folder, names), Disk(origin.folder)
        calls = recorded(origin, args)
        after = files_at(origin.folder, names)
        expect(after != before and after, f"{name}: changes nothing, so it shows nothing")
        seen, folder = set(), os.path.join(book.folder, "after")
        for number, call in enumerate(calls):
            disk.take(*call)
            is_last = number + 1 == len(calls)
            for part in [0, 1] + [rng.random() for _ in range(max(2, STATES // len(calls)))]:
                files = disk.image(rng, part)
                key = hash(tuple(sorted(files.items())))
                if key in seen and not is_last:
                    continue
                seen.add(key)
                put(files, origin.folder, folder)
                now = files_at(folder, names)
                expect(now == after if is_last else now in (before, after),
                       f"seed {SEED}: {name}, after call {number + 1} of {len(calls)} ({call[0]})")
        states += len(seen)
    return f"{states} disks"


@case("B03 the model sees what is lost where nothing is synced")
def model(book):
    need_strace()
    book.filled(1)
    disk = Disk(book.folder)
    calls = [call for call in recorded(book, ["log", "-m", "x", "--", "Globex", "1h"])
             if call[0] not in ("fsync", "fdatasync")]
    before = shape(book.path)
    for call in calls:
        disk.take(*call)
    victim, rng, wrong = Book(book.binary, os.path.join(book.folder, "after")), random.Random(1), 0
    for _ in range(40):
        put(disk.image(rng, rng.random()), book.folder, victim.folder)
        try:
            wrong += shape(victim.path) != before
        except Exception:  # a book that cannot be read at all
            wrong += 1
    expect(wrong > 0, "forty disks without a sync, and all of them whole")
    return f"{wrong} of 40 disks are seen to be broken"


if __name__ == "__main__":
    print(f"seed {SEED}", file=sys.stderr)
    main()
