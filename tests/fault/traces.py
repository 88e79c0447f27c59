"""What is left of a name in the bytes of files."""

import json
import os
import unicodedata
import urllib.parse

from book import expect
from dice import SEED


def folder_of(book):
    return os.path.join(book.folder, ".local/state/rapport/backups")


def forms(name):
    """The bytes by which a name could still be in a file."""
    found = set()
    for text in (name, name.lower(), name.upper(), name.title(), name.casefold()):
        for form in ("NFC", "NFD", "NFKC", "NFKD"):
            apart = unicodedata.normalize(form, text)
            found |= {apart.encode(), apart.encode("utf-16-le"), apart.encode("utf-16-be"),
                      apart.encode("utf-32-le"), apart.encode("utf-32-be")}
            escaped = json.dumps(apart)[1:-1]
            quoted = urllib.parse.quote(apart, safe="")
            found |= {text.encode() for plain in (escaped, quoted)
                      for text in (plain, plain.lower(), plain.upper())}
    return found


def expect_gone(book, names):
    """No file of the book's folder holds one of the names, in whatever encoding."""
    wanted = {form for name in names for form in forms(name)}
    for folder, _, files in os.walk(book.folder):
        for file in files:
            with open(os.path.join(folder, file), "rb") as opened:
                content = opened.read()
            for text in (content, content.lower()):
                left = [form for form in wanted if form in text]
                expect(not left, f"seed {SEED}: {left[:2]} is still in {file}")
