#!/usr/bin/env python3
"""D, F: what may lie where the book should be, versions.
usage: files.py BINARY [CASE…] [--long]"""

import os
import random
import shutil
import socket
import sqlite3
import stat

from book import NOBODY, Book, Skip, as_nobody, case, expect, main
from dice import SEED
from inject import killed_at, need_strace

LOG = ["log", "-m", "mine", "--", "Acme Robotics", "1h"]
BOTH = (["history"], LOG)


def refuses(book, *codes, says=(), before=(), untouched=True):
    """Reading and writing both exit with `codes`, without waiting for anything, and leave the file as it is."""
    regular = os.path.isfile(book.path) and os.access(book.path, os.R_OK)
    kept = book.bytes() if regular else None
    for args in BOTH:
        result = book.run(*args, before=before, timeout=10)
        result.exits(*codes).says(*says)
    if regular and untouched:
        expect(book.bytes() == kept, "the file was changed")
    expect(not [name for name in os.listdir(book.folder) if ".new." in name], "a draft was left")


@case("D01 an empty file is never an empty book")
def empty_file(book):
    open(book.path, "w").close()
    refuses(book, 66, says=["empty", "0 bytes"])


@case("D02 what is not a database")
def no_database(book):
    png = b"\x89PNG\r\n\x1a\n" + bytes(100)
    for content in (b"abc", b"just a text\n" * 1000, png, b"\x1f\x8b\x08" + bytes(5000),
                    b"SQLite format 3\x00" + bytes(84), random.Random(SEED).randbytes(8192)):
        with open(book.path, "wb") as file:
            file.write(content)
        refuses(book, 65)


@case("D03 the database of another program")
def foreign_database(book):
    db = sqlite3.connect(book.path)
    db.execute("CREATE TABLE bookmarks(url)")
    db.commit()
    db.close()
    refuses(book, 78, says=["another program"])
    db = sqlite3.connect(book.path)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA application_id=42")
    db.close()
    refuses(book, 78)


@case("D04 folders, pipes, sockets and devices")
def no_file(book):
    os.mkdir(book.path)
    refuses(book, 66)
    os.rmdir(book.path)
    os.mkfifo(book.path)
    refuses(book, 66)
    os.unlink(book.path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(book.path)
        refuses(book, 66)
    os.unlink(book.path)
    for device in ("/dev/null", "/dev/zero", "/dev/full", "/dev/tty"):
        refuses(Book(book.binary, "/dev", os.path.basename(device)), 66, 77)


@case("D05 no permission")
def no_permission(book):
    book.filled()
    drop = as_nobody(book)
    os.chmod(book.path, 0)
    refuses(book, 77, says=[book.path] if os.geteuid() else [], before=drop)
    os.chmod(book.path, 0o600)
    os.chmod(book.folder, 0)
    refuses(book, 77, before=drop)
    os.chmod(book.folder, 0o700)


@case("D05 a book of another user")
def foreign_owner(book):
    if os.geteuid() != 0:
        raise Skip("needs root to give a file away")
    book.filled()
    os.chown(book.path, NOBODY, NOBODY)
    refuses(book, 77, says=["another user"])


@case("D06 a read-only file, a read-only folder: read, never write")
def read_only(book):
    marks = book.filled()
    drop = as_nobody(book)
    for path, mode, back in ((book.path, 0o400, 0o600), (book.folder, 0o500, 0o700)):
        os.chmod(path, mode)
        kept = book.bytes()
        book.run("history", before=drop).exits(0)
        book.run(*LOG, before=drop).exits(77).says("nothing was saved")
        expect(book.bytes() == kept, "the file was changed")
        os.chmod(path, back)
    if os.geteuid() == 0:
        os.chown(book.folder, 0, 0)
        os.chown(book.path, 0, 0)
    book.check(acknowledged=marks, refused=["mine"])


@case("D07 missing paths")
def missing(book):
    loop = os.path.join(book.folder, "loop")
    os.symlink(loop, loop)
    plain = os.path.join(book.folder, "plain")
    open(plain, "w").close()
    for path in (os.path.join(book.folder, "no", "folder", "book.db"),
                 os.path.join(plain, "book.db"), os.path.join(book.folder, "x" * 300),
                 loop, os.path.join(loop, "book.db"), book.folder + "/" + "y" * 250):
        env = book.env(RAPPORT_DB=path)
        book.run("history", env=env).exits(66)
        book.run(*LOG, env=env).exits(66, 73)
    expect(sorted(os.listdir(book.folder)) == ["loop", "plain"], f"{os.listdir(book.folder)}")
    # A named book that is not there is an error to read, and made by a write.
    book.run("history").exits(66)
    book.run(*LOG).exits(0)
    book.check(acknowledged=["mine"], ignore=["loop", "plain"])


@case("D08 names that SQLite would take for something else")
def special_names(book):
    book.run(*LOG, env=book.env(RAPPORT_DB="")).exits(78)
    book.run(*LOG, "--db", "").exits(2, 78)
    for name in (":memory:", "file:x?mode=memory", "file::memory:", "file:y?vfs=none",
                 "file:///nowhere", "a?mode=ro"):
        folder = os.path.join(book.folder, str(abs(hash(name))))
        os.makedirs(os.path.join(folder, "file:", "nowhere") if "//" in name else folder)
        if "//" in name:
            os.rmdir(os.path.join(folder, "file:", "nowhere"))
        env = book.env(RAPPORT_DB=name)
        for mark in ("first", "second"):
            book.run("log", "-m", mark, "--", "Acme Robotics", "1h", env=env, cwd=folder).exits(0)
        where = os.path.join(folder, name)
        expect(os.path.isfile(where), f"no file {name!r}: {os.listdir(folder)}")
        from book import State
        expect({"first", "second"} <= State(where).live_notes, f"{name}: thrown away")


@case("D09 links")
def links(book):
    marks = book.filled()
    real = os.path.join(book.folder, "real")
    os.mkdir(real, 0o700)
    os.rename(book.path, os.path.join(real, "book.db"))
    os.symlink(os.path.join(real, "book.db"), book.path)
    book.log("by link").exits(0)
    env = book.env(RAPPORT_DB=os.path.join(book.folder, "folder", "book.db"))
    os.symlink(real, os.path.join(book.folder, "folder"))
    book.log("by folder", env=env).exits(0)
    env = book.env(RAPPORT_DB=os.path.join(book.folder, "folder", "new.db"))
    book.log("new by folder", env=env).exits(0)
    os.unlink(os.path.join(real, "new.db"))
    expect(sorted(os.listdir(real)) == ["book.db"], f"left: {os.listdir(real)}")
    inner = Book(book.binary, real)
    inner.marks = 100
    inner.check(acknowledged=[*marks, "by link", "by folder"])
    os.unlink(book.path)
    os.symlink(os.path.join(book.folder, "gone"), book.path)
    for args in BOTH:
        book.run(*args).exits(66)
    os.unlink(book.path)
    os.link(os.path.join(real, "book.db"), book.path)
    refuses(book, 77, says=["hard link"])
    os.unlink(book.path)
    if os.geteuid() == 0:
        os.symlink(os.path.join(real, "book.db"), book.path)
        os.chown(os.path.join(real, "book.db"), NOBODY, NOBODY)
        refuses(book, 77, says=["another user"])


@case("D11 odd names of the file")
def odd_names(book):
    for name in (b"with blanks and  two", b"new\nline", b"what?", b"100%20", b"#1", b"-rf", b"'quote",
                 b"\xff\xfe", "Müller 👩‍👩‍👧.db".encode(), b"a;b|c&d", b"..db", b"%s%n", b"\x1b[31m"):
        folder = os.path.join(book.folder.encode(), b"odd")
        os.mkdir(folder, 0o700)
        path = os.path.join(folder, name)
        env = {key.encode(): value.encode() for key, value in book.env().items()}
        env[b"RAPPORT_DB"] = path
        for k in range(2):
            result = book.run(*LOG, env=env)
            result.exits(0)
            expect(b"\x1b" not in result.out + result.err, "a raw escape from the file's name")
        expect(os.listdir(folder) == [name], f"{os.listdir(folder)}")
        env[b"RAPPORT_DB"] = name
        book.run("history", env=env, cwd=folder).exits(0)
        shutil.rmtree(folder)


@case("D12 the current folder is gone")
def no_current_folder(book):
    marks = book.filled()
    script = ('d=$(mktemp -d) && cd "$d" && rmdir "$d" && exec "$@"')
    book.log("homeless", before=["sh", "-c", script, "sh"]).exits(0)
    book.check(acknowledged=[*marks, "homeless"])


@case("B07 the journal of a book that was moved away")
def orphan_journal(book):
    need_strace()
    book.filled()
    book.run(*LOG, before=killed_at("unlink", 1))
    journal = book.path + "-journal"
    expect(os.path.exists(journal), "no journal was left to orphan")
    os.rename(book.path, book.path + ".moved")
    with open(journal, "rb") as file:
        kept = file.read()
    book.run(*LOG).exits(73).says("journal")
    expect(sorted(os.listdir(book.folder)) == ["book.db-journal", "book.db.moved"],
           f"{os.listdir(book.folder)}")
    with open(journal, "rb") as file:
        expect(file.read() == kept, "the journal was changed")
    os.rename(book.path + ".moved", book.path)
    book.check(refused=["mine"])


@case("F05 a book of a newer version: neither read nor written")
def newer_version(book):
    book.filled()
    set_pragma(book, "user_version=999")
    refuses(book, 78, says=["newer", "999"])
    set_pragma(book, "user_version=-1")
    refuses(book, 65)
    set_pragma(book, "user_version=0")
    refuses(book, 65)


def set_pragma(book, pragma):
    db = sqlite3.connect(book.path)
    db.execute(f"PRAGMA {pragma}")
    db.commit()
    db.close()


@case("F06 a changed schema: refused by name")
def changed_schema(book):
    book.filled()
    whole = book.bytes()
    for sql, name in (("CREATE TRIGGER thief AFTER INSERT ON entity BEGIN DELETE FROM entity; END",
                       "thief"),
                      ("CREATE VIEW peek AS SELECT * FROM entity", "peek"),
                      ("CREATE INDEX fast ON entity(number)", "fast"),
                      ("DROP INDEX change_uid", ""),
                      ("DROP TABLE name", "")):
        with open(book.path, "wb") as file:
            file.write(whole)
        db = sqlite3.connect(book.path)
        db.execute(sql)
        db.commit()
        db.close()
        refuses(book, 65, says=[name])


@case("a book's mode is repaired, and said so")
def mode(book):
    marks = book.filled()
    os.chmod(book.path, 0o644)
    book.run("history").exits(0).says("0644", "0600")
    expect(stat.S_IMODE(os.stat(book.path).st_mode) == 0o600, "not repaired")
    book.check(acknowledged=marks)


if __name__ == "__main__":
    main()
