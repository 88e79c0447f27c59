#!/usr/bin/env python3
"""G, H: backups, restores, and what is forgotten. usage: safety.py BINARY [CASE…] [--long]"""

import json
import os
import random
import re
import shutil
import sqlite3
import stat
import threading
import unicodedata

from book import LONG, Book, case, expect, main
from dice import SEED
from inject import CHANGING, counts, killed_at, need_strace
from traces import expect_gone, folder_of, forms

FIRST = "book-2026-11-18T1120.db"


def write_all(book, stop, marks):
    writer = Book(book.binary, book.folder)
    k = 0
    while not stop.is_set():
        k += 1
        mark = f"mark-{threading.get_ident()}-{k}"
        if writer.log(mark, f"Customer {k % 3}").code == 0:
            marks.append(mark)


def with_writers(book, count, work):
    """Runs `work` while others log; answers what was acknowledged before it began, and in all."""
    stop, marks = threading.Event(), []
    threads = [threading.Thread(target=write_all, args=(book, stop, marks)) for _ in range(count)]
    for thread in threads:
        thread.start()
    while len(marks) < count:
        stop.wait(0.05)
    before = list(marks)
    try:
        work()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    return before, marks


@case("G01 a backup while others write holds all that was acknowledged before")
def backup_among_writers(book):
    book.filled()
    took = []
    before, _ = with_writers(book, 8 if LONG else 3,
                             lambda: took.append(book.run("backup").exits(0).seconds))
    saved = Book(book.binary, folder_of(book), FIRST)
    state = saved.state()
    state.check_sound()
    expect(set(before) <= state.live_notes, "a talk is missing")
    expect(stat.S_IMODE(os.stat(saved.path).st_mode) == 0o600, "mode of the backup")
    expect(stat.S_IMODE(os.stat(folder_of(book)).st_mode) == 0o700, "mode of the folder")
    return f"{took[0]:.1f} s"


@case("K06 modes under umask 000")
def modes(book):
    book.filled()
    open_mask = ["sh", "-c", 'umask 000; exec "$@"', "sh"]
    book.run("backup", before=open_mask).exits(0)
    book.run("backup", os.path.join(book.folder, "copy.db"), before=open_mask).exits(0)
    book.run("restore", FIRST, "--yes", before=open_mask).exits(0)
    book.run("forget", "Globex", "--yes", before=open_mask).exits(0)
    for folder, _, names in os.walk(book.folder):
        for path, wanted in [(folder, 0o700), *((os.path.join(folder, n), 0o600) for n in names)]:
            mode = stat.S_IMODE(os.stat(path).st_mode)
            expect(mode == wanted or path == os.path.join(book.folder, ".local"),
                   f"{path}: {mode:o}")


@case("G02 a backup killed anywhere leaves a whole one or none, and the next one works")
def backup_killed(book):
    need_strace()
    marks = book.filled()
    points = 0
    for call, count in counts(book, ["backup"], CHANGING).items():
        step = 1 if LONG else max(1, count // 3)
        for when in range(1, count + 1, step):
            points += 1
            shutil.rmtree(os.path.join(book.folder, ".local"))
            book.run("backup", before=killed_at(call, when))
            at = f"killed at {call} number {when}"
            if os.path.exists(os.path.join(folder_of(book), FIRST)):
                book.run("check", "--deep", "--db", os.path.join(folder_of(book), FIRST)).exits(0)
            book.run("backup", env=book.env(RAPPORT_NOW="2026-11-19T09:00")).exits(0)
            odd = [name for name in os.listdir(folder_of(book))
                   if name not in (FIRST, "book-2026-11-19T0900.db")]
            expect(not odd, f"{at}: left {odd}")
    book.check(acknowledged=marks, ignore=[".local"])
    return f"{points} points"


@case("G03 after a much smaller backup all older ones stay")
def shrunk(book):
    book.filled()
    for day in range(1, 13):
        book.run("backup", env=book.env(RAPPORT_NOW=f"2026-12-{day:02}T09:00")).exits(0)
    full = len(os.listdir(folder_of(book)))
    expect(full == 10, f"rotation keeps {full}")  # the newest of each week are among the ten
    os.unlink(book.path)
    book.log("a new beginning").exits(0)
    book.run("backup", env=book.env(RAPPORT_NOW="2026-12-20T09:00")).exits(0).says("less than half")
    expect(len(os.listdir(folder_of(book))) == full + 1, "an older backup was deleted")


@case("G04 a restore while others write loses nothing that was acknowledged")
def restore_among_writers(book):
    book.filled()
    book.run("backup").exits(0)
    _, marks = with_writers(book, 3,
                            lambda: book.run("restore", FIRST, "--yes").exits(0, 75))
    book.run("check", "--deep").exits(0)
    kept = [name for name in os.listdir(folder_of(book)) if "before-restore" in name]
    expect(len(kept) == 1, f"copies made before: {kept}")
    there = book.state().live_notes | Book(book.binary, folder_of(book), kept[0]).state().live_notes
    expect(set(marks) <= there, f"lost: {sorted(set(marks) - there)[:3]}")
    return f"{len(marks)} talks"


@case("G05 a bad file is refused before the book is touched")
def bad_backups(book):
    import sqlite3
    book.filled()
    book.run("backup").exits(0)
    good = os.path.join(folder_of(book), FIRST)
    kept = book.bytes()

    def attempt(name, make, *codes):
        path = os.path.join(book.folder, name)
        shutil.copyfile(good, path)
        make(path)
        book.run("restore", path, "--yes", timeout=10).exits(*codes)
        expect(book.bytes() == kept, f"{name}: the book was changed")
        for left in (path, path + "-journal"):
            if os.path.exists(left):
                os.unlink(left)

    def sql(*statements):
        def make(path):
            db = sqlite3.connect(path)
            for one in statements:
                db.execute(one)
            db.commit()
            db.close()
        return make
    attempt("missing", os.unlink, 66)
    attempt("empty", lambda path: os.truncate(path, 0), 65, 66)
    attempt("short", lambda path: os.truncate(path, 20000), 65)
    attempt("newer", sql("PRAGMA user_version=999"), 78)
    attempt("foreign", sql("PRAGMA application_id=7"), 78)
    attempt("trigger", sql("CREATE TRIGGER t AFTER INSERT ON command BEGIN DELETE FROM change; END"),
            65)
    attempt("view", sql("DROP TABLE name", "CREATE VIEW name AS SELECT 1 AS folded"), 65)
    attempt("altered", sql("UPDATE change SET body = replace(body, 'Globex', 'Glebox')"), 65)
    book.run("restore", book.path, "--yes").exits(2)
    expect(os.listdir(folder_of(book)) == [FIRST], "a copy was made for nothing")
    book.run("restore", FIRST).exits(2).says("--yes")


def bytes_told(book):
    """The bytes of the book without what stays on this machine, free parts included."""
    copy = os.path.join(book.folder, "told.db")
    shutil.copy(book.path, copy)
    db = sqlite3.connect(copy)
    db.execute("PRAGMA secure_delete=ON")
    for table, rows in (("change", "stream IN (SELECT id FROM stream WHERE space = 'local')"),
                        ("entity", "space = 'local'")):
        db.execute(f"UPDATE {table} SET body = zeroblob(length(CAST(body AS BLOB))) WHERE {rows}")
    db.commit()
    db.close()
    with open(copy, "rb") as opened:
        content = opened.read()
    os.unlink(copy)
    return content


@case("H08 what becomes private is in no byte but of what stays on this machine")
def private(book):
    word = "Zanzibarium"
    book.filled()
    for k in range(1000 if LONG else 6):
        book.run("log", "Globex", "1h", f"-{1 + k % 30}d", f"{8 + k // 30 % 10:02}:{k // 300 * 10:02}", "-m", f"about {word} {k}",
                 "-l", f"pain: {word} waits +{word}", "--promise", f"say nothing of {word}").exits(0)
    book.run("amend", "2", "-m", f"other than {word}").exits(0)
    removed = book.run("list", "--all", "--json")
    numbers = [row["id"] for row in json.loads(removed.out)["interactions"]]
    told = {form for form in forms(word)}
    for steps in (["amend", "N", "--private"], ["amend", "N", "--public"], ["undo"]):
        for number in numbers if "N" in steps else numbers[:1]:
            book.run(*[str(number) if step == "N" else step for step in steps]).exits(0)
        if steps[-1] == "--public":
            continue
        if steps == ["undo"]:
            for number in numbers[:-1]:
                book.run("undo").exits(0)
        content = bytes_told(book)
        for text in (content, content.lower()):
            left = [form for form in told if form in text]
            expect(not left, f"{left[:2]} is still in the book after {steps}")
        book.run("search", word).exits(0).says("Nothing found")
        for args in (["export", "--json", "--history"],
                     ["export", "--customer", "Globex"], ["export", "--csv", "--table", "learnings"],
                     ["export", "--csv", "--table", "promises"]):
            expect(word.encode() not in book.run(*args).out, f"{args} says it")
        book.run("check", "--deep").exits(0)


WORDS = ["Vandelay", "Größe", "Šimek", "日本通運", "Ünlü", "O’Brien", "Ångström", "Wonka", "Zürcher", "D’Arcy", "日本", "İnci", "ßeta"]


@case("H05 nothing of a forgotten name is left in any file")
def forgotten(book):
    rng, rounds = random.Random(SEED), 100 if LONG else 5
    for k in range(rounds):
        shutil.rmtree(book.folder)
        os.mkdir(book.folder, 0o700)
        one, other = rng.sample(WORDS, 2)
        name, person = f"{one} {other} {k}x", f"Quirin {other}{k}y"
        mail, alias = f"quirin{k}@{k}zulu.example", f"Kurz{k}q{one}"
        ways = [name, name.upper(), unicodedata.normalize("NFD", name), alias, alias.lower()]
        book.run("customer", "add", name, "--alias", alias, "--domain", mail.split("@")[1]).exits(0)
        book.run("person", "add", person, "--at", name, "--email", mail).exits(0)
        book.run("customer", "add", "Globex").exits(0)
        for day in range(rng.randrange(3, 8)):
            who = rng.choice([name, mail, "Globex"])
            said = rng.choice(ways + [person, person.upper(), mail])
            book.run("log", "-m", f"about {said}, and more", "-l", f"pain: {rng.choice(ways)} waits",
                     "--promise", f"call {person}", "--due", "fri", "--new", "--", who, "1h",
                     f"-{day}d", "09:00").exits(0)
            if rng.random() < 0.4:
                book.run("amend", "1", "-m", f"now {rng.choice(ways)}").exits(0)
            if rng.random() < 0.3:
                book.run("backup").exits(0)
        told = rng.choice(ways)
        for args in (["idea", "add", f"Export for {told}", "--from", "1"],
                     ["story", "add", f"{told} prints every order #orders", "--from", "1"],
                     ["showstopper", "open", f"{told} lost orders", "--for", name, "--next", "tomorrow"],
                     ["promise", "add", f"visit {told} again", "--for", name, "--due", "fri"],
                     ["customer", "edit", "Globex", "--tag", told],
                     ["person", "add", f"Kim {k}", "--at", "Globex"],
                     ["export", "--json", "-o", os.path.join(book.folder, "out.json")]):
            book.run(*args).exits(0)
        book.run("customer", "edit", name, "--name", f"{name} renamed").exits(0)
        reports = [["week", "--json"], ["trend", "--json"], ["status", "--json"],
                   ["list", "--all", "--json"], ["team", "--json"]]
        before = [book.run(*args).out.decode() for args in reports]
        draft = os.path.join(book.folder, "rapport", "note-kept.md")
        os.mkdir(os.path.dirname(draft), 0o700)
        with open(draft, "w", encoding="utf-8") as file:
            file.write(f"half a note on {told}")
        result = book.run("forget", name, "--yes", env=book.env(XDG_RUNTIME_DIR=book.folder)).exits(0)
        expect(not os.path.exists(draft), f"seed {SEED}: the draft is still there")
        after = [book.run(*args).out.decode() for args in reports]
        calls = sorted({f"{name} renamed", *ways, person, mail, mail.split("@")[1]}, key=len, reverse=True)
        either = re.compile("(customer|person)-[0-9a-f]{4}|" + "|".join(map(re.escape, calls)), re.I)
        for args, old, new in zip(reports, before, after):
            old, new = (either.sub("WHO", json.dumps(json.loads(text), ensure_ascii=False))
                        for text in (old, new))
            expect(new == old, f"seed {SEED}: {args} changed")
        os.unlink(os.path.join(book.folder, "out.json"))  # it is named, never touched
        expect_gone(book, [name, person, mail, alias, mail.split("@")[1]])
        book.run("check", "--deep").exits(0)
        book.run("list", "--all", "--as-of", "2026-11-17").exits(0)
        book.run("history").exits(0).says("customer-")
        book.run("undo").exits(3)
    return f"{rounds} books"


@case("H06 a backup older than a forget is restored without the forgotten")
def restore_forgets(book):
    book.filled()
    copy = os.path.join(book.folder, "elsewhere.db")
    book.run("backup", copy).exits(0)
    book.run("forget", "Globex", "--yes").exits(0).says(copy)
    book.run("restore", copy, "--yes").exits(0).says("erased again")
    os.unlink(copy)
    expect_gone(book, ["Globex"])
    book.run("check", "--deep").exits(0)


if __name__ == "__main__":
    main()
