#!/usr/bin/env python3
"""Exports, and files that pretend to be one: everything out, everything in, all of it or nothing.
usage: exports.py BINARY [CASE…]"""

import csv
import glob
import io
import json
import os
import resource
import signal
import stat
import sys
import unicodedata
import time

from book import Book, Skip, case, expect, main
from incoming import with_pm, write
from texts import expect_harmless

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
HOSTILE = sorted(glob.glob(os.path.join(DATA, "hostile", "json", "*.json")))
HEAD = '{"version": 1, "report": "export", '


def naughty():
    with open(os.path.join(DATA, "naughty-strings.json"), encoding="utf-8") as file:
        return [text for text in json.load(file) if "\0" not in text]


def entity(number, fields):
    return (f'{{"uid": "01a1f978-b580-7000-8623-{number:012x}", "space": "team", '
            f'"recorded": "2026-03-02T09:00+01:00", {fields}}}')


def customers(count, last=""):
    rows = [entity(k + 1, f'"name": "Acme {k}"') for k in range(count)]
    return HEAD + '"customer": [\n' + ",\n".join(rows + ([last] if last else [])) + "\n]}\n"


def export(book, *options):
    return book.run("export", *options).exits(0).out


@case("a year of everything: out, in and out again, to the byte; one undo takes all of it back")
def demo_trip(book):
    demo = os.path.join(book.folder, "demo.db")
    book.run("demo", demo).exits(0)
    text = book.run("--db", demo, "export", "--private").exits(0).out
    path = write(book, "demo.json", text)
    book.run("import", path).exits(0)
    expect(export(book, "--private") == text, "the second export differs")
    before = book.bytes()
    book.run("import", path).exits(0).says("0 records came in")
    expect(book.bytes() == before, "the second import changed the book")
    book.run("check", "--deep").exits(0)
    book.run("undo", timeout=120).exits(0)
    kinds = json.loads(export(book, "--private"))
    expect(not any(kinds[kind] for kind in kinds if isinstance(kinds[kind], list)), "undo left some")
    book.run("import", path).exits(0)
    expect(export(book, "--private") == text, "the third export differs")
    return f"{text.count(b'uid')} entities"


@case("hostile files: refused with a place, nothing by halves")
def hostile(book):
    with_pm(book)
    for path in HOSTILE:
        name = os.path.basename(path)
        before = book.bytes()
        result = book.run("import", path)
        expect_harmless(result)
        if name.startswith("good"):
            result.exits(0)
            continue
        if name in ("latin1.json", "utf16.json"):  # read, and says something else of whom good.json has
            result.exits(3)
            expect(book.bytes() == before, f"{name} was refused and changed the book")
            continue
        result.exits(65).says("nothing was imported", name)
        expect(book.bytes() == before, f"{name} was refused and changed the book")
    return f"{len(HOSTILE)} files"


@case("deep and huge files: refused within seconds")
def huge(book):
    with_pm(book)
    cases = {
        "depth": HEAD + '"history": ' + "[" * 10_000_000,
        "depth of nothing": "[" * 10_000_000,
        "line": HEAD + '"customer": [' + entity(1, '"name": "' + "x" * (120 << 20) + '"') + "]}",
        "space": " " * (100 << 20),
        "large": " " * (300 << 20),
        "number": HEAD + '"customer": [' + entity(1, '"name": "A", "x": ' + "9" * (20 << 20)) + "]}",
    }
    for name, content in cases.items():
        path = write(book, "huge.json", content)
        before = book.bytes()

        def limits():
            resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

        book.run("import", path, preexec_fn=limits, timeout=120).exits(65)
        expect(book.bytes() == before, f"{name}: the book changed")
    os.remove(path)


@case("one bad record among many: nothing comes in, and the line is named")
def one_bad(book):
    with_pm(book)
    path = write(book, "bad.json", customers(20_000, entity(1 << 40, '"name": "A", "class": "friend"')))
    before = book.bytes()
    book.run("import", path).exits(65).says("bad.json:20002:", "'class'", "nothing was imported")
    expect(book.bytes() == before, "the book changed")


@case("Ctrl-C in the middle of a large import: nothing came in")
def interrupted(book):
    with_pm(book)
    path = write(book, "large.json", customers(60_000))
    live = book.state().live
    stopped = 0
    for pause in (0.05, 0.1, 0.2, 0.4, 0.8):
        process = book.start("import", path)
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        if process.wait(60) == -signal.SIGINT:
            stopped += 1
        else:  # it was done already: all of it is there, as one step
            book.run("undo").exits(0)
        expect(book.run("list").code == 0, "the next command")
        expect(book.state().live == live, "something came in")
    expect(stopped > 0, "it was never stopped on the way")
    return f"{stopped} of 5 stopped on the way"


@case("a file of an export: 0600, whole or not at all")
def files(book):
    with_pm(book)
    path = os.path.join(book.folder, "book.json")
    for options in (["--json"], ["--csv", "--table", "pms"], ["--ics"], ["--customer", "x"]):
        if options[0] == "--customer":
            book.run("customer", "add", "x").exits(0)
        book.run("export", *options, "-o", path).exits(0)
        expect(stat.S_IMODE(os.stat(path).st_mode) == 0o600, f"{options}: its mode")
    book.run("export", "-o", os.path.join(book.folder, "no", "book.json")).exits(73)
    expect(not [name for name in os.listdir(book.folder) if ".new." in name], "a draft is left")


def with_naughty_names(book):
    """Customers with names that break calendars and tables, each with a plan and a promise."""
    with_pm(book, "--from", "2026-01-05")
    names = [text for text in naughty() if text.strip() and len(text) < 300][::9]
    names += ["x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil", "a\nBEGIN:VEVENT", "semi;colon, comma\\",
              "=1+1", "'quoted", "@sum"]
    pm = json.loads(export(book))["pm"][0]["uid"]
    records, promises = [], []
    for k, name in enumerate(names):
        records.append(entity(k + 1, f'"name": {json.dumps(name)}'))
        promises.append(entity(k + 4096, f'"text": {json.dumps(name)}, "due": "2026-12-01", "pm": "{pm}", '
                               f'"customer": ["01a1f978-b580-7000-8623-{k + 1:012x}"]'))
    text = (HEAD + '"customer": [' + ",\n".join(records) + '], "promise": [' + ",\n".join(promises)
            + "]}")
    book.run("import", write(book, "names.json", text)).exits(0)
    return names


@case("names that break calendars: an independent reader finds each event once, and its title")
def calendar(book):
    sys.path.append("/usr/lib/python3/dist-packages")  # Debian's, for any python3 in front of it
    try:
        from icalendar import Calendar
    except ImportError as missing:
        raise Skip("python3-icalendar is not installed") from missing
    names = with_naughty_names(book)
    out = book.run("--db", book.path, "export", "--ics").exits(0).out
    for line in out.split(b"\r\n"):
        expect(len(line) <= 75 and b"\n" not in line and b"\r" not in line, f"the line {line!r}")
        line.decode("utf-8")
    events = Calendar.from_ical(out).walk("VEVENT")
    expect(len(events) == len(names), f"{len(events)} events of {len(names)}")
    expect(len({str(event["UID"]) for event in events}) == len(names), "a UID comes twice")

    def told(text):
        ends = text.replace("\r\n", "\n").replace("\r", "\n")
        return "".join(" " if (c < " " and c not in "\t\n") or c == "\x7f" else c for c in ends)

    titles = sorted(str(event["SUMMARY"]) for event in events)
    expected = sorted(f"Promised to {told(name)}: {told(name)}" for name in names)
    expect(titles == expected, [pair for pair in zip(titles, expected) if pair[0] != pair[1]][:3])
    for event in events:
        expect("DTSTAMP" in event and str(event["DTSTART"].dt) == "2026-12-01", f"{event}")
    return f"{len(events)} events"


@case("names that break tables: the same to another reader, no formula, and back by an import")
def table(book):
    names = with_naughty_names(book)
    out = export(book, "--csv", "--table", "customers").decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    expect(len(rows) == len(names), f"{len(rows)} rows of {len(names)}")
    for row in rows:
        expect(row["name"][:1] not in "=+-@\t\r", f"a formula: {row['name']!r}")
    plain = [row["name"][1:] if row["name"].startswith("'") else row["name"] for row in rows]
    clean = [name for name in names
             if not any(unicodedata.category(c)[0] in "CMZ" and c != " " for c in name)]
    expect(len(clean) > 20 and set(clean) <= set(plain), set(clean) - set(plain))
    expect(not any("\x1b" in name for name in plain), "a terminal would obey")
    raw = export(book, "--csv", "--csv-raw", "--table", "customers").decode("utf-8")
    expect(sorted(row["name"] for row in csv.DictReader(io.StringIO(raw, newline=""))) ==
           sorted(names), "a raw name changed")
    book.run("log", "=1+1 Limited", "30m", "--new").exits(0)
    talks = export(book, "--csv")
    expect(b"'=1+1 Limited" in talks, "the talk has a formula")
    other = os.path.join(book.folder, "other.db")
    book.run("--db", other, "pm", "add", "Priya").exits(0)
    book.run("--db", other, "import", write(book, "talks.csv", talks)).exits(0)
    seen = book.run("--db", other, "customer", "list", "--json").out
    expect(b'"=1+1 Limited"' in seen, f"the import kept the ': {seen!r}")


@case("who was forgotten does not come back with an older export")
def forgotten(book):
    with_pm(book, "--from", "2026-01-05")
    book.run("log", "Acme Robotics", "30m", "-m", "ACME robotics was late").exits(0)
    path = write(book, "old.json", export(book))
    book.run("forget", "Acme Robotics", "--yes").exits(0)
    before = book.bytes()
    book.run("import", path).exits(0).says("0 records came in")
    expect(book.bytes() == before, "the import changed the book")
    book.run("import", path, "--replace").exits(0)
    expect(b"acme" not in book.bytes().lower(), "the name is back")


NAMES = ["Müller & Söhne", "D'Arcy", "Back\\slash Ltd", "Star*dust_Co", "<b>Co", "日本株式会社",
         "Vandelay Imports of New York", "A customer of so long a name that calendars fold it Incorporated"]


@case("files that still hold a forgotten name are listed, however their form writes it; no other")
def copies(book):
    for k, name in enumerate(NAMES):
        folder = os.path.join(book.folder, str(k))
        os.mkdir(folder, 0o700)
        one = Book(book.binary, folder)
        with_pm(one, "--from", "2026-01-05")
        one.run("log", name, "1h", "visit", "--new", "--promise", f"see {name}", "--due", "2036-01-01").exits(0)
        one.run("pm", "list", "-o", os.path.join(folder, "other.html"), "--html").exits(0)
        made = []
        for suffix, words in (("txt", ["list"]), ("list.json", ["list", "--json"]), ("md", ["list", "--md"]),
                              ("html", ["list", "--html"]), ("csv", ["export", "--csv"]),
                              ("ics", ["export", "--ics"]), ("json", ["export", "--customer", name])):
            made.append(os.path.join(folder, f"made.{suffix}"))
            one.run(*words, "-o", made[-1]).exits(0)
        told = json.loads(one.run("forget", name, "--yes", "--json").exits(0).out)
        found = sorted(row["file"] for row in told["copies"])
        expect(found == sorted(made), f"{name}: {set(made) ^ set(found)}")


@case("what lies beside the backups: deleted where it holds a forgotten name, else left alone")
def beside_backups(book):
    with_pm(book, "--from", "2026-01-05")
    book.run("log", "Müller & Söhne", "30m").exits(0)
    saved = json.loads(book.run("backup", "--json").exits(0).out)["file"]
    beside = {name: os.path.join(os.path.dirname(saved), name) for name in ("list.html", "readme.txt", "book.gz")}
    book.run("list", "--html", "-o", beside["list.html"]).exits(0)
    write(book, beside["readme.txt"], "the stick in the drawer has a copy")
    write(book, beside["book.gz"], b"\x1f\x8b\x08\0 nobody knows")
    told = json.loads(book.run("forget", "Müller & Söhne", "--yes", "--json").exits(0).out)
    expect(sorted(told["deleted"]) == ["book.gz", "list.html"], f"deleted: {told['deleted']}")
    expect(told["copies"] == [], f"listed though it is gone: {told['copies']}")
    there = {name for name, path in beside.items() if os.path.exists(path)}
    expect(there == {"readme.txt"}, f"there: {there}")


if __name__ == "__main__":
    main()
