#!/usr/bin/env python3
"""A table goes through a spreadsheet and comes back: what LibreOffice wrote is what was exported.
usage: spreadsheet.py BINARY [CASE…]. Skipped where LibreOffice is not installed: Debian's package
libreoffice-calc, which ./check does not install, for it is as large as all others together."""

import csv
import io
import os
import shutil
import subprocess

from book import Skip, case, expect, main
from incoming import with_pm, write

READ = "Text - txt - csv (StarCalc):44,34,76,1"  # commas, double quotes, UTF-8, from the first line
KEYS = ("start", "minutes", "kind", "purpose", "status", "customer", "note")
TEXTS = ['they "re-key",\ntwice', "=1+1", "0049 30 1234", "-5", "1.5"]


def filled(book):
    """A book with talks, and its table."""
    with_pm(book, "--from", "2026-01-05")
    for name in ("Acme Robotics", 'Müller "& Söhne"'):
        book.run("customer", "add", name).exits(0)
    for day, text in enumerate(TEXTS):
        book.run("log", "Acme Robotics", "1h", "visit", f"2026-03-0{2 + day} 10:00", "-m", text).exits(0)
    book.run("log", 'Acme Robotics,Müller "& Söhne"', "30m", "video", "2026-03-10").exits(0)
    return book.run("export", "--csv").exits(0).out.decode()


def convert(folder, path, form, *more):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form,
                    *more, "--outdir", folder, path], check=True, capture_output=True, timeout=180)
    return os.path.join(folder, "talks." + form.split(":")[0])


def through_spreadsheet(book, text, form):
    """The path of the table, once it was a file of `form`."""
    if shutil.which("soffice") is None:
        raise Skip("LibreOffice is not installed")
    path = write(book, "talks.csv", text)
    sheet = convert(book.folder, path, form, "--infilter=" + READ)
    return convert(book.folder, sheet, "csv")


def told(text):
    return [{key: row[key] for key in KEYS} for row in csv.DictReader(io.StringIO(text))]


@case("csv, a spreadsheet and csv again: the same book takes in nothing")
def comes_back(book):
    text = filled(book)
    for form in ("ods", "xlsx"):
        said = book.run("import", through_spreadsheet(book, text, form), "--json").exits(0).out.decode()
        expect('"held": 0' in said and f'"known": {len(TEXTS) + 1}' in said, f"{form}: {said}")


@case("csv, a spreadsheet and csv again: another book has the same talks")
def elsewhere(book):
    text = filled(book)
    path = through_spreadsheet(book, text, "xlsx")
    other = os.path.join(book.folder, "other.db")
    book.run("--db", other, "pm", "add", "Priya", "--from", "2026-01-05").exits(0)
    book.run("--db", other, "import", path, "--new").exits(0)
    again = told(book.run("--db", other, "export", "--csv").exits(0).out.decode())
    expect(again == told(text), f"{text}\n{again}")


if __name__ == "__main__":
    main()
