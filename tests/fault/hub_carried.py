#!/usr/bin/env python3
"""M: what becomes of a hub that others carry, copy, empty and fill up. usage: hub_carried.py BINARY [CASE…] [--long]"""

import json
import os
import random
import shutil
import subprocess

from book import LONG, Book, Skip, as_nobody, case, expect, main
from dice import SEED

CONFLICT_NAMES = ["{} (Ben's conflicted copy 2026-11-20){}",  # Dropbox
                  "{}-LAPTOP-7F2A{}",  # OneDrive
                  "{}.sync-conflict-20261120-093000-ABCDEFG{}",  # Syncthing
                  "{} (1){}"]  # a browser, Google Drive


def segments(folder):
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names
                  if name.endswith(".jsonl"))


def member(book, name, hub):
    """A PM's book that has joined."""
    home = os.path.join(book.folder, name)
    os.mkdir(home, 0o700)
    one = Book(book.binary, home)
    one.run("pm", "add", name).exits(0)
    one.run("log", "--new", "--", f"Customer of {name}", "1h").exits(0)
    one.run("hub", "join", "dir:" + hub, "--yes").exits(0)
    return one


def team(book):
    """The folder of a hub, and two books that have heard of each other."""
    hub = os.path.join(book.folder, "hub")
    book.run("hub", "init", "dir:" + hub).exits(0)
    both = [member(book, name, hub) for name in ("ana", "ben")]
    sync(*both, both[0])
    return hub, *both


def sync(*books):
    for one in books:
        one.run("sync").exits(0)


def shared(one):
    return [row for row in one.state().live if row[1] != "local"]


def expect_same(*books):
    for one in books:
        one.run("check", "--deep").exits(0)
        expect(shared(one) == shared(books[0]), "two books that have exchanged everything differ")


def not_arrived(one):
    return json.loads(one.run("hub", "status", "--json").exits(0).out)["not_arrived"]


@case("M01 two syncs of one book at once: one waits for nothing, and all arrives once")
def at_once(book):
    hub, ana, ben = team(book)
    for turn in range(40 if LONG else 8):
        ana.run("log", "--new", "--", f"Customer {turn}", "10m").exits(0)
        running = [ana.start("sync") for _ in range(3)]
        for one in running:
            out, err = one.communicate(timeout=60)
            expect(one.returncode == 0, f"{out!r} {err!r}")
    sync(ana, ben)
    expect_same(ana, ben)


@case("M02 copies that a carrier makes of two writers: beside the file or in its place, nothing is doubled or lost")
def conflicts(book):
    hub, ana, ben = team(book)
    for turn, name in enumerate(CONFLICT_NAMES):
        for one in (ana, ben):
            one.run("log", "--new", "--", f"Customer {turn}", "10m").exits(0)
        sync(ana)
        files = segments(hub) + [os.path.join(hub, "hub.json")]
        files += [os.path.join(root, "about.json") for root, _, names in os.walk(hub) if "about.json" in names]
        for at, file in enumerate(files):
            copy = name.format(*os.path.splitext(file))
            if at % 2 and file.endswith(".jsonl"):
                os.rename(file, copy)
            else:
                shutil.copy(file, copy)
        sync(ben, ana, ben)
        expect_same(ana, ben)
        expect(not not_arrived(ana) and not not_arrived(ben), f"{not_arrived(ana)} {not_arrived(ben)}")
    expect_same(ana, ben, member_with(book, hub, "dora", ana, ben))


def member_with(book, hub, name, *others):
    """Somebody who joins now, and of whom the others hear."""
    one = member(book, name, hub)
    sync(*others)
    return one


@case("M03 an emptied hub, another one, an older one: nothing is removed here, and what is missing there is sent again")
def emptied(book):
    hub, ana, ben = team(book)
    old = hub + ".old"
    shutil.copytree(hub, old)
    for one in (ana, ben):
        one.run("log", "--new", "--", "After the copy", "10m").exits(0)
    sync(ana, ben, ana)
    before = shared(ana)

    shutil.rmtree(hub)
    os.mkdir(hub)
    ana.run("sync").exits(69).says("does not answer", "nothing is lost")
    ana.run("sync", "--quiet").exits(0)
    ana.run("hub", "status").exits(0).says("does not answer")
    expect(not os.listdir(hub), "something was sent to a folder that is no hub")

    ana.run("hub", "init", "dir:" + hub).exits(0)
    ana.run("sync").exits(78).says("not the hub that was joined")
    expect(os.listdir(hub) == ["hub.json"], "something was sent to another hub")
    expect(set(before) <= set(shared(ana)), "something is gone")

    shutil.rmtree(hub)
    shutil.copytree(old, hub)  # as it was days ago
    sync(ana, ben, ana)
    expect_same(ana, ben, member_with(book, hub, "dora", ana, ben))

    for name in os.listdir(hub):  # all but what says which hub it is
        if name != "hub.json":
            shutil.rmtree(os.path.join(hub, name))
    sync(ana, ben, ana)
    expect(set(before) <= set(shared(ana)), "something is gone")
    eve = member_with(book, hub, "eve", ana, ben)
    sync(ana, ben)
    expect(set(before) <= set(shared(eve)), "not all was sent again")


@case("M04 a hub that may only be read: it is said, nothing is lost, and all is sent later")
def read_only(book):
    hub, ana, ben = team(book)
    ana.run("log", "--new", "--", "Waits", "10m").exits(0)
    drop = as_nobody(book)
    folders = [root for root, _, _ in os.walk(hub)]
    for folder in folders:
        os.chmod(folder, 0o500)
    ana.run("sync", before=drop).exits(73, 74, 77).says("nothing is lost")
    ana.run("sync", "--quiet", before=drop).exits(0, 73, 74, 77)
    ana.run("log", "--new", "--", "And another", "10m", before=drop).exits(0)
    for folder in folders:
        os.chmod(folder, 0o700)
    for one in (ana, ben):
        one.run("sync", before=drop).exits(0)
    names = {row["name"] for row in json.loads(ben.run("customer", "list", "--json", before=drop).out)["customers"]}
    expect({"Waits", "And another"} <= names, f"{names}")


@case("M05 a hub on a full disk: 74, no half file that anybody believes, and all is sent once there is room")
def full(book):
    small = os.path.join(book.folder, "small")
    names = " ".join(f"C{k}" for k in range(60))
    script = f"""set -u
mkdir -p {small} && mount -t tmpfs -o size=160k none {small} || exit 99
export HOME={book.folder} RAPPORT_DB={book.folder}/book.db
rapport() {{ '{book.binary}' "$@"; }}
rapport pm add ana >/dev/null && rapport hub init dir:{small}/hub >/dev/null || exit 98
rapport hub join dir:{small}/hub --yes >/dev/null || exit 97
dd if=/dev/zero of={small}/fill bs=4k count=100 2>/dev/null
for c in {names}; do rapport log --new -- $c 10m >/dev/null || exit 96; done
rapport sync 2>&1; echo "full $?"
rapport hub status >/dev/null; echo "status $?"
rm {small}/fill; rapport sync >/dev/null; echo "room $?"
RAPPORT_DB={book.folder}/ben.db; rapport pm add ben >/dev/null
rapport hub join dir:{small}/hub --yes >/dev/null; rapport customer list --csv | grep -c ,customer
"""
    run = subprocess.run(["unshare", "-Urm", "sh", "-c", script], env=book.env(), capture_output=True, text=True)
    if run.returncode == 99 or "unshare" in run.stderr:
        raise Skip("no user namespaces here")
    lines = run.stdout.splitlines()
    expect("full 74" in lines and "status 0" in lines and "room 0" in lines, f"{run!r}")
    expect("nothing is lost" in run.stdout, f"{run!r}")
    expect(lines[-1] == "60", f"{lines[-1]} of 60 customers came to the other book")


@case("M06 a folder half carried: what is there is taken, the rest comes, whatever came first")
def half(book):
    hub, ana, ben = team(book)
    dice = random.Random(SEED)
    there, sent = hub + ".there", hub + ".sent"
    for turn in range(60 if LONG else 12):
        for one in (ana, ben):
            for k in range(dice.randrange(1, 4)):
                one.run("log", "--new", "--", f"Customer {turn}.{k}", "10m").exits(0)
        sync(ana)
        os.rename(hub, there)
        shutil.copytree(there, hub)
        for file in segments(hub):
            if dice.random() < 0.3:
                os.remove(file)
            elif dice.random() < 0.3:
                with open(file, "r+b") as cut:
                    cut.truncate(dice.randrange(os.path.getsize(file)))
        sync(ben)
        os.rename(hub, sent)
        os.rename(there, hub)
        for file in segments(sent):  # what ben wrote is carried too
            target = hub + file[len(sent):]
            if not os.path.exists(target):
                os.makedirs(os.path.dirname(target), exist_ok=True)
                shutil.copy(file, target)
        shutil.rmtree(sent)
    sync(ben, ana, ben)
    expect_same(ana, ben)


if __name__ == "__main__":
    main()
