#!/usr/bin/env python3
"""Hostile, broken and huge files for `import`: all or nothing, never a crash or a wait.
usage: imports.py BINARY [CASE…]"""

import csv
import glob
import io
import json
import os
import resource
import time

from book import Book, case, expect, main
from incoming import with_pm, write
from texts import expect_harmless

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
CALENDARS = sorted(glob.glob(os.path.join(DATA, "hostile", "ics", "*.ics")))
CUSTOMERS = ["acme-robotics.test", "globex.test", "initech.test", "soylent.test", "stark.test",
             "oscorp.test", "nihonseimitsu.test", "vandelay.test"]


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
        if result.code == 65:
            expect(book.bytes() == before, f"{path} was refused and changed the book")
        read += result.code == 0
    sound(book)
    return f"{read} of {len(CALENDARS)} read"


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
    pages = [text for text in texts if "<" in text or text.startswith('="')]  # become text
    kept = len(pages) + sum(text in state.live_notes for text in texts if text not in pages)
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
        "utf32": "Date,Account\n".encode("utf-32"),
        "damaged": HEADER.encode() + b"2026-03-02,30,M\xc3\xbcller M\xfcller,x\n",
        "greek": HEADER.encode() + "2026-03-02,30,Αθήνα,x\n".encode("iso-8859-7"),
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
        book.run("import", path, preexec_fn=limits, timeout=60).exits(65)
        expect(book.bytes() == before, f"{name}: the book changed")
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
            book.log("meanwhile", timeout=20).exits(0)  # the lock would be waited for 30 s
            end.write(b"2026-03-02,30,Acme Robotics,from a pipe\n")
        process.wait(20)
    finally:
        process.kill()
    expect("from a pipe" in book.state().live_notes, "what came through the pipe")


def told(book, path):
    """What an import of `path` would bring in: exit code, and the talks."""
    result = book.run("import", path, "--dry-run", "--json")
    expect_harmless(result)
    return result.code, json.loads(result.out)["held"] if result.code == 0 else result.err.decode()


@case("tables with every kind of line end, with and without a mark and an end: the same talks")
def line_ends(book):
    with_pm(book)
    lines = [b"Date,Minutes,Account,Subject", b"2026-03-02,30,Acme,a", b'2026-03-03,30,Acme,"b, c"',
             "2026-03-04,30,Müller,d".encode()]
    for end in (b"\n", b"\r\n", b"\r"):
        for mark in (b"", b"\xef\xbb\xbf"):
            for last in (b"", end):
                path = write(book, "ends.csv", mark + end.join(lines) + last)
                expect(told(book, path) == (0, 3), f"{end!r} {mark!r} {last!r}: {told(book, path)}")
    path = write(book, "ends.csv", lines[0] + b"\r\n" + lines[1] + b"\r" + lines[2] + b"\n" + lines[3])
    expect(told(book, path) == (0, 3), "mixed ends")
    for encoding in ("utf-16", "latin-1", "cp1252"):
        path = write(book, "ends.csv", b"\n".join(lines).decode().encode(encoding))
        expect(told(book, path) == (0, 3), f"{encoding}: {told(book, path)}")
    for encoding in ("utf-16-le", "utf-16-be", "utf-32"):
        path = write(book, "ends.csv", b"\n".join(lines).decode().encode(encoding))
        code, says = told(book, path)
        expect(code == 65 and "line " in says and "column" in says, f"{encoding}: {code} {says}")


@case("calendar.ics folded at every place and with other line ends: the same talks")
def folded(book):
    with open(os.path.join(DATA, "calendar.ics"), "rb") as file:
        text = file.read()
    sample(book)
    plain = b"".join(text.replace(b"\r", b"").split(b"\n "))
    forms = [plain, plain.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + plain, plain.rstrip(b"\n"),
             plain.replace(b"\n", b"\r"), text.decode().encode("utf-16"),
             text.replace(b"Priya", b"Pr\xedya"),
             plain.replace(b"END:VEVENT", b"X-LONG:" + b"x" * (5 << 20) + b"\nEND:VEVENT")]
    for size in (1, 2, 3, 7, 74):
        forms.append(b"\r\n".join(b"\r\n ".join(line[k:k + size] for k in range(0, len(line), size))
                                  for line in plain.split(b"\n") if line))
    for k, form in enumerate(forms):
        path = write(book, "folded.ics", form)
        book.run("import", path).exits(0).says("0 talks came in", "12 as before")
    for name, broken in {
        "cut": text[:len(text) // 2],
        "nested": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 10_000,
        "long": b"BEGIN:VCALENDAR\r\nLOCATION:" + b"x" * (20 << 20) + b"\r\nEND:VCALENDAR\r\n",
        "large": b"x" * (40 << 20),
        "utf32": text.decode().encode("utf-32"),
        "damaged": text.replace(b"Priya", b"Pr\xc3\xadya\xed"),
        "nul": text.replace(b"Priya", b"Pr\0ya"),
    }.items():
        before = book.bytes()
        book.run("import", write(book, "folded.ics", broken)).exits(65)
        expect(book.bytes() == before, f"{name}: the book changed")
    sound(book, "folded.ics")


@case("rules that never end, contradict themselves or repeat too often: within the window, at once")
def rules(book):
    with_pm(book, "--from", "2026-01-05")
    book.run("customer", "add", "Acme", "--domain", "acme.test").exits(0)
    bad = ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "FREQ=DAILY;COUNT=1000000000",
           "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;UNTIL=20000101T000000Z",
           "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
           "FREQ=DAILY;BYHOUR=1,2,3,4;BYMINUTE=" + ",".join(map(str, range(60))),
           "FREQ=MONTHLY;BYDAY=" + ",".join(f"{k}MO" for k in range(1, 6)) + ";BYSETPOS=366",
           "FREQ=DAILY;UNTIL=99991231T235959Z", "FREQ=NEVER", "FREQ=DAILY\r\nEXRULE:FREQ=DAILY"]
    for k, rule in enumerate(bad):
        one = event_of(f"Rule {k}", f"rule-{k}").replace("DURATION", f"RRULE:{rule}\r\nDURATION")
        path = write(book, "rules.ics", f"BEGIN:VCALENDAR\r\n{one}END:VCALENDAR\r\n")
        result = book.run("import", path, "--zone", "UTC", "--dry-run", "--json", timeout=20)
        result.exits(0, 65)
        if result.code == 0:
            talks = json.loads(result.out)
            expect(talks["held"] + talks["planned"] <= 1000, f"{rule}: {talks['held']} talks")
            late = [talk["start"] for talk in talks["interactions"] if talk["start"] > "2027-01-14"]
            expect(not late, f"{rule}: {late[:3]}")


if __name__ == "__main__":
    main()
