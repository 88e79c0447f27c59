#!/usr/bin/env python3
"""Hostile, broken and huge files for `import`: all or nothing, never a crash or a wait.
usage: imports.py BINARY [CASE…]"""

import csv
import datetime
import glob
import io
import json
import os
import sys
import resource
import signal
import time

from book import Book, Skip, case, expect, main
from texts import expect_harmless

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
CALENDARS = sorted(glob.glob(os.path.join(DATA, "hostile", "ics", "*.ics")))
CUSTOMERS = ["acme-robotics.test", "globex.test", "initech.test", "soylent.test", "stark.test",
             "oscorp.test", "nihonseimitsu.test", "vandelay.test"]


def write(book, name, content):
    path = os.path.join(book.folder, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def with_pm(book, *options):
    book.run("pm", "add", "Priya", *options).exits(0)
    return book


def sample(book, **env):
    """The book in which calendar.ics is Priya's."""
    with_pm(book, "--from", "2026-01-05")
    book.run("config", "set", "own.domains", "example.com").exits(0)
    for domain in CUSTOMERS:
        book.run("customer", "add", domain.split(".")[0].title(), "--domain", domain).exits(0)
    return book.run("import", os.path.join(DATA, "calendar.ics"), env=book.env(**env)).exits(0)


def sound(book, *files):
    return book.check(ignore=["naughty.csv", "naughty.ics", *map(os.path.basename, files)])


def talks(book):
    return sorted((t["start"], t.get("offset"), t["minutes"], t["kind"], t["status"],
                   sorted(k for k in t if k.startswith("source.")),
                   sum(k.startswith("customer.") for k in t), sum(k.startswith("person.") for k in t))
                  for t in book.state().named("interaction"))


@case("calendar.ics read where the machine thinks it is in five zones: one and the same book")
def zones(book):
    seen = []
    for k, zone in enumerate(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata",
                              "Pacific/Kiritimati"]):
        folder = os.path.join(book.folder, str(k))
        os.mkdir(folder, 0o700)
        one = Book(book.binary, folder)
        sample(one, TZ=zone)
        seen.append(talks(one))
    expect(len(seen[0]) == 12, f"{len(seen[0])} talks")
    expect(all(one == seen[0] for one in seen), f"they differ: {seen}")
    night = [talk for talk in seen[0] if talk[0] == "2026-11-03T03:30"]
    expect(night and night[0][1] == 60, f"the evening in New York: {night}")


@case("calendar.ics once more: not a byte changes")
def twice(book):
    sample(book)
    before = book.bytes()
    book.run("import", os.path.join(DATA, "calendar.ics")).exits(0).says("0 talks came in", "12 as before")
    expect(book.bytes() == before, "the book changed")
    sound(book)


@case("hostile calendars: read or refused, nothing by halves")
def hostile(book):
    with_pm(book)
    read = 0
    for path in CALENDARS:
        before = book.bytes()
        result = book.run("import", path, timeout=20)
        expect_harmless(result)
        result.exits(0, 65)
        expect(result.seconds < 3, f"{path} took {result.seconds} s")
        if result.code == 65:
            expect(book.bytes() == before, f"{path} was refused and changed the book")
        read += result.code == 0
    sound(book)
    return f"{read} of {len(CALENDARS)} read"


def told_by_icalendar(text):
    """(start in UTC, title) of the timed events that are no series, by an independent reader."""
    from icalendar import Calendar
    events, whole_days = [], 0
    for component in Calendar.from_ical(text, multiple=True):
        for event in component.walk("VEVENT"):
            if "RRULE" in event or "RDATE" in event or "DTSTART" not in event:
                continue
            start = event["DTSTART"].dt
            if not isinstance(start, datetime.datetime):
                whole_days += 1
                continue
            if start.tzinfo is not None:
                start = start.astimezone(datetime.timezone.utc)
            events.append((start.strftime("%Y-%m-%dT%H:%M"), str(event.get("SUMMARY", "")).strip()))
    return sorted(events), whole_days


@case("hostile calendars: an independent reader tells the same events")
def second_reader(book):
    sys.path.append("/usr/lib/python3/dist-packages")  # Debian's, for any python3 in front of it
    try:
        import icalendar  # noqa: F401
    except ImportError as missing:
        raise Skip("python3-icalendar is not installed") from missing
    with_pm(book)
    compared = 0
    for path in CALENDARS:
        with open(path, "rb") as file:
            text = file.read()
        # An attendee whom nobody knows: each event that is a meeting is then named.
        guest = b"ATTENDEE:mailto:guest@stranger.test\r\nEND:VEVENT"
        mine = write(book, "one.ics", text.replace(b"END:VEVENT", guest))
        result = book.run("import", mine, "--zone", "UTC", "--dry-run", "--json")
        if result.code != 0:
            continue
        try:
            theirs, whole_days = told_by_icalendar(text)
        except Exception:  # what it cannot read is no second opinion
            continue
        answer = json.loads(result.out)
        if any(row["reason"] == "no start that can be read" for row in answer["left_out"]):
            continue
        ours = sorted((row["start"], row["title"]) for row in answer["unmatched"])
        if b"RRULE" in text.split(b"BEGIN:VEVENT", 1)[-1] or b"RDATE" in text:
            ours = [event for event in ours if event in theirs]  # series are told apart by one alone
        expect(ours == theirs, f"{os.path.basename(path)}: {ours} and {theirs}")
        days = sum(row["count"] for row in answer["left_out"] if row["reason"] == "all day")
        expect(days >= whole_days, f"{os.path.basename(path)}: {days} whole days, not {whole_days}")
        compared += len(theirs) > 0
    expect(compared >= 8, f"only {compared} calendars had something to compare")
    return f"{compared} calendars"


def event_of(title, uid):
    folded = title.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return (f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{folded}\r\nDTSTART:20260302T100000Z\r\n"
            "DURATION:PT30M\r\nATTENDEE:mailto:a@acme.test\r\nEND:VEVENT\r\n")


def naughty():
    with open(os.path.join(DATA, "naughty-strings.json"), encoding="utf-8") as file:
        return [text for text in json.load(file) if "\0" not in text]


@case("naughty strings as titles of meetings: kept as notes, shown harmlessly")
def naughty_titles(book):
    with_pm(book)
    book.run("customer", "add", "Acme", "--domain", "acme.test").exits(0)
    texts = [text for text in naughty() if "\r" not in text]
    events = "".join(event_of(text, f"naughty-{k}") for k, text in enumerate(texts))
    path = write(book, "naughty.ics", f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n")
    result = book.run("import", path, "--zone", "UTC").exits(0)
    expect_harmless(result)
    notes = book.state().live_notes
    lost = [text for text in texts if text.strip(" \t\r\n") not in (notes | {""})
            and text.strip() not in {(note or "").strip() for note in notes}]
    expect(len(lost) < 5, f"{len(lost)} titles were lost: {lost[:5]!r}")
    sound(book)
    return f"{len(texts) - len(lost)} of {len(texts)} kept"


@case("naughty strings in every column of a table: kept exactly, or refused by line")
def naughty_cells(book):
    with_pm(book)
    texts = naughty()
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["Date", "Minutes", "Account", "Contact", "Subject"])
    for k, text in enumerate(texts):
        guarded = "'" + text if text[:1] in ("=", "+", "-", "@", "'", "\t", "\r") else text
        rows.writerow(["2026-03-02", 1 + k % 600, guarded, guarded, guarded])
    path = write(book, "naughty.csv", out.getvalue())
    result = book.run("import", path, "--skip-errors").exits(0)
    expect_harmless(result)
    state = book.state()
    kept = sum(text in state.live_notes for text in texts)
    names = {fields["name"] for fields in state.named("customer")}
    expect(kept > 480, f"only {kept} notes of {len(texts)}")
    expect(len(names) > 400, f"only {len(names)} customers")
    expect_harmless(book.run("import", path, "--skip-errors").exits(0).says("0 talks came in"))
    sound(book)
    return f"{kept} of {len(texts)} kept"


HEADER = "Date,Minutes,Account,Subject\n"


@case("one bad row among many: nothing comes in, and the line is named")
def one_bad(book):
    with_pm(book)
    rows = "".join(f"2026-03-02,{1 + k % 90},Acme {k % 9},n{k}\n" for k in range(20_000))
    path = write(book, "bad.csv", HEADER + rows + "02/03/2026,30,Acme,last\n")
    before = book.bytes()
    book.run("import", path).exits(65).says("line 20002", "nothing was imported", "bad.csv")
    expect(book.bytes() == before, "the book changed")
    return sound(book, path) and None


@case("tables of wrong kinds: refused within seconds and 200 MB, with line and column")
def broken_tables(book):
    with_pm(book)
    cases = {
        "utf16": "Date,Account\n".encode("utf-16"),
        "latin1": HEADER.encode() + "2026-03-02,30,Müller,x\n".encode("latin-1"),
        "nul": HEADER.encode() + b"2026-03-02,30,A\0B,x\n",
        "quote": HEADER.encode() + b'2026-03-02,30,"Acme,x\n' + b"x" * (100 << 20),
        "columns": b"Date,Account\n" + b"," * 10_000_000 + b"\n",
        "line": b"Date,Account\n" + b"x" * (120 << 20),
        "large": b"x" * (200 << 20),
        "nothing": b"\n\n\n",
        "columns of others": b"a,b\n1,2\n",
    }
    for name, content in cases.items():
        path = write(book, "broken.csv", content)
        before = book.bytes()
        def limits():
            resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
        result = book.run("import", path, preexec_fn=limits).exits(65)
        expect(book.bytes() == before, f"{name}: the book changed")
        expect(result.seconds < 10, f"{name}: {result.seconds} s")
    sound(book, "broken.csv")


@case("an empty or missing file, a folder, and one that may not be read")
def no_files(book):
    with_pm(book)
    book.run("import", write(book, "empty.csv", b"")).exits(66)
    book.run("import", os.path.join(book.folder, "gone.ics")).exits(66)
    os.mkdir(os.path.join(book.folder, "folder.csv"))
    book.run("import", os.path.join(book.folder, "folder.csv")).exits(66)


@case("a file that stalls: nobody waits for the lock meanwhile")
def stalls(book):
    with_pm(book)
    pipe = os.path.join(book.folder, "pipe.csv")
    os.mkfifo(pipe)
    process = book.start("import", pipe)
    try:
        with open(pipe, "wb") as end:
            end.write(HEADER.encode())
            end.flush()
            time.sleep(0.3)
            expect(book.log("meanwhile").exits(0).seconds < 2, "log had to wait")
            end.write(b"2026-03-02,30,Acme,from a pipe\n")
        process.wait(20)
    finally:
        process.kill()
    expect("from a pipe" in book.state().live_notes, "what came through the pipe")


@case("Ctrl-C in the middle of a large import: nothing came in")
def interrupted(book):
    with_pm(book)
    book.log("before").exits(0)
    rows = "".join(f"2026-03-02,{1 + k % 90},Acme {k % 99},n{k}\n" for k in range(60_000))
    path = write(book, "large.csv", HEADER + rows)
    live = book.state().live
    stopped = 0
    for pause in (0.2, 0.6, 1.0):
        process = book.start("import", path)
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        stopped += process.wait(30) == -signal.SIGINT
        expect(book.run("list").code == 0, "the next command")
        expect(book.state().live == live, "something came in")
    expect(stopped > 0, "it was never stopped on the way")
    sound(book, path)
    return f"{stopped} of 3 stopped on the way"


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
    book.run("import", path).exits(0).says("10000 here already")
    sound(book, path)


if __name__ == "__main__":
    main()
